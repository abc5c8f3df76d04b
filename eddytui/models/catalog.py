"""The helpdesk's own lists: departments, statuses, priorities, types, presence, custom fields."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from eddytui.models.record import IdText, Line, Names, Record


class Numbered(Record):
    """An entry with a number and a name."""

    id: int
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
        return [value[key] for key in sorted(value)]
    return [value]


class CustomField(Record):
    """A custom field of `GET /custom_fields/`; `levels` has one name, a hierarchy several."""

    id: int
    levels: Annotated[tuple[Names, ...], BeforeValidator(_levels)] = Field(
        default=(), validation_alias="name", serialization_alias="name"
    )
    field_type: Line = ""
    permissions: Any = None
