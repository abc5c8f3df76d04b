"""The agent's waiting changes, laid over the server's record."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eddytui.models.fields import field_written
from eddytui.store.columns import moment

Patch = dict[str, Any]

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
        if isinstance(fields := read.get("custom_fields"), Mapping):
            read["custom_fields"] = _with_fields(result.get("custom_fields") or (), fields)
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


def _agree(name: str, kept: Any, asked: Any) -> bool:
    if name == "custom_fields":
        values = {str(field["id"]): field["field_value"] for field in kept or ()}
        return all(_text(values.get(str(key))) == _text(asked[key]) for key in asked)
    read = _READ.get(name, _text)
    if read is _date:  # written to the minute
        return str(_date(kept))[:16] == str(_date(asked))[:16]
    return read(kept) == read(asked)


def holds(record: Patch, patch: Mapping[str, object]) -> bool:
    """Whether a record has what a change asked for; what records do not tell is passed over."""
    return all(_agree(name, record[name], patch[name]) for name in patch if name in record)


def waiting(db: sqlite3.Connection, ticket_id: int | None = None) -> dict[int, list[Patch]]:
    """The patches of one ticket or of all that have any, oldest first, by ticket."""
    rows = db.execute(
        "SELECT ticket_id, patch FROM pending"
        " WHERE kind = 'change' AND ticket_id = coalesce(?, ticket_id) ORDER BY number",
        (ticket_id,),
    )
    patches: dict[int, list[Patch]] = defaultdict(list)
    for owner, patch in rows:
        patches[owner].append(json.loads(patch))
    return patches
