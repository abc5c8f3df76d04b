"""Conditions of a typed query, as plain values: what the query language comes down to.

A `Term` holds when one of its conditions does (or none, when it is negated); all terms of a query
must hold.
"""

from typing import Literal, NamedTuple

Flag = Literal["frozen", "locked", "closed", "unread", "deleted"]
Column = Literal[
    "id",
    "status_id",
    "priority_id",
    "type_id",
    "department_id",
    "owner_id",
    "requester_id",
    "rate",
    "tag",
    "organization",
    "frozen",
    "locked",
    "closed",
    "unread",
    "deleted",
]
Ranged = Literal["id", "sla", "created", "updated"]
Possession = Literal["files", "draft", "waiting", "tags", "rating", "sla"]
SortColumn = Literal[
    "id",
    "title",
    "user",
    "owner",
    "status",
    "prio",
    "type",
    "dep",
    "sla",
    "created",
    "updated",
]


class When(NamedTuple):
    """A moment of server time that moves on with the clock, or stands still."""

    since: str
    """`now`, `today` (its first second) or a date as the store writes it."""
    seconds: int = 0
    """How long after that; negative for before."""

    def later(self, seconds: int) -> "When":
        """The moment so many seconds after this one."""
        return self._replace(seconds=self.seconds + seconds)


class Among(NamedTuple):
    """A column has one of these values; flags are 0 and 1, tags and organizations are names."""

    column: Column
    values: tuple[int | str, ...]


class Within(NamedTuple):
    """A number or date lies from `first` on and before `end`; None for no bound.

    A deadline counts while time runs: not in closed and not in frozen tickets.
    """

    column: Ranged
    first: When | int | None = None
    end: When | int | None = None


class Words(NamedTuple):
    """Number, title, people or loaded thread text have all these words, or this very phrase."""

    text: str
    phrase: bool = False


class Has(NamedTuple):
    """Something belongs to the ticket: attachments of its loaded thread, own drafts, tags."""

    what: Possession


Condition = Among | Within | Words | Has


class Term(NamedTuple):
    """One of the conditions holds; none of them, when negated."""

    any_of: tuple[Condition, ...]
    negated: bool = False


class Sort(NamedTuple):
    """A key of the order. Lists of the helpdesk are sorted as the helpdesk has them."""

    column: SortColumn
    descending: bool = False
