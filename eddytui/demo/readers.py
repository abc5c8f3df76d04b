"""Reading what a request sets: every field checked, everything that is wrong said at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from eddytui.demo import values
from eddytui.demo.data.fields import FIELDS
from eddytui.demo.http import Ask, Refusal, many
from eddytui.demo.numbers import number

_EMPTY: tuple[object, ...] = (None, "", [], {})
_BAD = "Bad request"


class Wrong(ValueError):
    """All that is wrong with one value, in the server's words."""

    def __init__(self, *details: str, title: str = _BAD) -> None:
        super().__init__(*details)
        self.title = title


Reader = Callable[[Ask, str, Any], Any]
Readers = Mapping[str, tuple[str, Reader]]
"""By the name in the request: the record's field, and what reads its value."""


def read(ask: Ask, readers: Readers, required: Iterable[str] = ()) -> dict[str, Any]:
    """The fields a request sets, ready for a deed; names nobody knows are passed over."""
    read_values: dict[str, Any] = {}
    wrong: list[tuple[str, str, str]] = []
    for name, raw in {**dict.fromkeys(required), **ask.body}.items():
        if name not in readers:
            continue
        field, reader = readers[name]
        try:
            read_values[field] = reader(ask, name, raw)
        except Wrong as error:
            wrong.extend(("e-411", error.title, details) for details in error.args)
    if wrong:
        raise Refusal(400, *wrong)
    return read_values


def filled(reader: Reader) -> Reader:
    """A reader that takes no empty value."""

    def read_filled(ask: Ask, field: str, raw: Any) -> Any:
        if (raw.strip() if isinstance(raw, str) else raw) in _EMPTY:
            details = f"Required field {{{field}}} is missing or empty"
            raise Wrong(details, title=f"Required {{{field}}} field")
        return reader(ask, field, raw)

    return read_filled


def text(_: Ask, field: str, raw: Any) -> str:
    """Text of one piece."""
    if isinstance(raw, dict | list):
        raise Wrong(f"Field {{{field}}} value is incorrect")
    return "" if raw is None else str(raw).strip()


def mail(ask: Ask, field: str, raw: Any) -> str:
    """An e-mail address, or none."""
    address = text(ask, field, raw)
    name, _, domain = address.partition("@")
    if address and not (name and domain):
        raise Wrong(f"Field {{{field}}} value is incorrect")
    return address


def amount(ask: Ask, field: str, raw: Any) -> int:
    """A number that is not negative; 0 when empty."""
    found = number(text(ask, field, raw) or 0)
    if found is None:
        raise Wrong(f"Field {{{field}}} value is incorrect")
    return found


def flag(_: Ask, __: str, raw: Any) -> bool:
    """Yes or no."""
    return str(raw).lower() in {"1", "true"}


def entry(ids: Collection[Any]) -> Reader:
    """A reader of an id out of one of the helpdesk's lists."""
    by_text = {str(known): known for known in ids}

    def read_entry(_: Ask, field: str, raw: Any) -> Any:
        if str(raw) not in by_text:
            raise Wrong(f"Field {{{field}}} value is incorrect or empty")
        return by_text[str(raw)]

    return read_entry


def listed(reader: Reader) -> Reader:
    """A reader of several values of a kind."""

    def read_listed(ask: Ask, field: str, raw: Any) -> list[Any]:
        found: list[Any] = []
        wrong: list[str] = []
        for one in many(raw):
            try:
                found.append(reader(ask, field, one))
            except Wrong as error:
                wrong.extend(error.args)
        if wrong:
            raise Wrong(*dict.fromkeys(wrong))
        return found

    return read_listed


def person(ask: Ask, field: str, raw: Any) -> int:
    """The id of somebody."""
    found = ask.world.person(number(raw) or 0)
    if found is None:
        raise Wrong(f"Field {{{field}}} with id {{{raw}}} does not exist")
    return found.id


def custom_fields(owner: str) -> Reader:
    """A reader of the custom fields of an owner, by id."""

    def read_fields(ask: Ask, field: str, raw: Any) -> dict[str, Any]:
        pairs = raw.items() if isinstance(raw, dict) else enumerate(many(raw))
        states, wrong = {}, []
        for key, value in pairs:
            try:
                states[str(key)] = values.read(
                    ask.world.options, FIELDS[owner][number(key) or 0], value
                )
            except (ValueError, LookupError):
                wrong.append(f"Field {{{field}[{key}]}} value is incorrect")
        if wrong:
            raise Wrong(*wrong)
        return states

    return read_fields
