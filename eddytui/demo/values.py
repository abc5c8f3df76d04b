"""Custom-field values of tickets, users and organizations: read from requests, and sent.

Written forms by type: `behaviour.md` section 1.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eddytui.demo.data.fields import FIELDS, Field
from eddytui.demo.data.options import Options
from eddytui.demo.numbers import number
from eddytui.demo.records import FieldState, FieldStates


def _chosen(options: Options, field: Field, number: int) -> dict[str, Any]:
    """A chosen option. An empty select, or one whose option is gone, has id 0 and no name."""
    option = options[field.id].get(number)
    return {"id": option.id, "name": option.name} if option else {"id": 0, "name": None}


def _shown(options: Options, field: Field, state: FieldState) -> Any:
    if field.kind == "select" and isinstance(state, int):
        return _chosen(options, field, state)
    if not isinstance(state, tuple):
        return state
    levels = [option for option in state if option in options[field.id]]
    # An empty map is a list where it comes from.
    return {str(n): _chosen(options, field, one) for n, one in enumerate(levels, 1)} or []


def sent(options: Options, owner: str, states: FieldStates) -> list[dict[str, Any]]:
    """The custom fields of a record as the API sends them."""
    return [
        {"id": field.id, "field_type": field.kind, "field_value": _shown(options, field, state)}
        for field, state in ((FIELDS[owner][number], state) for number, state in states)
    ]


def _option(options: Options, field: Field, raw: object) -> int:
    option = number(raw or 0)
    if option is None or (option and option not in options[field.id]):
        raise ValueError(raw)
    return option


def _levels(options: Options, field: Field, raw: object) -> tuple[int, ...]:
    levels = dict(raw) if isinstance(raw, Mapping) else {"1": raw}
    read_levels = (_option(options, field, levels[level]) for level in sorted(levels))
    chosen = tuple(option for option in read_levels if option)
    if [options[field.id][option].pid for option in chosen] != [0, *chosen][: len(chosen)]:
        raise ValueError(raw)  # each level lies below the one before
    return chosen


_EMPTY: tuple[object, ...] = (None, "", [], {})
_READERS: dict[str, Callable[[Options, Field, object], FieldState]] = {
    "checkbox": lambda _, __, raw: int(str(raw).lower() in {"1", "true"}),
    "select": _option,
    "hierarchy": _levels,
    "number": lambda _, __, raw: "" if raw in _EMPTY else str(int(str(raw))),
}


def read(options: Options, field: Field, raw: object) -> FieldState:
    """The value a request sets; ValueError when the field cannot hold it."""
    reader = _READERS.get(field.kind)
    return reader(options, field, raw) if reader else "" if raw in _EMPTY else str(raw)


def merged(states: Iterable[tuple[int, FieldState]], new: Mapping[str, Any]) -> FieldStates:
    """The values of a record after some were set: out of JSON's poorer types."""
    read_back = {
        int(number): tuple(value) if isinstance(value, list | tuple) else value
        for number, value in new.items()
    }
    return tuple((dict(states) | read_back).items())
