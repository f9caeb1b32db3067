"""functions.py TEMPLATE SETTINGS URL IMAGE: every function as SAM runs it, in a container, on the ./run that serves at URL.

`sam local invoke` makes a picture from end to end; `sam local start-lambda` takes the other events, of which some are about
that picture; `sam local start-api` serves two routes. Each answer is compared with what the caller is told in AWS.
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
import threading
import urllib.error
import urllib.parse
import urllib.request

import boto3

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAM = pathlib.Path(sys.executable).with_name("sam")
TEMPLATE, SETTINGS, URL, IMAGE = sys.argv[1:]
GIVEN = json.loads(pathlib.Path(SETTINGS).read_text())["Parameters"]
# This machine, as a container calls it: by Docker's bridge, or by a name that is Docker Desktop's.
HOST = urllib.parse.urlsplit(GIVEN["AWS_ENDPOINT_URL_S3"]).hostname
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
OPTIONS = ["--env-vars", SETTINGS, "--skip-pull-image", "--invoke-image", IMAGE,
           "--parameter-overrides", f"Architecture={ARCHITECTURE}"]  # fmt: skip
# PublishSite alone works on S3 itself, which takes the keys that SAM gives each function.
ENVIRONMENT = os.environ | {
    "AWS_ACCESS_KEY_ID": GIVEN["MEDIA_S3_ACCESS_KEY_ID"],
    "AWS_SECRET_ACCESS_KEY": GIVEN["MEDIA_S3_SECRET_ACCESS_KEY"],
    "AWS_DEFAULT_REGION": GIVEN["MEDIA_S3_REGION"],
}
# What each event of an API is answered with, and each step that comes to a task that is over. The others have an answer.
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
OVER = {"persist", "poll", "submit"}
ABOUT_THE_PICTURE = OVER | {"delete-task", "get-task", "give-up", "hiapi-callback"}
failures = []


def check(name, right, told):
    print(f"{name}: {'ok' if right else 'FAILED'}", flush=True)
    if not right:
        failures.append(f"{name}: {told}")


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


class Server:
    """A `sam local` that serves, from when it says where until the end of the block."""

    def __init__(self, command):
        self.said = []
        self.process = subprocess.Popen(
            [SAM, "local", command, "--port", "0", *OPTIONS],
            cwd=TEMPLATE, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def __enter__(self):
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"Running on (http://\S+)", line):
                # What it says further would fill its pipe.
                threading.Thread(target=lambda: self.said.extend(self.process.stderr), daemon=True).start()
                self.address = found.group(1)
                return self
        sys.exit("".join(self.said))

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def begin_picture():
    """By `sam local invoke`; the task's id."""
    done = subprocess.run(
        [SAM, "local", "invoke", "CreateTaskFunction", "-e", ROOT / "events/create-task.json", *OPTIONS],
        cwd=TEMPLATE, env=ENVIRONMENT, capture_output=True, text=True)  # fmt: skip
    try:
        task = json.loads(json.loads(done.stdout.strip().splitlines()[-1])["body"])["taskId"]
    except (IndexError, KeyError, ValueError):
        sys.exit(f"sam local invoke CreateTaskFunction:\n{done.stdout}{done.stderr}")
    print(f"sam local invoke, create-task: ok, {task}", flush=True)
    return task


def await_picture(task):
    while True:
        state = json.loads(fetch(f"{URL}/api/images/{task}")[1])
        if state["status"] in ("success", "fail"):
            break
        threading.Event().wait(0.2)
    picture = fetch(state["url"])[1] if state["url"] else b""
    check("its picture, at the page", picture.startswith(b"\x89PNG"), state)


def play(event, task, replies, functions):
    text = (ROOT / f"events/{event}.json").read_text().replace("sampletask2222222222222222222222", task)
    if event == "publish-site":
        request = json.loads(text)
        request["ResponseURL"] = f"http://{HOST}:{replies.server_port}/"
        request["ResourceProperties"] |= {"Bucket": "site", "Distribution": ""}
        text = json.dumps(request)
    function = "".join(word.capitalize() for word in event.removesuffix("-login").split("-")) + "Function"
    answered = fetch(
        f"{functions.address}/2015-03-31/functions/{function}/invocations", data=text.encode(), method="POST")  # fmt: skip
    try:
        answer = json.loads(answered[1])
    except ValueError:
        answer = None
    if event in STATUS:
        right = isinstance(answer, dict) and answer.get("statusCode") == STATUS[event]
    elif event == "publish-site":
        right = [reply["Status"] for reply in Replies.told] == ["SUCCESS"]
    elif event in OVER:
        right = isinstance(answer, dict) and answer.get("errorType") == "dev.darkroom.steps.TaskOver"
    else:
        right = answered[0] == 200 and isinstance(answer, dict) and not {"errorType", "errorMessage"} & answer.keys()
    check(event, right, answered)


def main():
    replies = http.server.ThreadingHTTPServer((HOST if HOST[0].isdigit() else "127.0.0.1", 0), Replies)
    threading.Thread(target=replies.serve_forever, daemon=True).start()
    boto3.client("s3", endpoint_url=GIVEN["AWS_ENDPOINT_URL_S3"], region_name=GIVEN["MEDIA_S3_REGION"],
                 aws_access_key_id=ENVIRONMENT["AWS_ACCESS_KEY_ID"],
                 aws_secret_access_key=ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]).create_bucket(Bucket="site")  # fmt: skip
    with Server("start-lambda") as functions, Server("start-api") as api, concurrent.futures.ThreadPoolExecutor(2) as pool:
        task = begin_picture()
        events = {path.stem for path in (ROOT / "events").glob("*.json")} - {"create-task"}

        def play_all(chosen):
            list(pool.map(lambda event: play(event, task, replies, functions), sorted(chosen)))

        play_all(events - ABOUT_THE_PICTURE)
        await_picture(task)
        play_all(events & ABOUT_THE_PICTURE)
        for path, status in {"/api/models": 200, "/api/nothing": 404}.items():
            answered = fetch(api.address + path)
            check(f"sam local start-api, {path}", answered[0] == status, answered)
    if failures:
        sys.exit("".join(functions.said + api.said) + "\n\n".join(failures))


main()
