"""What can go wrong with the local copy, said so that a person can act on it."""

import sqlite3
from pathlib import Path

_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full. Free some space and try again.",
    sqlite3.SQLITE_BUSY: (
        "Another program keeps {path} busy. Close other copies of eddytui and try again."
    ),
    sqlite3.SQLITE_READONLY: "{path} may not be written. Check its permissions.",
    sqlite3.SQLITE_PERM: "{path} may not be used. Check its permissions.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened. Check its folder and permissions.",
    sqlite3.SQLITE_IOERR: "{path} could not be read or written. Check the disk.",
    sqlite3.SQLITE_CORRUPT: (
        "{path} is damaged. Start eddytui again: it keeps the damaged file and begins a new one."
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_NOTADB] = _SENTENCES[sqlite3.SQLITE_CORRUPT]


class StoreError(Exception):
    """The local copy cannot be used; the text is a sentence for people."""

    title = "Local copy"


class Unfit(sqlite3.OperationalError):
    """A file that is no copy of ours, or one that was left half made."""


def code(error: sqlite3.Error) -> int:
    """The primary SQLite result code of an error; 0 for those that Python itself raises."""
    # Only errors that came from SQLite carry a code; the low byte is the primary one.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def told(error: sqlite3.Error, path: Path) -> StoreError | None:
    """The error as people read it; None for a mistake in our own SQL, which must not be hidden."""
    sentence = _SENTENCES.get(code(error))
    return StoreError(sentence.format(path=path)) if sentence else None
