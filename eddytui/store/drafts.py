"""Replies and notes that were typed and not sent."""

import json
import sqlite3
from collections.abc import Sequence

from eddytui.models.rows import Draft
from eddytui.store.database import Database

_SELECT = "SELECT ticket_id, kind, text, saved, files FROM drafts"
_KEEP = """
INSERT INTO drafts (ticket_id, kind, text, saved, files) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (ticket_id, kind) DO UPDATE SET
    text = excluded.text, saved = excluded.saved, files = excluded.files
"""
_ONE = f"{_SELECT} WHERE ticket_id = ? AND kind = ?"


def _draft(row: tuple[int, str, str, str, str]) -> Draft:
    return Draft(*row[:4], tuple(json.loads(row[4])))


def joined(first: str, then: str) -> str:
    """Two texts as one, with a blank line between them."""
    return f"{first}\n\n{then}" if first and then.strip() else first or then


def before(first: Draft, then: Draft | None) -> Draft:
    """One draft in front of another, with the files of both."""
    if then is None:
        return first
    files = tuple(dict.fromkeys((*first.files, *then.files)))
    return first._replace(text=joined(first.text, then.text), files=files)


def _front(there: str, last: str) -> str:
    """What stands in front of the text that was kept last; "" for nothing."""
    return there.removesuffix(last).rstrip() if there != last and there.endswith(last) else ""


def one(db: sqlite3.Connection, ticket_id: int, kind: str) -> Draft | None:
    """The draft of this kind for a ticket, if there is one."""
    row = db.execute(_ONE, (ticket_id, kind)).fetchone()
    return _draft(row) if row else None


def keep(db: sqlite3.Connection, draft: Draft) -> None:
    """Keep a draft in the place of the one before; one without text and files is none."""
    if not draft.text.strip() and not draft.files:
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

    async def keep(self, draft: Draft, last: str | None = None, *, durable: bool = False) -> str:
        """Keep what was typed so far, with the files there are; once this returns, it survives.

        It survives the program; a `durable` one survives that the power goes. What came in front of
        the text that was kept `last`, from another program, stays there: it is returned.
        """

        def job(db: sqlite3.Connection) -> str:
            there = one(db, draft.ticket_id, draft.kind)
            front = _front(there.text, last) if there and last is not None else ""
            whole = draft.text if draft.text.startswith(front) else joined(front, draft.text)
            keep(db, draft._replace(text=whole, files=there.files if there else ()))
            return "" if whole == draft.text else front

        return await self._database.write(job, durable=durable)

    async def attach(self, ticket_id: int, kind: str, files: Sequence[str], now: str) -> None:
        """Let these be the files of a draft, which may have no text yet."""

        def job(db: sqlite3.Connection) -> None:
            before = one(db, ticket_id, kind)
            text = before.text if before else ""
            keep(db, Draft(ticket_id, kind, text, now, tuple(files)))

        await self._database.write(job, durable=True)

    async def put(self, draft: Draft) -> None:
        """Keep a whole draft in the place of the one before; an empty one is none."""
        await self._database.write(lambda db: keep(db, draft))

    def one(self, ticket_id: int, kind: str) -> Draft | None:
        """The draft of this kind for a ticket, if there is one."""
        return self._database.look(lambda db: one(db, ticket_id, kind))

    def all(self) -> list[Draft]:
        """Every draft, the last saved first."""
        sql = f"{_SELECT} ORDER BY saved DESC, ticket_id DESC, kind"
        found = self._database.look(lambda db: db.execute(sql).fetchall())
        return [_draft(row) for row in found]
