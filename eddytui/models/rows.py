"""Rows that screens paint: plain values, quick to make, no validation.

Dates are server time as text, `2026-11-24 09:00:00`, "" for never: they sort as they are.
"""

from typing import Literal, NamedTuple

WAITING, SENDING, UNCLEAR = "waiting", "sending", "unclear"
"""States of what the server does not have yet: not sent; being sent; to be looked for there."""
UNDECIDED, CONFLICT = "undecided", "conflict"
"""States that the agent ends: it was looked for and is not there; the server has other values."""
TO_DECIDE = (UNDECIDED, CONFLICT)


class TicketRow(NamedTuple):
    """One line of the queue, with the agent's own waiting changes already in it."""

    id: int
    title: str
    requester_id: int
    requester: str
    status_id: str
    priority_id: int
    type_id: int
    department_id: int
    owner_id: int
    owner: str
    sla: str
    created: str
    updated: str
    frozen: bool
    locked: bool
    closed: bool
    unread: bool
    rate: str
    draft: bool
    """Whether a reply or note is being written."""
    waiting: int
    """How many of the agent's changes the server does not have yet."""
    changed: str
    """When the server last changed it under the agent's eyes; "" when it never did."""


class MessageRow(NamedTuple):
    """One reply or internal note, without its text: that is read when it comes into sight."""

    id: int
    """Negative for what the server does not have yet: minus the pending number."""
    kind: str
    """`post` or `comment`."""
    ticket_id: int
    author_id: int
    author: str
    staff: bool | None
    """Whether the author is a colleague; None when not known yet."""
    created: str
    files: tuple[tuple[str, str], ...]
    """Name and address of each attachment; no address for what the server does not have yet."""
    state: str
    """"" for what the server has, else its state in the outbox."""
    stamp: int = 0
    """Another when the text is another."""


class AuditRow(NamedTuple):
    """One line of a ticket's history."""

    id: int
    event: str
    text: str
    """JSON: the text by language, controls and tags already removed."""
    author_id: int
    author: str
    created: str


class BillingRow(NamedTuple):
    """Time that was spent on a ticket."""

    id: int
    action: str
    """What the helpdesk counted by itself, such as `create-post`; "" when somebody entered it."""
    text: str
    spent: int
    """Seconds."""
    paid: int
    """Seconds to be paid for."""
    staff_id: int
    staff: str
    """Who worked."""
    billed: str
    """The day it counts for."""


class PersonRow(NamedTuple):
    """A colleague or client, as far as pickers and facts need."""

    id: int
    name: str
    email: str
    staff: bool
    organization: str
    presence: str
    departments: tuple[int, ...]
    language: str


ListKind = Literal["status", "priority", "type", "department", "group", "presence", "field"]
"""The helpdesk's own lists."""


class EntryRow(NamedTuple):
    """An entry of one of the helpdesk's own lists (a status, a priority, a department …)."""

    id: str
    """As text, whatever the list."""
    name: str
    color: str = ""


class Draft(NamedTuple):
    """A reply or note that was typed and not sent."""

    ticket_id: int
    kind: str
    """`post` or `comment`."""
    text: str
    saved: str
    """When, server time."""
    files: tuple[str, ...] = ()
    """Paths of what is attached."""


class Text(NamedTuple):
    """How a reply or note that was just written goes into the outbox."""

    blocks: str = ""
    """Its text as JSON of `text.blocks`, for the thread."""
    due: str = ""
    """The server time before which it is not sent; "" for at once."""
    is_draft: bool = True
    """Whether it was typed as the ticket's draft, which is none any more."""


class Waiting(NamedTuple):
    """A change, reply or note that the server does not have yet."""

    number: int
    ticket_id: int
    kind: str
    """`change`, `post` or `comment`."""
    patch: dict[str, object]
    """For a change the fields; for a reply or note `text` (HTML), `source` (as typed) and `files`,
    the paths of what goes along."""
    state: str
    """`waiting`, `sending`, `unclear`, `undecided` or `conflict`."""
    made: str
    base: dict[str, object] = {}  # noqa: RUF012 - nobody writes into a row
    """For a change what its fields were when it was made: by name, on the `server` and as they
    were `shown`. A custom field is `custom_fields.5`."""
    due: str = ""
    """The server time before which it is not sent; "" for at once."""

    def is_early(self, now: str) -> bool:
        """Whether its time is still to come; not when the clock went back behind its making."""
        return self.made <= now < self.due


class JournalRow(NamedTuple):
    """Something the agent did, as the journal keeps it."""

    kind: str
    """`change`; `undo` for what took one back; `post` or `comment` for what was written; `lot` for
    the head of what was done to many tickets at once."""
    words: str
    """How it was told; of a reply or note its first words."""
    made: str
    """When, server time."""
    ticket_id: int = 0
    """0 for the head of a lot."""
    before: dict[str, object] = {}  # noqa: RUF012 - nobody writes into a row
    """What the changed fields were; empty when that is not known."""
    after: dict[str, object] = {}  # noqa: RUF012 - nobody writes into a row
    """What the fields were changed to."""
    lot: int = 0
    """The number of the entry that the action began with: changes made together share it."""
    pending: int = 0
    """Its number in the outbox; of what was undone minus the number of what took it back."""
    state: str = "made"
    """`made`; `undone`; `kept` when an undo left it as it is; `refused` when it did not come about.
    """
    id: int = 0
    """Its number in the journal; 0 before it has one."""
    title: str = ""
    """Of the ticket."""
    waiting: str = ""
    """Its state in the outbox; "" for what is not there any more."""
