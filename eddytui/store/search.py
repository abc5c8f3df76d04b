"""Full-text search over tickets: number, title, people and the text of loaded threads."""

import json
import re
import sqlite3
from array import array
from collections.abc import Iterable
from itertools import chain
from unicodedata import normalize

from eddytui.store.database import Database

MATCHING = "SELECT rowid FROM words WHERE words MATCH ?"

# unicode61 drops the combining marks inside a word itself.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_NUMBER = re.compile(r"#(\d+)")
MOST = 32
"""Words that are asked for at once; a pasted log has thousands."""

_THREAD = "SELECT group_concat(words, ' ') FROM messages WHERE ticket_id = tickets.id"
_FOLLOW = f"""
INSERT OR REPLACE INTO words (rowid, number, head, thread)
SELECT tickets.id, tickets.id, tickets.head, ({_THREAD})
FROM json_each(?) JOIN tickets ON tickets.id = json_each.value
    LEFT JOIN words ON words.rowid = tickets.id
WHERE words.head IS NOT tickets.head OR words.thread IS NOT ({_THREAD})
"""  # noqa: S608 - own text


def fold(text: str) -> str:
    """Text as it is indexed and asked for: one case, one form, ё as е, which FTS keeps apart."""
    return normalize("NFC", text).casefold().replace("ё", "е")


def _term(piece: str, least: int) -> str:
    """One typed piece: `#7` is a number, `ann@acme` the beginning of a phrase."""
    if number := _NUMBER.fullmatch(piece):
        return f'number : "{number[1]}"'
    words = WORD.findall(piece)[:MOST]
    if not words:
        return ""
    return f'"{" ".join(words)}"{" *" if len(words[-1]) >= least else ""}'


def expression(typed: str, *, least: int = 0) -> str:
    """The FTS question for what was typed; "" when it has no letter or digit.

    A word finds those that begin with it, when it has at least `least` letters. Only letters,
    digits and marks get into it, so that nothing typed can be read as an operator.
    """
    pieces = fold(typed).split()[:MOST]
    return " AND ".join(filter(None, (_term(piece, least) for piece in pieces)))


def phrase(typed: str) -> str:
    """The FTS question for words that stand together, as they are; "" without letter or digit."""
    words = WORD.findall(fold(typed))[:MOST]
    return f'"{" ".join(words)}"' if words else ""


def follow(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Bring the index in step with these tickets and their threads; what is in step costs little.

    Not by triggers: FTS5 writes its segments out whenever one runs, which costs 45 µs a ticket. It
    does so too when a number is lower than the one before.
    """
    db.execute(_FOLLOW, (json.dumps(sorted(ids)),))


class Search:
    """Finds tickets by words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def matches(self, typed: str) -> "array[int]":
        """The ids of the tickets that have all the words, in no order."""
        if not (asked := expression(typed)):
            return array("q")
        return self._database.look(
            lambda db: array("q", chain.from_iterable(db.execute(MATCHING, (asked,))))
        )
