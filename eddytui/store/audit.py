"""The history of tickets: who did what, when."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eddytui.models.rows import AuditRow
from eddytui.store.columns import moment
from eddytui.store.database import Database
from eddytui.store.pages import Page, Pages, pages, turn

if TYPE_CHECKING:
    from eddytui.models.tickets import AuditEvent

_PUT = """
INSERT OR REPLACE INTO audit (id, ticket_id, event, text, author_id, author, created)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ROWS = """
SELECT a.id, a.event, a.text, a.author_id, coalesce(nullif(a.author, ''), p.name, ''), a.created
FROM audit a LEFT JOIN people p ON p.id = a.author_id
WHERE a.ticket_id = ? ORDER BY a.created, a.id
"""


class Audit:
    """The kept history of tickets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self,
        ticket_id: int,
        records: Sequence["AuditEvent"],
        texts: Sequence[str],
        page: Page | None = None,
    ) -> None:
        """Keep events, each with its cleaned text by language as JSON."""
        rows = [
            (
                record.id,
                ticket_id,
                record.event,
                text,
                record.user_id,
                record.user_name,
                moment(record.date_created),
            )
            for record, text in zip(records, texts, strict=True)
        ]

        def job(db: sqlite3.Connection) -> None:
            if page is not None:
                turn(db, ticket_id, "audit", page, [record.id for record in records])
            db.executemany(_PUT, rows)

        await self._database.write(job)

    def rows(self, ticket_id: int, *, newest_first: bool = False) -> list[AuditRow]:
        """A ticket's history, oldest first."""
        rows = self._database.look(lambda db: db.execute(_ROWS, (ticket_id,)).fetchall())
        return [AuditRow._make(row) for row in (rows[::-1] if newest_first else rows)]

    def pages(self, ticket_id: int) -> Pages:
        """How much of a ticket's history is kept, and since when."""
        return self._database.look(lambda db: pages(db, ticket_id, "audit"))
