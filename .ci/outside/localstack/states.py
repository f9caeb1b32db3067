"""LocalStack, whose state machines call functions that are addresses on loopback, and whose time those functions pass.

Its own mocks cannot wait for a task token nor take too long. So its call to Lambda is replaced where a function's name is
an address, and then no Retry, Wait or task token waits: the seconds are told to /time beside that address instead. And an
execution that has ended is told to /ended, so that nobody has to ask again and again.
"""

import json
import urllib.request
from types import SimpleNamespace
from urllib.parse import urljoin

from localstack.runtime.main import main
from localstack.services.stepfunctions.asl.component.common.retry import retrier_decl
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task import lambda_eval_utils
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service_callback import (
    StateTaskServiceCallback,
)
from localstack.services.stepfunctions.asl.component.state.state_wait.wait_function.wait_function import WaitFunction
from localstack.services.stepfunctions.backend.execution import BaseExecutionWorkerCommunication

invoke_lambda = lambda_eval_utils._invoke_lambda_function
end = BaseExecutionWorkerCommunication.terminated
beside = None


def post(address, body):
    with urllib.request.urlopen(urllib.request.Request(address, data=body, method="POST")) as answer:
        return json.loads(answer.read())


def tell(what, value):
    if beside:
        post(urljoin(beside, what), json.dumps(value).encode())


def pass_time(seconds):
    tell("/time", seconds)


def invoke(parameters, region, state_credentials):
    global beside
    name = parameters["FunctionName"]
    if not name.startswith("http://127.0.0.1:"):
        return invoke_lambda(parameters, region, state_credentials)
    beside = name
    outcome = post(name, parameters["Payload"])
    if outcome.get("late"):
        raise TimeoutError
    if "error" in outcome:
        return {"FunctionError": "Unhandled", "Payload": outcome["error"]}
    return {"StatusCode": 200, "ExecutedVersion": "$LATEST", "Payload": outcome["answer"]}


def await_token(self, timeout_seconds, callback_endpoint):
    for _ in range(timeout_seconds):
        if callback_endpoint.get_outcome() is None:
            pass_time(1)
    return callback_endpoint.get_outcome()


def terminated(self):
    end(self)
    try:
        tell("/ended", self.execution.exec_arn)
    except OSError:
        pass  # Whoever it was that listened has gone.


lambda_eval_utils._invoke_lambda_function = invoke
retrier_decl.time = SimpleNamespace(sleep=pass_time)
WaitFunction._wait_interval = lambda self, env, wait_seconds: pass_time(wait_seconds)
StateTaskServiceCallback._wait_for_task_token_timeout = await_token
BaseExecutionWorkerCommunication.terminated = terminated

if __name__ == "__main__":
    main()
