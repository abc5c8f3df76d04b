"""Which part of a question the server can answer by its filters, and which only the copy here."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from eddytui.models.people import NOBODY
from eddytui.models.queries import TicketQuery
from eddytui.models.terms import Among, Column, Condition, Has, Ranged, Term, When, Within, Words

_SECOND = timedelta(seconds=1)

_MOST_VALUES = 50
"""Ids in one filter; more make an address that servers and proxies cut."""

_LISTS: dict[Column, str] = {
    "status_id": "status_list",
    "priority_id": "priority_list",
    "type_id": "type_list",
    "owner_id": "owner_list",
    "requester_id": "user_list",
}
_UNDOCUMENTED: dict[Column, str] = {"department_id": "department_list"}
_FLAGS: dict[tuple[Column, bool], tuple[str, int]] = {
    ("frozen", False): ("freeze", 1),
    ("frozen", True): ("freeze", 0),
    ("deleted", False): ("deleted", 1),
    ("deleted", True): ("deleted", 0),
}
_DATES: dict[Ranged, str] = {"created": "date_created", "updated": "date_updated"}
_WORDS: dict[str, str] = {
    "status_id": "status",
    "priority_id": "prio",
    "type_id": "type",
    "department_id": "dep",
    "owner_id": "owner",
    "requester_id": "user",
    "organization": "org",
    "closed": "open",
}

Filters = dict[str, Any]


class ServerPart(NamedTuple):
    """What the server is asked for, and what that leaves to do here."""

    filters: Filters
    """For `client.tickets.page(**filters)`.

    All but `search` narrow no more than the question does: what comes can be asked again here.
    `search` finds by rules of the server's own.
    """
    server: tuple[str, ...]
    """The words of the query language that the server answers, for the line under the filter."""
    local: tuple[str, ...]
    """Those that only what is kept here answers."""


def server_part(query: TicketQuery, now: str, *, undocumented: bool = False) -> ServerPart:
    """The filters of `GET /tickets/` for a question asked `now` (server time).

    `undocumented` filters are met on live systems, but not promised: only when told to.
    """
    lists = {**_LISTS, **(_UNDOCUMENTED if undocumented else {})}
    filters: Filters = {}
    server: list[str] = []
    local: list[str] = []
    for term in (*_fields(query), *query.terms):
        found = _filters(term, lists, now)
        # Asked for twice, the second would take the place of the first.
        if found and not found.keys() & filters.keys():
            filters |= found
            server += map(_word, term.any_of)
        else:
            local += map(_word, term.any_of)
    if order := _order(query):
        filters["order_by"] = order
    return ServerPart(filters, tuple(dict.fromkeys(server)), tuple(dict.fromkeys(local)))


def _fields(query: TicketQuery) -> Iterator[Term]:
    """What a view asks for, as terms."""
    needs = (query.needs, NOBODY) if query.needs else ()
    lists: dict[Column, tuple[int | str, ...]] = {
        "status_id": query.statuses,
        "owner_id": query.owners or needs,
        "requester_id": query.requesters,
        # What needs somebody has departments for nobody's tickets alone.
        "department_id": () if needs else query.departments,
    }
    yield from (Term((Among(column, values),)) for column, values in lists.items() if values)
    if query.frozen is not None:
        yield Term((Among("frozen", (1,)),), negated=not query.frozen)
    if query.open is not None and not query.terms:
        yield Term((Among("closed", (0,)),), negated=not query.open)
    if query.late:
        yield Term((Within("sla", end=When("now")),))
    if query.updated_since:
        yield Term((Within("updated", When(query.updated_since)),))
    if query.words:
        yield Term((Words(query.words),))


def _filters(term: Term, lists: Mapping[Column, str], now: str) -> Filters:
    """The filters that ask for the same as a term; none when there are no such."""
    if len(term.any_of) != 1:
        return {}
    (condition,) = term.any_of
    if isinstance(condition, Among):
        return _listed(condition, lists, negated=term.negated)
    if term.negated:
        return {}
    if isinstance(condition, Words):
        return {"search": condition.text}
    if isinstance(condition, Within) and condition.column in _DATES:
        return _dated(condition, now)
    return {}


def _listed(condition: Among, lists: Mapping[Column, str], *, negated: bool) -> Filters:
    if flag := _FLAGS.get((condition.column, negated)):
        return dict([flag])
    name = lists.get(condition.column)
    # Some systems know no filter for nobody's tickets (`behaviour.md` section 2).
    nobody = condition.column == "owner_id" and NOBODY in condition.values
    if negated or nobody or name is None or len(condition.values) > _MOST_VALUES:
        return {}
    return {name: condition.values}


def _dated(condition: Within, now: str) -> Filters:
    name = _DATES[condition.column]
    filters: Filters = {}
    if isinstance(condition.first, When):
        filters[f"from_{name}"] = str(_moment(condition.first, now))
    if isinstance(condition.end, When):
        filters[f"to_{name}"] = str(_moment(condition.end, now) - _SECOND)
    return filters


def _moment(when: When, now: str) -> datetime:
    since = datetime.fromisoformat(now if when.since in {"now", "today"} else when.since)
    if when.since == "today":
        since = since.replace(hour=0, minute=0, second=0)
    # As text a date has its year in four digits, which `strftime` does not see to.
    return since.replace(microsecond=0) + timedelta(seconds=when.seconds)


def _order(query: TicketQuery) -> str:
    """The order, when the server knows all of it."""
    usual = {"updated": "date_updated{desc}", "created": "date_created{desc}"}
    if not query.sorts:
        return usual.get(query.order, "")
    if not all(sort.column in usual for sort in query.sorts):
        return ""
    return ",".join(
        f"date_{sort.column}{{{'desc' if sort.descending else 'asc'}}}" for sort in query.sorts
    )


def _word(condition: Condition) -> str:
    if isinstance(condition, Words):
        return "words"
    if isinstance(condition, Has):
        return condition.what
    return _WORDS.get(condition.column, condition.column)
