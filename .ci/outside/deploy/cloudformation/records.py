"""Resources that are only written down: an id, and what others ask of it. What must be unique is held to be so."""

from .errors import Failed
from .naming import fresh

# The properties that name a resource, which no two may share. Source: each type's page in CloudFormation's guide.
NAMES = {
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::CloudFront::ResponseHeadersPolicy": ("ResponseHeadersPolicyConfig", "Name"),
    "AWS::CloudFront::Function": ("Name",),
    "AWS::CloudWatch::Dashboard": ("DashboardName",),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::Budgets::Budget": ("Budget", "BudgetName"),
}

GLOBAL = ("AWS::CloudFront::", "AWS::Budgets::")


class Record:
    @staticmethod
    def create(makers, stack, resource):
        kind, name = resource.wanted.kind, _name(resource)
        if name:
            _take(makers, stack, resource, kind, name)
        resource.id = name or fresh(stack, resource)
        arn = f"arn:aws:{kind.split('::')[1].lower()}:{stack.region}:{stack.account}:{resource.id}"
        if kind == "AWS::SQS::Queue":
            resource.attributes = {"Arn": arn, "QueueName": resource.id}
            resource.id = f"https://sqs.{stack.region}.amazonaws.com/{stack.account}/{resource.id}"
        elif kind == "AWS::SNS::Topic":
            resource.id = arn
            resource.attributes = {"TopicArn": arn, "TopicName": arn.split(":")[-1]}
        elif kind == "AWS::StepFunctions::StateMachine":
            name, resource.id = resource.id, f"arn:aws:states:{stack.region}:{stack.account}:stateMachine:{resource.id}"
            resource.attributes = {"Arn": resource.id, "Name": name}
        elif kind == "AWS::Lambda::LayerVersion":
            resource.id = f"arn:aws:lambda:{stack.region}:{stack.account}:layer:{resource.id}:1"
            resource.attributes = {"LayerVersionArn": resource.id}
        elif kind == "AWS::CloudFront::Function":
            resource.attributes = {"FunctionARN": arn, "FunctionMetadata.FunctionARN": arn}
        else:
            resource.attributes = {"Arn": arn, "Id": resource.id, "Name": resource.id}

    @staticmethod
    def update(makers, stack, resource, before):
        pass

    @staticmethod
    def delete(makers, stack, resource):
        for key in [key for key, owner in makers.names.items() if owner == (stack.id, resource.wanted.name, resource.id)]:
            del makers.names[key]


def _name(resource):
    value = resource.properties
    for step in NAMES.get(resource.wanted.kind, ()):
        value = value.get(step, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, str) else None


def _take(makers, stack, resource, kind, name):
    key = (kind, name, "" if kind.startswith(GLOBAL) else stack.region)
    if key in makers.names:
        raise Failed(f"Resource of type '{kind}' with identifier '{name}' already exists.")
    # CloudFront's API reference, CreateFunction: 1 to 64 characters.
    if kind == "AWS::CloudFront::Function" and len(name) > 64:
        raise Failed(f"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64")
    makers.names[key] = (stack.id, resource.wanted.name, name)
