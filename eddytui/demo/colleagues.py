"""What goes on in the helpdesk while somebody looks: clients write, colleagues work.

Nothing happens by itself. When a request comes in, what would have happened since the last one is
done first; and only while somebody asks, so that a demo left alone does not fill up.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from eddytui.demo.data import mail
from eddytui.demo.data.chance import Chance, Odds
from eddytui.demo.data.library import Topic
from eddytui.demo.data.names import IRA, MONITOR
from eddytui.demo.data.quotes import Letter
from eddytui.demo.data.slots import Slots
from eddytui.demo.data.stories import BY_KEY as STORIES
from eddytui.demo.data.threads import answer, letter, written
from eddytui.demo.deeds import Deed
from eddytui.demo.records import CLIENTS, CLOSED, NOBODY, Person, Ticket
from eddytui.demo.world import World

_WATCHED = timedelta(minutes=5)
"""How long after a request somebody still counts as looking."""
_SECONDS = (40, 91)
_EVENTS = Odds(("arrival", "client", "take", "reply", "note", "close"), (22, 54, 66, 82, 88, 100))
_FOR_IRA = 0.5

_Parts = tuple[int, str, dict[str, Any]]
"""Who does what to which: a deed without its time."""


class Colleagues:
    """Makes things happen in a world, as long as it is looked at."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: datetime | None = None
        self._due: datetime | None = None

    def until(self, now: datetime) -> Iterator[Deed]:
        """What happened up to now. Each deed has to be done before the next is asked for."""
        watched_until = min(now, (self._seen or now) + _WATCHED)
        self._seen = now
        while self._due and self._due <= watched_until:
            due, self._due = self._due, self._due + self._gap(self._due)
            chance = Chance(f"{self._world.origin.seed}/{due}")
            yield Deed(due, *_Event(self._world, chance, due).parts())
        if self._due is None or watched_until < now:
            self._due = now + self._gap(now)

    def _gap(self, after: datetime) -> timedelta:
        chance = Chance(f"{self._world.origin.seed}/gap/{after}")
        return timedelta(seconds=chance.randrange(*_SECONDS))


class _Event:
    """One thing that happens at one moment."""

    def __init__(self, world: World, chance: Chance, at: datetime) -> None:
        self._world = world
        self._chance = chance
        self._at = at
        self._open = [ticket for ticket in world.tickets.values() if self._is_open(ticket)]

    def _is_open(self, ticket: Ticket) -> bool:
        there = all(map(self._world.person, {ticket.user, ticket.owner} - {NOBODY}))
        return there and ticket.status != CLOSED and not ticket.deleted and ticket.user < MONITOR

    def parts(self) -> _Parts:
        """What happens; a new ticket when there is nothing for what was drawn."""
        happen: dict[str, Callable[[], _Parts | None]] = {
            "client": self._client,
            "take": self._take,
            "reply": self._reply,
            "note": self._note,
            "close": self._close,
        }
        drawn = self._chance.text(_EVENTS)
        return (happen[drawn]() if drawn in happen else None) or self._arrival()

    def _one(self, fits: Callable[[Ticket], bool]) -> Ticket | None:
        """An open ticket that fits. The stories are left to the agent."""
        found = [t for t in self._open if t.topic not in STORIES and fits(t)]
        return self._chance.choice(found) if found else None

    def _topic(self, ticket: Ticket) -> Topic:
        return self._world.library.topic(ticket.topic, self._user(ticket).language)

    def _user(self, ticket: Ticket) -> Person:
        return self._world.people[ticket.user]

    def _said(self, ticket: Ticket, kind: str) -> str:
        """Something fitting, with the figures of the moment."""
        language = self._user(ticket).language
        texts = self._topic(ticket).of(kind) + self._world.library.talk(language).of(kind)
        slots = Slots(f"{self._world.origin.seed}/{ticket.id}/{self._at}", language)
        return self._chance.choice(texts).format_map(slots)

    def _arrival(self) -> _Parts:
        """A client writes for the first time."""
        people = self._world.present()
        clients = [person for person in people if person.group == CLIENTS and person.id < MONITOR]
        writer = self._chance.choice(clients)
        topic = self._chance.choice(self._world.library.by_language[writer.language])
        slots = Slots(f"{self._world.origin.seed}/{self._at}", writer.language)
        body = mail.body(topic.opening.format_map(slots), writer.mailer)
        return (
            writer.id,
            "open",
            {
                "title": self._chance.choice(topic.titles).format_map(slots),
                "text": letter(writer, body, None),
                "department": topic.department,
                "type": topic.type,
                "tags": list(topic.tags),
                "topic": topic.key,
            },
        )

    def _client(self) -> _Parts | None:
        """A client answers, half of the time in one of Ira's tickets."""
        mine = self._chance.happens(_FOR_IRA)
        ticket = self._one(lambda t: t.owner != NOBODY and (t.owner == IRA or not mine))
        if ticket is None:
            return None
        writer = written(self._user(ticket), ticket.source)
        body = mail.body(self._said(ticket, "more"), writer.mailer)
        text = letter(writer, body, self._quoted(ticket))
        return self._message(ticket, "post", writer.id, text)

    def _quoted(self, ticket: Ticket) -> Letter | None:
        """The last reply, if a colleague wrote it; all of them may have been deleted."""
        for last in self._world.thread(ticket.id).posts[-1:]:
            author = self._world.people[last.author]
            if author.is_staff:
                return Letter(author, last.created, f"Re: {ticket.title}", last.text)
        return None

    def _message(self, ticket: Ticket, kind: str, author: int, text: str) -> _Parts:
        of = {"ticket": ticket.id, "kind": kind, "author": author, "text": text}
        return author, "add", of

    def _take(self) -> _Parts | None:
        """A colleague takes what nobody has."""
        ticket = self._one(lambda t: t.owner == NOBODY)
        if ticket is None:
            return None
        colleagues = [
            person.id
            for person in self._world.present()
            if ticket.department in person.departments and person.id != IRA
        ]
        if not colleagues:
            return None
        colleague = self._chance.choice(colleagues)
        return colleague, "change", _set(ticket, owner=colleague, status="process")

    def _reply(self) -> _Parts | None:
        """A colleague answers what is unread."""
        ticket = self._one(lambda t: t.owner not in (NOBODY, IRA) and not t.seen_by_staff)
        if ticket is None:
            return None
        owner = self._world.people[ticket.owner]
        said = answer(self._said(ticket, "answer"), owner, self._user(ticket), self._at.second)
        return self._message(ticket, "post", owner.id, mail.body(said, owner.mailer))

    def _note(self) -> _Parts | None:
        """A colleague leaves a note in one of Ira's tickets."""
        ticket = self._one(lambda t: t.owner == IRA)
        if ticket is None:
            return None
        staff = [person for person in self._world.present() if person.is_staff]
        author = self._chance.choice([person.id for person in staff if person.id != IRA])
        return self._message(ticket, "comment", author, self._said(ticket, "note"))

    def _close(self) -> _Parts | None:
        """A colleague closes what has been answered."""
        ticket = self._one(lambda t: t.owner not in (NOBODY, IRA) and t.seen_by_staff)
        return (ticket.owner, "change", _set(ticket, status=CLOSED)) if ticket else None


def _set(ticket: Ticket, **values: str | int) -> dict[str, Any]:
    return {"ticket": ticket.id, "set": values}
