"""functions.py SETTINGS URL IMAGE: every function as SAM runs it, in a container, on the ./run that serves at URL.

The first event makes a picture from end to end, and the others are about that picture. Each answer is compared with what
an API or a state machine would be told in AWS.
"""

import concurrent.futures
import http.server
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request

import boto3

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAM = pathlib.Path(sys.executable).with_name("sam")
SETTINGS, URL, IMAGE = sys.argv[1:]
GIVEN = json.loads(pathlib.Path(SETTINGS).read_text())["Parameters"]
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
OPTIONS = ["--env-vars", SETTINGS, "--skip-pull-image", "--invoke-image", IMAGE,
           "--parameter-overrides", f"Architecture={ARCHITECTURE}"]  # fmt: skip
# PublishSite alone works on S3 itself, which takes the keys that SAM gives each function.
ENVIRONMENT = os.environ | {
    "AWS_ACCESS_KEY_ID": GIVEN["MEDIA_S3_ACCESS_KEY_ID"],
    "AWS_SECRET_ACCESS_KEY": GIVEN["MEDIA_S3_SECRET_ACCESS_KEY"],
    "AWS_DEFAULT_REGION": GIVEN["MEDIA_S3_REGION"],
}
# What each event of an API is answered with. Steps have an answer, and no error.
STATUS = {
    "create-task-login": 202,
    "create-upload": 201,
    "delete-task": 404,  # it is of another visitor than the event's
    "get-quota": 200,
    "get-task": 200,
    "hiapi-callback": 401,  # signed long ago
    "list-models": 200,
    "list-tasks": 200,
    "not-found": 404,
}
failures = []


def check(name, right, told):
    print(f"{name}: {'ok' if right else 'FAILED'}", flush=True)
    if not right:
        failures.append(f"{name}:\n{told}")


def fetch(path, **options):
    try:
        with urllib.request.urlopen(urllib.request.Request(path, **options), timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


class Replies(http.server.BaseHTTPRequestHandler):
    """Takes what PublishSite says to CloudFormation."""

    told = []

    def do_PUT(self):
        self.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def function(event):
    words = event.removesuffix("-login").split("-")
    return "".join(word.capitalize() for word in words) + "Function"


def invoke(event, text):
    """By `sam local invoke`: what it answered, and all that was said on the way."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        done = subprocess.run(
            [SAM, "local", "invoke", function(event), "-e", file.name, *OPTIONS],
            cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)  # fmt: skip
    try:
        return json.loads(done.stdout.strip().splitlines()[-1]), done.stderr
    except (IndexError, ValueError):
        return None, done.stdout + done.stderr


def make_picture():
    answer, said = invoke("create-task", (ROOT / "events/create-task.json").read_text())
    accepted = isinstance(answer, dict) and answer.get("statusCode") == 202
    check("create-task", accepted, f"{answer}\n{said}")
    if not accepted:
        sys.exit("\n\n".join(failures))
    task = json.loads(answer["body"])["taskId"]
    while True:
        state = json.loads(fetch(f"{URL}/api/images/{task}")[1])
        if state["status"] in ("success", "fail"):
            break
        threading.Event().wait(0.5)
    bytes_ = fetch(state["url"])[1] if state["url"] else b""
    check("its picture, by the page", state["status"] == "success" and bytes_[:4] == b"\x89PNG", state)
    return task


def play(event, task, replies):
    text = (ROOT / f"events/{event}.json").read_text().replace("sampletask2222222222222222222222", task)
    if event == "publish-site":
        request = json.loads(text)
        request["ResponseURL"] = f"http://127.0.0.1:{replies.server_port}/"
        request["ResourceProperties"] |= {"Bucket": "site", "Distribution": ""}
        text = json.dumps(request)
    answer, said = invoke(event, text)
    if event in STATUS:
        right = isinstance(answer, dict) and answer.get("statusCode") == STATUS[event]
    elif event == "publish-site":
        right = [reply["Status"] for reply in Replies.told] == ["SUCCESS"]
    else:
        right = isinstance(answer, dict) and "errorType" not in answer and "errorMessage" not in answer
    check(event, right, f"{answer}\n{said}")


def serve_api():
    """`sam local start-api`: the routes lead to their functions, with the options of samconfig.yaml."""
    api = subprocess.Popen(
        [SAM, "local", "start-api", "--port", "0", "--warm-containers", "LAZY", *OPTIONS],
        cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)  # fmt: skip
    said = []
    try:
        address = None
        for line in api.stderr:
            said.append(line)
            if found := re.search(r"Running on (http://\S+)", line):
                address = found.group(1)
                break
        # What it says further would fill its pipe.
        threading.Thread(target=lambda: said.extend(api.stderr), daemon=True).start()
        for path, status in {"/api/models": 200, "/api/nothing": 404}.items():
            answered = fetch(address + path) if address else None
            check(f"start-api, {path}", bool(answered) and answered[0] == status, f"{answered}\n{''.join(said)}")
    finally:
        api.terminate()
        api.wait()


def main():
    replies = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replies)
    threading.Thread(target=replies.serve_forever, daemon=True).start()
    boto3.client("s3", endpoint_url=GIVEN["AWS_ENDPOINT_URL_S3"], region_name=GIVEN["MEDIA_S3_REGION"],
                 aws_access_key_id=ENVIRONMENT["AWS_ACCESS_KEY_ID"],
                 aws_secret_access_key=ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]).create_bucket(Bucket="site")  # fmt: skip
    task = make_picture()
    events = sorted(path.stem for path in (ROOT / "events").glob("*.json") if path.stem != "create-task")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda event: play(event, task, replies), events))
    serve_api()
    if failures:
        sys.exit("\n\n".join(failures))


main()
