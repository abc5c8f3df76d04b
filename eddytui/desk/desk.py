"""The one thing that screens talk to."""

import asyncio
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from eddytui.api.errors import BadReply, DeskError, Offline, WrongKey
from eddytui.api.pace import Lane
from eddytui.desk.drafts import Drafts
from eddytui.desk.journal import LOT, Journal, before, first_words
from eddytui.desk.kinds import CHANGE, Changed, Coverage, State
from eddytui.desk.knowledge import Knowledge
from eddytui.desk.names import Names
from eddytui.desk.outbox import Outbox
from eddytui.desk.reading import Reading
from eddytui.desk.refresh import Refresh
from eddytui.desk.unclear import written
from eddytui.desk.undo import Undo, Undone
from eddytui.desk.unreadable import Unreadable
from eddytui.desk.views import View, built_in
from eddytui.models.queries import EVERY
from eddytui.models.rows import (
    TO_DECIDE,
    AuditRow,
    JournalRow,
    MessageRow,
    PersonRow,
    Text,
    TicketRow,
)
from eddytui.store.marks import ME

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.desk.lookup import Lookup
    from eddytui.models.queries import TicketQuery
    from eddytui.models.tickets import Ticket
    from eddytui.store.store import Store
    from eddytui.text.completion import Completion

_SPELLING = "%Y-%m-%d %H:%M:%S"
_AS_OF = "as_of"
"""Mark: when the helpdesk last told what is new."""
_BOTH = ("post", "comment")
_UNASKABLE = (Offline, WrongKey, BadReply)
"""What stands in the way of every question; other failures concern one record or one moment."""


class Desk:
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
        self._store = store
        self._clock = clock
        self.me = me or int(store.marks.get(ME) or 0)
        self._email = email
        self.client: Client | None = None
        self.on_change: Callable[[Changed], None] = lambda _: None
        self.names = Names(store.catalog, languages)
        self.journal = Journal(store.journal, self.say)
        self.drafts = Drafts(store, self.now)
        self._unreadable = Unreadable(store, self.say)
        self._refresh = Refresh(store, self.say, self._unreadable)
        self._reading = Reading(store, self.say, self._unreadable)
        self.knowledge = Knowledge(store, self.say, self._unreadable, self.now, languages)
        self.outbox = Outbox(store, self)
        self._undo = Undo(self, store)
        self._mine: tuple[int, ...] | None = None
        """The agent's own departments, as far as they were read."""
        self._trouble: DeskError | None = None
        self._loading = ""

    def now(self) -> str:
        """Server time, as the store writes it."""
        return self._later(0)

    def _later(self, seconds: float) -> str:
        return (self._clock() + timedelta(seconds=seconds)).strftime(_SPELLING)

    def say(self, changed: Changed) -> None:
        """Tell that something changed."""
        if changed.kind == "catalog":
            self.names.forget()
        if changed.kind == "people":
            self._mine = None
        self.on_change(changed)

    # Windows

    def views(self) -> tuple[View, ...]:
        """The views of the queue."""
        if self._mine is None:
            me = self.person(self.me) if self.me else None
            self._mine = me.departments if me else ()
        return built_in(self.me, self._mine, self._clock())

    def ids(self, query: "TicketQuery") -> "array[int]":
        """The tickets of a view, in order."""
        return self._store.tickets.ids(query, self.now())

    async def ids_later(self, query: "TicketQuery") -> "array[int]":
        """The same, off the caller's thread."""
        return await self._store.tickets.read_ids(query, self.now())

    async def find(self, words: str, query: "TicketQuery") -> "array[int]":
        """Those tickets of a view that match words: number, title, people, text that is here."""
        return await self.ids_later(replace(query, words=words))

    def query(self, text: str) -> "TicketQuery":
        """What a text of the query language (`text.query`) asks for. Raises `QueryError`."""
        from eddytui.desk.query import understood  # noqa: PLC0415 - not in the first frame

        return understood(text, self._lookup())

    def completions(self, text: str, cursor: int) -> "tuple[Completion, ...]":
        """What a query may go on with at the cursor."""
        from eddytui.text.completion import completions  # noqa: PLC0415 - not in the first frame

        return completions(text, cursor, self._lookup().values)

    async def counts(self) -> dict[str, int]:
        """How many tickets each view has."""
        queries = {view.id: view.query for view in self.views()}
        return await self._store.tickets.read_counts(queries, self.now())

    def rows(self, ids: Sequence[int], *, deleted: bool = False) -> list[TicketRow]:
        """The rows of some tickets, in the order asked for; of `deleted` ones only when told."""
        return self._store.tickets.rows(ids, deleted=deleted)

    def row(self, ticket_id: int) -> TicketRow | None:
        """The row of one ticket."""
        return next(iter(self.rows([ticket_id])), None)

    def ticket(self, ticket_id: int) -> "Ticket | None":
        """One whole ticket, with the agent's waiting changes in it."""
        from eddytui.models.tickets import Ticket  # noqa: PLC0415 - keeps the first frame light

        record = self._store.tickets.one(ticket_id)
        return Ticket.model_validate_json(record) if record else None

    def messages(
        self, ticket_id: int, kinds: Sequence[str] = _BOTH, *, newest_first: bool
    ) -> list[MessageRow]:
        """The replies and notes of a ticket that are kept here."""
        return self._store.messages.rows(ticket_id, kinds, newest_first=newest_first)

    def seen(self, ticket_id: int) -> dict[str, int]:
        """The newest reply and note of the helpdesk that are kept here: id by kind."""
        return self._reading.seen(ticket_id)

    def text(self, message: MessageRow) -> str:
        """The text of a reply or note, as JSON of `text.blocks`."""
        return self._store.messages.text(message)

    def audit(self, ticket_id: int) -> list[AuditRow]:
        """The history of a ticket that is kept here, newest first."""
        return self._store.audit.rows(ticket_id, newest_first=True)

    def coverage(self) -> Coverage:
        """How much of the helpdesk's tickets is here."""
        here = self._store.tickets.count(EVERY, self.now())
        return Coverage(here, self._refresh.total, self._refresh.complete)

    def totals(self, ticket_id: int) -> dict[str, int]:
        """How many `post`, `comment` and `audit` the server has, of those that were read."""
        return self._reading.totals(ticket_id)

    def unreadable(self, kind: str, ticket_id: int = 0) -> int:
        """How many `ticket`, or `post` or `comment` of a ticket, were left out as unreadable."""
        return self._unreadable.of(f"{kind} {ticket_id}" if ticket_id else kind)

    def person(self, user_id: int) -> PersonRow | None:
        """Somebody, as far as they are known here."""
        return next(iter(self._store.people.rows([user_id])), None)

    def staff(self) -> list[PersonRow]:
        """The colleagues, by name."""
        return self._store.people.staff()

    def field_names(self) -> dict[int, tuple[str, str]]:
        """Name and type of each custom field."""
        return self._store.catalog.fields(self.names.languages)

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
        number = await self.outbox.stage(ticket_id, CHANGE, patch)
        shown()
        entry = JournalRow(CHANGE, words, self.now(), ticket_id, were, patch, lot, number)
        await self.journal.note(entry)
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
        number = await self.outbox.stage(ticket_id, kind, patch, text=text)
        entry = JournalRow(kind, first_words(markdown), self.now(), ticket_id, pending=number)
        await self.journal.note(entry)
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
        client = self._connected()
        with self._reaching():
            await self._learn_me(client)
            await self._refresh.newest_or_delta(client, self.now())
        await self._store.marks.put(_AS_OF, self.now())
        failures = await self.outbox.flush()
        self.say(Changed("state"))
        return failures

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
        client = self._connected()
        with self._reaching():
            await self._refresh.lists(client)
            self._loading = "" if self._refresh.complete else "reading all tickets"
            self.say(Changed("state"))
            try:
                await self._refresh.rest(client, self.now())
            finally:
                self._loading = ""

    async def refresh_knowledge(self) -> None:
        """Ask what is new in the knowledge base: two requests when nothing is."""
        client = self._connected()
        with self._reaching():
            await self.knowledge.refresh(client)

    async def complete_knowledge(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Read the articles that are not here yet, or `enough`; may be called until all are."""
        client = self._connected()
        with self._reaching():
            await self.knowledge.complete(client, enough)

    async def learn(self) -> None:
        """Read the helpdesk's own lists, the fields and the colleagues, and who the agent is."""
        client = self._connected()
        with self._reaching():
            await self._learn_me(client)
            await self._refresh.lists(client)

    async def further(self, enough: Callable[[], bool]) -> None:
        """Read older tickets of a copy that is not whole, page by page, until there are enough."""
        client = self._connected()
        with self._reaching():
            await self._refresh.rest(client, self.now(), lane=Lane.SCREEN, enough=enough)

    async def reread(self, ticket_id: int) -> None:
        """Fetch a ticket itself as it is now. Raises `Missing`; then it is forgotten here too."""
        client = self._connected()
        with self._reaching():
            await self._reading.ticket(client, ticket_id)

    async def open(self, ticket_id: int, *, again: bool = False) -> None:
        """Fetch what belongs to a ticket and is not here or no longer true."""
        client = self._connected()
        with self._reaching():
            await self._reading.open(client, ticket_id, again=again)

    async def preview(self, ticket_id: int) -> None:
        """Fetch the newest replies of a ticket: one request, none when nothing moved."""
        client = self._connected()
        with self._reaching():
            await self._reading.replies(client, ticket_id)

    async def news(self, ticket_id: int, seen: Mapping[str, int]) -> list[MessageRow]:
        """What others wrote to a ticket after what was `seen`, the oldest first: two requests."""
        client = self._connected()
        with self._reaching():
            return await self._reading.news(client, ticket_id, seen, self.me)

    async def older(self, ticket_id: int, kind: str) -> bool:
        """Fetch the next older page of `post`, `comment` or `audit`; False when there is none."""
        client = self._connected()
        with self._reaching():
            return await self._reading.older(client, ticket_id, kind)

    def _lookup(self) -> "Lookup":
        from eddytui.desk.lookup import Lookup  # noqa: PLC0415 - not in the first frame

        return Lookup(self._store, self.names, self.me)

    def _connected(self) -> "Client":
        if self.client is None:
            raise Offline("The helpdesk is not connected yet.")
        return self.client

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Remember whether the helpdesk could be reached, for the status line."""
        try:
            yield
        except DeskError as error:
            self.fail(error)
            raise
        else:
            self._trouble = None
            self.say(Changed("state"))

    def fail(self, error: DeskError) -> None:
        """Remember why the helpdesk cannot be asked; any other failure is an answer of it."""
        self._trouble = error if isinstance(error, _UNASKABLE) else None
        self.say(Changed("state"))


def _in_two_words(error: DeskError) -> str:
    return "offline" if isinstance(error, Offline) else error.title.lower()
