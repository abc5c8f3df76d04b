"""The agent's waiting changes, laid over the server's record."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eddytui.models.fields import field_written
from eddytui.models.rows import TO_DECIDE
from eddytui.store.columns import moment

Patch = dict[str, Any]
_FIELDS = "custom_fields"

# How the API wants `sla_date` and `freeze_date` written.
_DAY_FIRST = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d)(:\d\d)?")


def _number(value: object) -> int:
    """An id that may be text; "" takes the owner off."""
    return int(str(value)) if value else 0


def _flag(value: object) -> bool:
    return str(value).lower() in {"1", "true"}


def _date(value: object) -> str | None:
    text = str(value or "")
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, minute, second = found.groups()
        text = f"{year}-{month}-{day} {minute}{second or ':00'}"
    return moment(text) or None


_READ: dict[str, Callable[[object], object]] = {
    "owner_id": _number,
    "user_id": _number,
    "priority_id": _number,
    "type_id": _number,
    "department_id": _number,
    "status_id": str,
    "sla_date": _date,
    "freeze_date": _date,
    "freeze": _flag,
    "ticket_lock": _flag,
    "deleted": _flag,
    "viewed_by_staff": _flag,
}


def _with_fields(kept: Sequence[Patch], written: Mapping[str, object]) -> list[Patch]:
    """Custom fields are read as a list of values and written as a map by id."""
    values = {str(key): value for key, value in written.items()}
    changed = [
        {**field, "field_value": values.pop(str(field["id"]), field["field_value"])}
        for field in kept
    ]
    return changed + [{"id": int(key), "field_value": value} for key, value in values.items()]


def _owner(db: sqlite3.Connection, owner_id: int) -> Patch:
    """The name that goes with a new owner."""
    row = db.execute("SELECT name, email FROM people WHERE id = ?", (owner_id,)).fetchone()
    name, email = row or ("", "")
    return {"owner_name": name, "owner_lastname": "", "owner_email": email}


def laid_over(db: sqlite3.Connection, record: Patch, patches: Sequence[Patch]) -> Patch:
    """The record as it will be once the server has taken the waiting changes, oldest first."""
    result = dict(record)
    for patch in patches:
        read = {key: _READ[key](value) if key in _READ else value for key, value in patch.items()}
        if isinstance(fields := read.get(_FIELDS), Mapping):
            read[_FIELDS] = _with_fields(result.get(_FIELDS) or (), fields)
        if "freeze_date" in read:
            read.setdefault("freeze", read["freeze_date"] is not None)
        if "owner_id" in read:
            result |= _owner(db, _number(read["owner_id"]))
        result |= read
    return result


def _text(value: object) -> object:
    """A value in one spelling, whether it was read or written."""
    value = field_written(value)
    if isinstance(value, Mapping):
        return {key: _text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_text(item) for item in value]
    return " ".join(str(value).split())


def flat(values: Mapping[str, Any]) -> Patch:
    """The fields of a record or a patch by name, with each custom field as `custom_fields.5`."""
    fields = values.get(_FIELDS) or {}
    if not isinstance(fields, Mapping):
        fields = {field["id"]: field["field_value"] for field in fields}
    plain = {name: value for name, value in values.items() if name != _FIELDS}
    return plain | {f"{_FIELDS}.{key}": value for key, value in fields.items()}


def told(record: Patch, patch: Mapping[str, Any]) -> Patch:
    """What a record says of the fields of a patch, by name; those that records do not tell lack."""
    there = flat(record)
    return {name: there.get(name) for name in flat(patch) if name.partition(".")[0] in record}


def agree(name: str, kept: Any, asked: Any) -> bool:
    """Whether two values of a field are the same, whether they were read or written."""
    read = _READ.get(name, _text)
    if read is _date:  # written to the minute
        return str(_date(kept))[:16] == str(_date(asked))[:16]
    return read(kept) == read(asked)


def holds(record: Patch, patch: Mapping[str, object]) -> bool:
    """Whether a record has what a change asked for; what records do not tell is passed over."""
    asked = flat(patch)
    return all(agree(name, kept, asked[name]) for name, kept in told(record, patch).items())


def waiting(db: sqlite3.Connection, ticket_id: int | None = None) -> dict[int, list[Patch]]:
    """The patches of one ticket or of all that have any, oldest first, by ticket.

    Without those that the agent has to decide about: there the server's word is shown.
    """
    rows = db.execute(
        "SELECT ticket_id, patch FROM pending WHERE kind = 'change'"
        " AND state NOT IN (SELECT value FROM json_each(?))"
        " AND ticket_id = coalesce(?, ticket_id) ORDER BY number",
        (json.dumps(TO_DECIDE), ticket_id),
    )
    patches: dict[int, list[Patch]] = defaultdict(list)
    for owner, patch in rows:
        patches[owner].append(json.loads(patch))
    return patches
