"""The record every other record is made of, and the value types that read the wire's spellings.

How real servers spell things: API document and `behaviour.md` section 1.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

# Posts, notes and audit; SLA and freeze; the latter with seconds. The others are ISO dates.
_SPELLINGS = ("%H:%M:%S %d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S")
_NOTHING = frozenset({"", "null", "none"})
_TRUE = frozenset({"1", "true", "yes", "on"})


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def _moment(value: object) -> object:
    """Read the server's date spellings; nothing and zero mean never; the rest stays text."""
    if isinstance(value, datetime):
        return value
    text = str(value or "").strip()
    if text.lower() in _NOTHING or text.startswith("0000"):
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(text).replace(tzinfo=None)
    for spelling in _SPELLINGS:
        with suppress(ValueError):
            return datetime.strptime(text, spelling)  # noqa: DTZ007 - the server sends no zone
    return text


def _number(value: object) -> object:
    """Nothing is 0; numbers written as text are read by pydantic."""
    return 0 if _is_nothing(value) else value


def _flag(value: object) -> object:
    return str(value).strip().lower() in _TRUE


def _line(value: object) -> object:
    """One line of text: null becomes empty, line breaks become spaces."""
    if value is None:
        return ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else value


def _text(value: object) -> object:
    return "" if value is None else str(value)


def _id_text(value: object) -> object:
    return "" if _is_nothing(value) else str(value)


def _names(value: object) -> object:
    """A name may be a map by language, bare text, or nothing."""
    if _is_nothing(value) or value == []:
        return {}
    if isinstance(value, Mapping):
        return {str(key): _line(name) for key, name in value.items() if not _is_nothing(name)}
    return {"": _line(value)}


def items(value: object) -> list[Any]:
    """The members of what PHP may send as a list, a map by number, comma text, or nothing."""
    if _is_nothing(value):
        return []
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.split(",")) if part]
    return list(value) if isinstance(value, Iterable) else [value]


def _lines(value: object) -> object:
    return tuple(_line(item) for item in items(value))


Moment = Annotated[datetime | str | None, BeforeValidator(_moment)]
"""A date in the server's own time, without a zone; text when unreadable; None for never."""
Number = Annotated[int, BeforeValidator(_number)]
"""An id or amount; 0 when the server sends nothing. 0 and -1 are values of their own."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Line = Annotated[str, BeforeValidator(_line)]
"""Text on one line: titles, names, tags, file names."""
Text = Annotated[str, BeforeValidator(_text)]
IdText = Annotated[str, BeforeValidator(_id_text)]
"""An id that is free text on each system, such as a status."""
Names = Annotated[dict[str, str], BeforeValidator(_names)]
"""A name by language (`en`, `ru`, `ua`); key "" when the server sent bare text."""
Ids = Annotated[tuple[int, ...], BeforeValidator(items)]
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]


def without_keys(value: Any) -> Any:
    """The same value with every `api_key` left out, at any depth."""
    if isinstance(value, Mapping):
        return {key: without_keys(item) for key, item in value.items() if key != "api_key"}
    if isinstance(value, list):
        return [without_keys(item) for item in value]
    return value


class Record(BaseModel):
    """One record as the server last sent it: frozen, unknown keys kept, API keys dropped."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    id: int | str

    @model_validator(mode="before")
    @classmethod
    def _drop_keys(cls, value: Any) -> Any:
        return without_keys(value)


def name_in(names: Mapping[str, str], languages: Iterable[str]) -> str:
    """The name in the first of `languages` that has one, else in any language, else ""."""
    for language in (*languages, ""):
        if names.get(language):
            return names[language]
    return next(iter(names.values()), "")
