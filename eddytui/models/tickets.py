"""Tickets and what belongs to one: replies, internal notes, audit, billing."""

from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from eddytui.models.record import (
    Flag,
    Id,
    Ids,
    IdText,
    Line,
    Lines,
    Moment,
    Names,
    Number,
    Record,
    Text,
    items,
)


class FieldValue(BaseModel):
    """The value of one custom field, as the server wrote it; see `fields.field_text`."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    id: Id
    field_type: Line = ""
    field_value: Any = None


class File(BaseModel):
    """An attachment: its name, where it is fetched from, and its type as the server names it."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    name: Line = ""
    url: Line = ""
    data_type: Line = ""


def _with_ids(value: object) -> object:
    """Those that say which field they are of: one that does not must not hide its ticket."""
    return [item for item in items(value) if not isinstance(item, dict) or "id" in item]


FieldValues = Annotated[tuple[FieldValue, ...], BeforeValidator(_with_ids)]
Files = Annotated[tuple[File, ...], BeforeValidator(items)]


class Ticket(Record):
    """A ticket of `GET /tickets/`. It has no text of its own: that is its oldest reply."""

    id: Id
    pid: Number = 0
    unique_id: Line = ""
    title: Line = ""
    source: Line = ""
    date_created: Moment = None
    date_updated: Moment = None
    status_id: IdText = ""
    priority_id: Number = 0
    type_id: Number = 0
    department_id: Number = 0
    department_name: Line = ""
    owner_id: Number = 0
    owner_name: Line = ""
    owner_lastname: Line = ""
    owner_email: Line = ""
    user_id: Number = 0
    # The document's own list example says `username`.
    user_name: Line = Field("", validation_alias=AliasChoices("user_name", "username"))
    user_lastname: Line = ""
    user_email: Line = ""
    cc: Lines = ()
    bcc: Lines = ()
    followers: Ids = ()
    ticket_lock: Flag = False
    sla_date: Moment = None
    sla_flag: Flag = False
    freeze_date: Moment = None
    freeze: Flag = False
    deleted: Flag = False
    viewed_by_staff: Flag = False
    viewed_by_client: Flag = False
    rate: Line = ""
    rate_comment: Text = ""
    rate_date: Moment = None
    custom_fields: FieldValues = ()
    tags: Lines = ()


class Message(Record):
    """What a reply and an internal note have in common; `text` is HTML or plain text."""

    id: Id
    ticket_id: Number = 0
    user_id: Number = 0
    text: Text = ""
    date_created: Moment = None
    date_updated: Moment = None
    files: Files = ()


class Post(Message):
    """A public reply of `GET /tickets/{id}/posts/`."""


class Comment(Message):
    """An internal note of `GET /tickets/{id}/comments/`; colleagues only."""

    visible: Line = "staff"


class AuditEvent(Record):
    """One line of a ticket's history, `GET /tickets/{id}/audit/`; `text` may hold broken HTML."""

    id: Id
    event: Line = ""
    text: Names = Field(default_factory=dict)
    user_id: Number = 0
    user_name: Line = ""
    date_created: Moment = None


class BillingEntry(Record):
    """Time spent on a ticket and time to be paid for, in seconds: `GET /tickets/{id}/billing/`.

    Who worked and who entered it may be the helpdesk itself, -1.
    """

    id: Id
    action: Line = ""
    """What the helpdesk counted by itself, such as `create-post`; "" when somebody entered it."""
    comment: Text = ""
    spent_seconds: Number = 0
    paid_seconds: Number = 0
    staff_id: Number = 0
    staff_name: Line = ""
    billing_date: Moment = None
    creator_id: Number = 0
    creator_name: Line = ""
    date_created: Moment = None
