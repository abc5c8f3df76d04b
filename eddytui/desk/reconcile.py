"""Finding tickets of the copy that the helpdesk no longer shows: no delta tells of them.

A round takes a slice of the copy, asks the list for the same time, and suspects what is missing in
it. Lists lag, so that decides nothing: the ticket itself is asked, and forgotten when it is not
there, or no longer for this person. What is open comes around more often than the rest. Marks
remember where it stands.
"""

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.api.errors import Blocked, DeskError, Forbidden, Offline, WrongKey
from eddytui.api.lane import Lane
from eddytui.desk.walk import BACK, SECOND, moved
from eddytui.store.columns import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from eddytui.api import Client
    from eddytui.desk.reading import Reading
    from eddytui.store.holdings import Dated
    from eddytui.store.store import Store

_SLICE = 30
"""Tickets of a slice: as many as the helpdesk has on a page."""
_SUSPECTS = "reconcile.suspects"
"""Mark: the tickets that a list lacked and that were not asked for yet."""
_ROUNDS = "reconcile.rounds"
"""Mark: how many slices were looked at."""
_OPEN_OF = 4
"""Of so many slices one is of all tickets; the others are of open ones."""
_MOST_STATUSES = 50
_MOST_PAGES = 40
"""Pages of one second; more has only a list that does not go by dates, and tells nothing then."""


class Track(NamedTuple):
    """A way through the copy, from the newest ticket on, again and again."""

    mark: str
    """Where the date is kept up to which the next slice goes; "" at the beginning."""
    only_open: bool = False


OPEN = Track("reconcile.open", only_open=True)
ALL = Track("reconcile.all")
ONCE = Track("reconcile.once")


class Reconcile:
    """Compares the copy with the helpdesk, a little at a time."""

    def __init__(self, store: "Store", reading: "Reading") -> None:
        """Compares `store`; suspects are read, or forgotten, by `reading`."""
        self._store = store
        self._reading = reading

    async def round(self, client: "Client", most: int = 1) -> None:
        """Ask so many questions: for suspects while there are any, else for a slice."""
        for _ in range(most):
            if suspects := self._suspects():
                await self._examine(client, suspects[0])
            else:
                await self._next_slice(client)

    async def whole(self, client: "Client", told: "Callable[[int], None]") -> None:
        """Compare all of the copy once; goes on where it was left.

        `told` hears how many tickets were compared since the call.
        """
        compared, is_last = 0, False
        await self._examine_all(client)
        while not is_last:
            compared += await self._slice(client, ONCE)
            is_last = not self._store.marks.get(ONCE.mark)
            await self._examine_all(client)
            told(compared)

    async def _next_slice(self, client: "Client") -> None:
        number = int(self._store.marks.get(_ROUNDS) or 0) + 1
        await self._store.marks.put(_ROUNDS, str(number))
        track = OPEN if number % _OPEN_OF and self._open_statuses() else ALL
        await self._slice(client, track)

    async def _slice(self, client: "Client", track: Track) -> int:
        """Compare the next slice; how many tickets that were."""
        newest = self._store.marks.get(track.mark)
        held = await self._store.holdings.slice(newest, _SLICE, only_open=track.only_open)
        if not held:
            await self._store.marks.put(track.mark, "")
            return 0
        listed, edge = await self._ask(client, track, held)
        # What changed in the second of the edge may stand on the next page.
        known = [ticket for ticket in held if ticket.updated > edge]
        missing = [ticket.id for ticket in known if str(ticket.id) not in listed]
        if missing:
            suspects = dict.fromkeys((*self._suspects(), *missing))
            await self._store.marks.put(_SUSPECTS, json.dumps(list(suspects)))
        is_further = edge and edge < held[0].updated
        await self._store.marks.put(track.mark, edge if is_further else self._before(held))
        return len(known)

    def _before(self, held: "list[Dated]") -> str:
        """Where the next slice begins; "" when this was the last one."""
        return moved(held[-1].updated, -SECOND) if len(held) >= _SLICE else ""

    async def _ask(
        self, client: "Client", track: Track, held: "list[Dated]"
    ) -> tuple[set[str], str]:
        """The ids that the list has of a slice's time, and the date that they come to.

        That is "" when they are all. One page is enough, unless a second fills it: a script that
        closes many.
        """
        # Whether the bounds belong to what they bound is not known of real servers.
        bounds = {
            BACK.start: moved(held[0].updated, SECOND),
            BACK.end: moved(held[-1].updated, -SECOND),
        }
        filters: dict[str, Any] = {name: date for name, date in bounds.items() if date}
        if track.only_open:
            filters["status_list"] = self._open_statuses()
        listed: set[str] = set()
        async for page in client.tickets.pages(order_by=BACK.order, **filters):
            listed |= {str(ticket.id) for ticket in page.items} | set(page.skipped)
            edge = BACK.edge(page)
            if page.number < page.last and edge and edge < held[0].updated:
                return listed, edge
            if page.number >= _MOST_PAGES:
                return listed, held[0].updated
        return listed, ""

    async def _examine_all(self, client: "Client") -> None:
        while suspects := self._suspects():
            await self._examine(client, suspects[0])

    async def _examine(self, client: "Client", ticket_id: int) -> None:
        """Ask for the ticket itself; only what stands in the way of every question is raised."""
        try:
            await self._reading.ticket(client, ticket_id, lane=Lane.BACKGROUND)
        except (Offline, Blocked, WrongKey):
            raise
        except Forbidden:  # and the list lacks it: this person may not see it any more
            await self._reading.forget(ticket_id)
        except DeskError:  # it is gone, or cannot be judged: then it stays
            pass
        rest = [each for each in self._suspects() if each != ticket_id]
        await self._store.marks.put(_SUSPECTS, json.dumps(rest))

    def _suspects(self) -> list[int]:
        return list(json.loads(self._store.marks.get(_SUSPECTS) or "[]"))

    def _open_statuses(self) -> list[str]:
        """Every status but the closed one; none when they are not known, or too many."""
        known = [each for each in self._store.catalog.spellings("status") if each != CLOSED]
        return known if len(known) <= _MOST_STATUSES else []
