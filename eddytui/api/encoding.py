"""Values as the API wants them written: in queries, in forms, in JSON bodies.

Spellings: `endpoints.md` section 0, `behaviour.md` section 2 ("Requests").
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

_IN_QUERIES = "%Y-%m-%d %H:%M:%S"
_IN_BODIES = "%d.%m.%Y %H:%M"
DEADLINES = frozenset({"sla_date", "freeze_date"})
_LISTS = frozenset({"cc", "bcc", "followers", "tags", "department", "employees", "managers"})
_FIELDS = "custom_fields"
_COLLECTIONS = (list, tuple, set, frozenset)


def query(filters: Mapping[str, object]) -> dict[str, str]:
    """Filters as query parameters: lists by commas; None and empty lists ask for nothing."""
    return {
        name: _plain(value)
        for name, value in filters.items()
        if value is not None and not (isinstance(value, _COLLECTIONS) and not value)
    }


def form(values: Mapping[str, object]) -> dict[str, str]:
    """Values as form fields, nested ones with PHP's brackets; None is left out.

    Inside a nested one None is "", which empties a custom field.
    """
    return dict(pair for name, value in values.items() for pair in _fields(name, value))


def body(values: Mapping[str, object]) -> dict[str, Any]:
    """Values as a JSON body; None empties a field."""
    return {name: _written(name, value) for name, value in values.items()}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.strftime(_IN_QUERIES)
    if isinstance(value, set | frozenset):
        return ",".join(sorted(map(_plain, value)))
    if isinstance(value, list | tuple):
        return ",".join(map(_plain, value))
    return _text(str(value))


def _text(text: str) -> str:
    """Text that can be sent: half a pair of UTF-16, as in a broken paste, has no bytes."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _fields(name: str, value: object) -> Iterator[tuple[str, str]]:
    """`custom_fields[8][1]=3`, `department[0]=1`; an empty list is one empty field."""
    if value is None:
        return
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, Mapping):
        inside = list(value.items())
    elif isinstance(value, list | tuple) and value:
        inside = list(enumerate(value))
    else:
        yield name, _single(name, value)
        return
    for key, item in inside:
        yield from _fields(f"{name}[{_text(str(key))}]", "" if item is None else item)


def _single(name: str, value: object) -> str:
    if _is_nobody(name, value):
        return ""
    return deadline(value) if name in DEADLINES else _plain(value)


def _written(name: str, value: object) -> Any:
    """One value of a JSON body; a checkbox of the custom fields is 1 or 0, as it is read."""
    if value is None:
        return [] if name in _LISTS else ""
    if _is_nobody(name, value):
        return ""
    if name in DEADLINES:
        return deadline(value)
    if name == _FIELDS and isinstance(value, Mapping):
        return {
            str(key): int(item) if isinstance(item, bool) else _json("" if item is None else item)
            for key, item in value.items()
        }
    return _json(value)


def _is_nobody(name: str, value: object) -> bool:
    """A ticket of nobody is read as owner 0 and written as owner "": 0 is refused as unknown."""
    return name == "owner_id" and value in (0, "0")


def _json(value: object) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        return value.strftime(_IN_QUERIES)
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, _COLLECTIONS):
        return [_json(item) for item in value]
    return value


def deadline(value: object) -> str:
    """`13.01.2017 12:36`, also from the ISO text a record keeps; "" takes a deadline away."""
    text = str(value)
    try:
        return datetime.fromisoformat(text).strftime(_IN_BODIES)
    except ValueError:
        return _text(text)
