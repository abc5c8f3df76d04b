"""Answers as records: pages of them, or one.

How answers are shaped, and where that differs from the document: `behaviour.md` sections 1 and 4.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from eddytui.api.errors import BadReply, DeskError
from eddytui.api.figures import figure
from eddytui.models.record import Record

R = TypeVar("R", bound=Record)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a list."""

    items: tuple[R, ...]
    number: int
    last: int
    """The number of the last page there is."""
    total: int
    skipped: tuple[str, ...] = ()
    """The ids of the records that could not be read and are left out of `items`."""

    @property
    def unreadable(self) -> int:
        """How many those are."""
        return len(self.skipped)


def page_of(
    model: type[R], body: object, number: int, failure: type[DeskError] = BadReply
) -> Page[R]:
    """The page that an answer is. Raises `failure` when there is no list in it."""
    rows = _rows(body)
    if rows is None or not isinstance(body, Mapping):
        raise failure()
    records = [(row, _read(model, row)) for row in rows]
    facts = body.get("pagination")
    facts = facts if isinstance(facts, Mapping) else {}
    return Page(
        tuple(record for _, record in records if record is not None),
        number,
        last=number if (last := figure(facts.get("total_pages"))) is None else last,
        total=len(rows) if (total := figure(facts.get("total"))) is None else total,
        skipped=tuple(str(row.get("id", "")) for row, record in records if record is None),
    )


def record_of(
    model: type[R], body: object, failure: type[DeskError], record_id: object = None
) -> R:
    """The record that an answer is: an object, an array of one, or an object keyed by id.

    Raises `failure` when it is none, or not the one with this id.
    """
    rows = _rows(body) or []
    if record_id is not None:
        rows = [row for row in rows if str(row.get("id")) == str(record_id)]
    row = next(iter(rows), None)
    record = None if row is None else _read(model, row)
    if record is None:
        raise failure()
    return record


def _rows(body: object) -> list[dict[str, Any]] | None:
    """The records of `data`: a list, a map by id (with keys like "nine" too), or one object.

    PHP writes an empty map as `[]`. What is no record becomes an empty one, to be counted as
    unreadable; None when there is no `data`, or null or false, which PHP writes for a failure.
    """
    if not isinstance(body, Mapping) or "data" not in body:
        return None
    data = body["data"]
    if isinstance(data, Mapping):
        data = [data] if "id" in data else list(data.values())
    return (
        [row if isinstance(row, dict) else {} for row in data] if isinstance(data, list) else None
    )


def _read(model: type[R], row: dict[str, Any]) -> R | None:
    """A record, or None when it cannot be read: one bad record must not hide the others."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        # The places only: the values are other people's letters.
        places = [
            ".".join(map(str, problem["loc"])) for problem in error.errors(include_input=False)
        ]
        _log.warning("%s %s unreadable: %s", model.__name__, row.get("id"), ", ".join(places))
    except RecursionError:
        _log.warning("%s %s unreadable: nested too deeply", model.__name__, row.get("id"))
    return None
