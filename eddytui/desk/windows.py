"""What screens paint from: quick reads of the store, in the agent's words and order."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from eddytui.desk.names import Names
from eddytui.desk.views import View, built_in
from eddytui.models.rows import AuditRow, BillingRow, MessageRow, PersonRow, TicketRow
from eddytui.store.marks import ME

if TYPE_CHECKING:
    from eddytui.desk.lookup import Lookup
    from eddytui.models.queries import TicketQuery
    from eddytui.models.tickets import Ticket
    from eddytui.store.store import Store
    from eddytui.text.completion import Completion

_SPELLING = "%Y-%m-%d %H:%M:%S"
_BOTH = ("post", "comment")


class Windows:
    """Windows on the store."""

    def __init__(
        self, store: "Store", clock: Callable[[], datetime], me: int, languages: Sequence[str]
    ) -> None:
        """Windows on `store` for the user `me`; `clock` is server time without a zone."""
        self._store = store
        self._clock = clock
        self.me = me or int(store.marks.get(ME) or 0)
        self.names = Names(store.catalog, languages)
        self._mine: tuple[int, ...] | None = None
        """The agent's own departments, as far as they were read."""

    def now(self) -> str:
        """Server time, as the store writes it."""
        return self._later(0)

    def _later(self, seconds: float) -> str:
        return (self._clock() + timedelta(seconds=seconds)).strftime(_SPELLING)

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

    def text(self, message: MessageRow) -> str:
        """The text of a reply or note, as JSON of `text.blocks`."""
        return self._store.messages.text(message)

    def audit(self, ticket_id: int) -> list[AuditRow]:
        """The history of a ticket that is kept here, newest first."""
        return self._store.audit.rows(ticket_id, newest_first=True)

    def billing(self, ticket_id: int) -> list[BillingRow]:
        """The time spent on a ticket that is kept here, newest first."""
        return self._store.billing.rows(ticket_id)

    def person(self, user_id: int) -> PersonRow | None:
        """Somebody, as far as they are known here."""
        return next(iter(self._store.people.rows([user_id])), None)

    def staff(self) -> list[PersonRow]:
        """The colleagues, by name."""
        return self._store.people.staff()

    def field_names(self) -> dict[int, tuple[str, str]]:
        """Name and type of each custom field."""
        return self._store.catalog.fields(self.names.languages)

    def _lookup(self) -> "Lookup":
        from eddytui.desk.lookup import Lookup  # noqa: PLC0415 - not in the first frame

        return Lookup(self._store, self.names, self.me)
