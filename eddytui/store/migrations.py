"""The tables, and how a file made by an earlier eddytui is brought up to date."""

import sqlite3
from collections.abc import Callable, Sequence

from eddytui.store.errors import StoreError, Unfit, code

Step = Callable[[sqlite3.Connection], None]

_TICKETS = """
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL, requester_id INTEGER NOT NULL, requester TEXT NOT NULL,
    status_id TEXT NOT NULL, priority_id INTEGER NOT NULL, type_id INTEGER NOT NULL,
    department_id INTEGER NOT NULL, owner_id INTEGER NOT NULL, owner TEXT NOT NULL,
    sla TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL,
    frozen INTEGER NOT NULL, locked INTEGER NOT NULL, closed INTEGER NOT NULL,
    unread INTEGER NOT NULL, rate TEXT NOT NULL, deleted INTEGER NOT NULL, head TEXT NOT NULL,
    changed TEXT NOT NULL, sure_until TEXT NOT NULL, record TEXT NOT NULL
)
"""

_VIEWED = """updated, id, frozen, owner_id, unread, sla, department_id, status_id, requester_id,
    created, closed, deleted"""


def _views(columns: str) -> tuple[str, ...]:
    """Indexes that hold every column that is asked for, so that nobody touches the wide rows.

    The open tickets are few, so their index is small whatever the age of the helpdesk.
    """
    return (
        f"CREATE INDEX open_tickets ON tickets ({columns}) WHERE closed = 0 AND deleted = 0",
        f"CREATE INDEX all_tickets ON tickets ({columns})",
    )


_BY_REQUESTER = "CREATE INDEX tickets_by_requester ON tickets (requester_id)"

# One row a ticket: its number, `head` (title and people) and the text of its loaded thread.
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(
    number, head, thread, tokenize = "unicode61 remove_diacritics 2", columnsize = 0
)
"""

_THREADS = (
    """
CREATE TABLE messages (
    kind TEXT NOT NULL, id INTEGER NOT NULL, ticket_id INTEGER NOT NULL,
    author_id INTEGER NOT NULL, created TEXT NOT NULL,
    files TEXT NOT NULL, blocks TEXT NOT NULL, words TEXT NOT NULL, html TEXT NOT NULL,
    stamp INTEGER NOT NULL,
    UNIQUE (kind, id)
)
""",
    "CREATE INDEX messages_by_ticket ON messages (ticket_id, kind, id)",
    """
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, event TEXT NOT NULL, text TEXT NOT NULL,
    author_id INTEGER NOT NULL, author TEXT NOT NULL, created TEXT NOT NULL
)
""",
    "CREATE INDEX audit_by_ticket ON audit (ticket_id)",
    """
CREATE TABLE pages (
    ticket_id INTEGER NOT NULL, kind TEXT NOT NULL, total INTEGER NOT NULL,
    loaded INTEGER NOT NULL, as_of TEXT NOT NULL,
    PRIMARY KEY (ticket_id, kind)
) WITHOUT ROWID
""",
)

_LISTS = (
    """
CREATE TABLE people (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, staff INTEGER NOT NULL,
    organization TEXT NOT NULL, presence TEXT NOT NULL, departments TEXT NOT NULL,
    language TEXT NOT NULL, gone INTEGER NOT NULL, words TEXT NOT NULL, record TEXT NOT NULL
)
""",
    """
CREATE TABLE catalog (
    kind TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, names TEXT NOT NULL,
    color TEXT NOT NULL, type TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID
""",
)

# A pending number is never given twice: it is the (negative) id of a reply on the screen.
_OWN = (
    """
CREATE TABLE pending (
    number INTEGER PRIMARY KEY AUTOINCREMENT, ticket_id INTEGER NOT NULL, kind TEXT NOT NULL,
    patch TEXT NOT NULL, blocks TEXT NOT NULL, state TEXT NOT NULL, made TEXT NOT NULL
)
""",
    "CREATE INDEX pending_by_ticket ON pending (ticket_id)",
    """
CREATE TABLE drafts (
    ticket_id INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, saved TEXT NOT NULL,
    PRIMARY KEY (ticket_id, kind)
) WITHOUT ROWID
""",
    "CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


def _first(db: sqlite3.Connection) -> None:
    """Make all tables."""
    for statement in (_TICKETS, *_views(_VIEWED), _BY_REQUESTER, _WORDS, *_THREADS, *_LISTS, *_OWN):
        db.execute(statement)


_QUERIED = "priority_id, type_id, locked, rate"
_QUERIES = (
    "DROP INDEX open_tickets",
    "DROP INDEX all_tickets",
    *_views(f"{_VIEWED}, {_QUERIED}"),
    "CREATE INDEX messages_with_files ON messages (ticket_id) WHERE files <> ''",
    "CREATE INDEX people_by_organization ON people (organization)",
    """
CREATE TABLE tags (
    tag TEXT NOT NULL, ticket_id INTEGER NOT NULL, PRIMARY KEY (tag, ticket_id)
) WITHOUT ROWID
""",
    "CREATE INDEX tags_by_ticket ON tags (ticket_id)",
    """
INSERT OR IGNORE INTO tags (tag, ticket_id)
SELECT tag.value, tickets.id FROM tickets, json_each(
    CASE WHEN json_valid(tickets.record) THEN tickets.record ELSE '{}' END, '$.tags'
) AS tag
""",
)
_CHANGED_TAGS = """
SELECT ticket_id, json_extract(patch, '$.tags') FROM pending
WHERE kind = 'change' AND json_type(patch, '$.tags') = 'array' ORDER BY number
"""


def _queries(db: sqlite3.Connection) -> None:
    """Make ready what typed queries ask for: tags, attachments, organizations, more columns."""
    for statement in _QUERIES:
        db.execute(statement)
    for ticket_id, tags in db.execute(_CHANGED_TAGS).fetchall():  # not sent yet: they are shown
        db.execute("DELETE FROM tags WHERE ticket_id = ?", (ticket_id,))
        db.execute(
            "INSERT OR IGNORE INTO tags (tag, ticket_id) SELECT value, ? FROM json_each(?)",
            (ticket_id, tags),
        )


# One row of `kb_words` is one language of an article, under the id that it has in `kb_texts`; its
# number is the same in all languages. What a search does not rank by stands apart in `kb_records`
# and `kb_bodies`: narrow rows are read twice as fast.
_KNOWLEDGE = (
    """
CREATE TABLE kb_categories (
    id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL, position INTEGER NOT NULL,
    access TEXT NOT NULL, names TEXT NOT NULL, words TEXT NOT NULL, record TEXT NOT NULL
)
""",
    """
CREATE TABLE kb_articles (
    id INTEGER PRIMARY KEY, access TEXT NOT NULL, pinned INTEGER NOT NULL, views INTEGER NOT NULL,
    template INTEGER NOT NULL, round INTEGER NOT NULL, created TEXT NOT NULL,
    updated TEXT NOT NULL, shelves TEXT NOT NULL
)
""",
    "CREATE TABLE kb_records (id INTEGER PRIMARY KEY, record TEXT NOT NULL)",
    """
CREATE TABLE kb_texts (
    id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, language TEXT NOT NULL,
    title TEXT NOT NULL, UNIQUE (article_id, language)
)
""",
    "CREATE TABLE kb_bodies (id INTEGER PRIMARY KEY, plain TEXT NOT NULL, blocks TEXT NOT NULL)",
    "CREATE TABLE kb_shelves (category_id INTEGER, article_id INTEGER, UNIQUE"
    " (category_id, article_id))",
    "CREATE INDEX kb_shelves_by_article ON kb_shelves (article_id)",
    """
CREATE VIRTUAL TABLE kb_words USING fts5(
    number, title, tags, headings, body,
    tokenize = "unicode61 remove_diacritics 2", prefix = "3"
)
""",
)


def _knowledge(db: sqlite3.Connection) -> None:
    """Make room for the knowledge base."""
    for statement in _KNOWLEDGE:
        db.execute(statement)


# What may not be sent yet (`due`), or has to be compared with the helpdesk before (`base`).
_SAFETY = (
    "ALTER TABLE pending ADD COLUMN base TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE pending ADD COLUMN due TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE drafts ADD COLUMN files TEXT NOT NULL DEFAULT '[]'",
    """
CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT, lot INTEGER NOT NULL, pending INTEGER NOT NULL,
    ticket_id INTEGER NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL, state TEXT NOT NULL, made TEXT NOT NULL
)
""",
    "CREATE INDEX journal_by_pending ON journal (pending)",
    "CREATE INDEX journal_by_lot ON journal (lot)",
)


def _safety(db: sqlite3.Connection) -> None:
    """Make room for what guards the agent's own work: times to send, attachments, the journal."""
    for statement in _SAFETY:
        db.execute(statement)


_CARE = (
    """
CREATE TABLE billing (
    ticket_id INTEGER NOT NULL, id INTEGER NOT NULL, action TEXT NOT NULL, text TEXT NOT NULL,
    spent INTEGER NOT NULL, paid INTEGER NOT NULL, staff_id INTEGER NOT NULL, staff TEXT NOT NULL,
    billed TEXT NOT NULL, record TEXT NOT NULL,
    UNIQUE (ticket_id, id)
)
""",
    """
CREATE TABLE organizations (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, words TEXT NOT NULL, record TEXT NOT NULL,
    seen TEXT NOT NULL
)
""",
    "ALTER TABLE people ADD COLUMN seen TEXT NOT NULL DEFAULT ''",
)


def _care(db: sqlite3.Connection) -> None:
    """Make room for time entries and organizations, and for when people were read."""
    for statement in _CARE:
        db.execute(statement)


TABLES = frozenset({
    *("tickets", "words", "messages", "audit", "pages", "people", "catalog", "pending", "drafts"),
    *("marks", "tags", "kb_categories", "kb_articles", "kb_records", "kb_texts", "kb_bodies"),
    *("kb_shelves", "kb_words", "journal", "billing", "organizations"),
})  # fmt: skip
"""What a whole file has."""

STEPS: tuple[Step, ...] = (_first, _queries, _knowledge, _safety, _care)
"""Step n takes a file from version n to n + 1."""


def version(db: sqlite3.Connection) -> int:
    """How many steps the file has behind it."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring the file up to date, one transaction a step; refuse one that is newer than we are."""
    if (found := version(db)) > len(steps):
        raise StoreError(
            f"The local copy was made by a newer eddytui (format {found}, this one reads up to"
            f" {len(steps)}). Update eddytui."
        )
    if found < 0:
        raise Unfit(f"its format is {found}")
    for number, step in enumerate(steps):
        if number < found:
            continue
        db.execute("BEGIN IMMEDIATE")
        with db:
            # Another eddytui that started at the same moment may have been first.
            if version(db) == number:
                try:
                    step(db)
                except sqlite3.OperationalError as error:
                    raise _unfit(error) from error
                db.execute(f"PRAGMA user_version = {number + 1}")


def check(db: sqlite3.Connection) -> None:
    """Raise `Unfit` for a file whose version promises tables that it does not have."""
    found = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    if missing := TABLES - found:
        raise Unfit(f"tables are missing: {', '.join(sorted(missing))}")


def _unfit(error: sqlite3.OperationalError) -> sqlite3.Error:
    """A step that fails for what it finds means a file that no eddytui has left like this."""
    return Unfit(str(error)) if code(error) == sqlite3.SQLITE_ERROR else error
