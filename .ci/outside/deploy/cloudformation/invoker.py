"""Calls a packaged Java function as Lambda does: AWS's own runtime client in a JVM, with our runtime API."""

import json
import os
import queue
import subprocess
import tempfile
import threading
import uuid
import zipfile

from werkzeug.wrappers import Response


class Invoker:
    """Without a JVM and a classpath of the runtime client every custom resource just succeeds: see the README."""

    def __init__(self, cloud):
        self.cloud = cloud
        self.java = self.client = None
        self._work = {}
        self.log = []

    def use(self, java, client):
        """java is the command; client a classpath with AWS's runtime interface client."""
        self.java, self.client = java, client

    def reply_to(self, id):
        return f"{self.cloud.url}/-/reply/{id}"

    def invoke(self, stack, function, event):
        if self.java is None:
            reply = {"Status": "SUCCESS", "PhysicalResourceId": event.get("PhysicalResourceId") or uuid.uuid4().hex}
            self.cloud.makers.custom.reply(event["RequestId"], reply)
            return
        with tempfile.TemporaryDirectory(prefix="darkroom-function-") as folder:
            self._run(stack, function, event, folder)

    def _run(self, stack, function, event, folder):
        asked = function.properties
        code = self._unpacked(stack, asked["Code"], f"{folder}/task")
        variables = {name: str(value) for name, value in asked.get("Environment", {}).get("Variables", {}).items()}
        for layer in asked.get("Layers", []):
            made = next(it for it in stack.resources.values() if it.id == layer)
            self._unpacked(stack, made.properties["Content"], f"{folder}/opt")
        if variables.get("SITE_FOLDER") == "/opt":
            variables["SITE_FOLDER"] = f"{folder}/opt"
        id = uuid.uuid4().hex
        work = {"event": event, "ended": threading.Event(), "given": False, "error": None}
        self._work[id] = work
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.cloud.port}/-/{id}",
            "AWS_LAMBDA_FUNCTION_NAME": function.id, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "_HANDLER": asked["Handler"],
            "AWS_ENDPOINT_URL": self.cloud.url, "AWS_REGION": stack.region,
            "AWS_ACCESS_KEY_ID": "test-key-id", "AWS_SECRET_ACCESS_KEY": "secret",
            **variables,
        }
        classpath = f"{code}:{code}/lib/*:{self.client}"
        command = [self.java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                   "-cp", classpath, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", asked["Handler"]]
        self._call(command, environment, work)
        del self._work[id]

    def _call(self, command, environment, work):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        out = queue.Queue()
        threading.Thread(target=lambda: out.put(process.stdout.read()), daemon=True).start()
        while not work["ended"].wait(0.05) and process.poll() is None:
            pass
        process.kill()
        process.wait()
        self.log.append(out.get())
        if work["error"] or not work["ended"].is_set():
            raise RuntimeError(work["error"] or self.log[-1][-2000:])

    def _unpacked(self, stack, where, folder):
        os.makedirs(folder, exist_ok=True)
        body = self.cloud.client("s3", stack.region).get_object(Bucket=where["S3Bucket"], Key=where["S3Key"])["Body"].read()
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            file.write(body)
            file.flush()
            zipfile.ZipFile(file.name).extractall(folder)
        return folder

    # ---- The runtime's API, and where replies are put ----

    def serve(self, request):
        parts = request.path.strip("/").split("/")
        if parts[1] == "reply":
            self.cloud.makers.custom.reply(parts[2], json.loads(request.get_data()))
            return Response()
        id, what = parts[1], parts[4:]
        work = self._work.get(id)
        if work is None:
            return Response(status=404)
        if what == ["invocation", "next"]:
            if work["given"]:
                work["ended"].wait()
                return Response(status=404)
            work["given"] = True
            headers = {"Lambda-Runtime-Aws-Request-Id": id, "Lambda-Runtime-Deadline-Ms": "4102444800000",
                       "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:123456789012:function:it"}
            return Response(json.dumps(work["event"]), headers=headers, content_type="application/json")
        if what[-1] == "error":
            work["error"] = request.get_data(as_text=True)
        work["ended"].set()
        return Response(status=202)
