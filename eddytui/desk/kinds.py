"""What the desk speaks of: kinds of records, and the news that some of them changed."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from eddytui.api.errors import Forbidden, Missing, Refused
from eddytui.models.rows import ListKind

Kind = Literal[
    "tickets",
    "thread",
    "audit",
    "billing",
    "people",
    "organizations",
    "catalog",
    "drafts",
    "knowledge",
    "journal",
    "state",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
CHANGE, POST, COMMENT, AUDIT = "change", "post", "comment", "audit"
BILLING = "billing"

MESSAGES = {POST: "reply", COMMENT: "note"}
"""What the kinds of messages are called."""
Noun = tuple[str, str]
"""For one, and for many."""
NOUNS: dict[str, Noun] = {
    POST: ("reply", "replies"),
    COMMENT: ("note", "notes"),
    CHANGE: ("change", "changes"),
}
"""What is counted in the outbox."""
COLLECTIONS: dict[str, str] = {POST: "posts", COMMENT: "comments", AUDIT: "audit"}
"""The name under `client.tickets` where a ticket's records of a kind are."""

CATALOG: dict[ListKind, str] = {
    "status": "statuses",
    "priority": "priorities",
    "type": "types",
    "department": "departments",
    "presence": "user_statuses",
}
"""The helpdesk's own lists: kind in the store, name under `client`."""

NOT_FOR_US = (Forbidden, Missing, Refused)
"""How the helpdesk says that this person may not see a list: one goes on without it."""


class Changed(NamedTuple):
    """News: some records of a kind are not what they were; no ids means any of them."""

    kind: Kind
    ids: frozenset[int] = frozenset()

    def touches(self, record_id: int) -> bool:
        """Whether it may concern this record."""
        return not self.ids or record_id in self.ids


class Coverage(NamedTuple):
    """How much of the helpdesk's tickets is here."""

    here: int
    total: int
    """As the helpdesk said at the first start; 0 when it did not."""
    whole: bool
    """Whether every ticket is here."""
    all_open: bool
    """Whether every open one is; closed ones may be kept for some time alone."""


class State(NamedTuple):
    """What the status line tells, all the time."""

    as_of: str = ""
    """When the helpdesk last answered, server time; "" for never."""
    waiting: int = 0
    """How many changes, replies and notes the server does not have yet."""
    undecided: int = 0
    """How many of them wait for the agent to decide what becomes of them."""
    limit: int = 0
    remaining: int = 0
    blocked_for: int = 0
    """Seconds until the block of the rate limit ends; 0 when there is none."""
    others: int = 0
    """About how many requests a minute others send; 0 when it cannot be told."""
    warning: str = ""
    """Why the pace cannot be kept together with other programs of eddytui; "" when it can."""
    trouble: str = ""
    """Why the helpdesk cannot be asked; "" when it can."""
    trouble_name: str = ""
    """The same in two words, such as `offline`."""
    loading: str = ""
    """What is being read for the first time; "" when nothing is."""
    unreadable: int = 0
    """How many records are missing here because they could not be read."""


def counted(nouns: Sequence[Noun]) -> str:
    """How many there are of each, in words: `2 replies and 1 change`; "" for none."""
    parts = [f"{count} {noun[count != 1]}" for noun, count in Counter(nouns).items()]
    *others, last = parts or [""]
    return f"{', '.join(others)} and {last}" if others else last
