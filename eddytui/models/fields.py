"""Custom-field values: made readable, and as the API wants them written."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from eddytui.models.names import name_in

_TEXTS = frozenset({"text", "textarea", "number", "date", "regexp"})
_CHOICES = frozenset({"select", "hierarchy"})
WRITABLE = (_TEXTS - {"regexp"}) | _CHOICES | {"checkbox"}
"""The types whose written form is known; values of all others are shown and left alone."""


class Choice(NamedTuple):
    """An option that was chosen: its id, and its name by language as far as the server tells."""

    id: int
    names: Mapping[str, str]


class Unknown(NamedTuple):
    """A value of a type whose form is not known: as it came, to be shown and not to be written."""

    raw: object


Reading = str | bool | Choice | tuple[Choice, ...] | Unknown | None
"""A value by its type: text, number and date as text, a checkbox as bool, a select as its choice,
a hierarchy as its choices from the top down; None when empty."""


def read_value(value: object, field_type: str) -> Reading:
    """The value of a field of this type; whatever does not look like one is Unknown."""
    if value is None or value in ("", [], {}):
        return None
    if field_type in _TEXTS and isinstance(value, str | int | float):
        return str(value)
    if field_type == "checkbox" and isinstance(value, str | int | bool):
        return _is_checked(value)
    if field_type in _CHOICES and isinstance(value, Mapping):
        return _chosen(value, field_type)
    return Unknown(value)


def _chosen(value: Mapping[str, object], field_type: str) -> Reading:
    if field_type == "select":
        return _choice(value)
    levels = [(str(level), option) for level, option in value.items()]
    if not all(level.isdecimal() and isinstance(option, Mapping) for level, option in levels):
        return Unknown(value)
    ordered = sorted(levels, key=lambda pair: int(pair[0]))
    choices = [_choice(option) for _, option in ordered if isinstance(option, Mapping)]
    if any(isinstance(choice, Unknown) for choice in choices):
        return Unknown(value)
    return tuple(choice for choice in choices if isinstance(choice, Choice)) or None


def _choice(option: Mapping[str, object]) -> Choice | Unknown | None:
    """An option as `{id, name}`; id 0 is none chosen."""
    number = str(option.get("id") or 0)
    if not number.isdecimal():
        return Unknown(option)
    name = option.get("name")
    names = name if isinstance(name, Mapping) else {"": name}
    texts = {str(key): str(text) for key, text in names.items() if text}
    return Choice(int(number), texts) if int(number) else None


def _is_checked(value: object) -> bool:
    return str(value) in {"1", "true", "True"}


def _option(value: Mapping[str, object], languages: Iterable[str]) -> str:
    name = value.get("name")
    if isinstance(name, Mapping):
        return name_in({str(key): str(text) for key, text in name.items() if text}, languages)
    return str(name or "")


def field_text(value: object, field_type: str, languages: Iterable[str]) -> str:
    """The value as one line of text; "" when empty.

    Forms by type: `behaviour.md` section 1. A select is `{id, name}`, a hierarchy a map of those
    by level; what is not known is shown as it came.
    """
    languages = tuple(languages)
    if value is None or value in ("", [], {}):
        return ""
    if field_type == "checkbox":
        return "yes" if _is_checked(value) else "no"
    if isinstance(value, Mapping):
        if "name" in value or "id" in value:
            return _option(value, languages)
        levels = [
            _option(level, languages) for level in value.values() if isinstance(level, Mapping)
        ]
        return " > ".join(name for name in levels if name)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (field_text(item, "", languages) for item in value)))
    return " ".join(str(value).split())


def field_written(value: object) -> object:
    """The value as a change of the field names it: an option by its id, a hierarchy by level."""
    if isinstance(value, Mapping):
        if "id" in value or "name" in value:
            return value.get("id") or ""
        return {str(level): field_written(option) for level, option in value.items()}
    return "" if value is None else value
