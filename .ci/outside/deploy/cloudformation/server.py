"""One address for all of AWS: our CloudFormation, the Lambda runtime's API, and moto for everything else."""

import io
import json
import re
import socket
import threading
import traceback

import boto3
import botocore.config
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from . import naming, query
from .api import Api
from .errors import Refused
from .faults import Faults
from .invoker import Invoker
from .makers import Makers

ACCOUNT, KEY, SECRET = "123456789012", "test-key-id", "secret"
OURSELVES = "cloudformation-itself"
_CREDENTIAL = re.compile(r"Credential=([^/]+)/[0-9]+/([^/]+)/([^/]+)/aws4_request")


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_):
        pass


class Cloud:
    """An account. Everything in it is gone when it is closed, or emptied."""

    def __init__(self):
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._moto_lock, self._lock = threading.Lock(), threading.RLock()
        self._server = make_server("127.0.0.1", 0, self._serve, threaded=True, request_handler=_Quiet)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self.invoker = Invoker(self)
        self._clients = {}
        self.empty()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def empty(self):
        with self._moto_lock:
            BackendDict.reset()
            reset_model_data()
        naming.begin_again()
        self.faults = Faults()
        self.makers = Makers(self.client, self.invoker)
        self.stacks = Api(ACCOUNT, self.makers, self.faults)
        self.calls = []  # (service:Operation, user agent)
        self.broken = []

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def client(self, service, region):
        """A client of our own: no fault concerns it, and its calls are not written down."""
        key = (service, region)
        if key not in self._clients:
            self._clients[key] = boto3.client(
                service, region_name=region, endpoint_url=self.url, aws_access_key_id=KEY, aws_secret_access_key=SECRET,
                config=botocore.config.Config(user_agent_extra=OURSELVES, retries={"max_attempts": 0}),
            )
        return self._clients[key]

    # ---- Serving ----

    def _serve(self, environ, start_response):
        request = Request(environ)
        if request.path.startswith("/-/"):
            return self.invoker.serve(request)(environ, start_response)
        scope = _CREDENTIAL.search(request.headers.get("Authorization", ""))
        client = request.headers.get("User-Agent", "") + request.headers.get("X-Amz-User-Agent", "")
        if scope and OURSELVES not in client:
            return self._outside(request, scope, client)(environ, start_response)
        return self._answer(request, scope)(environ, start_response)

    def _outside(self, request, scope, client):
        name = f"{scope[3]}:{_operation(request, scope[3])}"
        if scope[1] != KEY:
            return _refusal(request, scope[3], 403, "InvalidClientTokenId", "The security token included in the request is invalid.")
        self.calls.append((name, client))
        fault = self.faults.call(name, client)
        if fault and fault.how == "lost":
            self._answer(request, scope)
            request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            return Response(status=500)
        if fault:
            return _refusal(request, scope[3], *fault.answer())
        return self._answer(request, scope)

    def _answer(self, request, scope):
        if scope and scope[3] == "cloudformation":
            return self._cloudformation(request, scope[2])
        if scope and scope[3] == "tagging":
            found = self.makers.tags.get_resources(scope[2], **json.loads(request.get_data()))
            return Response(json.dumps(found), content_type="application/x-amz-json-1.1")
        body = request.get_data()
        environ = dict(request.environ)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["wsgi.input_terminated"] = False
        with self._moto_lock:
            return Response.from_app(self._moto, environ, buffered=True)

    def _cloudformation(self, request, region):
        operation, values = query.read(request.get_data(as_text=True))
        try:
            with self._lock:
                result = self.stacks.call(operation, region, query.arguments(operation, values))
                body = query.answer(operation, result)
            return Response(body, content_type="text/xml")
        except Refused as refused:
            return Response(query.error(refused.code, refused.message), status=refused.status, content_type="text/xml")
        except Exception:
            self.broken.append(traceback.format_exc())  # a fault of ours: each test looks here at its end
            return Response(query.error("InternalFailure", "our CloudFormation broke"), status=500, content_type="text/xml")


def _operation(request, service):
    if "X-Amz-Target" in request.headers:
        return request.headers["X-Amz-Target"].split(".")[-1]
    if request.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
        action, _ = query.read(request.get_data(as_text=True))
        if action:
            return action
    return f"{request.method} {request.path}" + (f"?{request.query_string.decode()}" if request.query_string else "")


def _refusal(request, service, status, code, message):
    """An error in the words of the service's own protocol."""
    if "X-Amz-Target" in request.headers or service == "lambda":
        body = json.dumps({"__type": code, "message": message, "Message": message})
        return Response(body, status=status, content_type="application/x-amz-json-1.1", headers={"x-amzn-ErrorType": code})
    if service == "s3":
        body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        return Response(body, status=status if code != "Throttling" else 503, content_type="application/xml")
    return Response(query.error(code, message), status=status, content_type="text/xml")
