"""A change in the words of the helpdesk: names of fields, and names of what stands in them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.models.rows import ListKind
from eddytui.text.dates import exact
from eddytui.ui.safe import steady

if TYPE_CHECKING:
    from eddytui.desk.desk import Desk

NOTHING = "–"
_LISTED: dict[str, ListKind] = {
    "status_id": "status",
    "priority_id": "priority",
    "type_id": "type",
    "department_id": "department",
}
_PEOPLE = {"owner_id": "owner", "user_id": "requester"}
_DATES = {"sla_date": "SLA", "freeze_date": "frozen until"}
_FLAGS = {"freeze": "frozen", "ticket_lock": "locked", "deleted": "in the bin"}
_NAMES = {**_LISTED, **_PEOPLE, **_DATES, **_FLAGS}


class Told(NamedTuple):
    """A field of a ticket and what is, was or shall be in it."""

    field: str
    value: str

    def __str__(self) -> str:
        """As it stands in a sentence."""
        return f"{self.field} {self.value}"


def told(patch: Mapping[str, Any], desk: "Desk") -> Iterator[Told]:
    """Each field of a change; custom fields by their own names."""
    for name, value in patch.items():
        if name == "custom_fields" and isinstance(value, Mapping):
            yield from _custom(value, desk)
        else:
            word = _NAMES.get(name, name.replace("_", " "))
            yield Told(word, steady(_value(name, value, desk)) or NOTHING)


def in_one_line(patch: Mapping[str, Any], desk: "Desk") -> str:
    """The whole change: `status Closed, owner Olga Berg`."""
    return ", ".join(map(str, told(patch, desk)))


def _custom(values: Mapping[str, Any], desk: "Desk") -> Iterator[Told]:
    from eddytui.models.fields import field_text  # noqa: PLC0415 - keeps the first frame light

    fields = desk.field_names()
    for number, value in values.items():
        name, kind = fields.get(int(number), (f"field {number}", ""))
        text = field_text(value, kind, desk.names.languages)
        yield Told(steady(name), steady(text) or NOTHING)


def _value(name: str, value: Any, desk: "Desk") -> str:
    if name in _LISTED:
        return desk.names.word(_LISTED[name], value)
    if name in _PEOPLE:
        return _person(int(value or 0), desk)
    if name in _DATES:
        spelled = f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else str(value or "")
        return exact(spelled, desk.now())
    if name in _FLAGS:
        return "no" if str(value).lower() in ("0", "false", "") else "yes"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value if value is not None else "")


def _person(user_id: int, desk: "Desk") -> str:
    if not user_id:
        return "nobody"
    person = desk.person(user_id)
    return person.name if person and person.name else f"user {user_id}"
