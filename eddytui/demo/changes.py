"""Reading a change of a ticket."""

from typing import Any

from eddytui.demo.data import lists
from eddytui.demo.data.fields import TICKET
from eddytui.demo.http import Ask, many
from eddytui.demo.readers import Reader, Wrong, custom_fields, entry, flag, listed, person, read
from eddytui.demo.records import NOBODY
from eddytui.demo.times import iso, read_minute


def _title(_: Ask, field: str, raw: Any) -> str:
    if not str(raw or "").strip():
        raise Wrong(f"Field {{{field}}} value is incorrect or empty")
    return str(raw)


def _colleague(ask: Ask, field: str, raw: Any) -> int:
    number = person(ask, field, raw)
    if not ask.world.people[number].is_staff:
        raise Wrong(f"Field {{{field}}} value is incorrect, user must be with staff permissions")
    return number


def _owner(ask: Ask, field: str, raw: Any) -> int:
    """Somebody of the staff, or nobody: "", null and 0 reset."""
    return NOBODY if raw in (None, "", 0, "0") else _colleague(ask, field, raw)


def _date(_: Ask, field: str, raw: Any) -> str:
    """A date to the minute; "" takes it away."""
    if raw in (None, ""):
        return ""
    moment = read_minute(str(raw))
    if moment is None:
        raise Wrong(f"Field {{{field}}} value is incorrect or empty (date format 01.01.1970 00:00)")
    return iso(moment)


def _texts(_: Ask, __: str, raw: Any) -> list[str]:
    return [str(text) for text in many(raw)]


def _mails(_: Ask, field: str, raw: Any) -> list[str]:
    mails = [str(text) for text in many(raw)]
    if any("@" not in mail for mail in mails):
        raise Wrong(f"Field {{{field}}} value is incorrect")
    return mails


# By the name in the request: the ticket's field, and what reads its value.
_READERS: dict[str, tuple[str, Reader]] = {
    "title": ("title", _title),
    "status_id": ("status", entry(lists.STATUSES)),
    "priority_id": ("priority", entry(lists.PRIORITIES)),
    "type_id": ("type", entry(lists.TYPES)),
    "department_id": ("department", entry(lists.DEPARTMENTS)),
    "owner_id": ("owner", _owner),
    "user_id": ("user", person),
    "sla_date": ("sla", _date),
    "freeze_date": ("frozen_until", _date),
    "ticket_lock": ("locked", flag),
    "cc": ("cc", _mails),
    "bcc": ("bcc", _mails),
    "followers": ("followers", listed(_colleague)),
    "tags": ("tags", _texts),
    "custom_fields": ("fields", custom_fields(TICKET)),
}


def read_changes(ask: Ask) -> dict[str, Any]:
    """The fields a request sets, ready for a deed; names nobody knows are passed over."""
    return read(ask, _READERS)
