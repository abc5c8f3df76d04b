"""The views of the queue: named questions to the store."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from eddytui.models.queries import TicketQuery

_RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is called, what it asks for, and what it means when it is empty."""

    id: str
    title: str
    query: TicketQuery
    empty: str


def built_in(me: int, departments: tuple[int, ...], now: datetime) -> tuple[View, ...]:
    """The views everybody has, for a person and their departments.

    What needs somebody cannot be told while it is not known who is asking: the two personal views
    then show nothing.
    """
    opened = TicketQuery(open=True)
    recently = (now - _RECENT).strftime("%Y-%m-%d %H:%M:%S")
    return (
        View(
            "needs-me",
            "Needs me",
            replace(opened, needs=me or -1, departments=departments, order="urgent"),
            "Nothing needs you now. Press 5 for all open tickets.",
        ),
        View(
            "mine",
            "Mine",
            replace(opened, owners=(me or -1,), order="urgent"),
            "You own no open ticket. Press m on a ticket to take it.",
        ),
        View(
            "unassigned",
            "Unassigned",
            replace(opened, owners=(0,), order="urgent"),
            "Every open ticket has an owner.",
        ),
        View("late", "Late", replace(opened, late=True, order="urgent"), "No ticket is late."),
        View("open", "All open", opened, "There is no open ticket."),
        View(
            "frozen",
            "Frozen",
            replace(opened, frozen=True),
            "No ticket is frozen.",
        ),
        View(
            "recent",
            "Recently closed",
            TicketQuery(open=False, frozen=None, updated_since=recently),
            "No ticket was closed in the last seven days.",
        ),
    )
