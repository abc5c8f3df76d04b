"""Every kind of record at its path: pages of a list, one record, create, change, delete.

What belongs to a record has a path below it: `tickets/7/posts`.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

from eddytui.api import encoding
from eddytui.api.changes import differing
from eddytui.api.errors import BadReply, Unclear, Undocumented
from eddytui.api.lane import Lane
from eddytui.api.pace import Bucket
from eddytui.api.page import Page, page_of, record_of
from eddytui.api.progress import Progress
from eddytui.api.request import Request
from eddytui.api.transport import Transport
from eddytui.api.uploads import Upload, named
from eddytui.models.record import Record

R = TypeVar("R", bound=Record)

DATES = ("from_date_created", "to_date_created")
CHANGES = (*DATES, "from_date_updated", "to_date_updated")


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """What a list holds, and how the server wants to be asked about it."""

    model: type[R]
    filters: tuple[str, ...] = ()
    """What its list can be asked for."""
    fields: tuple[str, ...] = ()
    """What can be written when a record is added."""
    fixed: frozenset[str] = frozenset()
    """Those of them that cannot be changed afterwards."""
    forms: tuple[str, ...] = ("POST",)
    """The methods whose bodies are forms; the others' are JSON."""
    files: str = ""
    """The field for files: one (`file`), or several with numbers (`files[]`); "" for none."""
    bucket: Bucket = "api"
    slash: str = "/"
    """What a list's address ends with; both forms work, this is the document's."""
    more_filters: frozenset[str] = frozenset()
    """Filters that real servers know and the API document does not."""
    more_fields: frozenset[str] = frozenset()
    """Fields that can be written on real servers, and not by the document; `fixed` ones too."""
    beyond: bool = False
    """Whether these may be used."""


class Listing(Generic[R]):
    """The records of one kind at one path, page by page."""

    def __init__(self, transport: Transport, path: str, kind: Kind[R]) -> None:
        """Take the path below the API root, without slashes around it: `tickets/7/posts`."""
        self._transport = transport
        self._path = path
        self._kind = kind

    async def page(
        self, number: int = 1, *, lane: Lane = Lane.SCREEN, **filters: object
    ) -> Page[R]:
        """One page of the records that match `filters`.

        Raises TypeError for an unknown filter: the server would ignore it, and its list would look
        like a filtered one. Raises Undocumented for one that the profile does not allow.
        """
        self._check_documented(self._kind.more_filters & filters.keys())
        if unknown := filters.keys() - set(self._kind.filters) - self._kind.more_filters:
            raise TypeError(f"{self._path} has no filter {', '.join(sorted(unknown))}")
        query = encoding.query({"page": number if number > 1 else None, **filters})
        reply = await self._transport.request(
            Request("GET", self._list_url, query=query, lane=lane, bucket=self._kind.bucket)
        )
        return await reply.made(lambda: page_of(self._kind.model, reply.body, number))

    async def pages(
        self, number: int = 1, *, lane: Lane = Lane.BACKGROUND, **filters: object
    ) -> AsyncIterator[Page[R]]:
        """All pages from `number` on: to the last, an empty one, or one without anything new.

        A record that moves while the pages are read comes twice; the later one is the newer.
        """
        seen: set[object] = set()
        while True:
            page = await self.page(number, lane=lane, **filters)
            ids = {record.id for record in page.items} | set(page.skipped)
            if ids <= seen:
                return
            yield page
            seen |= ids
            number += 1
            if number > page.last:
                return

    @property
    def _list_url(self) -> str:
        return f"/{self._path}{self._kind.slash}"

    def _url(self, record_id: int | str) -> str:
        return f"/{self._path}/{quote(str(record_id), safe='', errors='replace')}"

    def _check_documented(self, used: frozenset[str]) -> None:
        if used and not self._kind.beyond:
            raise Undocumented.of(used)

    def _check_fields(self, known: set[str], values: Mapping[str, object]) -> None:
        more = (self._kind.more_fields | self._kind.fixed) - known
        self._check_documented(more & values.keys())
        if unknown := values.keys() - known - more:
            raise TypeError(f"{self._path} has no field {', '.join(sorted(unknown))}")

    async def _delete(
        self, record_id: int | str, lane: Lane, query: Mapping[str, str] | None = None
    ) -> None:
        request = Request("DELETE", self._url(record_id), query=query or {}, lane=lane)
        await self._transport.request(request)


class Records(Listing[R]):
    """A list whose records can be read one by one."""

    async def get(self, record_id: int | str, *, lane: Lane = Lane.SCREEN) -> R:
        """One record, as it is now: lists come from an index that may lag behind."""
        request = Request("GET", self._url(record_id), lane=lane, bucket=self._kind.bucket)
        reply = await self._transport.request(request)
        return record_of(self._kind.model, reply.body, BadReply, record_id)


class Entries(Listing[R]):
    """Records that are added and taken away, and neither read one by one nor changed."""

    async def create(
        self,
        *,
        lane: Lane = Lane.WRITE,
        files: Sequence[Upload] = (),
        progress: Progress | None = None,
        **values: object,
    ) -> R:
        """Add a record, with files where its kind has any; return it as the server keeps it.

        `progress` is told how many bytes were sent, of how many. Raises TypeError for an unknown
        field: the server would ignore it.
        """
        self._check_fields(set(self._kind.fields), values)
        parts = named(self._kind.files, files)
        request = self._request("POST", self._list_url, lane, values, bool(parts))
        return await self._written(request.with_files(parts, progress))

    async def delete(self, record_id: int | str, *, lane: Lane = Lane.WRITE) -> None:
        """Take a record away."""
        await self._delete(record_id, lane)

    def _request(
        self, method: str, path: str, lane: Lane, values: Mapping[str, object], in_form: bool
    ) -> Request:
        if in_form or method in self._kind.forms:
            return Request(method, path, form=encoding.form(values), lane=lane)
        return Request(method, path, json=encoding.body(values), lane=lane)

    async def _written(self, request: Request) -> R:
        reply = await self._transport.request(request)
        return record_of(self._kind.model, reply.body, Unclear)


class Collection(Entries[R], Records[R]):
    """Every record of one kind, to be read, added, changed and taken away."""

    async def update(self, record_id: int | str, *, lane: Lane = Lane.WRITE, **values: object) -> R:
        """Set these fields of a record; return it as the server keeps it.

        Raises TypeError for an unknown field: the server would ignore it.
        """
        self._check_fields(set(self._kind.fields) - self._kind.fixed, values)
        request = self._request("PUT", self._url(record_id), lane, values, in_form=False)
        return await self._written(request)

    async def edit(self, record: R, *, lane: Lane = Lane.WRITE, **values: object) -> R:
        """As `update`, with only those values sent that differ from the record's own.

        Without any the server is not asked, and the record comes back as it is.
        """
        changed = differing(record, values)
        return await self.update(record.id, lane=lane, **changed) if changed else record
