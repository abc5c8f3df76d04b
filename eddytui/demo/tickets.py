"""Tickets: the list with its filters, one ticket, opening, changing, deleting and uniting them."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from eddytui.demo import filters, wire
from eddytui.demo.changes import read_changes, read_new
from eddytui.demo.http import Answer, Ask, deleted, invalid, many, missing
from eddytui.demo.numbers import number
from eddytui.demo.records import Ticket

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


def writable(ask: Ask, ticket_id: int) -> Ticket:
    """A ticket this person may see that is not among the deleted ones: those stay as they are."""
    ticket = visible(ask, ticket_id)
    if ticket.deleted:
        raise invalid([f"Ticket with id {{{ticket_id}}} is deleted"])
    return ticket


def _conditions(ask: Ask) -> Iterator[filters.Condition[Ticket]]:
    def texts(ticket: Ticket) -> tuple[str, ...]:
        user = ask.world.people[ticket.user]
        return (ticket.title, str(ticket.id), user.full_name, user.email, *ticket.tags)

    for name, value in _LISTS.items():
        yield from filters.chosen(ask, name, value)
    yield from filters.dated(ask, "date_created", attrgetter("created"))
    yield from filters.dated(ask, "date_updated", attrgetter("updated"))
    binned = ask.query.get("deleted") == "1"
    yield lambda ticket: ticket.deleted == binned
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


def _sent(ask: Ask, ticket: Ticket) -> Answer:
    return {"data": wire.ticket(ask.world, ask.now, ticket)}


def get_ticket(ask: Ask) -> Answer:
    """`GET /tickets/{id}`: the ticket as it is now, whatever the list says."""
    return _sent(ask, visible(ask, ask.ids["id"]))


def open_ticket(ask: Ask) -> Answer:
    """`POST /tickets/`: a new ticket with its first reply, or all that is wrong with it."""
    made = ask.do("open", {**read_new(ask), "source": "api", "files": ask.files()})
    return _sent(ask, ask.world.tickets[made])


def change_ticket(ask: Ask) -> Answer:
    """`PUT /tickets/{id}`: set some fields, or say all that is wrong with them."""
    ticket = writable(ask, ask.ids["id"])
    ask.do("change", {"ticket": ticket.id, "set": read_changes(ask)})
    return _sent(ask, ask.world.tickets[ticket.id])


def delete_ticket(ask: Ask) -> Answer:
    """`DELETE /tickets/{id}`: to the deleted ones; for ever with `delete`, in query or body."""
    ticket = visible(ask, ask.ids["id"])
    for_ever = str(ask.body.get("delete", ask.query.get("delete", ""))).lower() in {"1", "true"}
    ask.do("erase" if for_ever else "bin", {"ticket": ticket.id})
    return deleted(f"Ticket with id {{{ticket.id}}} successfully deleted")


def unite_tickets(ask: Ask) -> Answer:
    """`POST /tickets/{id}/union/`, not in the API document: what others said moves here."""
    ticket = writable(ask, ask.ids["id"])
    named = dict.fromkeys(str(one) for one in many(ask.body.get("ticket_list")))
    others = [found for one in named if (found := number(one)) is not None]
    if not others or len(others) < len(named) or ticket.id in others:
        raise invalid(["Field {ticket_list} value is incorrect or empty"])
    for other in others:
        writable(ask, other)
    ask.do("unite", {"ticket": ticket.id, "others": others})
    return _sent(ask, ask.world.tickets[ticket.id])
