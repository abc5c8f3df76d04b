"""What is asked for: the part of the tickets that a view shows, as plain values."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from eddytui.models.terms import Sort, Term

Order = Literal["urgent", "updated", "created"]
"""`urgent`: least time left first, then newest; the others newest first."""


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """Which tickets, and in which order. Every condition that is set must hold."""

    open: bool | None = None
    """True: not closed. False: closed. None: either."""
    owners: tuple[int, ...] = ()
    """Owner ids, 0 for nobody."""
    departments: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    requesters: tuple[int, ...] = ()
    frozen: bool | None = False
    """False: leave frozen tickets out. True: only these. None: either."""
    late: bool = False
    """Only those whose SLA date has passed."""
    updated_since: str = ""
    """Server time, `2026-11-24 09:00:00`."""
    needs: int = 0
    """A user id: only what needs this person now (their tickets unread or running out of time, and
    unassigned ones; with `departments`, unassigned ones of these)."""
    words: str = ""
    """Only tickets that match these words: number, title, people, loaded thread text."""
    terms: tuple["Term", ...] = ()
    """What was typed in the query language."""
    deleted: bool | None = False
    """False: leave out what lies in the bin. None: either."""
    order: Order = "updated"
    sorts: tuple["Sort", ...] = ()
    """The order that was typed, the first key before the second; `order` when there is none."""


EVERY = TicketQuery(frozen=None)
"""All tickets, those in the bin left out."""
