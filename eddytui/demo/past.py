"""What went on in a ticket: its history, and the time that was spent on it."""

from collections.abc import Callable
from operator import attrgetter

from eddytui.demo import filters, wire
from eddytui.demo.http import Answer, Ask
from eddytui.demo.records import Bill, Event
from eddytui.demo.tickets import visible


def list_events(ask: Ask) -> Answer:
    """`GET /tickets/{id}/audit/`: the history, newest first, by place on the page."""
    ticket = visible(ask, ask.ids["id"])
    kind: Callable[[Event], object] = attrgetter("event")
    conditions = (
        *filters.chosen(ask, "event_list", kind),
        *filters.chosen(ask, "user_list", attrgetter("user")),
        *filters.dated(ask, "date_created", attrgetter("created")),
    )
    events = ask.world.thread(ticket.id).events[::-1]
    rows, pagination = ask.page(filters.matching(events, iter(conditions)))
    sent = (wire.event(ask.world, row) for row in rows)
    # This list has its total as text.
    return {
        "data": ask.keyed(enumerate(sent)),
        "pagination": {**pagination, "total": str(pagination["total"])},
    }


def list_bills(ask: Ask) -> Answer:
    """`GET /tickets/{id}/billing/`: the time that was spent, newest first."""
    ticket = visible(ask, ask.ids["id"])
    staff: Callable[[Bill], object] = attrgetter("staff")
    conditions = (
        *filters.chosen(ask, "staff_list", staff),
        *filters.chosen(ask, "creator_list", attrgetter("creator")),
        *filters.dated(ask, "date_created", attrgetter("created")),
        *filters.dated(ask, "billing_date", attrgetter("billed")),
    )
    bills = ask.world.thread(ticket.id).bills[::-1]
    rows, pagination = ask.page(filters.matching(bills, iter(conditions)))
    return {"data": [wire.bill(ask.world, row) for row in rows], "pagination": pagination}
