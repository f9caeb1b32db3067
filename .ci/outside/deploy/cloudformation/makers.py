"""What is done to one resource. Those that ./deploy or the functions touch are real in moto; the others are records."""

import json

import botocore.exceptions

from . import functions, records, stores
from .custom import Custom
from .errors import Failed
from .tags import Tags

REAL = {**stores.KINDS, **functions.KINDS}


class Makers:
    def __init__(self, client, invoker):
        """client(service, region) gives one of boto3's, aimed at moto; invoker calls a function as Lambda does."""
        self.client = client
        self.custom = Custom(self, invoker)
        self.tags = Tags()
        self.names = {}  # (type, name): who has it, for the records

    def create(self, stack, resource):
        self._maker(resource).create(self, stack, resource)
        self.tags.put_on(stack, resource)

    def update(self, stack, resource, before):
        self._maker(resource).update(self, stack, resource, before)
        self.tags.put_on(stack, resource)

    def delete(self, stack, resource):
        self._maker(resource).delete(self, stack, resource)

    def adopt(self, stack, resource, identifier):
        maker = self._maker(resource)
        if not hasattr(maker, "adopt"):
            raise Failed(f"our CloudFormation imports no {resource.wanted.kind}")
        return maker.adopt(self, stack, resource, identifier)

    def _maker(self, resource):
        kind = resource.wanted.kind
        if kind.startswith("Custom::") or kind == "AWS::CloudFormation::CustomResource":
            return _Words(self.custom)
        return _Words(REAL.get(kind, records.Record))

    def secret(self, stack, id, key):
        try:
            text = self.client("secretsmanager", stack.region).get_secret_value(SecretId=id)["SecretString"]
        except botocore.exceptions.ClientError as refused:
            raise Failed(f"Could not resolve the secret {id}: {refused.response['Error']['Message']}") from refused
        return json.loads(text)[key] if key else text


class _Words:
    """Lets a maker's ClientError be a resource's failure, in CloudFormation's words."""

    def __init__(self, maker):
        self.maker = maker

    def __getattr__(self, verb):
        action = getattr(self.maker, verb)

        def run(*arguments):
            try:
                return action(*arguments)
            except botocore.exceptions.ClientError as refused:
                error = refused.response["Error"]
                code = f"Service: Ours, Status Code: {refused.response['ResponseMetadata']['HTTPStatusCode']}"
                raise Failed(f"{error['Message']} ({code}, Error Code: {error['Code']})") from refused

        return run
