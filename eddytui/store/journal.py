"""What the agent did, across restarts: changes with old and new values, replies and notes."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Literal

from eddytui.models.rows import JournalRow
from eddytui.store import tickets
from eddytui.store.database import Database

Claim = Literal["unsent", "sent", "gone"]
"""What became of a change that is to be undone: it never left, it did, or another was first."""
NEWEST, DAYS = 1_000, 90
"""The newest are kept however old they are, and those of the last days however many."""
_AT_ONCE = 20
"""How many old ones go at most for one that comes."""

_ADD = """
INSERT INTO journal (lot, pending, ticket_id, kind, words, before, after, state, made)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PRUNE = f"""
DELETE FROM journal WHERE number <= ? - {NEWEST} AND made < datetime(?, '-{DAYS} days')
    AND number IN (SELECT number FROM journal ORDER BY number LIMIT {_AT_ONCE})
"""  # noqa: S608 - own numbers
# A head is what its parts are: `made` as long as one of them is.
_OF_PARTS = """
SELECT part.state FROM journal part WHERE part.lot = j.lot AND part.number <> j.lot
ORDER BY instr('made undone kept refused', part.state) LIMIT 1
"""
_PARTS_WAIT = """
SELECT max(pending.state) FROM journal part JOIN pending ON pending.number = part.pending
WHERE part.lot = j.lot
"""
_SELECT = f"""
SELECT j.kind, j.words, j.made, j.ticket_id, j.before, j.after, j.lot, j.pending,
    CASE j.kind WHEN 'lot' THEN coalesce(({_OF_PARTS}), 'refused') ELSE j.state END,
    j.number, coalesce(t.title, ''),
    coalesce(CASE j.kind WHEN 'lot' THEN ({_PARTS_WAIT}) ELSE p.state END, '')
FROM journal j LEFT JOIN tickets t ON t.id = j.ticket_id
    LEFT JOIN pending p ON p.number = j.pending
"""  # noqa: S608 - own text
# What is perhaps on the server waits for the agent's decision first.
_LAST = """
SELECT j.lot, coalesce(head.words, j.words),
    (SELECT max(pending) FROM journal part WHERE part.lot = j.lot)
FROM journal j LEFT JOIN journal head ON head.number = j.lot
    LEFT JOIN pending p ON p.number = j.pending
WHERE j.kind = 'change' AND j.state = 'made' AND j.before <> '{}'
    AND coalesce(p.state, '') <> 'undecided'
ORDER BY j.lot DESC LIMIT 1
"""
_CLAIM = """
UPDATE journal SET state = 'undone'
WHERE number = ? AND state IN ('made', 'kept') RETURNING pending
"""
_UNSEND = """
DELETE FROM pending WHERE number = ? AND kind = 'change' AND state IN ('waiting', 'conflict')
RETURNING ticket_id
"""


def _row(values: Sequence[Any]) -> JournalRow:
    before, after = json.loads(values[4]), json.loads(values[5])
    return JournalRow._make((*values[:4], before, after, *values[6:]))


def add(db: sqlite3.Connection, row: JournalRow) -> int:
    """Write one down; its number."""
    values = (json.dumps(each, ensure_ascii=False, default=str) for each in (row.before, row.after))
    number = db.execute(
        _ADD,
        (row.lot, row.pending, row.ticket_id, row.kind, row.words, *values, row.state, row.made),
    ).lastrowid
    if not row.lot:
        db.execute("UPDATE journal SET lot = number WHERE number = ?", (number,))
    db.execute(_PRUNE, (number, row.made))
    return number or 0


def strike(db: sqlite3.Connection, pending: int) -> None:
    """Mark what did not come about, by its number in the outbox; its undo did not then."""
    db.execute("UPDATE journal SET state = 'refused' WHERE pending = ?", (pending,))
    db.execute(
        "UPDATE journal SET state = 'kept' WHERE pending = ? AND state = 'undone'", (-pending,)
    )


class Journal:
    """What was done. The newest 1,000 are kept, and all of the last 90 days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, row: JournalRow) -> int:
        """Write down what was done, as an action of its own or one of the `lot`; its number."""
        return await self._database.write(lambda db: add(db, row))

    async def claim(self, number: int) -> Claim:
        """Take a change to be undone, which only one can; one that waits unsent goes at once.

        What goes is off the outbox in the same step, so that it can never be sent.
        """

        def job(db: sqlite3.Connection) -> Claim:
            if (row := db.execute(_CLAIM, (number,)).fetchone()) is None:
                return "gone"
            if (unsent := db.execute(_UNSEND, row).fetchone()) is None:
                return "sent"
            tickets.recompute(db, *unsent)
            return "unsent"

        return await self._database.write(job)

    async def undone(self, number: int, undo: JournalRow) -> None:
        """Write down what takes a change back; when it is refused, the change is `kept`."""

        def job(db: sqlite3.Connection) -> None:
            add(db, undo)
            if undo.pending:
                db.execute(
                    "UPDATE journal SET pending = ? WHERE number = ?", (-undo.pending, number)
                )

        await self._database.write(job)

    async def mark(self, number: int, state: str) -> None:
        """Say what became of one: `made`, `undone`, `kept` or `refused`."""

        def job(db: sqlite3.Connection) -> None:
            db.execute("UPDATE journal SET state = ? WHERE number = ?", (state, number))

        await self._database.write(job)

    def last(self) -> tuple[int, str, int] | None:
        """The last action that can be undone, and was not yet.

        Its number, its words, and the number that the last of it had in the outbox.
        """
        row = self._database.look(lambda db: db.execute(_LAST).fetchone())
        return row and (row[0], row[1], row[2])

    def ids(self) -> "array[int]":
        """All entries, the newest action first; within one its head, then in order."""
        sql = "SELECT number FROM journal ORDER BY lot DESC, number"
        rows = self._database.look(lambda db: db.execute(sql).fetchall())
        return array("q", chain.from_iterable(rows))

    def rows(self, ids: Iterable[int]) -> list[JournalRow]:
        """These entries, in the order asked for; those that are gone are left out."""
        asked = list(ids)
        found = self._select(
            "WHERE j.number IN (SELECT value FROM json_each(?))", json.dumps(asked)
        )
        by_id = {row.id: row for row in found}
        return [by_id[number] for number in asked if number in by_id]

    def of(self, number: int) -> list[JournalRow]:
        """One entry; with the number of a lot all that belongs to it, in order."""
        return self._select("WHERE j.number = ? OR j.lot = ? ORDER BY j.number", number, number)

    def since(self, number: int, ticket_id: int) -> list[JournalRow]:
        """What was done to a ticket after an entry and still holds, in order."""
        end = "WHERE j.ticket_id = ? AND j.number > ? AND j.state IN ('made', 'kept')"
        return self._select(f"{end} ORDER BY j.number", ticket_id, number)

    def _select(self, end: str, *values: object) -> list[JournalRow]:
        found = self._database.look(lambda db: db.execute(_SELECT + end, values).fetchall())
        return [_row(row) for row in found]
