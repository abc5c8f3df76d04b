"""The time that was spent on tickets, and the time to be paid for."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eddytui.models.rows import BillingRow
from eddytui.store.columns import moment
from eddytui.store.database import Database
from eddytui.store.pages import Page, Pages, pages, turn

if TYPE_CHECKING:
    from eddytui.models.tickets import BillingEntry

BILLING = "billing"
"""Its kind among the pages."""

_PUT = """
INSERT OR REPLACE INTO billing
    (ticket_id, id, action, text, spent, paid, staff_id, staff, billed, record)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# In the order of the server, which is that of writing.
_ROWS = """
SELECT b.id, b.action, b.text, b.spent, b.paid, b.staff_id,
    coalesce(nullif(b.staff, ''), p.name, ''), b.billed
FROM billing b LEFT JOIN people p ON p.id = b.staff_id WHERE b.ticket_id = ? ORDER BY b.rowid
"""
_RECORDS = "SELECT record FROM billing WHERE ticket_id = ? ORDER BY rowid"


class Billing:
    """The kept time entries of tickets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, ticket_id: int, entries: Sequence["BillingEntry"], page: Page) -> None:
        """Keep all entries of a ticket, in the order of the server; what was kept before goes."""
        rows = [_values(ticket_id, entry) for entry in entries]

        def job(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM billing WHERE ticket_id = ?", (ticket_id,))
            turn(db, ticket_id, BILLING, page, [entry.id for entry in entries])
            db.executemany(_PUT, rows)

        await self._database.write(job)

    def rows(self, ticket_id: int) -> list[BillingRow]:
        """A ticket's entries, newest first."""
        rows = self._database.look(lambda db: db.execute(_ROWS, (ticket_id,)).fetchall())
        return [BillingRow._make(row) for row in rows]

    def records(self, ticket_id: int) -> list[str]:
        """The same as the server has them, each as JSON."""
        rows = self._database.look(lambda db: db.execute(_RECORDS, (ticket_id,)).fetchall())
        return [record for (record,) in rows]

    def pages(self, ticket_id: int) -> Pages:
        """How much of a ticket's time is kept, and since when."""
        return self._database.look(lambda db: pages(db, ticket_id, BILLING))


def _values(ticket_id: int, entry: "BillingEntry") -> tuple[object, ...]:
    return (
        ticket_id,
        entry.id,
        entry.action,
        entry.comment,
        entry.spent_seconds,
        entry.paid_seconds,
        entry.staff_id,
        entry.staff_name,
        moment(entry.billing_date),
        entry.model_dump_json(),
    )
