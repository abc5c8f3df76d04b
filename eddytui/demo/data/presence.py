"""When colleagues were there: the presence log of the last two weeks, up to this moment."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count

from eddytui.demo.data.chance import MINUTE, Chance
from eddytui.demo.records import Person, Presence

Log = dict[int, list[Presence]]
"""The lines of each user, oldest first."""

_DAYS, _SATURDAY = 14, 5
_AWAY, _BUSY = 0.06, 0.5
# Minutes of the day around which things happen.
_COME, _LUNCH, _CALL, _GO = 8 * 60 + 50, 12 * 60 + 20, 15 * 60, 17 * 60 + 45


def _day(chance: Chance) -> Iterator[tuple[int, str]]:
    """A day at work: minute and status. Some days one stays away."""
    if chance.happens(_AWAY):
        return
    yield _COME + chance.randrange(30), "online"
    lunch = _LUNCH + chance.randrange(50)
    yield lunch, "obed"
    yield lunch + chance.randrange(25, 60), "online"
    if chance.happens(_BUSY):
        call = _CALL + chance.randrange(60)
        yield call, "on-hold"
        yield call + chance.randrange(10, 50), "online"
    yield _GO + chance.randrange(60), "offline"


def _course(seed: int, anchor: datetime, person: Person) -> Iterator[tuple[datetime, str]]:
    """The changes of one colleague's presence; the last one is what it is now."""
    chance = Chance(f"{seed}/presence/{person.id}")
    midnight = anchor.replace(hour=0, minute=0, second=0)
    last = "offline"
    for ago in range(_DAYS, -1, -1):
        day = midnight - timedelta(days=ago)
        changes = list(_day(chance)) if day.weekday() < _SATURDAY else []
        for minute, status in changes:
            at = day + minute * MINUTE + timedelta(seconds=chance.randrange(60))
            if at < anchor - 5 * MINUTE:
                yield at, status
                last = status
    if last != person.presence:
        yield anchor - chance.randrange(1, 5) * MINUTE, person.presence


def presence(seed: int, anchor: datetime, people: Iterable[Person]) -> Log:
    """The logs of all colleagues; ids rise with time, across all of them."""
    staff = [person for person in people if person.is_staff]
    changes = sorted(
        (at, person.id, status) for person in staff for at, status in _course(seed, anchor, person)
    )
    numbers = count(1)
    made: Log = {person.id: [] for person in staff}
    for at, person_id, status in changes:
        made[person_id].append(Presence(next(numbers), status, at))
    return made
