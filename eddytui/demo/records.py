"""What the pretend helpdesk remembers: frozen values, close to the API's records.

Dates are the helpdesk's own time, without a zone, as the API has them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

CLIENTS, ADMINISTRATORS, EMPLOYEES = 1, 2, 3
"""The ids of the three groups."""
NOBODY = 0
"""The owner of a ticket that is not assigned."""
SYSTEM = -1
"""The author of what the helpdesk did by itself."""
CLOSED = "closed"

FieldState = int | str | tuple[int, ...]
"""A custom field's value as kept: text, a number, an option, or options by level."""
FieldStates = tuple[tuple[int, FieldState], ...]
"""Custom fields that are filled in, by id."""


class Person(NamedTuple):
    """A colleague or a client."""

    id: int
    name: str
    lastname: str
    email: str
    phone: str
    organization: int
    language: str
    group: int
    departments: tuple[int, ...]
    presence: str
    mailer: str
    """The shape of this person's mail; see `data.mail`."""
    key: str
    created: datetime
    updated: datetime
    skype: str = ""
    website: str = ""
    status: str = "active"
    notifications: bool = False
    fields: FieldStates = ()
    deleted: bool = False
    """Deleted users are remembered for what they wrote, and shown nowhere."""

    @property
    def is_staff(self) -> bool:
        """Whether this is a colleague."""
        return self.group != CLIENTS

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.name} {self.lastname}".strip()


class Organization(NamedTuple):
    """A client company; who works there is told by the people."""

    id: int
    name: str
    created: datetime
    updated: datetime
    domains: str = ""
    """As the API has them: `@acme.com, @acme.example`."""
    address: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    minute_limit: int = 0
    managers: tuple[int, ...] = ()
    fields: FieldStates = ()


class Option(NamedTuple):
    """What can be chosen in a select or hierarchy field; `pid` is the option above, 0 for none."""

    id: int
    pid: int
    name: dict[str, str]


class Presence(NamedTuple):
    """A line of a user's presence log: another status from then on."""

    id: int
    status: str
    created: datetime


class Ticket(NamedTuple):
    """A ticket, without its thread."""

    id: int
    created: datetime
    updated: datetime
    title: str
    user: int
    department: int
    owner: int = NOBODY
    status: str = "open"
    priority: int = 2
    type: int = 0
    source: str = "email"
    pid: int = 0
    sla: datetime | None = None
    frozen_until: datetime | None = None
    locked: bool = False
    deleted: bool = False
    seen_by_staff: bool = False
    seen_by_client: bool = True
    rate: str = ""
    rate_comment: str = ""
    rate_date: datetime | None = None
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    followers: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    fields: FieldStates = ()
    topic: str = ""
    """What the thread is about: a key of `data.library`."""
    posts: int = 1
    """How many replies the ticket was made with."""
    first_post: int = 0
    """The id of the oldest of them."""


class File(NamedTuple):
    """An attachment of a reply or note."""

    name: str
    hash: str


class Message(NamedTuple):
    """A reply or an internal note."""

    id: int
    author: int
    text: str
    created: datetime
    updated: datetime
    files: tuple[File, ...] = ()


class Note(NamedTuple):
    """A note about a user or an organization: a text, a file, or both."""

    id: int
    author: int
    text: str
    created: datetime
    file: File | None = None


class Event(NamedTuple):
    """A line of a ticket's history."""

    id: int
    event: str
    text: dict[str, str]
    user: int
    created: datetime


class Bill(NamedTuple):
    """Time that was spent on a ticket."""

    id: int
    action: str | None
    """What was done, for what the helpdesk noted by itself; None when somebody entered it."""
    comment: str
    spent: int
    """In seconds."""
    paid: int
    """In seconds."""
    staff: int
    billed: datetime
    creator: int
    created: datetime


@dataclass(slots=True)
class Thread:
    """All that was said and done in one ticket, oldest first."""

    posts: list[Message] = field(default_factory=list)
    comments: list[Message] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)

    def messages(self, kind: str) -> list[Message]:
        """The replies (`post`) or the internal notes (`comment`)."""
        return self.posts if kind == "post" else self.comments
