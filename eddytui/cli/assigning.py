"""Words such as `status=closed field.3=yes`, read as the values that a record is given."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.cli.choices import Choices
from eddytui.cli.output import USAGE, Failure
from eddytui.cli.typed import given, whole
from eddytui.text.dates import parse
from eddytui.text.vocabulary import NONE

if TYPE_CHECKING:
    from eddytui.cli.session import Session
    from eddytui.models.rows import ListKind

Reader = Callable[["Reading", str], Awaitable[object]]
"""Gives a value as the API wants it. Raises Failure."""

FIELD = "field."
"""What stands before the number of a custom field."""
_YES, _NO = frozenset({"yes", "true", "1", "on"}), frozenset({"no", "false", "0", "off", ""})
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPELLING = "%Y-%m-%d %H:%M:00"
"""To the minute, as the helpdesk keeps dates that are set."""


class Reading(NamedTuple):
    """What words are read with."""

    session: "Session"
    choices: Choices
    collection: str
    """The name under `client` of what the custom fields belong to."""


class Setting(NamedTuple):
    """A field that can be set: its name in the API, and what reads its value."""

    field: str
    read: Reader


Settings = Mapping[str, Setting]
"""By the word before the `=`."""


async def values_of(settings: Settings, reading: Reading, words: Sequence[str]) -> dict[str, Any]:
    """The values by their API names. Raises Failure with all that is wrong."""
    values: dict[str, Any] = {}
    wrong: list[Failure] = []
    for word in words:
        try:
            name, value = await _read(settings, reading, word)
        except Failure as failure:
            wrong.append(failure)
            continue
        if isinstance(value, dict):
            values.setdefault(name, {}).update(value)
        else:
            values[name] = value
    if wrong:
        raise Failure("\n".join(each.message for each in wrong), max(f.exit_code for f in wrong))
    return values


async def _read(settings: Settings, reading: Reading, word: str) -> tuple[str, object]:
    key, equals, value = word.partition("=")
    if not equals:
        raise Failure(f'"{word}" sets nothing. Write it as name=value.', USAGE)
    if (number := key.removeprefix(FIELD)) != key:
        from eddytui.cli.custom import custom_value  # noqa: PLC0415 - few set custom fields

        return "custom_fields", {number: await custom_value(reading, number, value)}
    if key not in settings:
        names = ", ".join(settings)
        raise Failure(f'"{key}" cannot be set. These can: {names} and {FIELD}N.', USAGE)
    setting = settings[key]
    return setting.field, await setting.read(reading, value)


async def as_text(_: Reading, typed: str) -> str:
    """Any text; `-` for what comes through standard input, such as a password."""
    return given(typed).rstrip("\n")


async def as_number(_: Reading, typed: str) -> int:
    """A whole number from 0 up."""
    if not typed.isdecimal():
        raise Failure(f'"{typed}" is not a whole number.', USAGE)
    return whole(typed)


async def as_flag(_: Reading, typed: str) -> bool:
    """Yes or no."""
    if typed.casefold() not in _YES | _NO:
        raise Failure(f'"{typed}" is neither yes nor no.', USAGE)
    return typed.casefold() in _YES


async def as_list(_: Reading, typed: str) -> list[str]:
    """Words with commas between them; none for an empty text."""
    return split(typed)


async def as_date(reading: Reading, typed: str) -> str:
    """A date as the store writes it; "" for `none`. A span is counted from now."""
    if typed.casefold() in {NONE, ""}:
        return ""
    if (moment := _moment(reading, typed)) is None:
        raise Failure(
            f'"{typed}" is no date. Write 2026-01-31 or "2026-01-31 14:30", 30m, 2h, 1d or none.',
            USAGE,
        )
    return moment.strftime(_SPELLING)


async def as_day(reading: Reading, typed: str) -> str:
    """The same without a time of day, such as `2026-01-31`."""
    if typed.casefold() in {NONE, ""}:
        return ""
    if ":" in typed or (moment := _moment(reading, typed)) is None:
        raise Failure(f'"{typed}" is no day. Write 2026-01-31, 1d, 2w or none.', USAGE)
    return f"{moment:%Y-%m-%d}"


def _moment(reading: Reading, typed: str) -> datetime | None:
    """The date that is written, or that a span leads to; None when it is neither."""
    amount, unit = typed[:-1], _UNITS.get(typed[-1:])
    if unit and amount.isdecimal() and len(amount) < 6:  # noqa: PLR2004 - years enough
        now = parse(reading.session.desk.now())
        return now and now + timedelta(**{unit: int(amount)})
    return parse(typed)


async def as_owner(reading: Reading, typed: str) -> int:
    """A colleague, or nobody."""
    return await reading.choices.owner(typed)


async def as_colleagues(reading: Reading, typed: str) -> list[int]:
    """Colleagues with commas between them."""
    return [await reading.choices.colleague(name) for name in split(typed)]


async def as_user(reading: Reading, typed: str) -> int:
    """Anybody."""
    return await reading.choices.user(typed)


async def as_users(reading: Reading, typed: str) -> list[int]:
    """Several of them."""
    return [await reading.choices.user(name) for name in split(typed)]


async def as_organization(reading: Reading, typed: str) -> int:
    """A company."""
    return await reading.choices.organization(typed)


def as_entry(kind: "ListKind", number: bool = True) -> Reader:
    """A reader of an entry of one of the helpdesk's lists, whose ids may be numbers."""

    async def read(reading: Reading, typed: str) -> object:
        entry = await reading.choices.entry(kind, typed)
        return int(entry) if number else entry

    return read


def as_entries(kind: "ListKind") -> Reader:
    """The same for several with commas between them."""

    async def read(reading: Reading, typed: str) -> object:
        return [int(await reading.choices.entry(kind, name)) for name in split(typed)]

    return read


def one_of(*choices: str) -> Reader:
    """A reader of one of a few words that are the same everywhere."""

    async def read(_: Reading, typed: str) -> str:
        if typed.casefold() not in choices:
            raise Failure(f'"{typed}" is none of {", ".join(choices)}.', USAGE)
        return typed.casefold()

    return read


def split(typed: str) -> list[str]:
    """The parts of a text with commas."""
    return [part for part in (piece.strip() for piece in typed.split(",")) if part]
