"""What tickets, users and organizations have in common: custom fields, and the latter two notes.

The document has every operation on them three times; here they are declared once.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from eddytui.api.errors import Unclear
from eddytui.api.lane import Lane
from eddytui.api.page import page_of
from eddytui.api.request import Request
from eddytui.api.resources import Collection, Entries, Kind, Listing, Records
from eddytui.models.catalog import CustomField, Option
from eddytui.models.people import Note
from eddytui.models.record import Record

R = TypeVar("R", bound=Record)

MOST_OPTIONS = 100
"""How many options one request may add or rename."""

_FIELDS = Kind(CustomField)
_OPTIONS = Kind(Option)
_NOTES = Kind(Note, fields=("text",), files="file")


class OptionEdit(NamedTuple):
    """An option to be added (below `parent`, 0 for the top), or with an `id` to be renamed.

    Options cannot be moved: the API has no way to.
    """

    name: Mapping[str, str]
    """By language."""
    parent: int = 0
    id: int = 0

    def written(self) -> dict[str, Any]:
        """As the API has it: `{name}`, `{pid, name}` or `{id, name}`."""
        place = {"id": self.id} if self.id else {"pid": self.parent} if self.parent else {}
        return {**place, "name": dict(self.name)}


class Options(Listing[Option]):
    """What may be chosen in one select or hierarchy field; 50 a page."""

    async def save(
        self, edits: Sequence[OptionEdit], *, lane: Lane = Lane.WRITE
    ) -> AsyncIterator[tuple[Option, ...]]:
        """Add and rename options, a hundred a request; each time those the server kept.

        When a later request fails, what the earlier ones gave is kept on the server.
        """
        for start in range(0, len(edits), MOST_OPTIONS):
            part = [edit.written() for edit in edits[start : start + MOST_OPTIONS]]
            request = Request("POST", self._list_url, json={"options": part}, lane=lane)
            reply = await self._transport.request(request)
            page = page_of(Option, reply.body, 1, failure=Unclear)
            yield page.items

    async def delete(self, option_id: int, *, lane: Lane = Lane.WRITE) -> None:
        """Take an option away, in a hierarchy with all below it."""
        await self._delete(option_id, lane)


class Fields(Records[CustomField]):
    """The custom fields of one kind of owner. Fields cannot be made through the API."""

    def options(self, field_id: int) -> Options:
        """The options of a field."""
        return Options(self._transport, f"{self._path}/{field_id}/options", _OPTIONS)


class Fielded(Collection[R]):
    """A collection whose records carry custom fields: tickets, users, organizations."""

    fields_path = "{path}/custom_fields"

    @property
    def fields(self) -> Fields:
        """The custom fields of this kind of record."""
        return Fields(self._transport, self.fields_path.format(path=self._path), _FIELDS)

    def options(self, field_id: int) -> Options:
        """The options of one of these fields."""
        return self.fields.options(field_id)


class Noted(Fielded[R]):
    """A collection whose records have notes of colleagues: users and organizations."""

    def notes(self, record_id: int) -> Entries[Note]:
        """The notes about a record; `create(text=…, files=[…])` takes one file."""
        return Entries(self._transport, f"{self._path}/{record_id}/notes", _NOTES)
