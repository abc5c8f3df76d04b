"""What is the same for people and organizations: whole records, and when they were read."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from eddytui.store.database import Database
from eddytui.store.search import MOST, fold

R = TypeVar("R")


class Kept(NamedTuple):
    """A record that was read."""

    record: str
    """As JSON."""
    seen: str
    """When, server time; "" when that is not known."""


class Contacts(ABC, Generic[R]):
    """The kept records of a table that has `id`, `words`, `record` and, as the last, `seen`."""

    table: str
    columns: tuple[str, ...]
    """All but the last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, records: Iterable[R], seen: str = "") -> None:
        """Keep what the server said at a time."""
        rows = [(*self._values(record), seen) for record in records]
        names = (*self.columns, "seen")
        marks = ", ".join("?" * len(names))
        sql = f"INSERT OR REPLACE INTO {self.table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - own names

        def job(db: sqlite3.Connection) -> None:
            db.executemany(sql, rows)

        await self._database.write(job)

    def kept(self, record_id: int) -> Kept | None:
        """One record; None when it is not kept."""
        return next(iter(self._kept("WHERE id = ?", record_id)), None)

    def found(self, text: str) -> list[Kept]:
        """Those that have all the words, by name; all of them for no words."""
        has_all, words = having(text)
        return self._kept(f"WHERE {has_all} ORDER BY words, id", *words)

    async def remove(self, ids: Iterable[int]) -> None:
        """Let go of what is not there any more."""
        gone = [(record_id,) for record_id in ids]

        def job(db: sqlite3.Connection) -> None:
            db.executemany(f"DELETE FROM {self.table} WHERE id = ?", gone)  # noqa: S608 - own names

        await self._database.write(job)

    @abstractmethod
    def _values(self, record: R) -> tuple[object, ...]:
        """What a record has for each of the columns."""

    def _kept(self, end: str, *values: object) -> list[Kept]:
        sql = f"SELECT record, seen FROM {self.table} {end}"  # noqa: S608 - own text
        found = self._database.look(lambda db: db.execute(sql, values).fetchall())
        return [Kept._make(row) for row in found]


def having(text: str) -> tuple[str, list[str]]:
    """The condition that `words` has every word of a text, and the values it is asked with."""
    words = fold(text).split()[:MOST] or [""]
    return " AND ".join("instr(words, ?) > 0" for _ in words), words
