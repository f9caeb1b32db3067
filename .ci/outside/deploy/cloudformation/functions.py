"""Roles, functions, their versions and aliases, real in moto; their code is not copied into it, only told apart."""

import copy
import hashlib
import io
import json
import zipfile

from moto.awslambda.models import LambdaStorage

from .errors import Failed
from .naming import fresh


def _publish(storage, name, description=""):
    """Lambda never gives a number twice; moto's is how many versions there are, and so meets an old one after a deletion."""
    function = storage.get_function_by_name_or_arn_forbid_qualifier(name)
    versions = storage._functions[function.function_name]["versions"]
    if versions and not function.code_or_config_updated:
        return versions[-1]
    function.code_or_config_updated = False
    published = copy.copy(function)
    published.set_version(int(versions[-1].version) + 1 if versions else 1)
    versions.append(published)
    storage._arns[published.function_arn] = published
    return published


LambdaStorage.publish_version = _publish


class Role:
    @staticmethod
    def create(makers, stack, resource):
        name = resource.properties.get("RoleName") or fresh(stack, resource)[-64:]
        trust = json.dumps(resource.properties["AssumeRolePolicyDocument"])
        made = makers.client("iam", "us-east-1").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]
        resource.id = name
        resource.attributes = {"Arn": made["Arn"], "RoleId": made["RoleId"]}

    @staticmethod
    def update(makers, stack, resource, before):
        pass

    @staticmethod
    def delete(makers, stack, resource):
        makers.client("iam", "us-east-1").delete_role(RoleName=resource.id)


class Function:
    @staticmethod
    def create(makers, stack, resource):
        asked = resource.properties
        name = asked.get("FunctionName") or fresh(stack, resource)[-64:].lstrip("-")
        made = makers.client("lambda", stack.region).create_function(
            FunctionName=name,
            Role=asked["Role"],
            Runtime=asked["Runtime"],
            Handler=asked["Handler"],
            Code={"ZipFile": _mark(asked)},
            Environment={"Variables": Function._variables(asked)},
        )
        resource.id = name
        resource.attributes = {"Arn": made["FunctionArn"]}

    @staticmethod
    def _variables(asked):
        return {name: str(value) for name, value in asked.get("Environment", {}).get("Variables", {}).items()}

    @staticmethod
    def update(makers, stack, resource, before):
        client = makers.client("lambda", stack.region)
        client.update_function_code(FunctionName=resource.id, ZipFile=_mark(resource.properties))
        client.update_function_configuration(
            FunctionName=resource.id, Environment={"Variables": Function._variables(resource.properties)}
        )

    @staticmethod
    def delete(makers, stack, resource):
        makers.client("lambda", stack.region).delete_function(FunctionName=resource.id)


def _mark(asked):
    """A zip in place of the code: as small as can be, and another one for other code."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("code"), hashlib.sha256(repr(asked).encode()).hexdigest())
    return file.getvalue()


class Version:
    @staticmethod
    def create(makers, stack, resource):
        client = makers.client("lambda", stack.region)
        name = resource.properties["FunctionName"]
        before = {each["Version"] for each in _versions(client, name)}
        made = client.publish_version(FunctionName=name)
        if made["Version"] in before:  # as Lambda does when nothing has changed
            raise Failed(f"A version for this Lambda function exists ( {made['Version']} ). Modify the function to create a new version.")
        resource.id = made["FunctionArn"]
        resource.attributes = {"Version": made["Version"], "FunctionArn": made["FunctionArn"]}

    @staticmethod
    def update(makers, stack, resource, before):
        pass

    @staticmethod
    def delete(makers, stack, resource):
        name, version = resource.id.split(":")[-2:]
        makers.client("lambda", stack.region).delete_function(FunctionName=name, Qualifier=version)


def _versions(client, name):
    return [each for page in client.get_paginator("list_versions_by_function").paginate(FunctionName=name) for each in page["Versions"]]


class Alias:
    @staticmethod
    def create(makers, stack, resource):
        asked = resource.properties
        made = makers.client("lambda", stack.region).create_alias(
            FunctionName=asked["FunctionName"], Name=asked["Name"], FunctionVersion=asked["FunctionVersion"]
        )
        resource.id = made["AliasArn"]

    @staticmethod
    def update(makers, stack, resource, before):
        asked = resource.properties
        makers.client("lambda", stack.region).update_alias(
            FunctionName=asked["FunctionName"], Name=asked["Name"], FunctionVersion=asked["FunctionVersion"]
        )

    @staticmethod
    def delete(makers, stack, resource):
        name, alias = resource.id.split(":")[-2:]
        makers.client("lambda", stack.region).delete_alias(FunctionName=name, Name=alias)


KINDS = {
    "AWS::IAM::Role": Role,
    "AWS::Lambda::Function": Function,
    "AWS::Lambda::Version": Version,
    "AWS::Lambda::Alias": Alias,
}
