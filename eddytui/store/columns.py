"""The columns that views filter, sort and show, made of a ticket's record."""

from collections.abc import Mapping
from typing import Any

from eddytui.store.search import fold

COLUMNS = (
    "title",
    "requester_id",
    "requester",
    "status_id",
    "priority_id",
    "type_id",
    "department_id",
    "owner_id",
    "owner",
    "sla",
    "created",
    "updated",
    "frozen",
    "locked",
    "closed",
    "unread",
    "rate",
    "deleted",
    "head",
)
CLOSED = "closed"
"""The one status id that means the same on every system."""


def moment(value: object) -> str:
    """A date as text that sorts, `2026-11-24 09:00:00`; "" for never."""
    if value is None:
        return ""
    text = str(value)
    return f"{text[:10]} {text[11:19]}" if text[10:11] == "T" else text[:19]


def columns(record: Mapping[str, Any]) -> tuple[object, ...]:
    """The values of `COLUMNS` for a record's fields, with waiting changes laid on them or not."""
    owner_id = record["owner_id"]
    # Nobody has a name too, "Unassigned" in the helpdesk's language.
    owner = f"{record['owner_name']} {record['owner_lastname']}".strip() if owner_id else ""
    email = record["user_email"]
    requester = f"{record['user_name']} {record['user_lastname']}".strip() or email
    searched = (record["title"], requester, email, owner, record["unique_id"], *record["tags"])
    return (
        record["title"],
        record["user_id"],
        requester,
        record["status_id"],
        record["priority_id"],
        record["type_id"],
        record["department_id"],
        owner_id,
        owner,
        moment(record["sla_date"]),
        moment(record["date_created"]),
        moment(record["date_updated"]),
        record["freeze"],
        record["ticket_lock"],
        record["status_id"] == CLOSED,
        not record["viewed_by_staff"],
        record["rate"],
        record["deleted"],
        fold(" ".join(searched)),
    )
