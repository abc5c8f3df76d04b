"""A view's question as SQL: fixed text, and values only as parameters."""

from collections.abc import Iterable

from eddytui.models.queries import Order, TicketQuery
from eddytui.store.search import MATCHING, expression

Condition = tuple[str, tuple[object, ...]]

ORDERS: dict[Order, str] = {
    "urgent": "sla = '', sla, updated DESC, id DESC",
    "updated": "updated DESC, id DESC",
    "created": "created DESC, id DESC",
}
_DELETED = {False: "deleted = 0", True: "deleted = 1"}
_FROZEN = {False: "frozen = 0", True: "frozen = 1"}
_OPEN = {True: "closed = 0", False: "closed = 1"}


def _among(column: str, values: tuple[object, ...]) -> Condition:
    return f"{column} IN ({', '.join('?' * len(values))})", values


def _needs(query: TicketQuery, now: str) -> Condition:
    """What one person has to look at now: theirs that are unread or short of time, and nobody's."""
    mine = "owner_id = ? AND (unread = 1 OR sla <> '' AND sla <= datetime(?, '+1 hour'))"
    nobodys, departments = "owner_id = 0", query.departments
    if departments:
        nobodys += f" AND {_among('department_id', departments)[0]}"
    return f"frozen = 0 AND ({mine} OR {nobodys})", (query.needs, now, *departments)


def _conditions(query: TicketQuery, now: str) -> Iterable[Condition]:
    """Every condition that is set."""
    flags = ((_DELETED, query.deleted), (_OPEN, is_open(query)), (_FROZEN, query.frozen))
    yield from ((texts[flag], ()) for texts, flag in flags if flag is not None)
    if query.needs:
        yield _needs(query, now)
    listed = {
        "owner_id": query.owners,
        "department_id": () if query.needs else query.departments,
        "status_id": query.statuses,
        "requester_id": query.requesters,
    }
    yield from (_among(column, values) for column, values in listed.items() if values)
    if query.late:
        yield "sla <> '' AND sla < ?", (now,)
    if query.updated_since:
        yield "updated >= ?", (query.updated_since,)
    if asked := expression(query.words):
        yield f"id IN ({MATCHING})", (asked,)
    if query.terms:
        from eddytui.store.terms import conditions  # noqa: PLC0415 - not in the first frame

        yield from conditions(query.terms, now)


def is_open(query: TicketQuery) -> bool | None:
    """The open or closed part asked for; what needs somebody is open."""
    return True if query.needs else query.open


def order(query: TicketQuery) -> str:
    """What stands after ORDER BY."""
    if not query.sorts:
        return ORDERS[query.order]
    from eddytui.store import terms  # noqa: PLC0415 - not in the first frame

    return terms.order(query.sorts)


def where(query: TicketQuery, now: str) -> Condition:
    """Table and conditions: what stands after FROM, and its parameters."""
    found = list(_conditions(query, now))
    # SQLite would rather look up every ticket that has the words, open or not.
    small = is_open(query) and query.deleted is False
    table = "tickets INDEXED BY open_tickets" if small else "tickets"
    text = " AND ".join(f"({condition})" for condition, _ in found)
    return f"{table} WHERE {text}", tuple(value for _, values in found for value in values)
