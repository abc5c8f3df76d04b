"""A local copy deleted for good."""

import sqlite3
from contextlib import closing, suppress
from glob import escape
from pathlib import Path

from eddytui.store.errors import StoreError, code
from eddytui.store.holds import ENDING

_ENDINGS = ("", "-wal", "-shm", "-journal", ".damaged", ".lock", ".lead")


def remove(path: Path) -> None:
    """Delete a local copy, with its log and what was set aside when it was damaged.

    Raises StoreError when another eddytui has it open, or when it cannot be deleted.
    """
    _be_alone(path)
    try:
        for ending in _ENDINGS:
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
        for others in (".broken-*", f".*{ENDING}"):
            for file in path.parent.glob(f"{escape(path.name)}{others}"):
                file.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be deleted: {error.strerror}.") from error


def _be_alone(path: Path) -> None:
    """Only who has the file for themselves can leave its log; a damaged file is nobody's."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=0)) as db:
        try:
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if code(error) == sqlite3.SQLITE_BUSY:
                raise StoreError(
                    f"{path} is open in another eddytui. Leave it, and try again."
                ) from None
            raise
