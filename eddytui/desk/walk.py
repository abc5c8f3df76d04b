"""Going through all records by the date of their last change, without missing one that moves."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from eddytui.api import Listing, Page
    from eddytui.api.lane import Lane
    from eddytui.models.record import Record
    from eddytui.store.marks import Marks

R = TypeVar("R", bound="Record")

SECOND = timedelta(seconds=1)
_BEGINNINGS = 10
"""How often the pages of one moment are begun to be read, at the most."""
_SPELLING = "%Y-%m-%d %H:%M:%S"


class Way(NamedTuple):
    """A direction through the records."""

    order: str
    start: str
    """The filter that says where to begin."""
    end: str
    second: timedelta
    """One further in this direction."""

    def edge(self, page: "Page[Any]") -> str:
        """The date that a page comes to; "" when none of its dates can be read."""
        dates = (record.date_updated for record in page.items)
        moments = [date for date in dates if isinstance(date, datetime)]
        if not moments:
            return ""
        return (max if self is FORWARD else min)(moments).strftime(_SPELLING)

    def beyond(self, moment: str, other: str) -> bool:
        """Whether a date is further on than another; "" is before all."""
        if not (moment and other):
            return bool(moment)
        return moment > other if self is FORWARD else moment < other


FORWARD = Way("date_updated{asc}", "from_date_updated", "to_date_updated", SECOND)
BACK = Way("date_updated{desc}", "to_date_updated", "from_date_updated", -SECOND)


def moved(moment: str, by: timedelta) -> str:
    """Another date, as the server writes it; "" stays ""."""
    return (datetime.fromisoformat(moment) + by).strftime(_SPELLING) if moment else ""


def further(marks: "Marks", name: str, page: "Page[Any]", way: Way) -> dict[str, str]:
    """What is to be noted in the mark, by its name, if a page comes further than before."""
    edge = way.edge(page)
    return {name: edge} if way.beyond(edge, marks.get(name)) else {}


async def advance(marks: "Marks", name: str, page: "Page[Any]", way: Way) -> None:
    """Note in the mark how far a page comes, if that is further than before."""
    for mark, edge in further(marks, name, page, way).items():
        await marks.put(mark, edge)


async def walk(
    records: "Listing[R]", way: Way, start: str, lane: "Lane", **filters: object
) -> "AsyncIterator[Page[R]]":
    """Pages from a date on, each asked for by the date that the one before came to.

    `filters` are for every page.

    Not by their numbers: what changes meanwhile leaves its page, and all behind it move up, so that
    the next page would begin after some that nobody has read. Whether the bounds belong to what
    they bound is not known of real servers, so a second is asked for twice.
    """
    while True:
        page = await _ask(records, way, lane, {**filters, way.start: start})
        yield page
        if page.last <= 1 or not (page.items or page.skipped):
            return
        edge = way.edge(page)
        further = moved(edge, -way.second)
        if not way.beyond(further, start):
            bounds = {**filters, way.start: start, way.end: moved(edge, 2 * way.second)}
            async for crowded in _crowd(records, way, lane, bounds):
                yield crowded
            further = moved(edge, way.second)
        if not way.beyond(further, start):
            return
        start = further


async def _crowd(
    records: "Listing[R]", way: Way, lane: "Lane", bounds: dict[str, object]
) -> "AsyncIterator[Page[R]]":
    """All pages of a moment when more changed than a page holds, such as a script closing many.

    They can only be asked for by number. When one leaves them, they are read from the beginning.
    A helpdesk that repeats a page, or counts wrongly, does not keep us here.
    """
    number, total, begun = 1, 0, 1
    seen: set[object] = set()
    while True:
        page = await _ask(records, way, lane, bounds, number)
        yield page
        ids = {record.id for record in page.items} | set(page.skipped)
        if page.total < total and begun < _BEGINNINGS:
            number, begun, seen = 1, begun + 1, set()
        elif number < page.last and not ids <= seen:
            number, seen = number + 1, seen | ids
        else:
            return
        total = page.total


async def _ask(
    records: "Listing[R]", way: Way, lane: "Lane", bounds: dict[str, object], number: int = 1
) -> "Page[R]":
    filters: dict[str, Any] = {name: value for name, value in bounds.items() if value}
    return await records.page(number, lane=lane, order_by=way.order, **filters)
