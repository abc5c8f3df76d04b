"""The record every other record is made of, and the value types that read the wire's spellings.

How real servers spell things: API document and `behaviour.md` section 1.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

# What is not an ISO date: `17:45:00 26.01.2017` (posts, notes, audit), `13.01.2017 12:36` (SLA and
# freeze), the latter with seconds or without a time. A pattern, as `strptime` takes much longer.
_SPELLING = re.compile(
    r"(?:(\d\d?):(\d\d):(\d\d) )?(\d\d?)\.(\d\d?)\.(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?)?"
)
_DAY_FIRST = len("17:45:00 26.")
_NOTHING = frozenset({"", "null", "none"})
_NESTING = (dict, list)
_TRUE = frozenset({"1", "true", "yes", "on"})


def _is_nothing(value: object) -> bool:
    """Null, "", "null", and the empty array that PHP writes for any of them."""
    if isinstance(value, str):
        return value.strip().lower() in _NOTHING
    return value is None or value in ([], {})


def _spelled(text: str) -> datetime | str | None:
    """Read what is not an ISO date; nothing and zero mean never; the rest stays text."""
    if text.lower() in _NOTHING or text == "0" or text.startswith("0000"):
        return None
    if (found := _SPELLING.fullmatch(text)) is None:
        return text
    hour, minute, second, day, month, year, hour_after, minute_after, second_after = map(
        int, found.groups("0")
    )
    try:
        return datetime(  # noqa: DTZ001 - the server sends no zone
            year, month, day, hour or hour_after, minute or minute_after, second or second_after
        )
    except ValueError:
        return text


def _moment(value: object) -> object:
    """Read the server's date spellings, the most frequent one first."""
    if not value or value == "null":
        return None
    if isinstance(value, datetime):
        return value
    text = str(value).strip()
    if "." in text[:_DAY_FIRST]:  # a refusal by `fromisoformat` takes long
        return _spelled(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _spelled(text)
    return moment.replace(tzinfo=None) if moment.tzinfo else moment


def _number(value: object) -> object:
    """Nothing is 0; numbers written as text are read by pydantic."""
    return value if type(value) is int or not _is_nothing(value) else 0


def _flag(value: object) -> object:
    if type(value) is int:
        return value == 1
    return str(value).strip().lower() in _TRUE


def _line(value: object) -> object:
    """One line of text: null becomes empty, line breaks become spaces."""
    if type(value) is str:
        return " ".join(value.split())
    if value is None or value in ("", [], {}):
        return ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else value


def _text(value: object) -> object:
    return "" if value is None or value in ([], {}) else str(value)


def _id_text(value: object) -> object:
    return "" if _is_nothing(value) else str(value)


def _names(value: object) -> object:
    """A name may be a map by language, bare text, or nothing."""
    if _is_nothing(value):
        return {}
    if isinstance(value, Mapping):
        return {str(key): _line(name) for key, name in value.items() if not _is_nothing(name)}
    return {"": _line(value)}


def _texts(value: object) -> object:
    """As names, with the line breaks kept."""
    if _is_nothing(value):
        return {}
    if isinstance(value, Mapping):
        return {str(key): _text(text) for key, text in value.items() if text is not None}
    return {"": _text(value)}


def items(value: object) -> list[Any]:
    """The members of what PHP may send as a list, a map by number, comma text, or nothing."""
    if isinstance(value, list):
        return value
    if _is_nothing(value):
        return []
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.split(",")) if part]
    return list(value) if isinstance(value, Iterable) else [value]


def _ids(value: object) -> object:
    return [item for item in items(value) if not _is_nothing(item)]


Moment = Annotated[datetime | str | None, BeforeValidator(_moment)]
"""A date in the server's own time, without a zone; text when unreadable; None for never."""
_KEPT = Field(ge=-(2**63), lt=2**63)  # what the local copy can keep
Id = Annotated[int, _KEPT]
Number = Annotated[int, BeforeValidator(_number), _KEPT]
"""An id or amount; 0 when the server sends nothing. 0 and -1 are values of their own."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Line = Annotated[str, BeforeValidator(_line)]
"""Text on one line: titles, names, tags, file names."""
Text = Annotated[str, BeforeValidator(_text)]
IdText = Annotated[str, BeforeValidator(_id_text)]
"""An id that is free text on each system, such as a status."""
Names = Annotated[dict[str, str], BeforeValidator(_names)]
"""A name by language (`en`, `ru`, `ua`); key "" when the server sent bare text."""
Texts = Annotated[dict[str, str], BeforeValidator(_texts)]
"""A text of many lines by language; key "" when the server sent bare text."""
Ids = Annotated[tuple[Id, ...], BeforeValidator(_ids)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(items)]


def _holds_key(value: Any) -> bool:
    """Whether an `api_key` is anywhere inside what JSON made; asked of every record, so cheap."""
    if isinstance(value, dict):
        if "api_key" in value:
            return True
        value = value.values()
    for item in value:  # noqa: SIM110 - takes half as long as a generator
        if item and isinstance(item, _NESTING) and _holds_key(item):
            return True
    return False


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
        return without_keys(value) if isinstance(value, dict) and _holds_key(value) else value
