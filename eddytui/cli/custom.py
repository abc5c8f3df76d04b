"""Values of custom fields as they are typed: options by name, levels by slashes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from eddytui.cli.assigning import Reading, as_day, as_flag
from eddytui.cli.choices import the_one
from eddytui.cli.output import USAGE, Failure
from eddytui.cli.typed import whole
from eddytui.models.fields import WRITABLE
from eddytui.models.names import name_in

if TYPE_CHECKING:
    from eddytui.models.catalog import Option

_LEVELS = "/"
_SELECT, _HIERARCHY = "select", "hierarchy"


async def custom_value(reading: Reading, number: str, typed: str) -> object:
    """The value of the field with this number, written as the API wants it. Raises Failure."""
    if not number.isdecimal():
        raise Failure(f'"{number}" is no custom field. Name it by its number: field.3=…', USAGE)
    field_type = await _type(reading, whole(number))
    if field_type and field_type not in WRITABLE:
        raise Failure(f"Field {number} is a {field_type}: its values cannot be written.", USAGE)
    if not typed:
        return ""
    if field_type == "checkbox":
        return int(await as_flag(reading, typed))
    if field_type == "date":
        return await as_day(reading, typed)
    if field_type in {_SELECT, _HIERARCHY}:
        return await _chosen(reading, int(number), typed, levels=field_type == _HIERARCHY)
    return typed


async def _type(reading: Reading, number: int) -> str:
    """What sort of field it is; only of tickets the copy knows."""
    known = reading.session.desk.field_names() if reading.collection == "tickets" else {}
    if number in known:
        return known[number][1]
    from eddytui.api.errors import Missing  # noqa: PLC0415 - few set fields that are not known

    client = await reading.session.client()
    try:
        field = await getattr(client, reading.collection).fields.get(number)
    except Missing as error:
        raise Failure(f"There is no custom field {number}. {error}", USAGE) from error
    return str(field.field_type)


async def _chosen(reading: Reading, number: int, typed: str, *, levels: bool) -> object:
    """An option's id, or one a level from the top down; names are looked for, ids are taken."""
    parts = typed.split(_LEVELS) if levels else [typed]
    if all(part.isdecimal() for part in parts):
        ids = parts
    else:
        options = await _options(reading, number)
        languages = reading.session.desk.names.languages
        ids, above = [], 0
        for part in parts:
            below = [option for option in options if not levels or option.pid == above]
            ids.append(_id(below, part, languages))
            above = int(ids[-1])
    return {str(level): option for level, option in enumerate(ids, 1)} if levels else ids[0]


async def _options(reading: Reading, number: int) -> "list[Option]":
    from eddytui.api.lane import Lane  # noqa: PLC0415 - few set options by name

    client = await reading.session.client()
    collection: Any = getattr(client, reading.collection)
    found: list[Option] = []
    async for page in collection.options(number).pages(lane=Lane.SCREEN):
        found += page.items
    return found


def _id(options: "list[Option]", typed: str, languages: Sequence[str]) -> str:
    spellings = {str(option.id): tuple(option.name.values()) for option in options}
    names = {str(option.id): name_in(option.name, languages) for option in options}
    return the_one("option", spellings, names, typed)
