"""Failures at will: of a resource, and of a call."""

import dataclasses
import fnmatch

from .errors import Failed


@dataclasses.dataclass
class ResourceFault:
    verb: str  # create, update, rollback, delete
    which: str  # a logical id or a type, with wildcards
    reason: str
    times: int


@dataclasses.dataclass
class CallFault:
    call: str  # service:Operation, with wildcards
    how: str  # refused, throttled, broken (500), lost (done, but its answer never comes), denied
    times: int
    skip: int  # so many go well first
    client: str  # a part of the caller's User-Agent

    def answer(self):
        return {
            "throttled": (400, "Throttling", "Rate exceeded"),
            "refused": (400, "ValidationError", "refused, because the test says so"),
            "denied": (403, "AccessDenied", "User: test is not authorized to perform this, because the test says so"),
            "broken": (500, "InternalFailure", "broken, because the test says so"),
        }[self.how]


class Faults:
    def __init__(self):
        self.resources, self.calls = [], []

    def fail(self, verb, which, reason="it fails, because the test says so", times=10**9):
        self.resources.append(ResourceFault(verb, which, reason, times))

    def fail_call(self, call, how="refused", times=10**9, skip=0, client=""):
        self.calls.append(CallFault(call, how, times, skip, client))

    def mend(self):
        self.resources.clear()
        self.calls.clear()

    def resource(self, verb, wanted):
        for fault in self.resources:
            named = fnmatch.fnmatchcase(wanted.name, fault.which) or fnmatch.fnmatchcase(wanted.kind, fault.which)
            if fault.verb == verb and named and fault.times > 0:
                fault.times -= 1
                raise Failed(fault.reason)

    def call(self, name, client):
        for fault in self.calls:
            if fnmatch.fnmatchcase(name, fault.call) and fault.client in client and fault.times > 0:
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                return fault
        return None
