"""Intrinsic functions: what a template's expressions come to."""

import re

from .errors import Refused

NO_VALUE = object()
_SUB = re.compile(r"\$\{([^}]*)\}")


class Values:
    """Resolves expressions against parameters, conditions and, through two functions, the resources."""

    def __init__(self, template, parameters, pseudo, ref=None, att=None):
        self.template = template
        self.parameters = parameters
        self.pseudo = pseudo
        self.used = set()  # the resources that were referred to
        self._ref = ref or (lambda name: f"\0{name}\0")
        self._att = att or (lambda name, attribute: f"\0{name}.{attribute}\0")

    def condition(self, name):
        conditions = self.template.get("Conditions", {})
        if name not in conditions:
            raise Refused(f"Template error: unresolved condition dependency {name} in the Conditions block")
        return self.truth(conditions[name])

    def truth(self, node):
        if isinstance(node, dict) and len(node) == 1:
            ((function, argument),) = node.items()
            if function == "Condition":
                return self.condition(argument)
            if function == "Fn::Not":
                return not self.truth(argument[0])
            if function == "Fn::And":
                return all(self.truth(part) for part in argument)
            if function == "Fn::Or":
                return any(self.truth(part) for part in argument)
            if function == "Fn::Equals":
                left, right = (self.of(part) for part in argument)
                return _text(left) == _text(right)
            if function == "Fn::Contains":
                return self.of(argument[1]) in self.of(argument[0])
        raise Refused(f"Template error: {node} is no condition")

    def of(self, node):
        if isinstance(node, list):
            return [value for value in map(self.of, node) if value is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((function, argument),) = node.items()
            if function == "Ref":
                return self.ref(argument)
            if function == "Condition" and isinstance(argument, str):
                return self.condition(argument)
            if function.startswith("Fn::"):
                return self._call(function[4:], argument)
        pairs = ((name, self.of(value)) for name, value in node.items())
        return {name: value for name, value in pairs if value is not NO_VALUE}

    def ref(self, name):
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        self._need(name)
        return self._ref(name)

    def att(self, name, attribute):
        self._need(name)
        return self._att(name, attribute)

    def _need(self, name):
        resource = self.template["Resources"].get(name)
        if resource is None or ("Condition" in resource and not self.condition(resource["Condition"])):
            raise Refused(f"Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template")
        self.used.add(name)

    def _call(self, function, argument):
        if function == "If":
            return self.of(argument[1] if self.condition(argument[0]) else argument[2])
        if function == "GetAtt":
            parts = argument.split(".", 1) if isinstance(argument, str) else argument
            return self.att(parts[0], self.of(parts[1]))
        if function == "Sub":
            text, names = (argument, {}) if isinstance(argument, str) else argument
            return _SUB.sub(lambda match: self._substitute(match[1], names), text)
        if function == "Join":
            return argument[0].join(_text(part) for part in self.of(argument[1]))
        if function == "Split":
            return self.of(argument[1]).split(argument[0])
        if function == "Select":
            return self.of(argument[1])[int(self.of(argument[0]))]
        if function == "FindInMap":
            table, first, second = (self.of(part) for part in argument)
            try:
                return self.template["Mappings"][table][first][second]
            except KeyError as missing:
                raise Refused(f"Template error: Unable to get mapping for {table}::{first}::{second}") from missing
        if function in ("Equals", "Not", "And", "Or"):
            return self.truth({"Fn::" + function: argument})
        raise Refused(f"Template error: our CloudFormation does not know Fn::{function}")

    def _substitute(self, name, names):
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        if name in names:
            return _text(self.of(names[name]))
        if "." in name and not name.startswith("AWS::"):
            return _text(self.att(*name.split(".", 1)))
        return _text(self.ref(name))


def _text(value):
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return str(value)
