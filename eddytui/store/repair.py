"""A damaged file: kept aside, and what the agent typed carried over from it."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from eddytui.store.errors import Unfit, code

_TYPED = {
    "drafts": ("ticket_id", "kind", "text", "saved", "files"),
    "pending": ("number", "ticket_id", "kind", "patch", "blocks", "state", "made", "base", "due"),
    "journal": (
        *("number", "lot", "pending", "ticket_id", "kind", "words", "before", "after", "state"),
        "made",
    ),
}


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error says that the file itself is broken, or none of ours."""
    return isinstance(error, Unfit) or code(error) in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }


def _sign(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def report(path: Path) -> None:
    """Leave a sign beside the file, so that the next start replaces it."""
    with suppress(OSError):
        _sign(path).touch(mode=0o600)


def is_reported(path: Path) -> bool:
    """Whether an earlier run met damage inside the file."""
    return _sign(path).exists()


def set_aside(path: Path) -> Path:
    """Where the file was moved to, with its log; an earlier one is never overwritten."""
    places = (path.with_name(f"{path.name}.broken-{number}") for number in count(1))
    place = next(place for place in places if not place.exists())
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            os.replace(f"{path}{ending}", f"{place}{ending}")
    _sign(path).unlink(missing_ok=True)
    return place


def _kept(broken: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[str]:
    """Those of the columns that the file has: one of an earlier format lacks some."""
    with suppress(sqlite3.DatabaseError):
        there = broken.execute(f"SELECT * FROM {table} LIMIT 0").description  # noqa: S608 - own names
        return [name for name, *_ in there if name in columns]
    return []


def _rows(broken: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[tuple[object]]:
    """The rows before the first one that cannot be read."""
    rows: list[tuple[object]] = []
    with suppress(sqlite3.DatabaseError):
        rows.extend(broken.execute(f"SELECT {', '.join(columns)} FROM {table}"))  # noqa: S608 - own names
    return rows


def carry_over(place: Path, db: sqlite3.Connection) -> int:
    """How many drafts and waiting changes could be copied from the damaged file."""
    carried = 0
    with closing(sqlite3.connect(place)) as broken:
        for table, wanted in _TYPED.items():
            columns = _kept(broken, table, wanted)
            marks = ", ".join("?" * len(columns))
            insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names
            for row in _rows(broken, table, columns):
                with suppress(sqlite3.DatabaseError):
                    carried += db.execute(insert, row).rowcount * (table != "journal")
    return carried
