"""All that can be done to a world: by agents through the API, by colleagues and by clients.

A deed is plain data, so that a journal can keep it; done again in the same order, deeds lead to
the same world.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from eddytui.demo import sentences
from eddytui.demo.contact_deeds import CONTACT_DEEDS
from eddytui.demo.deed import Deed
from eddytui.demo.files import Upload
from eddytui.demo.note_deeds import NOTE_DEEDS
from eddytui.demo.option_deeds import OPTION_DEEDS
from eddytui.demo.records import CLOSED, Message, Ticket
from eddytui.demo.ticket_deeds import TICKET_DEEDS
from eddytui.demo.world import World

__all__ = ["Deed", "do"]


def _add(world: World, deed: Deed) -> int:
    """A reply or note, whose author may be another than who sent it."""
    of = deed.of
    ticket, author = world.tickets[of["ticket"]], world.people[of["author"]]
    number = world.next_message()
    files = world.files.keep(map(Upload.read, of.get("files", ())), str(number), ticket.id)
    message = Message(number, author.id, of["text"], deed.at, deed.at, files)
    world.thread(ticket.id).messages(of["kind"]).append(message)
    is_post = of["kind"] == "post"
    event = "ticket_answer" if is_post else "comment_create"
    world.record(ticket.id, event, author.id, deed.at, sentences.done(event))
    if is_post and author.is_staff:
        mailed = sentences.done("mail_sent", world.people[ticket.user].email)
        world.record(ticket.id, "ticket_answer", author.id, deed.at, mailed)
    world.put(_answered(ticket, deed.at, is_post=is_post, by_staff=author.is_staff))
    if world.tickets[ticket.id].status != ticket.status:
        text = sentences.changed("status", ticket.status, "open", world.people)
        world.record(ticket.id, "status_update", author.id, deed.at, text)
    return number


def _answered(ticket: Ticket, at: datetime, *, is_post: bool, by_staff: bool) -> Ticket:
    """The ticket after a reply or note: read by who wrote, news for the other side."""
    if not is_post:
        return ticket._replace(updated=at, seen_by_staff=True)
    if by_staff:
        return ticket._replace(updated=at, seen_by_staff=True, seen_by_client=False)
    # A client's answer opens a closed ticket again.
    status = "open" if ticket.status == CLOSED else ticket.status
    return ticket._replace(updated=at, seen_by_staff=False, seen_by_client=True, status=status)


_REWRITTEN = {"post": "answer", "comment": "comment"}


def _touch(world: World, deed: Deed, event: str) -> None:
    """Note in the history that a reply or note was edited or deleted."""
    name = f"{_REWRITTEN[deed.of['kind']]}_{event}"
    ticket = world.tickets[deed.of["ticket"]]
    world.put(ticket._replace(updated=deed.at, seen_by_staff=True))
    world.record(ticket.id, name, deed.by, deed.at, sentences.done(name))


def _place(world: World, of: Mapping[str, Any]) -> tuple[list[Message], int]:
    messages = world.thread(of["ticket"]).messages(of["kind"])
    return messages, [message.id for message in messages].index(of["id"])


def _edit(world: World, deed: Deed) -> int:
    """Another text for a reply or note."""
    messages, place = _place(world, deed.of)
    messages[place] = messages[place]._replace(text=deed.of["text"], updated=deed.at)
    _touch(world, deed, "update")
    return messages[place].id


def _delete(world: World, deed: Deed) -> int:
    """Take a reply or note away."""
    messages, place = _place(world, deed.of)
    gone = messages.pop(place)
    world.files.drop(gone.files)
    _touch(world, deed, "delete")
    return gone.id


_DEEDS: dict[str, Callable[[World, Deed], int]] = {
    **TICKET_DEEDS,
    "add": _add,
    "edit": _edit,
    "delete": _delete,
    **CONTACT_DEEDS,
    **NOTE_DEEDS,
    **OPTION_DEEDS,
}


def do(world: World, deed: Deed) -> int:
    """Do a deed; return the id of what it made or changed."""
    world.settle(deed.at)
    world.forget_found()
    return _DEEDS[deed.what](world, deed)
