"""How much of a ticket's parts is kept: which page is next, whether the first one is old.

The server gives replies, notes and history newest first, a page at a time.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

_OWN_TABLE = frozenset({"audit", "billing"})
"""Kinds that do not stand among the messages."""


class Page(NamedTuple):
    """A page as it was read."""

    number: int
    total: int
    """How many records the server has of this kind."""
    as_of: str = ""
    """The ticket's `date_updated` when the page was read."""


class Pages(NamedTuple):
    """What is kept of one kind for one ticket."""

    kept: int
    total: int
    loaded: int
    """The last page that was read, 0 for none; the next one continues without a gap."""
    as_of: str
    """The ticket's `date_updated` when page 1 was read: what is newer makes it stale."""

    @property
    def complete(self) -> bool:
        """Whether everything that the server has is kept."""
        return self.loaded > 0 and self.kept >= self.total


def _kept(kind: str) -> str:
    """Where the records of a kind are; it asks for the ticket and the kind."""
    if kind in _OWN_TABLE:
        return f"{kind} WHERE ticket_id = ? AND ? = '{kind}'"
    return "messages WHERE ticket_id = ? AND kind = ?"


def pages(db: sqlite3.Connection, ticket_id: int, kind: str) -> Pages:
    """What is kept and was read so far."""
    of = (ticket_id, kind)
    (kept,) = db.execute(f"SELECT count(*) FROM {_kept(kind)}", of).fetchone()  # noqa: S608 - own text
    read = "SELECT total, loaded, as_of FROM pages WHERE ticket_id = ? AND kind = ?"
    return Pages(kept, *(db.execute(read, of).fetchone() or (0, 0, "")))


@contextmanager
def counted(db: sqlite3.Connection, ticket_id: int, kind: str) -> Iterator[None]:
    """What comes to be kept in here is new on the server, too: its total grows with it."""
    before = pages(db, ticket_id, kind).kept
    yield
    grown = pages(db, ticket_id, kind).kept - before
    db.execute(
        "UPDATE pages SET total = total + ? WHERE ticket_id = ? AND kind = ?",
        (grown, ticket_id, kind),
    )


def _overlaps(db: sqlite3.Connection, ticket_id: int, kind: str, ids: Sequence[int]) -> bool:
    found = db.execute(
        f"SELECT EXISTS (SELECT 1 FROM {_kept(kind)}"  # noqa: S608 - own text
        " AND id IN (SELECT value FROM json_each(?)))",
        (ticket_id, kind, json.dumps(ids)),
    )
    return bool(found.fetchone()[0])


def turn(db: sqlite3.Connection, ticket_id: int, kind: str, page: Page, ids: Sequence[int]) -> None:
    """Remember that a page was read, before its records are written.

    When a first page has nothing in common with what is kept, there is a gap between the two: the
    older pages have to be read again.
    """
    before = pages(db, ticket_id, kind)
    loaded, as_of = before.loaded, before.as_of
    if page.number == 1:
        joined = _overlaps(db, ticket_id, kind, ids)
        loaded, as_of = (max(loaded, 1) if joined else 1), page.as_of
    elif page.number == loaded + 1:
        loaded = page.number
    db.execute(
        "INSERT OR REPLACE INTO pages (ticket_id, kind, total, loaded, as_of)"
        " VALUES (?, ?, ?, ?, ?)",
        (ticket_id, kind, page.total, loaded, as_of),
    )
