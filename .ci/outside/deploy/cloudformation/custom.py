"""Custom resources: the function that the ServiceToken names is called for real, and its reply is waited for."""

import threading
import uuid

from .errors import Failed
from .stack import now


class Custom:
    def __init__(self, makers, invoker):
        self.invoker = invoker
        self.replies = {}
        self.came = threading.Condition()
        self.asked = []  # the requests, for tests

    def create(self, makers, stack, resource):
        resource.id = f"{stack.name}-{resource.wanted.name}-{now():%Y%m%d%H%M%S%f}"
        try:
            self._ask("Create", stack, resource, without_id=True)
        except Failed:
            resource.made = False
            raise

    def update(self, makers, stack, resource, before):
        self._ask("Update", stack, resource, before=before)

    def delete(self, makers, stack, resource):
        self._ask("Delete", stack, resource)

    def _ask(self, request, stack, resource, before=None, without_id=False):
        """Source: CloudFormation's guide, "Custom resource request and response reference": every value is text."""
        id = uuid.uuid4().hex
        token = resource.properties["ServiceToken"]
        event = {
            "RequestType": request,
            "ServiceToken": token,
            "ResponseURL": self.invoker.reply_to(id),
            "StackId": stack.id,
            "RequestId": id,
            "LogicalResourceId": resource.wanted.name,
            "ResourceType": resource.wanted.kind,
            "ResourceProperties": _texts(resource.properties),
        }
        if not without_id:
            event["PhysicalResourceId"] = resource.id
        if before is not None:
            event["OldResourceProperties"] = _texts(before)
        self.asked.append(event)
        function = next((each for each in stack.resources.values() if each.attributes.get("Arn") == token), None)
        if function is None:
            raise Failed(f"There is no function {token}")
        try:
            self.invoker.invoke(stack, function, event)
        except RuntimeError as failure:
            raise Failed(f"The function failed: {failure}") from failure
        with self.came:
            reply = self.replies.pop(id, None)
        if reply is None:
            raise Failed("CloudFormation did not receive a response from your Custom Resource.")
        if reply["Status"] != "SUCCESS":
            raise Failed(f"Received response status [FAILED] from custom resource. Message returned: {reply.get('Reason')} (RequestId: {id})")
        resource.id = reply["PhysicalResourceId"]
        resource.attributes = {name: value for name, value in reply.get("Data", {}).items()}

    def reply(self, id, reply):
        with self.came:
            self.replies[id] = reply


def _texts(value):
    if isinstance(value, dict):
        return {name: _texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
