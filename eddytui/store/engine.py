"""The SQLite of this Python, and whether the local copy can be built on it."""

import sqlite3
from contextlib import closing

from eddytui.store.errors import StoreError

_FLOOR = (3, 37, 0)


def engine() -> str:
    """SQLite's version. Raises StoreError when it lacks what the store is built on."""
    with closing(sqlite3.connect(":memory:")) as db:
        check_floor(db)
    return sqlite3.sqlite_version


def check_floor(db: sqlite3.Connection) -> None:
    """Refuse an SQLite that lacks what the store is built on."""
    searches = db.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
    if sqlite3.sqlite_version_info < _FLOOR or not searches:
        raise StoreError(
            "eddytui needs SQLite 3.37 or newer with full-text search (FTS5); this Python has"
            f" {sqlite3.sqlite_version}. Install a newer Python."
        )
