"""Tickets: the server's records, and the rows and ids that views are painted from."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from eddytui.models.queries import TicketQuery
from eddytui.models.rows import TicketRow
from eddytui.store import marks, tags
from eddytui.store.columns import COLUMNS, columns
from eddytui.store.conditions import order, where
from eddytui.store.database import Database
from eddytui.store.patches import laid_over, told, waiting
from eddytui.store.search import follow

if TYPE_CHECKING:
    from eddytui.models.tickets import Ticket

_ALL = ("id", *COLUMNS, "record", "sure_until", "changed")

# A list comes from an index that lags behind, an answer about one ticket does not: while an answer
# is sure, only another answer or a record that the server changed since may replace it. What is
# older than what is kept never may, however long the index takes.
_PUT = f"""
INSERT INTO tickets ({", ".join(_ALL)}) VALUES ({", ".join("?" * len(_ALL))})
ON CONFLICT (id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _ALL[1:-1])},
    changed = CASE WHEN ? <> '' AND excluded.updated > tickets.updated
        THEN ? ELSE tickets.changed END
WHERE ? OR excluded.updated > tickets.updated OR excluded.updated = tickets.updated
    AND (tickets.sure_until = '' OR tickets.sure_until <= ?)
"""  # noqa: S608 - own column names

_HEAD = _ALL.index("head")
_HEADS = "SELECT id, head FROM tickets WHERE id IN (SELECT value FROM json_each(?))"
_AGAIN = f"UPDATE tickets SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?"  # noqa: S608 - own column names

_NO_MARKS: Mapping[str, str] = MappingProxyType({})
_OF_ONE = {
    "tickets": "id",
    "words": "rowid",
    "tags": "ticket_id",
    "messages": "ticket_id",
    "audit": "ticket_id",
    "billing": "ticket_id",
    "pages": "ticket_id",
}

_ROWS = """
SELECT id, title, requester_id, requester, status_id, priority_id, type_id, department_id,
    owner_id, owner, sla, created, updated, frozen, locked, closed, unread, rate,
    EXISTS (SELECT 1 FROM drafts WHERE ticket_id = tickets.id),
    (SELECT count(*) FROM pending WHERE ticket_id = tickets.id),
    changed
FROM tickets WHERE id IN (SELECT value FROM json_each(?)) AND deleted <= ?
"""


def _row(values: Sequence[Any]) -> TicketRow:
    flags = map(bool, values[13:17])
    return TicketRow._make((*values[:13], *flags, values[17], bool(values[18]), *values[19:]))


def put(
    db: sqlite3.Connection, tickets: Iterable["Ticket"], now: str, sure_for: int, *, own: bool
) -> None:
    """Keep records; those of the agent's `own` change are not marked as changed by the server."""
    patches = waiting(db)
    (until,) = db.execute("SELECT datetime(?, ? || ' seconds')", (now, sure_for)).fetchone()
    (filled,) = db.execute("SELECT EXISTS (SELECT 1 FROM tickets)").fetchone()
    told = "" if own else now
    sure_until = until if sure_for and until else ""
    ends = (sure_until, told if filled else "", told, told, own or sure_for > 0, now)

    tagged: dict[int, Iterable[str]] = {}

    def row(ticket: "Ticket") -> tuple[object, ...]:
        record = ticket.model_dump_json()
        shown: Mapping[str, Any] = vars(ticket)
        if ticket.id in patches:
            shown = laid_over(db, json.loads(record), patches[ticket.id])
        tagged[ticket.id] = shown["tags"]
        return (ticket.id, *columns(shown), record, *ends)

    rows = {ticket.id: row(ticket) for ticket in tickets}
    heads = dict(db.execute(_HEADS, (json.dumps(list(rows)),)))
    kept = {key for key, row in rows.items() if db.execute(_PUT, row).rowcount}
    tags.put(db, {key: tagged[key] for key in kept})
    follow(db, [key for key, row in rows.items() if row[_HEAD] != heads.get(key)])


def recompute(db: sqlite3.Connection, ticket_id: int) -> None:
    """Make a ticket's columns and tags what its record and its waiting changes say."""
    if record := _record(db, ticket_id):
        db.execute(_AGAIN, (*columns(record), ticket_id))
        follow(db, [ticket_id])
        tags.put(db, {ticket_id: record["tags"]})


def base(db: sqlite3.Connection, ticket_id: int, patch: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of a patch are: by name, on the `server` and as they are `shown`."""
    server, shown = _told(db, ticket_id), _record(db, ticket_id)
    if server is None or shown is None:
        return {}
    return {"server": told(json.loads(server), patch), "shown": told(shown, patch)}


def _told(db: sqlite3.Connection, ticket_id: int) -> str | None:
    """The record as the server said it last."""
    row = db.execute("SELECT record FROM tickets WHERE id = ?", (ticket_id,)).fetchone()
    return str(row[0]) if row else None


def _record(db: sqlite3.Connection, ticket_id: int) -> dict[str, Any] | None:
    """The record with the waiting changes in it."""
    record = _told(db, ticket_id)
    if record is None:
        return None
    return laid_over(db, json.loads(record), waiting(db, ticket_id).get(ticket_id, ()))


def _ids(db: sqlite3.Connection, query: TicketQuery, now: str) -> "array[int]":
    table, values = where(query, now)
    rows = db.execute(f"SELECT id FROM {table} ORDER BY {order(query)}", values)  # noqa: S608 - fixed text
    return array("q", chain.from_iterable(rows))


def _count(db: sqlite3.Connection, query: TicketQuery, now: str) -> int:
    table, values = where(query, now)
    return int(db.execute(f"SELECT count(*) FROM {table}", values).fetchone()[0])  # noqa: S608 - fixed text


def _counts(db: sqlite3.Connection, queries: Mapping[str, TicketQuery], now: str) -> dict[str, int]:
    return {name: _count(db, query, now) for name, query in queries.items()}


class Tickets:
    """The kept tickets. Deleted ones are shown to those alone who ask for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self,
        tickets: Iterable["Ticket"],
        *,
        now: str = "",
        sure_for: int = 0,
        noted: Mapping[str, str] = _NO_MARKS,
    ) -> None:
        """Keep what the server said, and with it the marks that are to be `noted`, by name.

        `sure_for` seconds from `now` (server time) an answer is kept against older lists. What is
        newer than before is marked as changed `now`; without `now` nothing is.
        """

        def job(db: sqlite3.Connection) -> None:
            put(db, tickets, now, sure_for, own=False)
            marks.put(db, noted)

        await self._database.write(job)

    def ids(self, query: TicketQuery, now: str) -> "array[int]":
        """The ids of a view, in its order, at once."""
        return self._database.look(lambda db: _ids(db, query, now))

    async def read_ids(self, query: TicketQuery, now: str) -> "array[int]":
        """The ids of a view, in its order, without holding up the caller's thread."""
        return await self._database.read(lambda db: _ids(db, query, now))

    def count(self, query: TicketQuery, now: str) -> int:
        """How many tickets a view has."""
        return self._database.look(lambda db: _count(db, query, now))

    def counts(self, queries: Mapping[str, TicketQuery], now: str) -> dict[str, int]:
        """How many tickets each of the named views has, at once."""
        return self._database.look(lambda db: _counts(db, queries, now))

    async def read_counts(self, queries: Mapping[str, TicketQuery], now: str) -> dict[str, int]:
        """How many each of the named views has, without holding up the caller's thread."""
        return await self._database.read(lambda db: _counts(db, queries, now))

    def rows(self, ids: Sequence[int], *, deleted: bool = False) -> list[TicketRow]:
        """The lines of these tickets in the order asked for; those not kept are left out.

        So are those in the bin, unless `deleted`.
        """
        asked = (json.dumps(list(ids)), deleted)
        found = self._database.look(lambda db: db.execute(_ROWS, asked).fetchall())
        by_id = {row[0]: _row(row) for row in found}
        return [by_id[ticket_id] for ticket_id in ids if ticket_id in by_id]

    def one(self, ticket_id: int) -> str | None:
        """A ticket's record as JSON with the waiting changes in it; None when it is not kept."""
        record = self._database.look(lambda db: _record(db, ticket_id))
        return None if record is None else json.dumps(record, ensure_ascii=False)

    def server(self, ticket_id: int) -> str | None:
        """A ticket's record as JSON, as the server said it last; None when it is not kept."""
        return self._database.look(lambda db: _told(db, ticket_id))

    async def forget(self, ids: Iterable[int]) -> None:
        """Let go of tickets that the server no longer shows, and of their threads."""
        gone = [(ticket_id,) for ticket_id in ids]

        def job(db: sqlite3.Connection) -> None:
            for table, key in _OF_ONE.items():
                db.executemany(f"DELETE FROM {table} WHERE {key} = ?", gone)  # noqa: S608 - own names

        await self._database.write(job)
