"""The views of the queue: named questions to the store."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from eddytui.models.queries import TicketQuery

_RECENT = timedelta(days=7)
_UNKNOWN = -2
"""Nobody's user id: 0 stands for no owner, -1 for the helpdesk itself."""


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is called, what it asks for, and what it means when it is empty."""

    id: str
    title: str
    query: TicketQuery
    empty: str
    advice: str = ""
    """What to press when it is empty; a command stands in braces for its key."""


_OPEN = TicketQuery(open=True)
_URGENT = replace(_OPEN, order="urgent")
_VIEWS = (
    View(
        "needs-me", "Needs me", _URGENT, "Nothing needs you now.", "Press 5 for all open tickets."
    ),
    View(
        "mine", "Mine", _URGENT, "You own no open ticket.", "Press {take} on a ticket to take it."
    ),
    View("unassigned", "Unassigned", replace(_URGENT, owners=(0,)), "Every ticket has an owner."),
    View("late", "Late", replace(_URGENT, late=True), "No ticket is late."),
    View("open", "All open", _OPEN, "There is no open ticket."),
    View("frozen", "Frozen", replace(_OPEN, frozen=True), "No ticket is frozen."),
    View(
        "recent",
        "Recently closed",
        TicketQuery(open=False, frozen=None),
        "No ticket was closed in the last seven days.",
    ),
)


def built_in(me: int, departments: tuple[int, ...], now: datetime) -> tuple[View, ...]:
    """The views everybody has, for a person and their departments.

    While it is not known who is asking, the two personal views show nothing.
    """
    since = (now - _RECENT).strftime("%Y-%m-%d %H:%M:%S")
    filled: dict[str, dict[str, Any]] = {
        "needs-me": {"needs": me or _UNKNOWN, "departments": departments},
        "mine": {"owners": (me or _UNKNOWN,)},
        "recent": {"updated_since": since},
    }
    return tuple(
        replace(view, query=replace(view.query, **filled.get(view.id, {}))) for view in _VIEWS
    )
