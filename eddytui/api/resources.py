"""Every kind of record as a collection: pages, one, create, change, delete.

How answers are shaped, and where that differs from the document: `behaviour.md` sections 1 and 4.
"""

import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from eddytui.api import encoding
from eddytui.api.errors import BadReply, DeskError, Unclear
from eddytui.api.pace import Lane
from eddytui.api.request import Request
from eddytui.api.transport import Transport
from eddytui.models.catalog import CustomField
from eddytui.models.record import Record

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Record)

_log = logging.getLogger(__name__)

DATES = ("from_date_created", "to_date_created")
CHANGES = (*DATES, "from_date_updated", "to_date_updated")


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """What a collection holds: its model, the filters the server knows, how bodies are written."""

    model: type[R]
    filters: tuple[str, ...] = ()
    in_forms: bool = False
    """Whether changes are sent as forms (replies, notes) instead of JSON."""


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


class Collection(Generic[R]):
    """Every record of one kind, at one path."""

    def __init__(self, transport: Transport, path: str, kind: Kind[R]) -> None:
        """Take the path below the API root, without slashes around it: `tickets/7/posts`."""
        self._transport = transport
        self._path = path
        self._kind = kind

    async def page(
        self, number: int = 1, *, lane: Lane = Lane.SCREEN, **filters: object
    ) -> Page[R]:
        """One page of the records that match `filters`. Raises TypeError for an unknown filter.

        The server ignores a filter it does not know, and its list would look like a filtered one.
        """
        if unknown := filters.keys() - set(self._kind.filters):
            raise TypeError(f"{self._path} has no filter {', '.join(sorted(unknown))}")
        query = encoding.query({"page": number if number > 1 else None, **filters})
        reply = await self._transport.request(
            Request("GET", f"/{self._path}/", query=query, lane=lane)
        )
        return _page(self._kind.model, reply.body, number)

    async def pages(
        self, number: int = 1, *, lane: Lane = Lane.BACKGROUND, **filters: object
    ) -> AsyncIterator[Page[R]]:
        """All pages from `number` on: to the last, an empty one, or one without anything new.

        A record that moves while the pages are read comes twice; the later one is the newer.
        """
        seen: set[object] = set()
        while True:
            page = await self.page(number, lane=lane, **filters)
            ids = {record.id for record in page.items}
            if ids <= seen and not page.unreadable:
                return
            yield page
            seen |= ids
            number += 1
            if number > page.last:
                return

    async def get(self, record_id: int | str, *, lane: Lane = Lane.SCREEN) -> R:
        """One record, as it is now: lists come from an index that may lag behind."""
        reply = await self._transport.request(Request("GET", self._url(record_id), lane=lane))
        return self._one(reply.body, BadReply, record_id)

    async def create(self, *, lane: Lane = Lane.WRITE, **values: object) -> R:
        """Add a record; return it as the server keeps it."""
        return await self._write("POST", f"/{self._path}/", lane, values)

    async def update(self, record_id: int | str, *, lane: Lane = Lane.WRITE, **values: object) -> R:
        """Change a record; return it as the server keeps it."""
        return await self._write("PUT", self._url(record_id), lane, values)

    async def delete(self, record_id: int | str, *, lane: Lane = Lane.WRITE) -> None:
        """Take a record away."""
        await self._transport.request(Request("DELETE", self._url(record_id), lane=lane))

    def below(self, record_id: int | str, name: str, kind: Kind[C]) -> "Collection[C]":
        """The records of another kind that belong to one of these: `tickets/7/posts`."""
        return Collection(self._transport, f"{self._path}/{record_id}/{name}", kind)

    def _url(self, record_id: int | str) -> str:
        return f"/{self._path}/{record_id}"

    async def _write(self, method: str, path: str, lane: Lane, values: Mapping[str, object]) -> R:
        if self._kind.in_forms:
            request = Request(method, path, form=encoding.form(values), lane=lane)
        else:
            request = Request(method, path, json=encoding.body(values), lane=lane)
        reply = await self._transport.request(request)
        return self._one(reply.body, Unclear)

    def _one(self, body: object, failure: type[DeskError], record_id: object = None) -> R:
        """The record of an answer: an object, an array of one, or an object keyed by id."""
        rows = _rows(body) or []
        wanted = (row for row in rows if str(row.get("id")) == str(record_id))
        row = next(wanted, rows[0] if rows else None)
        record = None if row is None else _read(self._kind.model, row)
        if record is None:
            raise failure()
        return record


class Fielded(Collection[R]):
    """A collection whose records carry custom fields: tickets, users, organizations."""

    fields_path = "{path}/custom_fields"

    @property
    def fields(self) -> Collection[CustomField]:
        """The custom fields of this kind of record."""
        path = self.fields_path.format(path=self._path)
        return Collection(self._transport, path, Kind(CustomField))


def _page(model: type[R], body: object, number: int) -> Page[R]:
    rows = _rows(body)
    if rows is None or not isinstance(body, Mapping):
        raise BadReply()
    records = [(row, _read(model, row)) for row in rows]
    facts = body.get("pagination")
    facts = facts if isinstance(facts, Mapping) else {}
    return Page(
        tuple(record for _, record in records if record is not None),
        number,
        last=_figure(facts.get("total_pages"), number),
        total=_figure(facts.get("total"), len(rows)),
        skipped=tuple(str(row.get("id", "")) for row, record in records if record is None),
    )


def _rows(body: object) -> list[dict[str, Any]] | None:
    """The records of `data`: a list, a map by id (with keys like "nine" too), or one object.

    PHP writes an empty map as `[]`. What is no record becomes an empty one, to be counted as
    unreadable; None when there is no `data` at all, which is no empty list.
    """
    if not isinstance(body, Mapping) or "data" not in body:
        return None
    data = body["data"] or []
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


def _figure(value: object, otherwise: int) -> int:
    """A number that may be text (`total` of audit and organizations); `otherwise` if it is none."""
    text = str(value)
    return int(text) if text.isdecimal() else otherwise
