"""The outbox: changes, replies and notes that the server does not have yet."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from eddytui.models.rows import Draft, Text, Waiting
from eddytui.store import drafts, journal, messages, tickets
from eddytui.store.claims import Claims
from eddytui.store.database import Database
from eddytui.store.pages import counted

if TYPE_CHECKING:
    from eddytui.models.tickets import Message, Ticket

_SELECT = "SELECT number, ticket_id, kind, patch, state, made, base, due FROM pending"


def _waiting(row: tuple[int, int, str, str, str, str, str, str]) -> Waiting:
    number, ticket_id, kind, patch, state, made, base, due = row
    return Waiting(number, ticket_id, kind, json.loads(patch), state, made, json.loads(base), due)


def _take_off(db: sqlite3.Connection, number: int) -> tuple[int, str] | None:
    """Remove one; its ticket and kind, None when it was gone already."""
    row: tuple[int, str] | None = db.execute(
        "DELETE FROM pending WHERE number = ? RETURNING ticket_id, kind", (number,)
    ).fetchone()
    if row and row[1] == "change":
        tickets.recompute(db, row[0])
    return row


class Pending:
    """What waits to be sent, in the order it was made."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._claims = Claims(database.path)

    async def stage(
        self,
        ticket_id: int,
        kind: str,
        patch: Mapping[str, object],
        *,
        now: str,
        text: Text | None = None,
        base: Mapping[str, object] | None = None,
    ) -> int:
        """Lay a `change`, `post` or `comment` on top of a ticket until its number is unstaged.

        A change is seen by every view at once, and remembers what its fields were (`base`); a
        reply or note by the thread. The draft it was typed as goes in the same step: it can never
        be sent twice.
        """
        values = (json.dumps(each, ensure_ascii=False, default=str) for each in (patch, base or {}))
        blocks, due, is_draft = text or Text(is_draft=False)
        row = (ticket_id, kind, *values, blocks, now, due)

        def job(db: sqlite3.Connection) -> int:
            number = db.execute(
                "INSERT INTO pending (ticket_id, kind, patch, base, blocks, state, made, due)"
                " VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)",
                row,
            ).lastrowid
            if kind == "change":
                tickets.recompute(db, ticket_id)
            if is_draft:
                drafts.drop(db, ticket_id, kind)
            return number or 0

        return await self._database.write(job)

    async def mark(self, number: int, state: str) -> None:
        """Say how it goes: `sending`, `waiting` or `unclear`."""

        def job(db: sqlite3.Connection) -> None:
            db.execute("UPDATE pending SET state = ? WHERE number = ?", (state, number))

        await self._database.write(job)

    async def claim(self, number: int, **facts: object) -> bool:
        """Take one that waits for sending, until `release`; False when another was first.

        `facts` are added to the patch of a reply or note: how to know it again on the server.
        """
        sql = (
            "UPDATE pending SET state = 'sending', patch = json_patch(patch, ?)"
            " WHERE number = ? AND state = 'waiting'"
        )
        added = json.dumps(facts)

        def job(db: sqlite3.Connection) -> bool:
            taken = db.execute(sql, (added, number)).rowcount > 0
            if taken:
                self._claims.take(number)
            return taken

        return await self._database.write(job)

    def release(self, number: int) -> None:
        """Be done with sending what was claimed."""
        self._claims.release(number)

    async def inherit(self, number: int) -> bool:
        """Take over, as `unclear`, what a program was sending that died; False while one lives."""
        sql = "UPDATE pending SET state = 'unclear' WHERE number = ? AND state = 'sending'"

        def job(db: sqlite3.Connection) -> bool:
            with self._claims.alone() as alone:
                return alone and db.execute(sql, (number,)).rowcount > 0

        return await self._database.write(job)

    async def unstage(self, number: int) -> None:
        """Take one off, which did not come about: below is what the server said last."""

        def job(db: sqlite3.Connection) -> None:
            _take_off(db, number)
            journal.strike(db, number)

        await self._database.write(job)

    async def settle(
        self, number: int, answers: Iterable["Ticket"], *, now: str = "", sure_for: int = 0
    ) -> None:
        """Keep the server's answer and take the change off in one step, so that nothing flickers.

        The agent's own change is not marked as changed under their eyes.
        """

        def job(db: sqlite3.Connection) -> None:
            tickets.put(db, answers, now, sure_for, own=True)
            _take_off(db, number)

        await self._database.write(job)

    async def settle_message(self, number: int, answer: "Message", blocks: str) -> None:
        """Keep a sent reply or note as the server has it and take the waiting one off, at once."""

        def job(db: sqlite3.Connection) -> None:
            if row := _take_off(db, number):
                ticket_id, kind = row
                with counted(db, ticket_id, kind):
                    messages.put(db, kind, ticket_id, [answer], [blocks])

        await self._database.write(job)

    async def give_back(self, number: int, text: str, *, now: str) -> None:
        """Take a reply or note off and make it a draft again, in one step: it is never lost.

        It comes in front of what was typed since.
        """

        def job(db: sqlite3.Connection) -> None:
            if row := _take_off(db, number):
                journal.strike(db, number)
                whole = drafts.joined(text, drafts.text(db, *row))
                drafts.keep(db, Draft(row[0], row[1], whole, now))

        await self._database.write(job)

    def all(self) -> list[Waiting]:
        """Everything that waits, in order."""
        return self._select("ORDER BY number")

    def of(self, ticket_id: int) -> list[Waiting]:
        """What waits for one ticket, in order."""
        return self._select("WHERE ticket_id = ? ORDER BY number", ticket_id)

    def count(self) -> int:
        """How much waits."""
        sql = "SELECT count(*) FROM pending"
        return self._database.look(lambda db: int(db.execute(sql).fetchone()[0]))

    def _select(self, end: str, *values: object) -> list[Waiting]:
        sql = f"{_SELECT} {end}"
        found = self._database.look(lambda db: db.execute(sql, values).fetchall())
        return [_waiting(row) for row in found]
