"""What is known of one stack."""

import dataclasses
import datetime
import uuid

_last = datetime.datetime.now(datetime.timezone.utc)


def now():
    """The time, never the same twice: sam tells old events from new ones by it."""
    global _last
    time = datetime.datetime.now(datetime.timezone.utc)
    _last = max(time, _last + datetime.timedelta(milliseconds=1))
    return _last


@dataclasses.dataclass
class Wanted:
    """A resource as a template asks for it. shape holds its properties with its references still open."""

    name: str
    kind: str
    raw: dict
    shape: dict
    needs: set
    on_delete: str
    on_replace: str


@dataclasses.dataclass
class Resource:
    """A resource as it is."""

    wanted: Wanted
    id: str = ""
    properties: dict = dataclasses.field(default_factory=dict)
    attributes: dict = dataclasses.field(default_factory=dict)
    status: str = ""
    reason: str | None = None
    changed: datetime.datetime = None


@dataclasses.dataclass
class ChangeSet:
    id: str
    name: str
    kind: str
    text: str
    values: dict
    tags: list
    capabilities: list
    description: str = ""
    adopted: list = dataclasses.field(default_factory=list)
    changes: list = dataclasses.field(default_factory=list)
    status: str = "CREATE_COMPLETE"
    reason: str | None = None
    execution: str = "AVAILABLE"
    made: datetime.datetime = dataclasses.field(default_factory=now)
    unready: int = 0  # so many times it is still told as being made


@dataclasses.dataclass
class Stack:
    name: str
    account: str
    region: str
    id: str = ""
    status: str = "REVIEW_IN_PROGRESS"
    reason: str | None = None
    text: str = ""
    values: dict = dataclasses.field(default_factory=dict)
    resources: dict = dataclasses.field(default_factory=dict)
    outputs: list = dataclasses.field(default_factory=list)
    tags: list = dataclasses.field(default_factory=list)
    capabilities: list = dataclasses.field(default_factory=list)
    events: list = dataclasses.field(default_factory=list)
    change_sets: dict = dataclasses.field(default_factory=dict)
    protected: bool = False
    made: datetime.datetime = dataclasses.field(default_factory=now)
    updated: datetime.datetime = None
    deleted: datetime.datetime = None
    moving: str = ""  # the status that is told while an operation is "under way"
    unseen: int = 0  # so many looks at it still find it under way

    def __post_init__(self):
        self.id = f"arn:aws:cloudformation:{self.region}:{self.account}:stack/{self.name}/{uuid.uuid4()}"

    @property
    def pseudo(self):
        return {
            "AWS::Region": self.region,
            "AWS::AccountId": self.account,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": self.name,
            "AWS::StackId": self.id,
            "AWS::NotificationARNs": [],
        }

    def tell(self, status, reason=None):
        """The stack's own status, with its event."""
        self.status, self.reason = status, reason
        self._event(self.name, self.id, "AWS::CloudFormation::Stack", status, reason)

    def tell_of(self, resource, status, reason=None):
        resource.status, resource.reason, resource.changed = status, reason, now()
        self._event(resource.wanted.name, resource.id, resource.wanted.kind, status, reason)

    def _event(self, logical, physical, kind, status, reason):
        event = {
            "StackId": self.id,
            "EventId": f"{logical}-{uuid.uuid4()}",
            "StackName": self.name,
            "LogicalResourceId": logical,
            "PhysicalResourceId": physical,
            "ResourceType": kind,
            "Timestamp": now(),
            "ResourceStatus": status,
        }
        if reason:
            event["ResourceStatusReason"] = reason
        self.events.insert(0, event)

    def look(self):
        """The status that is told now; an operation is under way for as many looks as it was given."""
        if self.unseen > 0:
            self.unseen -= 1
            return self.moving
        return self.status
