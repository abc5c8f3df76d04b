"""Which ticket has which tags, with the agent's waiting changes: asked for and completed often."""

import sqlite3
from collections.abc import Iterable, Mapping

from eddytui.store.database import Database


def put(db: sqlite3.Connection, tags: Mapping[int, Iterable[str]]) -> None:
    """Keep the tags of these tickets, and no others of theirs."""
    db.executemany("DELETE FROM tags WHERE ticket_id = ?", ((ticket_id,) for ticket_id in tags))
    db.executemany(
        "INSERT OR IGNORE INTO tags (tag, ticket_id) VALUES (?, ?)",
        ((tag, ticket_id) for ticket_id, listed in tags.items() for tag in listed),
    )


class Tags:
    """The tags that tickets have."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[str]:
        """Every tag of a kept ticket, by name."""
        sql = "SELECT DISTINCT tag FROM tags ORDER BY tag"
        return [tag for (tag,) in self._database.look(lambda db: db.execute(sql).fetchall())]
