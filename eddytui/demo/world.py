"""The state of the pretend helpdesk: people, tickets and threads, and how deeds change them.

A world is a function of its seed, size and beginning, and of the deeds done in it since.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from eddytui.demo import sentences
from eddytui.demo.data.audit import A_POST, A_TICKET
from eddytui.demo.data.cast import people
from eddytui.demo.data.companies import organizations
from eddytui.demo.data.knowledge import articles, categories
from eddytui.demo.data.library import Library
from eddytui.demo.data.notes import notes
from eddytui.demo.data.options import options
from eddytui.demo.data.presence import presence
from eddytui.demo.data.queue import Queue
from eddytui.demo.data.threads import Threads
from eddytui.demo.files import Files
from eddytui.demo.records import (
    ADMINISTRATORS,
    SYSTEM,
    Event,
    File,
    Note,
    Organization,
    Person,
    Presence,
    Thread,
    Ticket,
)
from eddytui.demo.shelf import Shelf


class Origin(NamedTuple):
    """What a world is made from."""

    seed: int
    tickets: int
    long_thread: int
    """How many replies the longest thread has; 0 for no such thread."""
    anchor: datetime
    """When the world begins; all its dates are relative to this."""


class World:
    """Everything the helpdesk knows."""

    def __init__(self, origin: Origin) -> None:
        seed, count, long_thread, anchor = origin
        self.origin = origin
        self.library = Library()
        self.files = Files()
        cast = people(seed, anchor)
        companies = organizations(seed, anchor, cast)
        self.people = Shelf(cast)
        self.organizations = Shelf(companies)
        self.notes = notes(seed, anchor, cast, companies)
        self.files.know(self._noted())
        self.presence = presence(seed, anchor, cast.values())
        self.options = options()
        self.categories = categories(anchor)
        self.articles = articles(anchor)
        for article in self.articles.values():
            self.files.know(article.files)
        queue = Queue(seed, anchor, cast, self.library)
        self.tickets = Shelf(queue.tickets(count, long_thread))
        # Threads are written when they are asked for, by the people as they were then.
        self._maker = Threads(seed, anchor, cast, self.library)
        self._threads: dict[int, Thread] = {}
        self._found: dict[Hashable, list[Ticket]] = {}
        self._frozen = {ticket.id for ticket in self.tickets.values() if ticket.frozen_until}
        posts = sum(ticket.posts for ticket in self.tickets.values())
        self._last_message = posts
        self._last = {
            "ticket": max(self.tickets, default=0),
            "person": max(cast),
            "organization": max(companies),
            "note": _highest(self.notes),
            "presence": _highest(self.presence),
            "option": max(max(group) for group in self.options.values()),
        }
        self._last_event = A_POST * (posts + 1) + A_TICKET * (self._last["ticket"] + 1)

    def thread(self, ticket_id: int) -> Thread:
        """The thread of a ticket, written when it is first asked for."""
        if ticket_id not in self._threads:
            thread = self._threads[ticket_id] = self._maker.thread(self.tickets[ticket_id])
            for post in thread.posts:
                self.files.know(post.files)
        return self._threads[ticket_id]

    def sees(self, person: Person, ticket: Ticket) -> bool:
        """Whether a person may see a ticket: their departments', their own; administrators all."""
        if person.group == ADMINISTRATORS:
            return True
        if not person.is_staff:
            return ticket.user == person.id
        return ticket.department in person.departments or person.id in (
            ticket.owner,
            ticket.user,
            *ticket.followers,
        )

    def present(self) -> Iterator[Person]:
        """Everybody who has not been deleted."""
        return (person for person in self.people.values() if not person.deleted)

    def person(self, number: int) -> Person | None:
        """Somebody who has not been deleted."""
        person = self.people.get(number)
        return person if person and not person.deleted else None

    def employees(self, organization_id: int) -> list[int]:
        """The ids of all who work for an organization."""
        return [one.id for one in self.present() if one.organization == organization_id]

    def named(self, name: str) -> Organization | None:
        """The organization of that name, however it is capitalised."""
        known = self.organizations.values()
        return next((one for one in known if one.name.casefold() == name.casefold()), None)

    def in_note(self, address: str) -> bool:
        """Whether a file is attached to a note, about somebody or in a ticket: for colleagues."""
        return any(one.hash == address for one in (*self._noted(), *self._commented()))

    def in_article(self, address: str) -> bool:
        """Whether a file is attached to an article of the knowledge base."""
        files = (one for article in self.articles.values() for one in article.files)
        return any(one.hash == address for one in files)

    def _noted(self) -> Iterator[File]:
        notes = (note for written in self.notes.values() for note in written)
        return (note.file for note in notes if note.file)

    def _commented(self) -> Iterator[File]:
        """The files of notes in tickets. No world begins with any: their threads were written."""
        comments = (one for thread in self._threads.values() for one in thread.comments)
        return (file for comment in comments for file in comment.files)

    def found(self, question: Hashable, search: Callable[[], list[Ticket]]) -> list[Ticket]:
        """What `search` finds; asked again before anything changes, the same answer at once."""
        if question not in self._found:
            self._found[question] = search()
        return self._found[question]

    def forget_found(self) -> None:
        """Search again when asked again: something is about to change."""
        self._found.clear()

    def put(self, ticket: Ticket) -> Ticket:
        """Keep a new or changed ticket; its thread has been made from what it was before."""
        if ticket.id in self.tickets:
            self.thread(ticket.id)
        self.tickets.put(ticket.id, ticket, ticket.updated)
        if ticket.frozen_until:
            self._frozen.add(ticket.id)
        else:
            self._frozen.discard(ticket.id)
        self._found.clear()
        return ticket

    def erase(self, ticket_id: int, at: datetime) -> None:
        """Forget a ticket and its thread; its number is not given again."""
        self.tickets.take(ticket_id, at)
        del self._threads[ticket_id]
        self._frozen.discard(ticket_id)

    def forget_notes(self, owner: str, number: int) -> None:
        """Forget all notes about a user or an organization, and their files."""
        gone = self.notes.pop((owner, number), [])
        self.files.drop(note.file for note in gone if note.file)

    def begin_thread(self, ticket_id: int) -> None:
        """Give a new ticket a thread without anything in it."""
        self._threads[ticket_id] = Thread()

    def next_message(self) -> int:
        """The id of the next reply or note."""
        self._last_message += 1
        return self._last_message

    def next_number(self, kind: str) -> int:
        """The id of the next `ticket`, `person`, `organization`, `note`, `presence` or `option`."""
        self._last[kind] += 1
        return self._last[kind]

    def record(
        self, ticket_id: int, event: str, user: int, at: datetime, text: dict[str, str]
    ) -> None:
        """Write a line into a ticket's history."""
        self._last_event += 1
        self.thread(ticket_id).events.append(Event(self._last_event, event, text, user, at))

    def settle(self, now: datetime) -> None:
        """Let happen what was due by now: frozen tickets come back."""
        due = [
            (ticket.frozen_until, ticket)
            for ticket in map(self.tickets.__getitem__, self._frozen)
            if ticket.frozen_until and ticket.frozen_until <= now
        ]
        for at, ticket in sorted(due):
            self.put(ticket._replace(frozen_until=None, updated=max(ticket.updated, at)))
            text = sentences.done("ticket_unfreeze")
            self.record(ticket.id, "ticket_unfreeze", SYSTEM, at, text)

    def state(self) -> dict[str, Any]:
        """Everything that deeds can change, to compare two worlds."""
        changed = {
            number: self.thread(number) for number in self.tickets.touched if number in self.tickets
        }
        return {
            "tickets": self.tickets,
            "threads": changed,
            "files": self.files.state(),
            "people": self.people,
            "organizations": self.organizations,
            "notes": self.notes,
            "presence": self.presence,
            "options": self.options,
        }


def _highest(lists: Mapping[Any, Sequence[Note | Presence]]) -> int:
    return max((row.id for rows in lists.values() for row in rows), default=0)
