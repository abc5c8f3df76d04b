"""Reading a ticket, new or changed: every field checked, all that is wrong said at once."""

from collections.abc import Callable, Collection, Mapping
from itertools import chain
from typing import Any

from eddytui.demo.data import fields, lists
from eddytui.demo.http import Ask, invalid, many
from eddytui.demo.records import NOBODY
from eddytui.demo.times import iso, read_minute


class _Wrong(ValueError):
    """All that is wrong with one value, in the server's words."""


def _title(_: Ask, field: str, raw: Any) -> str:
    if not str(raw or "").strip():
        raise _Wrong(f"Field {{{field}}} value is incorrect or empty")
    return str(raw)


def _entry(ids: Collection[Any]) -> "Reader":
    """A reader of an id out of one of the helpdesk's lists."""
    by_text = {str(entry): entry for entry in ids}

    def read(_: Ask, field: str, raw: Any) -> Any:
        if str(raw) not in by_text:
            raise _Wrong(f"Field {{{field}}} value is incorrect or empty")
        return by_text[str(raw)]

    return read


def _person(ask: Ask, field: str, raw: Any) -> int:
    text = str(raw)
    if not text.isdecimal() or int(text) not in ask.world.people:
        raise _Wrong(f"Field {{{field}}} with id {{{text}}} does not exist")
    return int(text)


def _colleague(ask: Ask, field: str, raw: Any) -> int:
    wrong = f"Field {{{field}}} value is incorrect, user must be with staff permissions"
    try:
        number = _person(ask, field, raw)
    except _Wrong as error:
        raise _Wrong(*error.args, wrong) from error
    if not ask.world.people[number].is_staff:
        raise _Wrong(wrong)
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
        raise _Wrong(
            f"Field {{{field}}} value is incorrect or empty (date format 01.01.1970 00:00)"
        )
    return iso(moment)


def _parent(ask: Ask, field: str, raw: Any) -> int:
    """Another ticket that this person may see, or none: "", null and 0."""
    if raw in (None, "", 0, "0"):
        return 0
    ticket = ask.world.tickets.get(int(raw)) if str(raw).isdecimal() else None
    itself = ticket is not None and ticket.id == ask.ids.get("id")
    if ticket is None or itself or not ask.world.sees(ask.who, ticket):
        raise _Wrong(f"Field {{{field}}} with id {{{raw}}} does not exist")
    return ticket.id


def _flag(_: Ask, __: str, raw: Any) -> bool:
    return str(raw).lower() in {"1", "true"}


def _texts(_: Ask, __: str, raw: Any) -> list[str]:
    return [str(text) for text in many(raw)]


def _mails(_: Ask, field: str, raw: Any) -> list[str]:
    mails = [str(text) for text in many(raw)]
    if any("@" not in mail for mail in mails):
        raise _Wrong(f"Field {{{field}}} value is incorrect")
    return mails


def _colleagues(ask: Ask, field: str, raw: Any) -> list[int]:
    return [_colleague(ask, field, one) for one in many(raw)]


def _custom_fields(_: Ask, field: str, raw: Any) -> dict[str, Any]:
    pairs = raw.items() if isinstance(raw, dict) else enumerate(many(raw))
    values = {}
    for key, value in pairs:
        try:
            values[str(key)] = fields.read(int(key), value)
        except ValueError as error:
            raise _Wrong(f"Field {{{field}[{key}]}} value is incorrect") from error
    return values


def _mail(ask: Ask, field: str, raw: Any) -> str:
    (mail,) = _mails(ask, field, [raw])
    return mail


Reader = Callable[[Ask, str, Any], Any]
Readers = Mapping[str, tuple[str, Reader]]
_CHANGED: Readers = {
    "title": ("title", _title),
    "status_id": ("status", _entry(lists.STATUSES)),
    "priority_id": ("priority", _entry(lists.PRIORITIES)),
    "type_id": ("type", _entry(lists.TYPES)),
    "department_id": ("department", _entry(lists.DEPARTMENTS)),
    "owner_id": ("owner", _owner),
    "user_id": ("user", _person),
    "sla_date": ("sla", _date),
    "freeze_date": ("frozen_until", _date),
    "ticket_lock": ("locked", _flag),
    "cc": ("cc", _mails),
    "bcc": ("bcc", _mails),
    "followers": ("followers", _colleagues),
    "tags": ("tags", _texts),
    "custom_fields": ("fields", _custom_fields),
    # Not in the API document, but taken by live systems.
    "pid": ("pid", _parent),
}
"""What a change may set. By the name in the request: the ticket's field, and what reads it."""
_NEW: Readers = {
    **_CHANGED,
    "description": ("text", _title),
    "user_email": ("email", _mail),
    "create_from_user": ("from_user", _flag),
}
"""What a new ticket may have."""
_NEEDED = ("title", "description")


def read_changes(ask: Ask) -> dict[str, Any]:
    """The fields a request sets, ready for a deed; names nobody knows are passed over."""
    return _read(ask, ask.body, _CHANGED)


def read_new(ask: Ask) -> dict[str, Any]:
    """A new ticket out of a request, ready for a deed.

    The requester is whom `user_id` names, else who has the address `user_email`: somebody new when
    nobody has; else the caller.
    """
    # An empty field of a form is one that was left out.
    given = {name: raw for name, raw in ask.body.items() if raw not in ("", None)}
    new = _read(ask, dict.fromkeys(_NEEDED) | given, _NEW)
    new["from_staff"] = not new.pop("from_user", True)
    email = new.pop("email", "")
    if "user" not in new and email:
        people = ask.world.people.values()
        known = (one.id for one in people if one.email.casefold() == email.casefold())
        field, who = "user", next(known, 0)
        if not who:
            field, who = "email", email
        new[field] = who
    return new


def _read(ask: Ask, body: Mapping[str, Any], readers: Readers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    wrong: list[tuple[str, ...]] = []
    for name, raw in body.items():
        if name not in readers:
            continue
        field, read = readers[name]
        try:
            values[field] = read(ask, name, raw)
        except _Wrong as error:
            wrong.append(error.args)
    if wrong:
        raise invalid(chain.from_iterable(wrong))
    return values
