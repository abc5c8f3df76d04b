"""Replies and internal notes: reading, writing, editing and deleting them, both alike."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from eddytui.demo import filters, readers, wire
from eddytui.demo.http import Answer, Ask, deleted, invalid, missing
from eddytui.demo.readers import Readers, Wrong
from eddytui.demo.records import CLOSED, Message, Ticket
from eddytui.demo.rights import forbidden
from eddytui.demo.tickets import visible, writable

Handler = Callable[[Ask], Answer]
_ORDERS: dict[str, Callable[[Message], Any]] = {
    "id": attrgetter("id"),
    "date_created": attrgetter("created"),
    "date_updated": attrgetter("updated"),
}


def _sent(ask: Ask, kind: str, ticket_id: int, number: int) -> Answer:
    """A message that was just written, as the helpdesk keeps it."""
    messages = ask.world.thread(ticket_id).messages(kind)
    written = next(message for message in messages if message.id == number)
    return {"data": wire.MESSAGES[kind](ask.address, ticket_id, written)}


def _text(_: Ask, __: str, raw: Any) -> str:
    text = str(raw or "")
    if not text.strip():
        raise Wrong("Required field is missing or empty", title="Required {text} request")
    return text


def _author(ask: Ask, field: str, raw: Any) -> int:
    """Who is said to have written: the caller, or whom `user_id` names."""
    return readers.person(ask, field, raw or ask.who.id)


_EDITED: Readers = {"text": ("text", _text)}
_ADDED: Readers = {**_EDITED, "user_id": ("author", _author)}


def _existing(ask: Ask, kind: str) -> tuple[Ticket, Message]:
    ticket = writable(ask, ask.ids["id"])
    number = ask.ids["message"]
    for message in ask.world.thread(ticket.id).messages(kind):
        if message.id == number:
            return ticket, message
    what = f"{kind.capitalize()} with id {{{number}}} in ticket with id {{{ticket.id}}}"
    raise missing(f"{what} does not exist")


def listing(kind: str) -> Handler:
    """`GET /tickets/{id}/posts/` or `…/comments/`: newest first, unless asked otherwise.

    Notes are for colleagues alone.
    """

    def answer(ask: Ask) -> Answer:
        ticket = visible(ask, ask.ids["id"])
        if kind == "comment" and not ask.who.is_staff:
            raise forbidden()
        messages = ask.world.thread(ticket.id).messages(kind)[::-1]
        order = ask.query.get("order_by", "")
        rows, pagination = ask.page(filters.ordered(messages, order, _ORDERS, ""))
        sent = [wire.MESSAGES[kind](ask.address, ticket.id, row) for row in rows]
        return {"data": sent, "pagination": pagination}

    return answer


def adding(kind: str) -> Handler:
    """`POST` to the same address: one more. A closed and locked ticket takes no reply."""

    def answer(ask: Ask) -> Answer:
        ticket = writable(ask, ask.ids["id"])
        of = {
            "ticket": ticket.id,
            "kind": kind,
            "author": ask.who.id,
            **readers.read(ask, _ADDED, ("text",)),
            "files": ask.files(),
        }
        if kind == "post" and ticket.locked and ticket.status == CLOSED:
            raise invalid([f"Ticket with id {{{ticket.id}}} is closed and locked"])
        return _sent(ask, kind, ticket.id, ask.do("add", of))

    return answer


def editing(kind: str) -> Handler:
    """`PUT …/{message}`: another text."""

    def answer(ask: Ask) -> Answer:
        ticket, message = _existing(ask, kind)
        of = {"ticket": ticket.id, "kind": kind, "id": message.id}
        return _sent(
            ask, kind, ticket.id, ask.do("edit", {**of, **readers.read(ask, _EDITED, ("text",))})
        )

    return answer


def deleting(kind: str) -> Handler:
    """`DELETE …/{message}`: gone, said as an error `s-204` with status 200."""

    def answer(ask: Ask) -> Answer:
        ticket, message = _existing(ask, kind)
        ask.do("delete", {"ticket": ticket.id, "kind": kind, "id": message.id})
        what = f"{kind.capitalize()} with id {{{message.id}}} in ticket with id {{{ticket.id}}}"
        return deleted(f"{what} successfully deleted")

    return answer
