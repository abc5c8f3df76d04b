"""The copy as a whole: what it has of a time, what can go, and how much room it takes."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from eddytui.store.database import Database
from eddytui.store.search import follow

_LATEST = "9999"
"""Later than all dates."""

# A whole second at the end: it cannot be asked for in parts.
_SLICE = """
SELECT id, updated FROM tickets
WHERE deleted = 0 AND closed <= :closed AND updated <= :newest AND updated >= coalesce((
    SELECT updated FROM tickets WHERE deleted = 0 AND closed <= :closed AND updated <= :newest
    ORDER BY updated DESC LIMIT 1 OFFSET :count - 1
), '')
ORDER BY updated DESC, id DESC
"""
_FREE = """
closed = 1 AND updated < ? AND id NOT IN (SELECT value FROM json_each(?))
AND id NOT IN (SELECT ticket_id FROM drafts) AND id NOT IN (SELECT ticket_id FROM pending)
"""
_CAN_GO = f"SELECT id, updated FROM tickets WHERE {_FREE} ORDER BY updated, id LIMIT ?"  # noqa: S608 - own text
_WITH_THREAD = f"""
SELECT id, updated FROM tickets WHERE {_FREE} AND id IN (SELECT ticket_id FROM pages)
ORDER BY updated, id LIMIT ?
"""  # noqa: S608 - own text
_THREAD = ("messages", "audit", "billing", "pages")

_PARTS = {
    "tickets": "SELECT count(*), sum(length(record) + length(head)) FROM tickets",
    "threads": """
SELECT count(*), sum(bytes) FROM (
    SELECT length(blocks) + length(html) + length(words) AS bytes FROM messages
    UNION ALL SELECT length(text) FROM audit
    UNION ALL SELECT length(text) + length(record) FROM billing
)""",
    "articles": """
SELECT (SELECT count(*) FROM kb_articles), (SELECT sum(length(record)) FROM kb_records)
    + (SELECT sum(length(plain) + length(blocks)) FROM kb_bodies)""",
    "contacts": """
SELECT count(*), sum(letters) FROM (
    SELECT length(record) + length(words) AS letters FROM people
    UNION ALL SELECT length(record) + length(words) FROM organizations
)""",
}


class Dated(NamedTuple):
    """A ticket that is kept, and when it changed last."""

    id: int
    updated: str


class Part(NamedTuple):
    """A part of the copy."""

    records: int
    letters: int
    """How long their texts are, in all."""


class Holdings:
    """What is kept, seen from above."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def slice(self, newest: str, count: int, *, only_open: bool) -> list[Dated]:
        """The last changed tickets up to `newest` ("" for now), newest first, bin left out.

        About `count`: all that changed in the second of the last one belong to it.
        """
        asked = {"newest": newest or _LATEST, "count": count, "closed": not only_open}
        return await self._dated(_SLICE, asked)

    async def can_go(self, before: str, spared: Iterable[int], count: int) -> list[Dated]:
        """The oldest closed tickets that changed before a date ("" for any), oldest first.

        Without `spared` ones, and those with a draft or something that is not sent.
        """
        return await self._dated(_CAN_GO, (before or _LATEST, json.dumps(list(spared)), count))

    async def can_lose_threads(self, spared: Iterable[int], count: int) -> list[Dated]:
        """The same of those whose thread is here."""
        return await self._dated(_WITH_THREAD, (_LATEST, json.dumps(list(spared)), count))

    async def forget_threads(self, ids: Sequence[int]) -> None:
        """Let go of what was said in these tickets; they are read again when they are opened."""
        gone = [(ticket_id,) for ticket_id in ids]

        def job(db: sqlite3.Connection) -> None:
            for table in _THREAD:
                db.executemany(f"DELETE FROM {table} WHERE ticket_id = ?", gone)  # noqa: S608 - own names
            follow(db, ids)

        await self._database.write(job)

    async def parts(self) -> dict[str, Part]:
        """How much there is of `tickets`, `threads`, `articles` and `contacts`."""

        def job(db: sqlite3.Connection) -> dict[str, Part]:
            found = {name: db.execute(sql).fetchone() for name, sql in _PARTS.items()}
            return {name: Part(records, letters or 0) for name, (records, letters) in found.items()}

        return await self._database.read(job)

    async def _dated(self, sql: str, values: dict[str, object] | tuple[object, ...]) -> list[Dated]:
        return await self._database.read(
            lambda db: [Dated._make(row) for row in db.execute(sql, values)]
        )
