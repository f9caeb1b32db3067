"""A template: read, held against its parameters and rules, and expanded by SAM's own translator."""

import copy
import functools
import json
import re

import boto3
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.utils.py27hash_fix import to_py27_compatible_template, undo_mark_unicode_str_in_template
from samtranslator.yaml_helper import yaml_parse

from .errors import Refused
from .values import Values

# CloudFormation's guide, "Understand CloudFormation quotas".
MOST_BODY, MOST_URL, MOST_RESOURCES, MOST_VALUE = 51_200, 1_000_000, 500, 4_096
IAM = {"AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::User"}


@functools.cache
def _parsed(text):
    template = yaml_parse(text)
    if not isinstance(template, dict) or "Resources" not in template:
        raise Refused("Template format error: At least one Resources member must be defined.")
    return template


def read(text):
    return copy.deepcopy(_parsed(text))


def parameters(template, given, before):
    """The value of each parameter: as given, as before where that was asked for, else the default."""
    declared = template.get("Parameters") or {}
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise Refused(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    result, missing = {}, []
    for name, about in declared.items():
        value = given.get(name)
        if value is KEPT:
            if name not in before:
                raise Refused(f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template")
            value = before[name]
        if value is None and "Default" in about:
            value = _plain(about["Default"])
        if value is None:
            missing.append(name)
        else:
            _check(name, about, value)
            result[name] = value
    if missing:
        raise Refused(f"Parameters: [{', '.join(missing)}] must have values")
    return result


KEPT = object()  # UsePreviousValue


def _plain(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check(name, about, value):
    says = about.get("ConstraintDescription")

    def refuse(rule):
        if says:
            raise Refused(f"Parameter {name} failed to satisfy constraint: {says}")
        raise Refused(f"Parameter '{name}' {rule}")

    if len(value.encode()) > MOST_VALUE:
        raise Refused(f"Parameter '{name}' must contain at most {MOST_VALUE} characters")
    if about["Type"] == "Number":
        try:
            number = float(value)
        except ValueError:
            raise Refused(f"Parameter validation failed: parameter value {value} for parameter name {name} is not a number.") from None
        if number < float(about.get("MinValue", number)):
            refuse(f"must be a number not less than {about['MinValue']}")
        if number > float(about.get("MaxValue", number)):
            refuse(f"must be a number not greater than {about['MaxValue']}")
    if "AllowedValues" in about and value not in [_plain(each) for each in about["AllowedValues"]]:
        refuse("must be one of AllowedValues")
    if "AllowedPattern" in about and not re.fullmatch(about["AllowedPattern"], value):
        refuse(f"must match pattern {about['AllowedPattern']}")
    if len(value) > int(about.get("MaxLength", len(value))) or len(value) < int(about.get("MinLength", 0)):
        refuse("is too long or too short")


def typed(template, values):
    """Parameters as expressions see them: lists are lists."""
    kinds = {name: about["Type"] for name, about in (template.get("Parameters") or {}).items()}
    return {
        name: value.split(",") if kinds[name] == "CommaDelimitedList" or kinds[name].startswith("List<") else value
        for name, value in values.items()
    }


def check_rules(template, values, pseudo):
    known = Values(template, typed(template, values), pseudo)
    for rule in (template.get("Rules") or {}).values():
        if "RuleCondition" in rule and not known.truth(rule["RuleCondition"]):
            continue
        for assertion in rule["Assertions"]:
            if not known.truth(assertion["Assert"]):
                raise Refused(f"Template constraint violation: {assertion.get('AssertDescription', 'an assertion failed')}")


def _translated(template, values):
    """As samtranslator.translator.transform.transform does it, in the stack's region."""
    session = boto3.Session(region_name=values["AWS::Region"])
    to_py27_compatible_template(template, values)
    result = Translator(None, Parser(), boto_session=session).translate(
        template, parameter_values=values, get_managed_policy_map=lambda: {}
    )
    return undo_mark_unicode_str_in_template(result)


@functools.lru_cache(maxsize=64)
def _expanded(text, values):
    try:
        return json.dumps(_translated(read(text), dict(values)))
    except InvalidDocumentException as invalid:
        raise Refused(f"Transform AWS::Serverless-2016-10-31 failed with: {invalid.message}. {' '.join(cause.message for cause in invalid.causes)}") from invalid


def expand(text, values, pseudo):
    """The template without SAM's words, as CloudFormation works on it."""
    template = read(text)
    named = template.get("Transform")
    if named is None:
        return template
    if named != "AWS::Serverless-2016-10-31":
        raise Refused(f"No transform named {named} found.")
    known = {**values, **{name: value for name, value in pseudo.items() if isinstance(value, str)}}
    result = json.loads(_expanded(text, tuple(sorted(known.items()))))
    if len(result["Resources"]) > MOST_RESOURCES:
        raise Refused(f"Template format error: Number of resources, {len(result['Resources'])}, is greater than maximum allowed, {MOST_RESOURCES}")
    return result


def capability(template):
    """What the caller has to agree to, or None."""
    roles = [resource for resource in template["Resources"].values() if resource["Type"] in IAM]
    if any(set(role.get("Properties", {})) & {"RoleName", "PolicyName", "ManagedPolicyName", "UserName"} for role in roles if role["Type"] != "AWS::IAM::Policy"):
        return "CAPABILITY_NAMED_IAM"
    return "CAPABILITY_IAM" if roles else None
