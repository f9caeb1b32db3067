"""CloudFormation's API: what ./deploy, sam and the AWS CLI call of it, and nothing else."""

import json
import re
import urllib.parse

from . import changes, schemas, template
from .engine import Engine
from .errors import Refused
from .stack import ChangeSet, Stack, now

# CloudFormation's guide, "Stack status codes": what can be updated.
STANDING = {
    "CREATE_COMPLETE",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_COMPLETE",
}
NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


class Api:
    def __init__(self, account, makers, faults):
        self.account, self.makers, self.faults = account, makers, faults
        self.stacks = []
        self.looks = 1  # so many looks find an operation still under way

    def call(self, operation, region, asked):
        action = getattr(self, _snake(operation), None)
        if action is None or operation == "Call":
            raise Refused(f"our CloudFormation does not know {operation}", "InvalidAction")
        return action(region, **asked)

    # ---- Finding ----

    def find(self, region, name, code="ValidationError"):
        for stack in reversed(self.stacks):
            if stack.region == region and (stack.id == name or (stack.name == name and not stack.deleted)):
                return stack
        raise Refused(f"Stack with id {name} does not exist", code)

    def _change_set(self, region, name, stack=None):
        for each in reversed(self.stacks):
            if each.region != region or (stack and stack not in (each.name, each.id)):
                continue
            for change in each.change_sets.values():
                if name in (change.id, change.name):
                    return each, change
        raise Refused(f"ChangeSet [{name}] does not exist", "ChangeSetNotFound", 404)

    # ---- Change sets ----

    def create_change_set(self, region, StackName, ChangeSetName, ChangeSetType="UPDATE", **asked):
        if not re.fullmatch(r"[a-zA-Z][-a-zA-Z0-9]{0,127}", StackName) and not StackName.startswith("arn:"):
            raise Refused(f"1 validation error detected: Value '{StackName}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*")
        text = self._text(region, asked)
        stack = self._for_change(region, StackName, ChangeSetType)
        plain = template.read(text)
        given = {
            each["ParameterKey"]: template.KEPT if each.get("UsePreviousValue") else each.get("ParameterValue", "")
            for each in asked.get("Parameters", [])
        }
        values = template.parameters(plain, given, stack.values)
        template.check_rules(plain, values, stack.pseudo)
        if stack not in self.stacks:
            stack.tell("REVIEW_IN_PROGRESS", "User Initiated")
            self.stacks.append(stack)
        id = stack.id.replace(":stack/", ":changeSet/").replace(stack.name, ChangeSetName, 1)
        change = ChangeSet(
            f"{id.rsplit('/', 1)[0]}/{now():%H%M%S%f}", ChangeSetName, ChangeSetType, text, values, asked.get("Tags", []),
            asked.get("Capabilities", []), asked.get("Description", ""), asked.get("ResourcesToImport", []),
        )
        stack.change_sets[change.name] = change
        change.unready = self.looks if stack.name != "aws-sam-cli-managed-default" else 0
        try:
            self._compare(stack, change)
        except Refused as refused:
            change.status, change.reason, change.execution = "FAILED", refused.message, "UNAVAILABLE"
        return {"Id": change.id, "StackId": stack.id}

    def _text(self, region, asked):
        text = asked.get("TemplateBody")
        if text is not None:
            if len(text.encode()) > template.MOST_BODY:
                raise Refused(f"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {template.MOST_BODY}")
            return text
        bucket, key = urllib.parse.unquote(urllib.parse.urlsplit(asked["TemplateURL"]).path).lstrip("/").split("/", 1)
        text = self.makers.client("s3", region).get_object(Bucket=bucket, Key=key)["Body"].read().decode()
        if len(text.encode()) > template.MOST_URL:
            raise Refused(f"Template may not exceed {template.MOST_URL} bytes in size.")
        return text

    def _for_change(self, region, name, kind):
        try:
            stack = self.find(region, name)
        except Refused:
            if kind == "UPDATE":
                raise
            return Stack(name, self.account, region)
        if stack.status == "REVIEW_IN_PROGRESS":
            if kind == "UPDATE":
                raise Refused(f"Stack:{stack.id} is in REVIEW_IN_PROGRESS state and can not be updated.")
        elif kind == "CREATE":
            raise Refused(f"Stack [{name}] already exists and cannot be created again with the changeSet.")
        elif stack.status not in STANDING:
            raise Refused(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
        return stack

    def _compare(self, stack, change):
        expanded = template.expand(change.text, change.values, stack.pseudo)
        needed = template.capability(expanded)
        enough = {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"} if needed == "CAPABILITY_IAM" else {needed}
        if needed and not enough & set(change.capabilities):
            raise Refused(f"Requires capabilities : [{needed}]")
        new = changes.wanted(expanded, change.values, stack.pseudo)
        if change.kind == "IMPORT":
            return self._check_adopted(stack, change, new)
        change.changes = changes.differences(stack, new)
        same_outputs = stack.text and template.read(stack.text).get("Outputs") == template.read(change.text).get("Outputs")
        if not change.changes and same_outputs and stack.tags == change.tags:
            raise Refused(NO_CHANGES)

    def _check_adopted(self, stack, change, new):
        """Source: CloudFormation's guide, "Import AWS resources into a CloudFormation stack"."""
        named = {each["LogicalResourceId"]: each for each in change.adopted}
        others = [name for name in new if name not in named and name not in stack.resources]
        if others:
            raise Refused(f"As part of the import operation, you cannot modify or add [{', '.join(others)}]")
        for name, each in named.items():
            if name not in new:
                raise Refused(f"ResourcesToImport [{name}] is not in the template")
            if "DeletionPolicy" not in new[name].raw:
                raise Refused("Resources to import must have a DeletionPolicy attribute specified in the template")
            if set(each["ResourceIdentifier"]) != set(schemas.identifiers(new[name].kind)):
                raise Refused(f"Invalid identifier for [{name}]: {sorted(each['ResourceIdentifier'])}")
            (id,) = each["ResourceIdentifier"].values()
            for other in self.stacks:
                if not other.deleted and any(it.id == id and it.status != "DELETE_SKIPPED" for it in other.resources.values()):
                    raise Refused(f"Resource {id} is already managed by stack {other.id}")
            change.changes.append({"Type": "Resource", "ResourceChange": {"Action": "Import", "LogicalResourceId": name, "PhysicalResourceId": id, "ResourceType": new[name].kind}})

    def describe_change_set(self, region, ChangeSetName, StackName=None, **_):
        stack, change = self._change_set(region, ChangeSetName, StackName)
        status = change.status
        if change.unready > 0:
            change.unready, status = change.unready - 1, "CREATE_IN_PROGRESS"
        return {
            "ChangeSetName": change.name, "ChangeSetId": change.id, "StackId": stack.id, "StackName": stack.name,
            "Status": status, "StatusReason": change.reason, "ExecutionStatus": change.execution,
            "Changes": change.changes, "CreationTime": change.made, "Parameters": _parameters(change.values),
        }

    def list_change_sets(self, region, StackName, **_):
        stack = self.find(region, StackName)
        return {"Summaries": [{"ChangeSetId": it.id, "ChangeSetName": it.name, "Status": it.status, "StackId": stack.id, "ExecutionStatus": it.execution} for it in stack.change_sets.values()]}

    def delete_change_set(self, region, ChangeSetName, StackName=None, **_):
        stack, change = self._change_set(region, ChangeSetName, StackName)
        del stack.change_sets[change.name]
        return {}

    def execute_change_set(self, region, ChangeSetName, StackName=None, DisableRollback=False, **_):
        stack, change = self._change_set(region, ChangeSetName, StackName)
        if change.execution != "AVAILABLE":
            raise Refused(f"ChangeSet [{change.id}] cannot be executed in its current status of [{change.status}]", "InvalidChangeSetStatus")
        stack.change_sets.clear()
        moving = {"CREATE": "CREATE_IN_PROGRESS", "UPDATE": "UPDATE_IN_PROGRESS", "IMPORT": "IMPORT_IN_PROGRESS"}[change.kind]
        engine = Engine(stack, self.makers, self.faults)
        if change.kind == "CREATE":
            self._operate(stack, moving, lambda: engine.create(change, roll_back=not DisableRollback))
        elif change.kind == "UPDATE":
            self._operate(stack, moving, lambda: engine.update(change))
        else:
            self._operate(stack, moving, lambda: engine.adopt(change))
        return {}

    def _operate(self, stack, moving, operation):
        operation()
        stack.moving = moving
        stack.unseen = self.looks if stack.name != "aws-sam-cli-managed-default" else 0

    # ---- Stacks ----

    def describe_stacks(self, region, StackName=None, **_):
        if StackName:
            return {"Stacks": [_described(self.find(region, StackName))]}
        return {"Stacks": [_described(each) for each in self.stacks if each.region == region and not each.deleted]}

    def list_stacks(self, region, StackStatusFilter=(), **_):
        return {
            "StackSummaries": [
                {"StackId": it.id, "StackName": it.name, "CreationTime": it.made, "DeletionTime": it.deleted, "StackStatus": it.status}
                for it in self.stacks
                if it.region == region and (not StackStatusFilter or it.status in StackStatusFilter)
            ]
        }

    def describe_stack_events(self, region, StackName, **_):
        stack = self.find(region, StackName)
        hidden = 0
        if stack.unseen > 0:
            stack.unseen, hidden = stack.unseen - 1, 1
        return {"StackEvents": stack.events[hidden:]}

    def list_stack_resources(self, region, StackName, **_):
        return {"StackResourceSummaries": [_part(self.find(region, StackName), it) for it in self.find(region, StackName).resources.values()]}

    def describe_stack_resource(self, region, StackName, LogicalResourceId, **_):
        stack = self.find(region, StackName)
        if LogicalResourceId not in stack.resources:
            raise Refused(f"Resource {LogicalResourceId} does not exist for stack {StackName}")
        return {"StackResourceDetail": _part(stack, stack.resources[LogicalResourceId])}

    def describe_stack_resources(self, region, StackName=None, PhysicalResourceId=None, LogicalResourceId=None, **_):
        if PhysicalResourceId:
            for stack in self.stacks:
                if stack.region == region and not stack.deleted:
                    if any(it.id == PhysicalResourceId and it.status != "DELETE_SKIPPED" for it in stack.resources.values()):
                        return self.describe_stack_resources(region, stack.id)
            raise Refused(f"Stack for {PhysicalResourceId} does not exist")
        stack = self.find(region, StackName)
        wanted = [it for it in stack.resources.values() if LogicalResourceId in (None, it.wanted.name)]
        return {"StackResources": [{**_part(stack, it), "StackName": stack.name, "StackId": stack.id, "Timestamp": it.changed} for it in wanted]}

    def get_template(self, region, StackName=None, ChangeSetName=None, TemplateStage="Original", **_):
        stack, text, values = self._source(region, StackName, ChangeSetName)
        if TemplateStage == "Processed":
            text = json.dumps(template.expand(text, values, stack.pseudo))
        return {"TemplateBody": text, "StagesAvailable": ["Original", "Processed"]}

    def _source(self, region, stack_name, change_set=None):
        if change_set:
            stack, change = self._change_set(region, change_set, stack_name)
            return stack, change.text, change.values
        stack = self.find(region, stack_name)
        return stack, stack.text, stack.values

    def get_template_summary(self, region, StackName=None, TemplateBody=None, **_):
        text = TemplateBody if StackName is None else self._source(region, StackName)[1]
        declared = template.read(text).get("Parameters") or {}
        return {"Parameters": [{"ParameterKey": name, "ParameterType": about["Type"], "DefaultValue": about.get("Default")} for name, about in declared.items()]}

    def update_termination_protection(self, region, StackName, EnableTerminationProtection):
        stack = self.find(region, StackName)
        stack.protected = EnableTerminationProtection
        return {"StackId": stack.id}

    def delete_stack(self, region, StackName, RetainResources=(), **_):
        try:
            stack = self.find(region, StackName)
        except Refused:
            return {}  # as CloudFormation does
        if stack.deleted:
            return {}
        if stack.protected:
            raise Refused(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
        if RetainResources and stack.status != "DELETE_FAILED":
            raise Refused(f"Invalid operation on stack [{stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.")
        Engine(stack, self.makers, self.faults).delete(RetainResources)
        stack.moving, stack.unseen = "DELETE_IN_PROGRESS", 0
        return {}


def _snake(operation):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def _described(stack):
    return {
        "StackId": stack.id, "StackName": stack.name, "StackStatus": stack.look(), "StackStatusReason": stack.reason,
        "CreationTime": stack.made, "LastUpdatedTime": stack.updated, "DeletionTime": stack.deleted,
        "Parameters": _parameters(stack.values), "Outputs": stack.outputs, "Tags": stack.tags,
        "Capabilities": stack.capabilities, "EnableTerminationProtection": stack.protected, "DisableRollback": False,
    }


def _parameters(values):
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]


def _part(stack, resource):
    return {
        "LogicalResourceId": resource.wanted.name, "PhysicalResourceId": resource.id or None, "ResourceType": resource.wanted.kind,
        "LastUpdatedTimestamp": resource.changed, "ResourceStatus": resource.status, "ResourceStatusReason": resource.reason,
    }
