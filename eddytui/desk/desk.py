"""The one thing that screens talk to."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from eddytui.api.errors import BadReply, DeskError, Offline, WrongKey
from eddytui.api.lane import Lane
from eddytui.desk.contacts import Contacts
from eddytui.desk.drafts import Drafts
from eddytui.desk.horizon import Horizon
from eddytui.desk.journal import LOT, Journal, before, first_words
from eddytui.desk.kinds import CHANGE, KINDS, Changed, Coverage, State
from eddytui.desk.knowledge import Knowledge
from eddytui.desk.outbox import Outbox
from eddytui.desk.reading import Reading
from eddytui.desk.refresh import Refresh
from eddytui.desk.unclear import written
from eddytui.desk.undo import Undo, Undone
from eddytui.desk.unreadable import Unreadable
from eddytui.desk.upkeep import Upkeep
from eddytui.desk.windows import Windows
from eddytui.models.queries import EVERY
from eddytui.models.rows import (
    TO_DECIDE,
    JournalRow,
    MessageRow,
    Text,
)
from eddytui.store.marks import ME

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.store.store import Store

_AS_OF = "as_of"
"""Mark: when the helpdesk last told what is new."""
_UNASKABLE = (Offline, WrongKey, BadReply)
"""What stands in the way of every question; other failures concern one record or one moment."""


class Desk(Windows):
    """Windows on the store, changes to it, and the work that keeps it fresh.

    Reads are quick and come from the store. What asks the server is a coroutine; its failures are
    `DeskError`s. The desk works without a client: then it reads, and what is done waits.
    """

    def __init__(
        self,
        store: "Store",
        *,
        clock: Callable[[], datetime],
        me: int = 0,
        email: str = "",
        languages: Sequence[str] = ("en",),
    ) -> None:
        """A desk over `store`; `clock` is server time without a zone.

        `me` is the agent's user id; 0 to ask the helpdesk for the user with this `email`.
        """
        super().__init__(store, clock, me, languages)
        self._email = email
        self.client: Client | None = None
        self.on_change: Callable[[Changed], None] = lambda _: None
        self.journal = Journal(store.journal, self.say)
        self.drafts = Drafts(store, self.now)
        self._unreadable = Unreadable(store, self.say)
        self.horizon = Horizon(store, self.say, self.now)
        self.contacts = Contacts(store, self.say, self.now)
        self._refresh = Refresh(store, self.say, self._unreadable, self.horizon, self.contacts)
        self._reading = Reading(store, self.say, self._unreadable, self.contacts)
        self.knowledge = Knowledge(store, self.say, self._unreadable, self.now, languages)
        self.upkeep = Upkeep(store, self.horizon, self._reading, self.knowledge)
        self.outbox = Outbox(store, self)
        self._undo = Undo(self, store)
        self._trouble: DeskError | None = None
        self._loading = ""
        self._asked = ""
        """When this program has asked last."""

    def say(self, changed: Changed) -> None:
        """Tell that something changed."""
        if changed.kind == "catalog":
            self.names.forget()
        if changed.kind == "people":
            self._mine = None
        self.on_change(changed)

    def seen(self, ticket_id: int) -> dict[str, int]:
        """The newest reply and note of the helpdesk that are kept here: id by kind."""
        return self._reading.seen(ticket_id)

    def coverage(self) -> Coverage:
        """How much of the helpdesk's tickets is here."""
        here = self._store.tickets.count(EVERY, self.now())
        all_open = self._refresh.complete
        return Coverage(here, self._refresh.total, all_open and not self.horizon.floor, all_open)

    @property
    def completed(self) -> bool:
        """Whether `complete` was done and the copy was not emptied since, by whatever program."""
        return self._refresh.listed and self._refresh.complete

    def totals(self, ticket_id: int) -> dict[str, int]:
        """How many `post`, `comment` and `audit` the server has, of those that were read."""
        return self._reading.totals(ticket_id)

    def unreadable(self, kind: str, ticket_id: int = 0) -> int:
        """How many `ticket`, or `post` or `comment` of a ticket, were left out as unreadable."""
        return self._unreadable.of(f"{kind} {ticket_id}" if ticket_id else kind)

    def state(self) -> State:
        """What the status line tells."""
        allowance = self.client.pace.allowance("api") if self.client else None
        trouble = self._trouble
        return State(
            as_of=self._store.marks.get(_AS_OF),
            waiting=self._store.pending.count(),
            undecided=self._store.pending.count(*TO_DECIDE),
            limit=allowance.limit if allowance else 0,
            remaining=allowance.remaining if allowance else 0,
            blocked_for=allowance.blocked_for if allowance else 0,
            others=allowance.others if allowance else 0,
            warning=self.client.pace.warning if self.client else "",
            trouble=str(trouble or ""),
            trouble_name=_in_two_words(trouble) if trouble else "",
            loading=self._loading,
            unreadable=self._unreadable.count,
        )

    # Changes

    async def lot(self, words: str) -> int:
        """Begin an action of many changes, told as `words`; its number, for `change`."""
        return await self.journal.note(JournalRow(LOT, words, self.now()))

    async def change(
        self,
        ticket_id: int,
        words: str,
        *,
        shown: Callable[[], None] = lambda: None,
        lot: int = 0,
        **patch: Any,
    ) -> bool:
        """Change a ticket: shown at once, sent, and taken off again when it is refused.

        False when it waits for the line.
        `shown` is called when every window shows the change, before anything is sent. Changes of
        one `lot` are taken back together.
        """
        ticket = self.ticket(ticket_id)
        were = before(ticket, patch) if ticket else {}
        entry = JournalRow(CHANGE, words, self.now(), ticket_id, were, patch, lot)
        number = await self.outbox.stage(ticket_id, CHANGE, patch, entry=entry)
        shown()
        return await self.outbox.send(ticket_id, number)

    async def undo(
        self, number: int = 0, *, shown: Callable[[Undone], None] = lambda _: None
    ) -> Undone:
        """Take back the last action whole, or the one of this number, or one entry of the journal.

        What somebody else changed since stays. `shown` hears what will be so when every window
        shows it, before anything is sent; the result tells also what the helpdesk refused.
        """
        return await self._undo.take_back(number, shown)

    async def write(
        self,
        ticket_id: int,
        kind: str,
        markdown: str,
        *,
        files: Sequence[str] = (),
        delay: float = 0,
        is_draft: bool = True,
    ) -> bool:
        """Send a reply (`post`) or note (`comment`); False when it waits: for the line or its time.

        `files` are whole paths of what goes along. It is sent `delay` seconds from now.
        `is_draft`: it was typed as the ticket's draft, which is none any more.
        Raises BadFile for a file that cannot be sent; then it is a draft again, as when refused.
        """
        html, blocks = await asyncio.to_thread(written, markdown)
        patch = {"text": html, "source": markdown} | ({"files": [*files]} if files else {})
        text = Text(blocks, self._later(delay) if delay else "", is_draft)
        entry = JournalRow(kind, first_words(markdown), self.now(), ticket_id)
        number = await self.outbox.stage(ticket_id, kind, patch, text=text, entry=entry)
        if is_draft:
            await self.drafts.sent(ticket_id, kind)
        return await self.outbox.send(ticket_id, number)

    # Asking the server

    def connect(self, client: "Client") -> None:
        """Work with a client from now on."""
        self.client = client
        self.say(Changed("state"))

    async def refresh(self) -> list[DeskError]:
        """Ask what is new and send what waits; failures of sending, for the agent to see."""
        with self._reaching() as client:
            await self._learn_me(client)
            await self._refresh.newest_or_delta(client, self.now())
        self._asked = self.now()
        await self._store.marks.put(_AS_OF, self._asked)
        failures = await self.outbox.flush()
        self.say(Changed("state"))
        return failures

    async def keep_up(self, seconds: float) -> list[DeskError]:
        """The same, but that nothing is asked when another program did it that lately."""
        if self._is_told(seconds):
            self._trouble = None
            return await self.outbox.flush()
        return await self.refresh()

    def _is_told(self, seconds: float) -> bool:
        """Whether another program over the same copy has asked in the last seconds.

        What is told by a clock that went back since, nobody knows the age of.
        """
        as_of = self._store.marks.get(_AS_OF)
        return as_of != self._asked and self._later(-seconds) < as_of <= self.now()

    @property
    def leads(self) -> bool:
        """Whether it is for this program to read what is not here, of all over the same copy."""
        return self._store.lead.taken()

    async def notice(self) -> None:
        """Tell of what other programs over the same copy have written."""
        if await self._store.database.written_elsewhere():
            for kind in KINDS:
                self.say(Changed(kind))

    async def _learn_me(self, client: "Client") -> None:
        """Ask who the agent is, once: a helpdesk that does not tell will not tell later either."""
        if not self.me and self._email:
            from eddytui.desk.sign_in import who  # noqa: PLC0415 - known to most profiles

            self.me = await who(client, self._email)
            self._email = ""
        if self.me and self._store.marks.get(ME) != str(self.me):
            await self._store.marks.put(ME, str(self.me))
            self.say(Changed("people"))

    async def complete(self) -> None:
        """Read what belongs to the copy and is not there yet; returns when it is whole.

        What was read is not read again: it may be called until it comes to its end.
        """
        with self._reaching() as client:
            await self._refresh.lists(client)
            self._loading = "" if self._refresh.complete else "reading all tickets"
            self.say(Changed("state"))
            try:
                await self._refresh.rest(client, self.now())
            finally:
                self._loading = ""

    async def look_after(self, *, idle: bool) -> None:
        """Do a little for a whole copy, when it is time; less while nobody works with it."""
        with self._reaching() as client:
            await self.upkeep.round(client, self.now(), idle=idle)

    async def look_into_knowledge(self) -> None:
        """Read the knowledge base, or what is new in it, when it is time; nothing is raised."""
        await self.upkeep.read_knowledge(self._connected(), self.now)

    async def refresh_knowledge(self) -> None:
        """Ask what is new in the knowledge base: two requests when nothing is."""
        with self._reaching() as client:
            await self.knowledge.refresh(client)

    async def complete_knowledge(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Read the articles that are not here yet, or `enough`; may be called until all are."""
        with self._reaching() as client:
            await self.knowledge.complete(client, enough)

    async def learn(self) -> None:
        """Read the helpdesk's own lists, the fields and the colleagues, and who the agent is."""
        with self._reaching() as client:
            await self._learn_me(client)
            await self._refresh.lists(client)

    async def further(self, enough: Callable[[], bool]) -> None:
        """Read older tickets of a copy that is not whole, page by page, until there are enough."""
        with self._reaching() as client:
            await self._refresh.rest(client, self.now(), lane=Lane.SCREEN, enough=enough)

    async def reread(self, ticket_id: int) -> None:
        """Fetch a ticket itself as it is now. Raises `Missing`; then it is forgotten here too."""
        with self._reaching() as client:
            await self._reading.ticket(client, ticket_id)

    async def open(self, ticket_id: int, *, again: bool = False) -> None:
        """Fetch what belongs to a ticket and is not here or no longer true."""
        with self._reaching() as client:
            await self.horizon.opened(ticket_id)
            await self._reading.open(client, ticket_id, again=again)

    async def preview(self, ticket_id: int) -> None:
        """Fetch the newest replies of a ticket: one request, none when nothing moved."""
        with self._reaching() as client:
            await self._reading.replies(client, ticket_id)

    async def news(self, ticket_id: int, seen: Mapping[str, int]) -> list[MessageRow]:
        """What others wrote to a ticket after what was `seen`, the oldest first: two requests."""
        client = self._connected()
        with self._reaching():
            return await self._reading.news(client, ticket_id, seen, self.me)

    async def older(self, ticket_id: int, kind: str) -> bool:
        """Fetch the next older page of `post`, `comment` or `audit`; False when there is none."""
        with self._reaching() as client:
            return await self._reading.older(client, ticket_id, kind)

    async def read_billing(self, ticket_id: int) -> None:
        """Fetch the time spent on a ticket: all pages, or nothing when the ticket did not move."""
        with self._reaching() as client:
            await self._reading.billing(client, ticket_id)

    def _connected(self) -> "Client":
        if self.client is None:
            raise Offline("The helpdesk is not connected yet.")
        return self.client

    @contextmanager
    def _reaching(self) -> "Iterator[Client]":
        """The client; whether the helpdesk could be reached is remembered for the status line."""
        client = self._connected()
        try:
            yield client
        except DeskError as error:
            self.fail(error)
            raise
        else:
            self.reached()

    def reached(self) -> None:
        """Remember that the helpdesk can be asked."""
        self._trouble = None
        self.say(Changed("state"))

    def fail(self, error: Exception) -> None:
        """Remember why the helpdesk cannot be asked; any other failure is an answer of it."""
        self._trouble = error if isinstance(error, _UNASKABLE) else None
        self.say(Changed("state"))


def _in_two_words(error: DeskError) -> str:
    return "offline" if isinstance(error, Offline) else error.title.lower()
