"""What the history of a ticket says when the world begins: it follows from the thread."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from eddytui.demo import sentences
from eddytui.demo.data.chance import MINUTE
from eddytui.demo.data.stories import BY_KEY
from eddytui.demo.data.turns import POST, Turn
from eddytui.demo.records import CLOSED, NOBODY, SYSTEM, Event, Person, Ticket

A_POST, A_TICKET = 4, 12
"""No history has more lines than this many a reply and this many more."""
_LOOKED = 7 * MINUTE


class _Entry(NamedTuple):
    at: datetime
    event: str
    user: int
    text: dict[str, str]


def _answered(turn: Turn, ticket: Ticket, people: Mapping[int, Person]) -> Iterator[_Entry]:
    if turn.kind != POST:
        yield _Entry(turn.at, "comment_create", turn.author, sentences.done("comment_create"))
        return
    yield _Entry(turn.at, "ticket_answer", turn.author, sentences.done("ticket_answer"))
    if turn.author != ticket.user:
        mailed = sentences.done("mail_sent", people[ticket.user].email)
        # The API names both the same.
        yield _Entry(turn.at, "ticket_answer", turn.author, mailed)


def _changes(ticket: Ticket, first: Turn | None, people: Mapping[int, Person]) -> Iterator[_Entry]:
    """How the ticket came to its owner and status; `first` is the first answer by a colleague."""
    now, by = (first.at, first.author) if first else (ticket.updated, ticket.owner)
    status = "open"
    if ticket.owner != NOBODY:
        text = sentences.changed("owner", NOBODY, ticket.owner, people)
        yield _Entry(now, "owner_update", by, text)
        if ticket.status != "open":
            text = sentences.changed("status", "open", "process", people)
            yield _Entry(now, "status_update", by, text)
            status = "process"
    if ticket.status != status:
        closer = ticket.owner or by or SYSTEM
        text = sentences.changed("status", status, ticket.status, people)
        at = ticket.updated if ticket.status == CLOSED else max(now, ticket.updated)
        yield _Entry(at, "status_update", closer, text)
    if ticket.frozen_until:
        text = sentences.changed("frozen_until", None, ticket.frozen_until, people)
        yield _Entry(ticket.updated, "freeze_update", ticket.owner, text)


def _views(ticket: Ticket, turns: list[Turn]) -> Iterator[_Entry]:
    """Colleagues look at what clients write, a little later, unless nobody did."""
    seen = sentences.done("ticket_view")
    if story := BY_KEY.get(ticket.topic):
        begin = turns[0].at + story.lines[0].ago * MINUTE
        for ago, user in story.views:
            yield _Entry(begin - ago * MINUTE, "ticket_view", user, seen)
    for turn, after in pairwise(turns):
        looked = turn.at + _LOOKED
        if turn.author == ticket.user and after.author != ticket.user and looked < after.at:
            yield _Entry(looked, "ticket_view", after.author, seen)


def events(ticket: Ticket, turns: list[Turn], people: Mapping[int, Person]) -> list[Event]:
    """The lines of a ticket's history, oldest first."""
    created = sentences.done("ticket_create")
    entries = [_Entry(ticket.created, "ticket_create", ticket.user, created)]
    for turn in turns[1:]:
        entries.extend(_answered(turn, ticket, people))
    first = next((turn for turn in turns if people[turn.author].is_staff), None)
    entries.extend(_changes(ticket, first, people))
    entries.extend(_views(ticket, turns))
    entries.sort(key=lambda entry: entry.at)
    base = A_POST * ticket.first_post + A_TICKET * ticket.id
    return [
        Event(base + number, entry.event, entry.text, entry.user, entry.at)
        for number, entry in enumerate(entries)
    ]
