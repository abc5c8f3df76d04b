"""The outbox: changes, replies and notes that the server does not have yet."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from eddytui.models.rows import SENDING, UNCLEAR, WAITING, Draft, JournalRow, Text, Waiting
from eddytui.store import drafts, journal, messages, tickets
from eddytui.store.claims import Claims
from eddytui.store.database import Database
from eddytui.store.pages import counted

if TYPE_CHECKING:
    from eddytui.models.tickets import Message, Ticket

_SELECT = "SELECT number, ticket_id, kind, patch, state, made, base, due FROM pending"

_AMONG = "(:states = '[]' OR state IN (SELECT value FROM json_each(:states)))"
"""Whether one is in one of some states; in any when there are none."""


def _waiting(row: tuple[int, int, str, str, str, str, str, str]) -> Waiting:
    number, ticket_id, kind, patch, state, made, base, due = row
    return Waiting(number, ticket_id, kind, json.loads(patch), state, made, json.loads(base), due)


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)


def _take_off(
    db: sqlite3.Connection, number: int, states: Sequence[str] = ()
) -> tuple[int, str] | None:
    """Remove one; its ticket and kind. None when it was gone already or is in no such state."""
    row: tuple[int, str] | None = db.execute(
        f"DELETE FROM pending WHERE number = :number AND {_AMONG} RETURNING ticket_id, kind",  # noqa: S608 - own text
        {"number": number, "states": json.dumps(list(states))},
    ).fetchone()
    if row and row[1] == "change":
        tickets.recompute(db, row[0])
    return row


def _turn(db: sqlite3.Connection, number: int, state: str, was: Sequence[str]) -> bool:
    """Give one another state; False when it is in none of those that it has to be in."""
    row = db.execute(
        f"UPDATE pending SET state = :state WHERE number = :number AND {_AMONG}"  # noqa: S608 - own text
        " RETURNING ticket_id, kind",
        {"number": number, "state": state, "states": json.dumps(list(was))},
    ).fetchone()
    if row and row[1] == "change":
        tickets.recompute(db, row[0])
    return row is not None


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
        entry: JournalRow | None = None,
    ) -> int:
        """Lay a `change`, `post` or `comment` on top of a ticket until its number is unstaged.

        A change is seen by every view at once, and remembers what its fields were (`base`); a
        reply or note by the thread. In the same step the draft it was typed as goes, so that it can
        never be sent twice, and the `entry` comes into the journal, so that all of it is done or
        nothing.
        """
        blocks, due, is_draft = text or Text(is_draft=False)

        def job(db: sqlite3.Connection) -> int:
            base = tickets.base(db, ticket_id, patch) if kind == "change" else {}
            row = (ticket_id, kind, _json(patch), _json(base), blocks, now, due)
            number = db.execute(
                "INSERT INTO pending (ticket_id, kind, patch, base, blocks, state, made, due)"
                " VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)",
                row,
            ).lastrowid
            if kind == "change":
                tickets.recompute(db, ticket_id)
            if is_draft:
                drafts.drop(db, ticket_id, kind)
            if entry:
                journal.add(db, entry._replace(pending=number or 0))
            return number or 0

        return await self._database.write(job, durable=True)

    async def mark(self, number: int, state: str, *, was: Sequence[str] = ()) -> bool:
        """Say how it goes; False when it is in none of the states that it `was` to be in."""
        return await self._database.write(lambda db: _turn(db, number, state, was), durable=True)

    async def claim(
        self,
        number: int,
        states: Sequence[str] = (WAITING,),
        *,
        facts: Mapping[str, object] | None = None,
    ) -> bool:
        """Take one in these states for sending, until `release`; False when another was first.

        `facts` are added to the patch of a reply or note: how to know it again on the server.
        """
        sql = "UPDATE pending SET patch = json_patch(patch, ?) WHERE number = ?"
        added = json.dumps(facts)

        def job(db: sqlite3.Connection) -> bool:
            if not _turn(db, number, SENDING, states):
                return False
            if facts:
                db.execute(sql, (added, number))
            self._claims.take(number)
            return True

        return await self._database.write(job, durable=True)

    def release(self, number: int) -> None:
        """Be done with sending what was claimed."""
        self._claims.release(number)

    async def inherit(self, number: int) -> bool:
        """Take over, as `unclear`, what a program was sending that died; False while one lives."""

        def job(db: sqlite3.Connection) -> bool:
            with self._claims.alone() as alone:
                return alone and _turn(db, number, UNCLEAR, (SENDING,))

        return await self._database.write(job)

    async def unstage(self, number: int, states: Sequence[str] = ()) -> bool:
        """Take one off, which did not come about: below is what the server said last.

        False when it was gone already, or is in none of these states.
        """

        def job(db: sqlite3.Connection) -> bool:
            if not _take_off(db, number, states):
                return False
            journal.strike(db, number)
            return True

        return await self._database.write(job)

    async def hasten(self, number: int) -> None:
        """Let one that has a time to be sent at go at once."""
        sql = "UPDATE pending SET due = '' WHERE number = ?"
        await self._database.write(lambda db: db.execute(sql, (number,)).rowcount)

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

    async def give_back(self, draft: Draft, number: int, states: Sequence[str] = ()) -> bool:
        """Take a reply or note off and make it a draft again, in one step: it is never lost.

        It comes in front of what was typed since. False when it was gone already, or is in none of
        these states.
        """

        def job(db: sqlite3.Connection) -> bool:
            if not _take_off(db, number, states):
                return False
            journal.strike(db, number)
            drafts.keep(db, drafts.before(draft, drafts.one(db, draft.ticket_id, draft.kind)))
            return True

        return await self._database.write(job)

    def all(self) -> list[Waiting]:
        """Everything that waits, in order."""
        return self._select("ORDER BY number")

    def of(self, ticket_id: int) -> list[Waiting]:
        """What waits for one ticket, in order."""
        return self._select("WHERE ticket_id = ? ORDER BY number", ticket_id)

    def one(self, number: int) -> Waiting | None:
        """One of them; None when it is gone."""
        return next(iter(self._select("WHERE number = ?", number)), None)

    def count(self, *states: str) -> int:
        """How much waits, or is in one of these states."""
        sql = f"SELECT count(*) FROM pending WHERE {_AMONG}"  # noqa: S608 - own text
        asked = {"states": json.dumps(states)}
        return self._database.look(lambda db: int(db.execute(sql, asked).fetchone()[0]))

    def next_due(self, now: str) -> str:
        """The earliest time after `now` at which something is to be sent; "" when nothing is."""
        early = [each.due for each in self.all() if each.state == WAITING and each.is_early(now)]
        return min(early, default="")

    def _select(self, end: str, *values: object) -> list[Waiting]:
        sql = f"{_SELECT} {end}"
        found = self._database.look(lambda db: db.execute(sql, values).fetchall())
        return [_waiting(row) for row in found]
