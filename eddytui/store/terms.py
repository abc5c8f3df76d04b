"""Terms of a typed query as SQL: fixed text, and values only as parameters."""

import json
from collections.abc import Iterable, Iterator, Sequence

from eddytui.models.terms import Among, Condition, Has, Ranged, Sort, Term, When, Within, Words
from eddytui.store.search import MATCHING, expression, phrase

Sql = tuple[str, tuple[object, ...]]

_LISTED = "(SELECT value FROM json_each(?))"
_THROUGH = {
    "tag": "id IN (SELECT ticket_id FROM tags WHERE tag IN {})",
    "organization": "requester_id IN (SELECT id FROM people WHERE organization IN {})",
}
_HAS = {
    "files": "id IN (SELECT ticket_id FROM messages WHERE files <> '')",
    "draft": "id IN (SELECT ticket_id FROM drafts)",
    "waiting": "id IN (SELECT ticket_id FROM pending)",
    # Most tickets have some: looking each of them up takes longer than passing over the others.
    "tags": "+id IN (SELECT ticket_id FROM tags)",
    "rating": "rate <> ''",
    "sla": "sla <> ''",
}
# "" is never, and no date is before or after it.
_COUNTS: dict[Ranged, str] = {
    "sla": "closed = 0 AND frozen = 0 AND sla <> ''",
    "created": "created <> ''",
    "updated": "updated <> ''",
    "id": "id > 0",
}
_MOMENT = "datetime(?, ?, ?)"
_NOTHING = "1"
_LATEST = "updated DESC, id DESC"

_CATALOG = "(SELECT position FROM catalog WHERE kind = '{}' AND id = CAST({}_id AS TEXT))"
_SORTED: dict[str, tuple[str, str]] = {
    # `head` begins with the title, in one case.
    "title": ("title = ''", "head"),
    "user": ("requester = ''", "requester COLLATE NOCASE"),
    "owner": ("owner = ''", "owner COLLATE NOCASE"),
    "sla": ("sla = ''", "sla"),
    **{
        short: (f"{place} IS NULL", place)
        for short, kind in (
            ("status", "status"),
            ("prio", "priority"),
            ("type", "type"),
            ("dep", "department"),
        )
        for place in (_CATALOG.format(kind, kind),)
    },
}


def conditions(terms: Iterable[Term], now: str) -> Iterator[Sql]:
    """What must hold for all terms; words that are asked for are looked up at once."""
    words = []
    for term in terms:
        if asked := _asked(term):
            words.append(asked)
        elif term.any_of:
            yield _term(term, now)
    if words:
        yield f"id IN ({MATCHING})", (" AND ".join(words),)


def order(sorts: Sequence[Sort]) -> str:
    """What stands after ORDER BY; what has no value comes last, equals by their last change."""
    columns = [sort.column for sort in sorts]
    if "updated" not in columns:
        return ", ".join([*map(_key, sorts), _LATEST])
    # In one direction with the date, so that the index has the order already.
    turned = sorts[columns.index("updated")].descending
    return ", ".join([*map(_key, sorts), "id DESC" if turned else "id"])


def _key(sort: Sort) -> str:
    empty, key = _SORTED.get(sort.column, ("", sort.column))
    direction = f"{key} DESC" if sort.descending else key
    return f"{empty}, {direction}" if empty else direction


def _asked(term: Term) -> str:
    """The full-text question for words that must be there; "" for any other term."""
    if term.negated or not all(isinstance(condition, Words) for condition in term.any_of):
        return ""
    asked = [_words(condition) for condition in term.any_of if isinstance(condition, Words)]
    return f"({' OR '.join(filter(None, asked))})" if any(asked) else ""


def _words(words: Words) -> str:
    return phrase(words.text) if words.phrase else expression(words.text)


def _term(term: Term, now: str) -> Sql:
    asked = [_condition(condition, now) for condition in term.any_of]
    found = [(text, values) for text, values in asked if text != _NOTHING]
    if not found:
        return _NOTHING, ()
    text = " OR ".join(f"({text})" for text, _ in found)
    values = tuple(value for _, values in found for value in values)
    return (f"NOT ({text})" if term.negated else text), values


def _condition(condition: Condition, now: str) -> Sql:
    if isinstance(condition, Among):
        through = _THROUGH.get(condition.column, f"{condition.column} IN {{}}")
        return through.format(_LISTED), (json.dumps(condition.values),)
    if isinstance(condition, Within):
        return _within(condition, now)
    if isinstance(condition, Has):
        return _HAS[condition.what], ()
    asked = _words(condition)
    return (f"id IN ({MATCHING})", (asked,)) if asked else (_NOTHING, ())


def _within(condition: Within, now: str) -> Sql:
    texts, values = [_COUNTS[condition.column]], []
    for op, bound in ((">=", condition.first), ("<", condition.end)):
        if bound is not None:
            text, asked = _bound(bound, now)
            texts.append(f"{condition.column} {op} {text}")
            values += asked
    return " AND ".join(texts), tuple(values)


def _bound(bound: When | int, now: str) -> tuple[str, list[object]]:
    if isinstance(bound, int):
        return "?", [bound]
    moment = now if bound.since in {"now", "today"} else bound.since
    begins = "start of day" if bound.since == "today" else "+0 days"
    return _MOMENT, [moment, begins, f"{bound.seconds:+d} seconds"]
