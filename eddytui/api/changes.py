"""Which values would change a record: only these are sent."""

from collections.abc import Mapping

from eddytui.api import encoding
from eddytui.models.fields import field_written
from eddytui.models.record import Record

_FIELDS = "custom_fields"
_WHOLE = {"group_id": "group", "organiz_id": "organization"}


def differing(record: Record, values: Mapping[str, object]) -> dict[str, object]:
    """Those of `values` that are not what the record has; custom fields one by one."""
    changed = {
        name: value
        for name, value in values.items()
        if name != _FIELDS and _of(name, _had(record, name)) != _of(name, value)
    }
    asked = values.get(_FIELDS)
    if isinstance(asked, Mapping):
        had = _custom(record)
        fields = {
            key: value for key, value in asked.items() if had.get(str(key), "") != _plain(value)
        }
        changed |= {_FIELDS: fields} if fields else {}
    elif asked is not None:
        changed[_FIELDS] = asked
    return changed


def _had(record: Record, name: str) -> object:
    """What the record has; groups and companies are read whole and written by their ids."""
    if name in _WHOLE:
        return getattr(getattr(record, _WHOLE[name], None), "id", 0)
    return getattr(record, name, None)


def _of(name: str, value: object) -> object:
    """A value as it is compared; dates as they are written, to the minute."""
    return encoding.deadline(value) if name in encoding.DEADLINES and value else _plain(value)


def _custom(record: Record) -> dict[str, object]:
    """The record's custom fields as they would be written, by id."""
    values = getattr(record, _FIELDS, ())
    return {str(value.id): _plain(field_written(value.field_value)) for value in values}


def _plain(value: object) -> object:
    """A value as it can be compared: numbers as text, flags as 1 and 0, None and [] as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value] or ""
    return str(value)
