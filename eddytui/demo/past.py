"""What went on in a ticket: its history, and the time that was spent on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from eddytui.demo import filters, wire
from eddytui.demo.http import Answer, Ask
from eddytui.demo.records import Thread
from eddytui.demo.tickets import visible

R = TypeVar("R")
Names = Mapping[str, str]
"""What is asked for, and the field of the record it is about."""

_EVENTS: Names = {"event_list": "event", "user_list": "user"}
_EVENT_DATES: Names = {"date_created": "created"}
_BILLS: Names = {"staff_list": "staff", "creator_list": "creator"}
_BILL_DATES: Names = {"date_created": "created", "billing_date": "billed"}


def _thread(ask: Ask) -> Thread:
    return ask.world.thread(visible(ask, ask.ids["id"]).id)


def _found(
    ask: Ask, rows: Sequence[R], lists: Names, dates: Names
) -> tuple[Sequence[R], dict[str, int]]:
    """The asked page of what fits, newest first, and the pagination."""

    def conditions() -> Iterator[filters.Condition[R]]:
        for name, field in lists.items():
            value: Callable[[R], object] = attrgetter(field)
            yield from filters.chosen(ask, name, value)
        for name, field in dates.items():
            yield from filters.dated(ask, name, attrgetter(field))

    return ask.page(filters.matching(rows[::-1], conditions()))


def list_events(ask: Ask) -> Answer:
    """`GET /tickets/{id}/audit/`: the history, newest first, by place on the page."""
    rows, pagination = _found(ask, _thread(ask).events, _EVENTS, _EVENT_DATES)
    sent = (wire.event(ask.world, row) for row in rows)
    # This list has its total as text.
    return {
        "data": ask.keyed(enumerate(sent)),
        "pagination": {**pagination, "total": str(pagination["total"])},
    }


def list_bills(ask: Ask) -> Answer:
    """`GET /tickets/{id}/billing/`: the time that was spent, newest first."""
    rows, pagination = _found(ask, _thread(ask).bills, _BILLS, _BILL_DATES)
    return {"data": [wire.bill(ask.world, row) for row in rows], "pagination": pagination}
