"""Tickets: the list with its filters, one ticket, changing one, and its history."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from eddytui.demo import filters, wire
from eddytui.demo.changes import read_changes
from eddytui.demo.http import Answer, Ask, missing
from eddytui.demo.records import Event, Ticket

_ORDERS: dict[str, Callable[[Ticket], Any]] = {
    "date_created": attrgetter("created"),
    "date_updated": attrgetter("updated"),
    "viewed_by_staff": attrgetter("seen_by_staff"),
    "viewed_by_client": attrgetter("seen_by_client"),
}
_LISTS: dict[str, Callable[[Ticket], object]] = {
    "user_list": attrgetter("user"),
    "owner_list": attrgetter("owner"),
    "status_list": attrgetter("status"),
    "priority_list": attrgetter("priority"),
    "type_list": attrgetter("type"),
    # Not in the API document, but met on live systems (`behaviour.md` section 6).
    "department_list": attrgetter("department"),
    "source_list": attrgetter("source"),
    "pid": attrgetter("pid"),
}


def visible(ask: Ask, ticket_id: int) -> Ticket:
    """A ticket this person may see; any other does not exist."""
    ticket = ask.world.tickets.get(ticket_id)
    if ticket is None or not ask.world.sees(ask.who, ticket):
        raise missing(f"Ticket with id {{{ticket_id}}} does not exist")
    return ticket


def _conditions(ask: Ask) -> Iterator[filters.Condition[Ticket]]:
    def texts(ticket: Ticket) -> tuple[str, ...]:
        user = ask.world.people[ticket.user]
        return (ticket.title, str(ticket.id), user.full_name, user.email, *ticket.tags)

    for name, value in _LISTS.items():
        yield from filters.chosen(ask, name, value)
    yield from filters.dated(ask, "date_created", attrgetter("created"))
    yield from filters.dated(ask, "date_updated", attrgetter("updated"))
    deleted = ask.query.get("deleted") == "1"
    yield lambda ticket: ticket.deleted == deleted
    if (freeze := ask.query.get("freeze", "")) in {"0", "1"}:
        yield lambda ticket: (ticket.frozen_until is not None) == (freeze == "1")
    yield lambda ticket: ask.world.sees(ask.who, ticket)
    yield from filters.worded(ask, texts)


def _search(ask: Ask) -> list[Ticket]:
    world = ask.world
    tickets = ask.rows(world.tickets)
    found = filters.matching(tickets, _conditions(ask))
    order = ask.query.get("order_by", "")
    return filters.ordered(found, order, _ORDERS, "date_created{desc}")


def list_tickets(ask: Ask) -> Answer:
    """`GET /tickets/`: one page of what was asked for, by id."""
    if ask.lag:
        found = _search(ask)
    else:
        asked = frozenset(pair for pair in ask.query.items() if pair[0] != "page")
        found = ask.world.found((ask.who.id, asked), lambda: _search(ask))
    rows, pagination = ask.page(found)
    sent = ((row.id, wire.ticket(ask.world, ask.now, row)) for row in rows)
    return {"data": ask.keyed(sent), "pagination": pagination}


def get_ticket(ask: Ask) -> Answer:
    """`GET /tickets/{id}`: the ticket as it is now, whatever the list says."""
    return {"data": wire.ticket(ask.world, ask.now, visible(ask, ask.ids["id"]))}


def change_ticket(ask: Ask) -> Answer:
    """`PUT /tickets/{id}`: set some fields, or say all that is wrong with them."""
    ticket = visible(ask, ask.ids["id"])
    ask.do("change", {"ticket": ticket.id, "set": read_changes(ask)})
    return {"data": wire.ticket(ask.world, ask.now, ask.world.tickets[ticket.id])}


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
