"""Requests and answers as the API has them: names as PHP reads them, pages, errors."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from starlette.datastructures import QueryParams

from eddytui.demo.files import Upload
from eddytui.demo.numbers import number
from eddytui.demo.records import Person
from eddytui.demo.shelf import Shelf
from eddytui.demo.world import World

R = TypeVar("R")
_PAGE = 30
_PART = re.compile(r"\[([^]]*)\]")

Body = dict[str, Any]
Answer = dict[str, Any]


def _told(*errors: tuple[str, str, str]) -> Answer:
    """A body of `errors`: code, title and details of each."""
    keys = ("code", "title", "details")
    return {"errors": [dict(zip(keys, error, strict=True)) for error in errors]}


class Refusal(Exception):
    """An answer with `errors` instead of data."""

    def __init__(self, status: int, *errors: tuple[str, str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.body = _told(*errors)


def missing(details: str) -> Refusal:
    """What is not there, or not for this person's eyes."""
    return Refusal(404, ("e-404", "Not found", details))


def invalid(details: Iterable[str]) -> Refusal:
    """Everything that is wrong with a request, at once."""
    return Refusal(400, *(("e-411", "Bad request", detail) for detail in details))


def deleted(details: str) -> Answer:
    """A success that the API writes under `errors`."""
    return _told(("s-204", "No content", details))


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, read: who wants what."""

    world: World
    who: Person
    now: datetime
    ids: Mapping[str, int]
    query: Mapping[str, str]
    body: Body
    do: Callable[[str, dict[str, Any]], int]
    """Does a deed in this person's name; gives the id of what it made or changed."""
    lag: timedelta = timedelta()
    """How far lists of tickets, users and organizations are behind."""
    as_lists: bool = False
    """Whether maps by id are sent as lists, and single users as a list of one."""
    address: str = ""
    """Where the helpdesk is, for the addresses of files."""

    def listed(self, name: str) -> frozenset[str] | None:
        """The values of a list, by commas or as PHP writes arrays; None when it has none."""
        parts = [
            value for key, value in self.query.items() if key == name or key.startswith(f"{name}[")
        ]
        values = {part.strip() for text in parts for part in text.split(",")}
        return frozenset(values - {""}) or None

    def files(self, name: str = "files") -> list[list[str]]:
        """The files of a form, ready for a deed; `files[0]`, `files[]` and `files` are in use."""
        return [one.coded() for one in many(self.body.get(name)) if isinstance(one, Upload)]

    def keyed(self, rows: Iterable[tuple[object, Any]]) -> Any:
        """A map by id as PHP sends it: an empty one is a list."""
        pairs = list(rows)
        if self.as_lists or not pairs:
            return [row for _, row in pairs]
        return {str(key): row for key, row in pairs}

    def rows(self, shelf: Shelf[R]) -> list[R]:
        """The records that lists are made from: those of a while ago where lists are behind."""
        return shelf.as_of(self.now - self.lag) if self.lag else list(shelf.values())

    def page(self, rows: Sequence[Any], size: int = _PAGE) -> tuple[Sequence[Any], dict[str, int]]:
        """The asked page of some rows, and the pagination; nothing past the end."""
        asked = self.query.get("page", "").strip()
        page = number(asked) or 1
        if asked.isdecimal() and number(asked) is None:
            raise invalid(["Field {page} value is incorrect"])
        pagination = {
            "total": len(rows),
            "per_page": size,
            "current_page": page,
            "total_pages": max(1, -(-len(rows) // size)),
        }
        return rows[(page - 1) * size : page * size], pagination


def asked(params: QueryParams) -> dict[str, str]:
    """What a query asks, as PHP reads it: the last word counts, but lists `name[]` add up."""
    words: dict[str, str] = {}
    for name, value in params.multi_items():
        words[name] = f"{words[name]},{value}" if name in words and name.endswith("[]") else value
    return words


def nested(pairs: Iterable[tuple[str, Any]]) -> Body:
    """Fields of a form with PHP's names: `custom_fields[8][1]=3`, `files[]=`, `files=` twice."""
    body: Body = {}
    for name, value in pairs:
        first, *parts = name.split("[", 1)
        keys = [first, *(_PART.findall(f"[{parts[0]}") if parts else ())]
        _set(body, keys, value)
    return body


def _set(body: Body, keys: list[str], value: Any) -> None:
    place = body
    for key in keys[:-1]:
        inner = place.setdefault(key, {})
        place[key] = place = inner if isinstance(inner, dict) else {"0": inner}
    last = keys[-1] or str(len(place))
    if last in place and len(keys) == 1:
        held = place[last]
        place[last] = [*held, value] if isinstance(held, list) else [held, value]
    else:
        place[last] = value


def many(value: Any) -> list[Any]:
    """The members of what may be sent as a list, a map, comma text or one thing."""
    if value in (None, ""):
        return []
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]
