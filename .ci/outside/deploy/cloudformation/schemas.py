"""What the CloudFormation registry says of each resource type. Source: the registry's own schemas, which cfn-lint carries."""

import functools

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from .errors import Failed


@functools.cache
def schema(kind):
    return PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema


def identifiers(kind):
    """What names a resource for an import, such as TableName."""
    return [path.split("/")[2] for path in schema(kind).get("primaryIdentifier", [])]


def replaces(kind, old, new):
    """Whether a change from these properties to those makes another resource."""
    if kind.startswith("Custom::"):
        return False  # its own answer decides, by another id
    paths = [path.split("/")[2:] for path in schema(kind).get("createOnlyProperties", [])]
    return any(_at(old, path) != _at(new, path) for path in paths)


def _at(value, path):
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def check_properties(kind, properties):
    """Refuses what the registry does not know, and what it asks for and is missing."""
    if kind.startswith("Custom::"):
        return
    known = schema(kind)
    unknown = sorted(set(properties) - set(known["properties"]))
    if unknown:
        raise Failed(f"Model validation failed (#: extraneous key [{unknown[0]}] is not permitted)")
    for name in known.get("required", []):
        if name not in properties:
            raise Failed(f"Model validation failed (#: required key [{name}] not found)")
    for name, value in properties.items():
        limit = known["properties"][name].get("maxLength") if isinstance(known["properties"][name], dict) else None
        if limit and isinstance(value, str) and len(value) > limit:
            raise Failed(f"Model validation failed (#/{name}: expected maxLength: {limit}, actual: {len(value)})")
