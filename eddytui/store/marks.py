"""Small facts that have to survive a restart: who I am, how far the sync has come."""

import sqlite3
from collections.abc import Mapping

from eddytui.store.database import Database

ME = "me"
"""The mark that holds the agent's own user id: the author of what waits to be sent."""


def put(db: sqlite3.Connection, marks: Mapping[str, str]) -> None:
    """Keep texts under their names."""
    db.executemany("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", marks.items())


class Marks:
    """Texts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str:
        """The text of a mark; "" when it was never put."""
        row = self._database.look(
            lambda db: db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        )
        return str(row[0]) if row else ""

    async def put(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        await self._database.write(lambda db: put(db, {name: value}))
