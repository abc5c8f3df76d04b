"""The helpdesk's own lists: departments, statuses, priorities, types, presence, custom fields."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from eddytui.models.record import Flag, Id, IdText, Line, Names, Number, Record, items


class Numbered(Record):
    """An entry with a number and a name."""

    id: Id
    name: Names = Field(default_factory=dict)


class Lettered(Record):
    """An entry whose id is free text on each system, and a name."""

    id: IdText
    name: Names = Field(default_factory=dict)


class Department(Numbered):
    """A department of `GET /departments/`."""


class Priority(Numbered):
    """A priority; its id is not its rank: the order of the server's list is."""


class TicketType(Numbered):
    """A type of ticket; id 0 ("Without type") is a type like any other."""


class Status(Lettered):
    """A ticket status; only the id `closed` means the same on every system."""


class UserStatus(Lettered):
    """A presence such as online or lunch."""

    color: Line = ""


def _levels(value: object) -> object:
    """A hierarchy field has one name map a level, keyed "1", "2", …; the others have one map."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, dict) and any(isinstance(name, dict) for name in value.values()):
        return [value[key] for key in sorted(value, key=_place)]
    return [value]


def _place(level: object) -> tuple[int, str]:
    """Levels in the order of their numbers: "10" after "9"."""
    text = str(level)
    return (int(text) if text.isdecimal() else 0, text)


LevelNames = Annotated[tuple[Names, ...], BeforeValidator(_levels)]
"""The names of a field: one, and of a hierarchy one a level, the topmost first."""


class Option(Record):
    """What may be chosen in a select or hierarchy field; `pid` is the option above it, 0 for none.

    `GET /custom_fields/{id}/options/`, and the same for users and organizations.
    """

    id: Id
    pid: Number = 0
    name: Names = Field(default_factory=dict)


class Rights(BaseModel):
    """What one kind of user may do with a field, and has to.

    Tickets tell when a value is required, by two flags of their own; people and organizations know
    one `required`.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    view: Flag = False
    edit: Flag = False
    required: Flag = False
    required_to_create_ticket: Flag = False
    required_to_close_ticket: Flag = False


def _object(value: object) -> object:
    """An object; `[]`, null and what else is none become an empty one."""
    return value if isinstance(value, Mapping) else {}


class Permissions(BaseModel):
    """The rights of colleagues and of clients."""

    model_config = ConfigDict(extra="allow", frozen=True)

    staff: Annotated[Rights, BeforeValidator(_object)] = Rights()
    user: Annotated[Rights, BeforeValidator(_object)] = Rights()


class CustomField(Record):
    """A custom field of `GET /custom_fields/`, and the same for users and organizations.

    `options` are here on older systems alone, which send up to 300 fields a page with them.
    """

    id: Id
    levels: LevelNames = Field(default=(), validation_alias="name", serialization_alias="name")
    field_type: Line = ""
    permissions: Annotated[Permissions, BeforeValidator(_object)] = Permissions()
    options: Annotated[tuple[Option, ...], BeforeValidator(items)] = ()
