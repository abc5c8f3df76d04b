"""All tickets as they stand when the world begins, without their threads.

The newest are the stories; hostile mail and two running logs have fixed places behind them; the
rest is drawn from the library by the seed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from eddytui.demo.data.arrivals import arrivals
from eddytui.demo.data.chance import MINUTE
from eddytui.demo.data.draw import Draw
from eddytui.demo.data.hostile import TRAPS, Trap
from eddytui.demo.data.library import Library
from eddytui.demo.data.lists import NETWORK, SUPPORT
from eddytui.demo.data.names import IRA, LEILA, YAMADA
from eddytui.demo.data.stories import STORIES
from eddytui.demo.data.stories import ticket as told
from eddytui.demo.records import NOBODY, Person, Ticket

FIRST_ID, LAST_ID, SMALL, LARGE = 803, 1042, 1000, 10_000
"""Ids end with `LAST_ID` up to `SMALL` tickets, and begin with `FIRST_ID` above."""
OUTAGE_POSTS, LARGE_POSTS = 85, 1000
_MIGRATION = 19
_TRAPS = {14 + 3 * place: trap for place, trap in enumerate(TRAPS)}
_DELETED = frozenset({61, 96, 131, 166})
"""Places, counted from the newest ticket."""
_BEFORE_STORIES = timedelta(hours=27)
_OPEN_SMALL, _OPEN_LARGE, _OPEN_TAIL = 0.38, 0.045, 0.02
_A_DAY, _SPREAD = 8, 500
_SOLBERG, _NOVOTNA, _PEETER = 47, 67, 3
_LOG = {"status": "process", "seen_by_staff": True}
_LOGS: dict[int, dict[str, Any]] = {
    16: {
        **_LOG,
        "title": "Outage between Riga and Tartu: running log",
        "user": _SOLBERG,
        "department": NETWORK,
        "owner": _PEETER,
        "priority": 1,
        "type": 1,
        "source": "phone",
        "followers": (IRA, 8, 9),
        "tags": ("outage",),
        "topic": "log-outage/1",
        "posts": OUTAGE_POSTS,
    },
    19: {
        **_LOG,
        "title": "Migration weekend: running log",
        "user": _NOVOTNA,
        "department": SUPPORT,
        "owner": IRA,
        "type": 2,
        "tags": ("migration",),
        "topic": "log-migration/1",
    },
}
_TRAP_USERS = {"trap-wide": YAMADA, "trap-arabic": LEILA}
_USERS = (49, 71, 72, 73, 59, 63)


def _trap(trap: Trap, number: int, created: datetime) -> Ticket:
    """A hostile ticket; every other one is Ira's, the rest is nobody's."""
    mine = number % 2 == 0
    return Ticket(
        id=number,
        created=created,
        updated=created,
        title=trap.title,
        user=_TRAP_USERS.get(trap.key, _USERS[number % len(_USERS)]),
        department=SUPPORT,
        owner=IRA if mine else NOBODY,
        status="process" if mine else "open",
        seen_by_staff=mine,
        topic=trap.key,
    )


class Queue:
    """Builds the tickets of a new world."""

    def __init__(
        self, seed: int, anchor: datetime, people: dict[int, Person], library: Library
    ) -> None:
        self._anchor = anchor
        self._draw = Draw(seed, anchor, people, library)

    def tickets(self, count: int, long_thread: int) -> dict[int, Ticket]:
        """All tickets by id, oldest first; `long_thread` is the length of the longest one."""
        newest = LAST_ID if count <= SMALL else FIRST_ID + count - 1
        made: dict[int, Ticket] = {}
        first_post = 1
        for ticket in reversed(list(self._newest_first(count, newest, long_thread))):
            made[ticket.id] = ticket._replace(first_post=first_post)
            first_post += ticket.posts
        return made

    def _newest_first(self, count: int, newest: int, long_thread: int) -> Iterator[Ticket]:
        share = _OPEN_SMALL if count <= SMALL else max(_OPEN_LARGE, _OPEN_SMALL * SMALL / count)
        span = 2 * share * count
        a_day = max(_A_DAY, count / _SPREAD)
        dates = arrivals(self._anchor - _BEFORE_STORIES, a_day, self._draw.chance)
        chance = self._draw.chance
        for place, created in zip(range(count), dates, strict=False):
            number = newest - place
            if place < len(STORIES):
                yield told(STORIES[place], number, self._anchor)
            elif place in _TRAPS:
                yield _trap(_TRAPS[place], number, created)
            elif place in _LOGS and (place != _MIGRATION or long_thread):
                yield self._log(place, number, created, long_thread)
            else:
                is_open = chance.happens(max(_OPEN_TAIL, 1 - place / span))
                ticket = self._draw.ticket(number, created, is_open=is_open)
                yield ticket._replace(deleted=place in _DELETED)

    def _log(self, place: int, number: int, created: datetime, long_thread: int) -> Ticket:
        facts = {"posts": long_thread, **_LOGS[place]}
        return Ticket(id=number, created=created, updated=self._anchor - 51 * MINUTE, **facts)
