"""What happens to a stack's resources: made, changed and deleted one after the other, and taken back when one fails."""

import re

from . import schemas
from .changes import wanted
from .errors import Failed
from .stack import Resource, now
from .template import expand, typed
from .values import Values

_DYNAMIC = re.compile(r"\{\{resolve:secretsmanager:(arn:[^}]+?|[^:}]+):SecretString(?::([^:}]*))?(?::[^}]*)?\}\}")


class Engine:
    """Works on one stack. makers does what is done to one resource; faults says what must fail."""

    def __init__(self, stack, makers, faults):
        self.stack, self.makers, self.faults = stack, makers, faults

    # ---- Operations ----

    def create(self, change, roll_back=True):
        stack, new = self._begin(change, "CREATE_IN_PROGRESS")
        failed = self._go(new)
        if failed:
            because = f"The following resource(s) failed to create: [{failed}]. "
            if not roll_back:
                return stack.tell("CREATE_FAILED", because)
            stack.tell("ROLLBACK_IN_PROGRESS", because + "Rollback requested by user.")
            stuck = self._remove(list(reversed(stack.resources.values())), created=True)
            if stuck:
                return stack.tell("ROLLBACK_FAILED", f"The following resource(s) failed to delete: [{', '.join(stuck)}]. ")
            return stack.tell("ROLLBACK_COMPLETE")
        self._put_out()
        return stack.tell("CREATE_COMPLETE")

    def update(self, change):
        stack = self.stack
        before = (stack.text, stack.values, stack.tags, stack.outputs)
        old = dict(stack.resources)
        as_they_were = {name: _copy(resource) for name, resource in old.items()}
        stack, new = self._begin(change, "UPDATE_IN_PROGRESS")
        stack.updated = now()
        self.outlived, self.done = [], []
        failed = self._go(new)
        if failed:
            stack.tell("UPDATE_ROLLBACK_IN_PROGRESS", f"The following resource(s) failed to update: [{failed}]. ")
            stack.text, stack.values, stack.tags, stack.outputs = before
            return self._take_back(as_they_were)
        stack.tell("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        gone = [resource for name, resource in reversed(old.items()) if name not in new]
        for resource in reversed(self.outlived):
            self._delete(resource, resource.wanted.on_replace)
        # What cannot be deleted while cleaning up is left behind, and the update is complete all the same.
        self._remove(gone)
        for resource in gone:
            stack.resources.pop(resource.wanted.name, None)
        self._put_out()
        return stack.tell("UPDATE_COMPLETE")

    def adopt(self, change):
        stack, new = self._begin(change, "IMPORT_IN_PROGRESS")
        for each in change.adopted:
            want = new[each["LogicalResourceId"]]
            resource = Resource(want, properties=self._properties(want))
            resource.id = self.makers.adopt(stack, resource, each["ResourceIdentifier"])
            stack.resources[want.name] = resource
            stack.tell_of(resource, "IMPORT_IN_PROGRESS", "Resource import started.")
            stack.tell_of(resource, "IMPORT_COMPLETE", "Resource import completed.")
        self._put_out()
        return stack.tell("IMPORT_COMPLETE")

    def delete(self, kept=()):
        stack = self.stack
        stack.tell("DELETE_IN_PROGRESS", "User Initiated")
        stuck = self._remove(list(reversed(stack.resources.values())), kept=kept)
        if stuck:
            return stack.tell("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(stuck)}]. ")
        stack.deleted = now()
        return stack.tell("DELETE_COMPLETE")

    # ---- Steps ----

    def _begin(self, change, status):
        stack = self.stack
        template = expand(change.text, change.values, stack.pseudo)
        stack.text, stack.values, stack.tags = change.text, change.values, change.tags
        stack.capabilities = change.capabilities
        self.template = template
        stack.tell(status, "User Initiated")
        self.outlived, self.done = [], []
        return stack, wanted(template, change.values, stack.pseudo)

    def _go(self, new):
        """Makes and changes what is wanted, in order; returns the name of the one that failed."""
        for want in new.values():
            was = self.stack.resources.get(want.name)
            try:
                if was is None or not was.id:
                    self._create(want)
                else:
                    self._change(was, want)
            except Failed:
                return want.name
        return None

    def _create(self, want):
        resource = Resource(want)
        self.stack.resources[want.name] = resource
        self._do("CREATE", resource, lambda: self.makers.create(self.stack, resource))
        self.done.append(("created", resource, None))

    def _change(self, was, want):
        before = _copy(was)
        properties = self._properties(want)
        if properties == was.properties:
            was.wanted = want
            return
        if schemas.replaces(want.kind, was.properties, properties):
            resource = Resource(want)
            self.stack.resources[want.name] = resource
            reason = "Requested update requires the creation of a new physical resource; hence creating one."
            self._do("UPDATE", resource, lambda: self.makers.create(self.stack, resource), reason)
            self.outlived.append(was)
            self.done.append(("replaced", resource, was))
            return
        was.wanted = want
        self.done.append(("changed", was, before))
        self._do("UPDATE", was, lambda: self.makers.update(self.stack, was, before.properties))

    def _do(self, verb, resource, action, reason=None):
        stack = self.stack
        stack.tell_of(resource, f"{verb}_IN_PROGRESS", reason)
        try:
            resource.properties = self._properties(resource.wanted)
            schemas.check_properties(resource.wanted.kind, resource.properties)
            self.faults.resource(verb.lower(), resource.wanted)
            action()
        except Failed as failure:
            stack.tell_of(resource, f"{verb}_FAILED", str(failure))
            raise
        stack.tell_of(resource, f"{verb}_COMPLETE")

    def _take_back(self, as_they_were):
        stack = self.stack
        new_ones = []
        for what, resource, before in reversed(self.done):
            if what == "created":
                new_ones.append(resource)
            elif what == "replaced":
                stack.resources[before.wanted.name] = before
                new_ones.append(resource)
            elif what == "changed":
                failed_with = resource.properties
                resource.wanted = before.wanted
                stack.tell_of(resource, "UPDATE_IN_PROGRESS")
                try:
                    resource.properties = before.properties
                    self.faults.resource("rollback", resource.wanted)
                    self.makers.update(stack, resource, failed_with)
                except Failed as failure:
                    stack.tell_of(resource, "UPDATE_FAILED", str(failure))
                    return stack.tell("UPDATE_ROLLBACK_FAILED", f"The following resource(s) failed to update: [{resource.wanted.name}]. ")
                stack.tell_of(resource, "UPDATE_COMPLETE")
        half_made = [r for name, r in stack.resources.items() if r not in new_ones and (name not in as_they_were or not r.id)]
        stack.tell("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        for resource in half_made + new_ones:
            self._delete(resource, resource.wanted.on_delete, created=True)
        for name in [name for name in stack.resources if name not in as_they_were]:
            del stack.resources[name]
        for name, resource in as_they_were.items():
            stack.resources[name] = resource if not stack.resources.get(name) or not stack.resources[name].id else stack.resources[name]
            stack.resources[name].wanted = resource.wanted
        return stack.tell("UPDATE_ROLLBACK_COMPLETE")

    def _remove(self, resources, created=False, kept=()):
        """Deletes these, in this order, but none that a stuck one still refers to; returns the names of the stuck."""
        stuck = {}
        for resource in resources:
            name = resource.wanted.name
            if resource.status in ("DELETE_COMPLETE", "DELETE_SKIPPED") or any(name in it.wanted.needs for it in stuck.values()):
                continue
            if name in kept:
                self.stack.tell_of(resource, "DELETE_SKIPPED")
            elif not self._delete(resource, resource.wanted.on_delete, created):
                stuck[name] = resource
        return list(stuck)

    def _delete(self, resource, policy, created=False):
        stack = self.stack
        if policy == "Retain" or (policy == "RetainExceptOnCreate" and not created):
            stack.tell_of(resource, "DELETE_SKIPPED")
            return True
        stack.tell_of(resource, "DELETE_IN_PROGRESS")
        try:
            self.faults.resource("delete", resource.wanted)
            if resource.id:
                self.makers.delete(stack, resource)
        except Failed as failure:
            stack.tell_of(resource, "DELETE_FAILED", str(failure))
            return False
        stack.tell_of(resource, "DELETE_COMPLETE")
        return True

    # ---- Values ----

    def _values(self):
        resources = self.stack.resources
        return Values(
            self.template,
            typed(self.template, self.stack.values),
            self.stack.pseudo,
            lambda name: resources[name].id,
            lambda name, attribute: _attribute(resources[name], attribute),
        )

    def _properties(self, want):
        return _each_text(self._values().of(want.raw.get("Properties", {})), self._look_up)

    def _look_up(self, text):
        return _DYNAMIC.sub(lambda match: self.makers.secret(self.stack, match[1], match[2]), text)

    def _put_out(self):
        values = self._values()
        self.stack.outputs = [
            {"OutputKey": name, "OutputValue": str(values.of(about["Value"])), "Description": about.get("Description", "")}
            for name, about in (self.template.get("Outputs") or {}).items()
            if "Condition" not in about or values.condition(about["Condition"])
        ]


def _attribute(resource, attribute):
    if attribute not in resource.attributes:
        raise Failed(f"our CloudFormation does not know the attribute {attribute} of {resource.wanted.kind}")
    return resource.attributes[attribute]


def _each_text(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    if isinstance(value, dict):
        return {name: _each_text(each, change) for name, each in value.items()}
    return value


def _copy(resource):
    return Resource(resource.wanted, resource.id, dict(resource.properties), dict(resource.attributes), resource.status)
