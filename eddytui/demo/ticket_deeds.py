"""What can be done to whole tickets: opening, changing, deleting and uniting them."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from eddytui.demo import sentences
from eddytui.demo.contact_deeds import add_person
from eddytui.demo.data import lists
from eddytui.demo.deed import Deed
from eddytui.demo.files import Upload
from eddytui.demo.records import CLOSED, Message, Thread, Ticket
from eddytui.demo.times import read_iso
from eddytui.demo.values import merged
from eddytui.demo.world import World

_DATES = frozenset({"sla", "frozen_until"})
_KINDS = ("post", "comment")


def _value(field: str, value: Any, old: tuple[Any, ...]) -> Any:
    """A field as tickets keep it; custom fields that are not named stay as they were."""
    if field == "fields":
        return merged(old, value)
    if field in _DATES:
        return read_iso(value)
    return tuple(value) if isinstance(value, list) else value


def _change(world: World, deed: Deed) -> int:
    """Set fields of a ticket; each that changes gets a line in the history."""
    old = world.tickets[deed.of["ticket"]]
    values = {field: _value(field, value, old.fields) for field, value in deed.of["set"].items()}
    new = world.put(old._replace(**values, updated=deed.at, seen_by_staff=True))
    for field, value in values.items():
        if (before := getattr(old, field)) != value:
            text = sentences.changed(field, before, value, world.people)
            world.record(new.id, sentences.event_of(field), deed.by, deed.at, text)
    return new.id


def _open(world: World, deed: Deed) -> int:
    """A new ticket with its first reply; its requester may be somebody new, by `email`."""
    of = deed.of
    requester = _newcomer(world, deed) if "email" in of else of.get("user", deed.by)
    author = world.people[deed.by if of.get("from_staff") else requester]
    values = {name: _value(name, of[name], ()) for name in Ticket._fields if name in of}
    facts = {"department": lists.SUPPORT, **values, "user": requester}
    ticket = Ticket(
        id=world.next_number("ticket"),
        created=deed.at,
        updated=deed.at,
        first_post=world.next_message(),
        seen_by_staff=author.is_staff,
        seen_by_client=not author.is_staff,
        **facts,
    )
    world.begin_thread(ticket.id)
    uploads = map(Upload.read, of.get("files", ()))
    files = world.files.keep(uploads, str(ticket.first_post), ticket.id)
    first = Message(ticket.first_post, author.id, of["text"], deed.at, deed.at, files)
    world.thread(ticket.id).posts.append(first)
    world.record(ticket.id, "ticket_create", deed.by, deed.at, sentences.done("ticket_create"))
    return world.put(ticket).id


def _newcomer(world: World, deed: Deed) -> int:
    """Somebody who writes for the first time, by an e-mail address alone."""
    email = deed.of["email"]
    known = {"name": email.partition("@")[0], "email": email}
    return add_person(world, deed._replace(of={"set": known}))


def _bin(world: World, deed: Deed) -> int:
    """Move a ticket to the deleted ones."""
    ticket = world.tickets[deed.of["ticket"]]
    if not ticket.deleted:
        world.put(ticket._replace(deleted=True, updated=deed.at))
        text = sentences.done("ticket_delete")
        world.record(ticket.id, "ticket_delete", deed.by, deed.at, text)
    return ticket.id


def _erase(world: World, deed: Deed) -> int:
    """Remove a ticket with all that belongs to it, for ever."""
    number: int = deed.of["ticket"]
    world.files.drop(_files(world.thread(number)))
    world.erase(number, deed.at)
    return number


def _files(thread: Thread) -> list[Any]:
    messages = (message for kind in _KINDS for message in thread.messages(kind))
    return [one for message in messages for one in message.files]


def _unite(world: World, deed: Deed) -> int:
    """Move what was said in other tickets into one; the others end closed, among the deleted."""
    into = world.tickets[deed.of["ticket"]]
    thread = world.thread(into.id)
    for number in deed.of["others"]:
        other = world.tickets[number]
        said = world.thread(number)
        for kind in _KINDS:
            together = thread.messages(kind)
            together.extend(said.messages(kind))
            together.sort(key=attrgetter("created", "id"))
            said.messages(kind).clear()
        thread.bills.extend(said.bills)
        thread.bills.sort(key=attrgetter("created", "id"))
        said.bills.clear()
        world.put(other._replace(status=CLOSED, deleted=True, pid=into.id, updated=deed.at))
        for place, about in ((number, into.id), (into.id, number)):
            text = sentences.done("ticket_union", str(about))
            world.record(place, "ticket_union", deed.by, deed.at, text)
    return world.put(into._replace(updated=deed.at, seen_by_staff=True)).id


TICKET_DEEDS: dict[str, Callable[[World, Deed], int]] = {
    "change": _change,
    "open": _open,
    "bin": _bin,
    "erase": _erase,
    "unite": _unite,
}
"""Each gives the id of the ticket it was done to."""
