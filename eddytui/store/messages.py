"""Replies and internal notes of tickets, with those that the server does not have yet."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from eddytui.models.rows import MessageRow
from eddytui.store.columns import moment
from eddytui.store.database import Database
from eddytui.store.marks import ME
from eddytui.store.pages import Page, Pages, pages, turn
from eddytui.store.search import fold, follow
from eddytui.text.blocks import loads, plain

if TYPE_CHECKING:
    from eddytui.models.tickets import Message

KINDS = ("post", "comment")

_PUT = """
INSERT OR REPLACE INTO messages
    (kind, id, ticket_id, author_id, created, files, blocks, words, html, stamp)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

# Messages carry an id and no name. Until the person is known, the ticket may know the name.
_ROWS = """
SELECT m.id, m.kind, m.ticket_id, m.author_id,
    coalesce(nullif(p.name, ''), CASE m.author_id
        WHEN t.requester_id THEN t.requester WHEN t.owner_id THEN t.owner END, ''),
    p.staff, m.created, m.files, '', m.stamp
FROM messages m LEFT JOIN people p ON p.id = m.author_id LEFT JOIN tickets t ON t.id = m.ticket_id
WHERE m.ticket_id = ? AND m.kind IN (SELECT value FROM json_each(?))
ORDER BY m.created, m.kind = 'comment', m.id
"""

_WAITING = """
SELECT -w.number, w.kind, w.ticket_id, w.author_id, coalesce(p.name, ''), 1, w.made,
    coalesce((SELECT json_group_array(json_array(value, '')) FROM json_each(patch, '$.files')), ''),
    w.state, 0
FROM (
    SELECT *, CAST(coalesce(
        json_extract(patch, '$.user_id'), (SELECT value FROM marks WHERE name = ?), 0
    ) AS INTEGER) AS author_id FROM pending
) w LEFT JOIN people p ON p.id = w.author_id
WHERE w.ticket_id = ? AND w.kind IN (SELECT value FROM json_each(?))
ORDER BY w.number
"""


def _values(kind: str, ticket_id: int, record: "Message", blocks: str) -> tuple[object, ...]:
    files = [(file.name, file.url) for file in record.files]
    return (
        kind,
        record.id,
        ticket_id,
        record.user_id,
        moment(record.date_created),
        json.dumps(files, ensure_ascii=False) if files else "",
        blocks,
        fold(plain(loads(blocks))) if blocks else "",
        record.text,
        crc32(blocks.encode()),
    )


def _drop_missing(db: sqlite3.Connection, kind: str, ticket_id: int, ids: Sequence[int]) -> None:
    """Let go of what was kept from the middle of a page and is not on it any more."""
    if not ids:
        return
    db.execute(
        "DELETE FROM messages WHERE kind = ? AND ticket_id = ? AND id BETWEEN ? AND ?"
        " AND id NOT IN (SELECT value FROM json_each(?))",
        (kind, ticket_id, min(ids), max(ids), json.dumps(ids)),
    )


def put(
    db: sqlite3.Connection,
    kind: str,
    ticket_id: int,
    records: Sequence["Message"],
    blocks: Sequence[str],
    page: Page | None = None,
) -> None:
    """Keep messages, each with its readable text, and make them findable."""
    rows = [
        _values(kind, ticket_id, record, text) for record, text in zip(records, blocks, strict=True)
    ]
    ids = [record.id for record in records]
    if page is not None:
        turn(db, ticket_id, kind, page, ids)
        _drop_missing(db, kind, ticket_id, ids)
    db.executemany(_PUT, rows)
    follow(db, [ticket_id])


def _text(row: MessageRow) -> tuple[str, tuple[object, ...]]:
    """Where the text of a message stands: with the others, or in the outbox."""
    if row.id < 0:
        return "SELECT blocks FROM pending WHERE number = ?", (-row.id,)
    return "SELECT blocks FROM messages WHERE kind = ? AND id = ?", (row.kind, row.id)


def _row(values: Sequence[Any]) -> MessageRow:
    staff, ours = values[5], values[0] < 0
    pairs = json.loads(values[7]) if values[7] else ()
    return MessageRow._make(values)._replace(
        staff=None if staff is None else bool(staff),
        files=tuple((Path(name).name if ours else name, url) for name, url in pairs),
    )


def _rows(db: sqlite3.Connection, ticket_id: int, kinds: Sequence[str]) -> list[MessageRow]:
    """The kept ones; notes that are older than the replies kept so far are left out.

    They would stand next to each other as if nothing had been said in between.
    """
    asked = json.dumps(list(kinds))
    rows = [_row(values) for values in db.execute(_ROWS, (ticket_id, asked))]
    oldest = min((row.created for row in rows if row.kind == "post"), default="")
    if oldest and len(kinds) > 1 and not pages(db, ticket_id, "post").complete:
        rows = [row for row in rows if row.created >= oldest]
    return rows + [_row(values) for values in db.execute(_WAITING, (ME, ticket_id, asked))]


class Messages:
    """The kept replies (`post`) and notes (`comment`) of tickets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self,
        kind: str,
        ticket_id: int,
        records: Sequence["Message"],
        blocks: Sequence[str],
        page: Page | None = None,
    ) -> None:
        """Keep messages with their texts as JSON blocks, and which page of the list they were."""
        await self._database.write(lambda db: put(db, kind, ticket_id, records, blocks, page))

    def rows(
        self, ticket_id: int, kinds: Sequence[str] = KINDS, *, newest_first: bool = False
    ) -> list[MessageRow]:
        """A ticket's thread, oldest first; what waits to be sent stands at the new end."""
        rows = self._database.look(lambda db: _rows(db, ticket_id, kinds))
        return rows[::-1] if newest_first else rows

    def text(self, row: MessageRow) -> str:
        """The text of a message as JSON of `text.html` blocks; "" when it is not kept any more."""
        found = self._database.look(lambda db: db.execute(*_text(row)).fetchone())
        return str(found[0]) if found else ""

    def pages(self, ticket_id: int, kind: str) -> Pages:
        """How much of a ticket's replies or notes is kept, and since when."""
        return self._database.look(lambda db: pages(db, ticket_id, kind))

    def html(self, kind: str, message_id: int) -> str:
        """A message as the server sent it; "" when it is not kept."""
        row = self._database.look(
            lambda db: db.execute(
                "SELECT html FROM messages WHERE kind = ? AND id = ?", (kind, message_id)
            ).fetchone()
        )
        return str(row[0]) if row else ""

    async def remove(self, kind: str, ids: Iterable[int]) -> None:
        """Let go of messages that were deleted."""
        gone = [(kind, message_id) for message_id in ids]

        def job(db: sqlite3.Connection) -> None:
            tickets: set[int] = set()
            for key in gone:
                rows = db.execute(
                    "DELETE FROM messages WHERE kind = ? AND id = ? RETURNING ticket_id", key
                )
                tickets.update(ticket_id for (ticket_id,) in rows)
            follow(db, tickets)

        await self._database.write(job)
