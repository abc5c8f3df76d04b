"""Reading a ticket, new or changed."""

from dataclasses import replace
from typing import Any

from eddytui.demo.data import lists
from eddytui.demo.data.fields import TICKET
from eddytui.demo.http import Ask, many
from eddytui.demo.numbers import number
from eddytui.demo.readers import Readers, Wrong, custom_fields, entry, flag, listed, person, read
from eddytui.demo.records import NOBODY
from eddytui.demo.times import iso, read_minute


def _title(_: Ask, field: str, raw: Any) -> str:
    if not str(raw or "").strip():
        raise Wrong(f"Field {{{field}}} value is incorrect or empty")
    return str(raw)


def _colleague(ask: Ask, field: str, raw: Any) -> int:
    wrong = f"Field {{{field}}} value is incorrect, user must be with staff permissions"
    try:
        found = person(ask, field, raw)
    except Wrong as error:
        raise Wrong(*error.args, wrong) from error
    if not ask.world.people[found].is_staff:
        raise Wrong(wrong)
    return found


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


def _parent(ask: Ask, field: str, raw: Any) -> int:
    """Another ticket that this person may see, or none: "", null and 0."""
    if raw in (None, "", 0, "0"):
        return 0
    ticket = ask.world.tickets.get(number(raw) or 0)
    itself = ticket is not None and ticket.id == ask.ids.get("id")
    if ticket is None or itself or not ask.world.sees(ask.who, ticket):
        raise Wrong(f"Field {{{field}}} with id {{{raw}}} does not exist")
    return ticket.id


def _texts(_: Ask, __: str, raw: Any) -> list[str]:
    return [str(text) for text in many(raw)]


def _mails(_: Ask, field: str, raw: Any) -> list[str]:
    mails = [str(text) for text in many(raw)]
    if any("@" not in mail for mail in mails):
        raise Wrong(f"Field {{{field}}} value is incorrect")
    return mails


def _mail(ask: Ask, field: str, raw: Any) -> str:
    (mail,) = _mails(ask, field, [raw])
    return mail


_CHANGED: Readers = {
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
    # Not in the API document, but taken by live systems.
    "pid": ("pid", _parent),
}
"""What a change may set. By the name in the request: the ticket's field, and what reads it."""
_NEW: Readers = {
    **_CHANGED,
    "description": ("text", _title),
    "user_email": ("email", _mail),
    "create_from_user": ("from_user", flag),
}
"""What a new ticket may have."""
_NEEDED = ("title", "description")


def read_changes(ask: Ask) -> dict[str, Any]:
    """The fields a request sets, ready for a deed; names nobody knows are passed over."""
    return read(ask, _CHANGED)


def read_new(ask: Ask) -> dict[str, Any]:
    """A new ticket out of a request, ready for a deed.

    The requester is whom `user_id` names, else who has the address `user_email`: somebody new when
    nobody has; else the caller.
    """
    # An empty field of a form is one that was left out.
    given = {name: raw for name, raw in ask.body.items() if raw not in ("", None)}
    new = read(replace(ask, body=given), _NEW, _NEEDED)
    new["from_staff"] = not new.pop("from_user", True)
    email = new.pop("email", "")
    if "user" not in new and email:
        people = ask.world.present()
        known = (one.id for one in people if one.email.casefold() == email.casefold())
        field, who = "user", next(known, 0)
        if not who:
            field, who = "email", email
        new[field] = who
    return new
