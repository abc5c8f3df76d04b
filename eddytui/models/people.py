"""Users (clients and staff alike), their groups and organizations, and the notes about them."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from eddytui.models.record import (
    Flag,
    Id,
    Ids,
    IdText,
    Line,
    Moment,
    Names,
    Number,
    Record,
    Text,
    items,
)
from eddytui.models.tickets import FieldValues, File

SYSTEM = -1
"""The user id that stands for the helpdesk itself."""
NOBODY = 0
"""The owner id of a ticket that is not assigned."""


class Group(Record):
    """A group of `GET /groups/`; its type says whether members are `staff` or `user` (clients)."""

    id: Id
    type: Line = ""
    name: Names = Field(default_factory=dict)
    disable: Flag = False


class Company(BaseModel):
    """The organization a user belongs to, as far as the user's record tells."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    id: Number = 0
    name: Line = ""


def _company(value: object) -> object:
    """An object, bare text, or "" and `[]` for none."""
    if isinstance(value, Mapping):
        return value or None
    if isinstance(value, str) and value.strip():
        return {"name": value}
    return None


class User(Record):
    """A person of `GET /users/`."""

    id: Id
    date_created: Moment = None
    date_updated: Moment = None
    name: Line = ""
    lastname: Line = ""
    email: Line = ""
    phone: Line = ""
    skype: Line = ""
    website: Line = ""
    organization: Annotated[Company | None, BeforeValidator(_company)] = None
    status: Line = ""
    language: Line = ""
    group: Group | None = None
    department: Ids = ()
    user_status: IdText = ""
    custom_fields: FieldValues = ()

    @property
    def full_name(self) -> str:
        """First and last name, else the e-mail address."""
        return f"{self.name} {self.lastname}".strip() or self.email

    @property
    def is_staff(self) -> bool:
        """Whether this is a colleague rather than a client."""
        return self.group is not None and self.group.type == "staff"


class Organization(Record):
    """A company of `GET /organizations/`; `employees` and `managers` are user ids.

    `domains` is text such as `@acme.com, @acme.lv`; `minute_limit` is a month's.
    """

    id: Id
    date_created: Moment = None
    date_updated: Moment = None
    name: Line = ""
    domains: Line = ""
    address: Line = ""
    phone: Line = ""
    email: Line = ""
    web: Line = ""
    minute_limit: Number = 0
    employees: Ids = ()
    managers: Ids = ()
    custom_fields: FieldValues = ()


def _file(value: object) -> object:
    """One file, or `[]` for none; a list of one is read too."""
    return next(iter(items(value)), None) if isinstance(value, list | str) else value or None


class Note(Record):
    """A note about a user (`user_id`) or an organization (`organiz_id`), for colleagues alone.

    `GET /users/{id}/notes/`, `GET /organizations/{id}/notes/`.
    """

    id: Id
    creator_id: Number = 0
    user_id: Number = 0
    organiz_id: Number = 0
    text: Text = ""
    date_created: Moment = None
    date_updated: Moment = None
    file: Annotated[File | None, BeforeValidator(_file)] = None


class StatusChange(Record):
    """When somebody came, left or went to lunch: `GET /users/{id}/statuses_log/`."""

    id: Id
    status_id: IdText = ""
    name: Names = Field(default_factory=dict)
    date_created: Moment = None
