"""Filters of a question that nothing here can fulfil, and what was perhaps meant by them."""

import json
import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from eddytui.store import shelves
from eddytui.store.question import KINDS, Filter, Question, filters
from eddytui.text.problems import Problem, mistaken

_TAGGED = "SELECT 1 FROM kb_words WHERE kb_words MATCH ? LIMIT 1"
_TAGS = """
SELECT DISTINCT tag.value FROM kb_records, json_each(record, '$.tags') AS language,
    json_each(language.value) AS tag
"""
_SPOKEN = "SELECT DISTINCT language FROM kb_texts WHERE language <> '' ORDER BY language"


def found(db: sqlite3.Connection, typed: str) -> list[Problem]:
    """What is wrong with the filters among the words, each with a sentence."""
    return [
        Problem(one.start, one.length, mistaken(f"{one.name}:{one.value}", names, check.otherwise))
        for one in filters(typed)
        if not (check := _CHECKS[one.name]).known(db, one)
        for names in [check.names(db)]
    ]


def _has_shelf(db: sqlite3.Connection, one: Filter) -> bool:
    return bool(shelves.meant(db, one.value))


def _has_tag(db: sqlite3.Connection, one: Filter) -> bool:
    asked = Question(words="", tags=(one.value,)).expression()
    return bool(asked and db.execute(_TAGGED, (asked,)).fetchone())


def _shelves(db: sqlite3.Connection) -> list[str]:
    """Whole names, then the words in them: either is understood."""
    rows = db.execute("SELECT names FROM kb_categories ORDER BY position, id")
    names = [name for (titles,) in rows for name in json.loads(titles).values()]
    return list(dict.fromkeys([*names, *(word for name in names for word in name.split())]))


def _tags(db: sqlite3.Connection) -> list[str]:
    return [str(tag) for (tag,) in db.execute(_TAGS)]


def _spoken(db: sqlite3.Connection) -> list[str]:
    return [language for (language,) in db.execute(_SPOKEN)]


class _Check(NamedTuple):
    known: Callable[[sqlite3.Connection, Filter], bool]
    names: Callable[[sqlite3.Connection], list[str]]
    otherwise: str = ""
    """What is said when no name is near; "" lists the names."""


_CHECKS = {
    "cat": _Check(_has_shelf, _shelves, "no category has this name. See: eddytui kb --categories"),
    "tag": _Check(_has_tag, _tags, "no article here has this tag."),
    "is": _Check(lambda _, one: one.value in KINDS, lambda _: list(KINDS)),
    "lang": _Check(lambda db, one: one.value in _spoken(db), _spoken),
}
