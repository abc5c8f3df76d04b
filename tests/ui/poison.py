"""Payloads for every text of a record, put into the local copy past all that cleans."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.store_records import blocks

TICKET = 1041
MARKUP = "[/nope][@click=app.quit]x[/]"
SEQUENCES = (
    "\x1b[2J\x1b[31m\x1b]52;c;cm0=\x1b\\\x1b]0;owned\x07\x1bP$q\x1b\\\x9b5m\x9d0;t\x9c"
    "\x00\x07\x08\x7f\x85\u2028\u2029\u202e\u2066\u200e\u200b\ufeff\U000e0041"
)
_IN_RECORD = ("title", "user_email", "unique_id", "source", "rate", "rate_comment")


def hostile(name: str) -> str:
    """A payload that can be told from the others by the name it begins with."""
    return f"{name}{MARKUP}{SEQUENCES}"


def shown(name: str) -> str:
    """What must be seen of it, even in a narrow column."""
    return f"{name}[/n"


def poison(copy: Path) -> None:
    """Put payloads into one ticket, its messages, history and people, and into all lists."""
    with closing(sqlite3.connect(copy)) as db, db:
        _ticket(db)
        for kind in ("post", "comment"):
            values = (blocks(hostile(kind)), json.dumps([[hostile(f"{kind}-file"), ""]]))
            db.execute(
                "UPDATE messages SET blocks = ?, files = ? WHERE ticket_id = ? AND kind = ?",
                (*values, TICKET, kind),
            )
        history = json.dumps({"en": hostile("audit")})
        db.execute("UPDATE audit SET author = ?, text = ?", (hostile("who"), history))
        person = (hostile("name"), hostile("org"), hostile("Absent"))
        db.execute("UPDATE people SET name = ?, organization = ?, presence = ?", person)
        for (kind,) in db.execute("SELECT DISTINCT kind FROM catalog").fetchall():
            names = json.dumps([{"en": hostile(kind[:3])}])
            db.execute("UPDATE catalog SET names = ? WHERE kind = ?", (names, kind))
        draft = (TICKET, hostile("draft"))
        db.execute("INSERT INTO drafts VALUES (?, 'post', ?, '2026-03-02 09:00:00', '[]')", draft)


def _ticket(db: sqlite3.Connection) -> None:
    (written,) = db.execute("SELECT record FROM tickets WHERE id = ?", (TICKET,)).fetchone()
    record = json.loads(written) | {name: hostile(name) for name in _IN_RECORD}
    record |= {"tags": [hostile("tags")], "cc": [hostile("cc")]}
    names = (hostile("title"), hostile("from"), hostile("own"))
    db.execute(
        "UPDATE tickets SET title = ?, requester = ?, owner = ?, owner_id = 8, record = ?"
        " WHERE id = ?",
        (*names, json.dumps(record), TICKET),
    )
