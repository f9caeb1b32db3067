"""expand.py OUT Name=Value...: the template as SAM expands it with these parameters, and the policies as IAM gets them.

Writes OUT/template.json and OUT/policies/ROLE.json. Nothing is asked of AWS.
"""

import json
import os
import pathlib
import re
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")  # SAM asks boto3 for one while it expands

from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

ACCOUNT, REGION = "123456789012", "us-east-1"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": "darkroom",
    "AWS::URLSuffix": "amazonaws.com",
}
# The ARN of what a policy names, by its type (Service Authorization Reference, 2026).
ARNS = {
    "AWS::CloudFront::Distribution": "arn:aws:cloudfront::{a}:distribution/{n}",
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:{r}:{a}:table/{n}",
    "AWS::Lambda::Alias": "arn:aws:lambda:{r}:{a}:function:{n}:live",
    "AWS::S3::Bucket": "arn:aws:s3:::{n}",
    "AWS::SNS::Topic": "arn:aws:sns:{r}:{a}:{n}",
    "AWS::SQS::Queue": "arn:aws:sqs:{r}:{a}:{n}",
    "AWS::SecretsManager::Secret": "arn:aws:secretsmanager:{r}:{a}:secret:{n}",
    "AWS::StepFunctions::StateMachine": "arn:aws:states:{r}:{a}:stateMachine:{n}",
}
# Those whose Ref is their ARN; of the others it is a name.
ARN_BY_REF = {
    "AWS::Lambda::Alias",
    "AWS::SNS::Topic",
    "AWS::SecretsManager::Secret",
    "AWS::StepFunctions::StateMachine",
}
NOTHING = object()


class NoManagedPolicies:
    """The template names none of AWS's policies by their short names; those that SAM itself writes have ARNs."""

    def load(self):
        return {}


def expanded(parameters):
    template = yaml_parse(pathlib.Path("template.yaml").read_text(encoding="utf-8"))
    # As sam package would leave them.
    template["Globals"]["Function"]["CodeUri"] = "s3://packages/functions.zip"
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri", "DefinitionUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = "s3://packages/" + name
    return transform(template, parameters, NoManagedPolicies())


def resolved(part, template, parameters):
    """A part with its conditions decided and its references put in, so that no intrinsic function is left."""

    def go(value):
        if isinstance(value, list):
            return [item for item in map(go, value) if item is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, of),) = value.items()
            if name == "Ref":
                return NOTHING if of == "AWS::NoValue" else reference(of)
            if name == "Fn::GetAtt":
                return reference(of if isinstance(of, str) else ".".join(of))
            if name == "Fn::Sub":
                return re.sub(r"\$\{([\w:.]+)}", lambda m: reference(m.group(1)), of)
            if name == "Fn::If":
                return go(of[1] if holds(template["Conditions"][of[0]]) else of[2])
            if name == "Fn::Join":
                return of[0].join(map(go, of[1]))
        return {key: item for key, item in ((key, go(item)) for key, item in value.items()) if item is not NOTHING}

    def reference(text):
        name, _, attribute = text.partition(".")
        if name in PSEUDO:
            return PSEUDO[name]
        if name in parameters:
            return parameters[name]
        kind = template["Resources"][name]["Type"]
        as_arn = attribute == "Arn" or not attribute and kind in ARN_BY_REF
        return (ARNS[kind] if as_arn else "{n}").format(a=ACCOUNT, r=REGION, n=name)

    def holds(test):
        ((name, of),) = test.items()
        if name == "Fn::Equals":
            return go(of[0]) == go(of[1])
        if name == "Fn::Not":
            return not holds(of[0])
        raise ValueError(name)

    return go(part)


def main(out, *given):
    template = yaml_parse(pathlib.Path("template.yaml").read_text(encoding="utf-8"))
    parameters = {name: str(of["Default"]) for name, of in template["Parameters"].items()}
    for setting in given:
        name, value = setting.split("=", 1)
        if name not in parameters:
            sys.exit(f"The template has no parameter called {name}.")
        parameters[name] = value
    whole = expanded({**parameters, **PSEUDO})
    folder = pathlib.Path(out)
    (folder / "policies").mkdir(parents=True, exist_ok=True)
    (folder / "template.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    for name, resource in whole["Resources"].items():
        if resource["Type"] == "AWS::IAM::Role":
            documents = [policy["PolicyDocument"] for policy in resource["Properties"].get("Policies", [])]
            for number, document in enumerate(documents):
                file = folder / "policies" / f"{name}-{number}.json"
                file.write_text(json.dumps(resolved(document, whole, parameters), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
