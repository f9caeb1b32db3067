"""What a template asks for, and how that differs from what is there."""

from . import schemas
from .errors import Refused
from .stack import Wanted
from .template import typed
from .values import Values


def wanted(template, values, pseudo):
    """Each resource whose condition holds, in an order that makes what is referred to first."""
    result = {}
    for name, raw in template["Resources"].items():
        known = Values(template, typed(template, values), pseudo)
        if "Condition" in raw and not known.condition(raw["Condition"]):
            continue
        shape = known.of(raw.get("Properties", {}))
        after = raw.get("DependsOn", [])
        after = {after} if isinstance(after, str) else set(after)
        on_delete = raw.get("DeletionPolicy", "Delete")
        result[name] = Wanted(name, raw["Type"], raw, shape, known.used | after, on_delete, raw.get("UpdateReplacePolicy", "Delete"))
    for each in result.values():
        lost = [name for name in each.needs if name not in template["Resources"]]
        if lost:
            raise Refused(f"Template format error: Unresolved resource dependencies [{', '.join(lost)}] in the Resources block of the template")
        each.needs &= set(result)
    return _ordered(result)


def _ordered(resources):
    order, open_ = {}, dict(resources)
    while open_:
        ready = [name for name, each in open_.items() if not each.needs - set(order)]
        if not ready:
            raise Refused(f"Circular dependency between resources: [{', '.join(sorted(open_))}]")
        for name in ready:
            order[name] = open_.pop(name)
    return order


def differences(stack, new):
    """The changes as DescribeChangeSet tells them."""
    old = stack.resources
    result, replaced = {}, set()
    for name, each in new.items():
        if name not in old:
            result[name] = _change("Add", each)
            continue
        was = old[name].wanted
        touched = [need for need in each.needs if need in replaced]
        if was.kind != each.kind:
            raise Refused(f"Update of resource type is not permitted. The new template modifies resource type of the following resources: [{name}]")
        if was.shape == each.shape and not touched:
            if (was.on_delete, was.on_replace) != (each.on_delete, each.on_replace):
                result[name] = _change("Modify", each, old[name].id, "False", "DeletionPolicy")
            continue
        replacement = "True" if schemas.replaces(each.kind, was.shape, each.shape) else "Conditional" if touched else "False"
        if replacement == "True":
            replaced.add(name)
        result[name] = _change("Modify", each, old[name].id, replacement, "Properties")
    for name in old:
        if name not in new:
            result[name] = _change("Remove", old[name].wanted, old[name].id)
    return list(result.values())


def _change(action, wanted_, id=None, replacement=None, scope=None):
    change = {"Action": action, "LogicalResourceId": wanted_.name, "ResourceType": wanted_.kind}
    if id:
        change["PhysicalResourceId"] = id
    if replacement:
        change["Replacement"] = replacement
    if scope:
        change["Scope"] = [scope]
    return {"Type": "Resource", "ResourceChange": change}
