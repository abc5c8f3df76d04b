"""A store on a real file, and records as the server would send them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eddytui.models.people import User
from eddytui.models.queries import TicketQuery
from eddytui.models.tickets import Comment, Post, Ticket
from eddytui.store.conditions import order, where
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.text.blocks import Block, Document, Span, dumps

NOW = "2026-11-24 09:00:00"
ALL = TicketQuery(frozen=None)
IRA, OLGA, JOHN, MARIA = 7, 8, 41, 42
_JOHN = {
    "user_id": JOHN,
    "user_name": "John",
    "user_lastname": "Doe",
    "user_email": "john@acme.com",
}


@contextmanager
def reopened(path: Path) -> Iterator[Store]:
    """A store on a file that may be there already."""
    store = Store(Database(path))
    try:
        yield store
    finally:
        store.close()


def opened(tmp_path: Path) -> Iterator[Store]:
    """A store on a new file, as a fixture."""
    with reopened(tmp_path / "acme" / "queue.db") as store:
        yield store


def ticket(ticket_id: int, **fields: Any) -> Ticket:
    """An open, unassigned ticket of John's, read by colleagues, but for `fields`."""
    sent = {
        "id": ticket_id,
        "title": f"Printer {ticket_id}",
        "status_id": "open",
        "date_created": "2026-11-23 08:00:00",
        "date_updated": f"2026-11-23 09:{ticket_id % 60:02}:00",
        "viewed_by_staff": 1,
        **_JOHN,
        **fields,
    }
    return Ticket.model_validate(sent)


def user(user_id: int, name: str, **fields: Any) -> User:
    """A colleague, but for `fields`."""
    group = {"id": 2, "type": "staff"}
    return User.model_validate({"id": user_id, "name": name, "group": group, **fields})


def post(post_id: int, text: str = "Hello", **fields: Any) -> Post:
    """A reply of John's; a higher id is later."""
    return Post.model_validate(_message(post_id, text) | fields)


def comment(comment_id: int, text: str = "Hello", **fields: Any) -> Comment:
    """A note of Ira's; a higher id is later."""
    return Comment.model_validate(_message(comment_id, text) | {"user_id": IRA} | fields)


def _message(message_id: int, text: str) -> dict[str, Any]:
    created = f"{8 + message_id // 60:02}:{message_id % 60:02}:00 23.11.2026"
    return {"id": message_id, "user_id": JOHN, "text": text, "date_created": created}


def blocks(text: str) -> str:
    """A text as the blocks that the store keeps."""
    return dumps(Document((Block("para", (Span(text),)),)))


def ids(store: Store, query: TicketQuery = ALL, now: str = NOW) -> list[int]:
    """The ids of a view as a list."""
    return store.tickets.ids(query, now).tolist()


def plan(store: Store, query: TicketQuery) -> list[str]:
    """How SQLite finds and sorts the ids of a view."""
    table, values = where(query, NOW)
    sql = f"EXPLAIN QUERY PLAN SELECT id FROM {table} ORDER BY {order(query)}"  # noqa: S608 - fixed text
    return [line[3] for line in store.database.look(lambda db: db.execute(sql, values).fetchall())]
