"""What lists can be asked for: conditions, dates, words and order, the same for all lists."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from eddytui.demo.http import Ask, invalid
from eddytui.demo.times import read_iso

R = TypeVar("R")
Condition = Callable[[R], bool]
_ORDER = re.compile(r"(\w+)(?:\{(asc|desc)\})?", re.IGNORECASE)


def chosen(ask: Ask, name: str, value: Callable[[R], object]) -> Iterator[Condition[R]]:
    """The condition of a list such as `owner_list`: ids by commas."""
    wanted = ask.listed(name)
    if wanted is not None:
        yield lambda row: str(value(row)) in wanted


def dated(ask: Ask, name: str, value: Callable[[R], datetime]) -> Iterator[Condition[R]]:
    """The conditions `from_…` and `to_…` of a date; both ends belong to the span."""
    for prefix in ("from", "to"):
        text = ask.query.get(f"{prefix}_{name}", "")
        if not text:
            continue
        moment = read_iso(text)
        if moment is None:
            raise invalid([f"Field {{{prefix}_{name}}} value is incorrect"])
        if prefix == "from":
            yield lambda row, first=moment: value(row) >= first  # type: ignore[misc]
        else:
            yield lambda row, last=moment: value(row) <= last  # type: ignore[misc]


def worded(ask: Ask, texts: Callable[[R], Sequence[str]]) -> Iterator[Condition[R]]:
    """The condition `search`: all words somewhere, or one text as a whole (`exact_search`)."""
    search = ask.query.get("search", "").strip().casefold()
    if not search:
        return
    if ask.query.get("exact_search") == "1":
        yield lambda row: search in (text.casefold() for text in texts(row))
        return
    words = search.split()

    def matches(row: R) -> bool:
        text = "\n".join(texts(row)).casefold()
        return all(word in text for word in words)

    yield matches


def matching(rows: Sequence[R], conditions: Iterator[Condition[R]]) -> list[R]:
    """The rows that meet all conditions, in their order."""
    found = list(rows)
    for condition in conditions:
        found = [row for row in found if condition(row)]
    return found


def ordered(rows: list[R], order: str, keys: dict[str, Callable[[R], Any]], usual: str) -> list[R]:
    """The rows in the asked order: `name{asc}`, several by commas, with or without braces."""
    parts = [
        (found[1].lower(), (found[2] or "asc").lower())
        for found in _ORDER.finditer(order)
        if found[1].lower() in keys
    ]
    for name, direction in reversed(parts or _parts(usual)):
        rows = sorted(rows, key=keys[name], reverse=direction == "desc")
    return rows


def _parts(order: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in _ORDER.finditer(order)]
