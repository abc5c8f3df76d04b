"""Replies and notes that were typed and not sent."""

import json
import sqlite3

from eddytui.models.rows import Draft
from eddytui.store.database import Database

_SELECT = "SELECT ticket_id, kind, text, saved, files FROM drafts"
_KEEP = """
INSERT INTO drafts (ticket_id, kind, text, saved, files) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (ticket_id, kind) DO UPDATE SET
    text = excluded.text, saved = excluded.saved, files = excluded.files
"""


def _draft(row: tuple[int, str, str, str, str]) -> Draft:
    return Draft(*row[:4], tuple(json.loads(row[4])))


def joined(first: str, then: str) -> str:
    """Two texts as one, with a blank line between them."""
    return f"{first}\n\n{then}" if first and then.strip() else first or then


def text(db: sqlite3.Connection, ticket_id: int, kind: str) -> str:
    """The text of a draft; "" when there is none."""
    row = db.execute(f"{_SELECT} WHERE ticket_id = ? AND kind = ?", (ticket_id, kind)).fetchone()
    return _draft(row).text if row else ""


def keep(db: sqlite3.Connection, draft: Draft) -> None:
    """Keep a draft in the place of the one before; an empty one is none."""
    if not draft.text.strip():
        drop(db, draft.ticket_id, draft.kind)
        return
    db.execute(_KEEP, (*draft[:4], json.dumps(draft.files)))


def drop(db: sqlite3.Connection, ticket_id: int, kind: str) -> None:
    """Let go of a draft."""
    db.execute("DELETE FROM drafts WHERE ticket_id = ? AND kind = ?", (ticket_id, kind))


class Drafts:
    """At most one draft of each kind (`post`, `comment`) for a ticket."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, ticket_id: int, kind: str, text: str, now: str) -> None:
        """Keep what was typed so far; once this returns, it survives the program."""
        draft = Draft(ticket_id, kind, text, now)
        await self._database.write(lambda db: keep(db, draft))

    async def drop(self, ticket_id: int, kind: str) -> None:
        """Let go of a draft that was sent or thrown away."""
        await self._database.write(lambda db: drop(db, ticket_id, kind))

    def one(self, ticket_id: int, kind: str) -> Draft | None:
        """The draft of this kind for a ticket, if there is one."""
        sql = f"{_SELECT} WHERE ticket_id = ? AND kind = ?"
        row = self._database.look(lambda db: db.execute(sql, (ticket_id, kind)).fetchone())
        return _draft(row) if row else None

    def all(self) -> list[Draft]:
        """Every draft, the last saved first."""
        sql = f"{_SELECT} ORDER BY saved DESC, ticket_id DESC, kind"
        found = self._database.look(lambda db: db.execute(sql).fetchall())
        return [_draft(row) for row in found]
