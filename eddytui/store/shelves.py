"""The categories of the knowledge base: their full names, and which of them a word means."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from eddytui.models.articles import CategoryRow
from eddytui.models.names import name_in
from eddytui.store.search import fold

if TYPE_CHECKING:
    from eddytui.models.knowledge import Category

PATH = " > "
_DEEPEST = 20
"""A full name has no more levels: nobody nests so deep."""

_PUT = """
INSERT OR REPLACE INTO kb_categories (id, parent_id, position, access, names, words, record)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ALL = """
SELECT id, parent_id, access, names,
    (SELECT count(*) FROM kb_shelves WHERE category_id = kb_categories.id)
FROM kb_categories ORDER BY position, id
"""

_MEANT = """
WITH RECURSIVE meant (id) AS (
    SELECT id FROM kb_categories WHERE CAST(id AS TEXT) = :word OR instr(words, ' ' || :word) > 0
    UNION SELECT kb_categories.id FROM kb_categories JOIN meant ON parent_id = meant.id
)
SELECT id FROM meant
"""

Names = Mapping[int, tuple[int, str]]
"""The parent and the name of each category."""


def put(db: sqlite3.Connection, categories: Iterable["Category"]) -> None:
    """Keep all categories; what is no longer among them goes."""
    db.execute("DELETE FROM kb_categories")
    db.executemany(_PUT, map(_values, categories))


def _values(record: "Category") -> tuple[object, ...]:
    names = json.dumps(record.title, ensure_ascii=False)
    words = "".join(f" {fold(name)}" for name in record.title.values())
    place = (record.id, record.parent_id, record.position, record.access)
    return (*place, names, words, record.model_dump_json())


def rows(db: sqlite3.Connection, languages: Sequence[str]) -> list[CategoryRow]:
    """Every category below its parent, brothers in the server's order."""
    found = db.execute(_ALL).fetchall()
    names = {row[0]: (row[1], name_in(json.loads(row[3]), languages)) for row in found}
    place = {row[0]: number for number, row in enumerate(found)}

    def key(row: tuple[int, ...]) -> list[int]:
        return [place[number] for number in _line(names, row[0])]

    return [
        CategoryRow(row[0], row[1], full_name(names, row[0]), row[2], row[4])
        for row in sorted(found, key=key)
    ]


def meant(db: sqlite3.Connection, word: str) -> list[int]:
    """The categories that an id or the beginning of a word means, and all below them."""
    return [category_id for (category_id,) in db.execute(_MEANT, {"word": word})]


def names(db: sqlite3.Connection, languages: Sequence[str]) -> Names:
    """The parents and names of all categories, for `full_name`."""
    found = db.execute("SELECT id, parent_id, names FROM kb_categories")
    return {row[0]: (row[1], name_in(json.loads(row[2]), languages)) for row in found}


def full_name(names: Names, category_id: int) -> str:
    """`Network > VPN`; "" for a category that this person may not see."""
    return PATH.join(names[number][1] for number in _line(names, category_id))


def full_names(names: Names, places: str) -> tuple[str, ...]:
    """The full names of the categories in a JSON list of ids, without those that are not seen."""
    return tuple(filter(None, (full_name(names, number) for number in json.loads(places))))


def _line(names: Names, category_id: int) -> list[int]:
    """A category's ancestors from the top on, and itself; each once, if it is its own ancestor."""
    line: list[int] = []
    while category_id in names and category_id not in line and len(line) < _DEEPEST:
        line.insert(0, category_id)
        category_id = names[category_id][0]
    return line
