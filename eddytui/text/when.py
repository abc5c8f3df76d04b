"""Dates and spans of time as they are typed into a query, and what comparing with them means."""

import re
from datetime import date

from eddytui.models.terms import When

DAY = 24 * 60 * 60
EXAMPLES = ("today", "yesterday", "tomorrow", "30m", "2h", "1d", "1w")

_UNITS = {"m": 60, "h": 60 * 60, "d": DAY, "w": 7 * DAY}
_DAYS = {"today": 0, "yesterday": -DAY, "tomorrow": DAY}
# Five digits: no span leads out of the years that SQLite can count.
_SPAN = re.compile(r"(\d{1,5})([mhdw])", re.ASCII)
_DATE = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)

Bounds = tuple[When | None, When | None]
"""The first moment that belongs to it, and the first that does not any more."""


def read(text: str) -> int | When | None:
    """A span in seconds (`2h`), the beginning of a day (`today`, `2026-01-31`), else None."""
    typed = text.casefold()
    if found := _SPAN.fullmatch(typed):
        return int(found[1]) * _UNITS[found[2]]
    if typed in _DAYS:
        return When("today", _DAYS[typed])
    if not _DATE.fullmatch(typed):
        return None
    try:
        return When(f"{date.fromisoformat(typed)} 00:00:00")
    except ValueError:
        return None


def of_day(op: str, day: When) -> Bounds:
    """A date against a day: `:` on it, `<` before it began, `>` after it ended."""
    after = day.later(DAY)
    return {
        ":": (day, after),
        "<": (None, day),
        "<=": (None, after),
        ">": (after, None),
        ">=": (day, None),
    }[op]


def of_age(op: str, seconds: int) -> Bounds:
    """A past date by its age: `<` and `:` younger than the span, `>` older."""
    then = When("now", -seconds)
    return {
        ":": (then, None),
        "<": (then.later(1), None),
        "<=": (then, None),
        ">": (None, then),
        ">=": (None, then.later(1)),
    }[op]


def of_time_left(op: str, seconds: int) -> Bounds:
    """A deadline by the time left: `<` and `:` less than the span or passed, `>` more."""
    then = When("now", seconds)
    return {
        ":": (None, then.later(1)),
        "<": (None, then),
        "<=": (None, then.later(1)),
        ">": (then.later(1), None),
        ">=": (then, None),
    }[op]
