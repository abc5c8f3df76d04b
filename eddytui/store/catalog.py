"""The helpdesk's own lists, in the order the server gives them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from eddytui.models.names import name_in
from eddytui.models.rows import EntryRow, ListKind
from eddytui.store.database import Database

if TYPE_CHECKING:
    from eddytui.models.record import Record

_PUT = """
INSERT OR REPLACE INTO catalog (kind, position, id, names, color, type, record)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def _values(kind: ListKind, position: int, record: "Record") -> tuple[object, ...]:
    # A field has one name a level, the others have one name; only some have a colour or a type.
    names = getattr(record, "levels", None) or (getattr(record, "name", {}),)
    sort = getattr(record, "field_type", "") or getattr(record, "type", "")
    color = getattr(record, "color", "")
    written = json.dumps(names, ensure_ascii=False)
    return kind, position, str(record.id), written, color, sort, record.model_dump_json()


def _name(names: str, languages: Sequence[str]) -> str:
    levels: list[Mapping[str, str]] = json.loads(names)
    return " > ".join(filter(None, (name_in(level, languages) for level in levels)))


class Catalog:
    """The kept statuses, priorities, types, departments, groups, presences and custom fields."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, kind: ListKind, records: Iterable["Record"]) -> None:
        """Keep a whole list; what is no longer in it goes."""

        def job(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM catalog WHERE kind = ?", (kind,))
            db.executemany(_PUT, (_values(kind, *entry) for entry in enumerate(records)))

        await self._database.write(job)

    def entries(self, kind: ListKind, languages: Sequence[str]) -> list[EntryRow]:
        """A list in the server's order, named in the first language that has a name."""
        return [
            EntryRow(entry_id, _name(names, languages), color)
            for entry_id, names, color, _ in self._list(kind)
        ]

    def spellings(self, kind: ListKind) -> dict[str, tuple[str, ...]]:
        """The names of each entry in every language, by its id, in the server's order."""
        return {
            entry_id: tuple(name for level in json.loads(names) for name in level.values() if name)
            for entry_id, names, _, _ in self._list(kind)
        }

    def fields(self, languages: Sequence[str]) -> dict[int, tuple[str, str]]:
        """Name and type of each custom field, by id."""
        return {
            int(entry_id): (_name(names, languages), field_type)
            for entry_id, names, _, field_type in self._list("field")
        }

    def _list(self, kind: ListKind) -> list[tuple[str, str, str, str]]:
        sql = "SELECT id, names, color, type FROM catalog WHERE kind = ? ORDER BY position"
        return self._database.look(lambda db: db.execute(sql, (kind,)).fetchall())
