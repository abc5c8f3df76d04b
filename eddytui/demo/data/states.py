"""How far an ordinary ticket has come: open or closed, with whom, until when."""

from datetime import datetime, timedelta
from typing import Any

from eddytui.demo.data.chance import DAY, HOUR, MINUTE, Chance, Odds
from eddytui.demo.data.names import IRA
from eddytui.demo.records import CLOSED, NOBODY, Ticket

_WORKED_ON = Odds(("process", "open", "awaiting-client", "6"), (50, 70, 90, 100))
_UNREAD = {"open": 0.6, "process": 0.3}
"""How often the newest reply was not read yet, by status; never in the others."""
_MINE, _UNASSIGNED, _LEFT_UNASSIGNED = 0.28, 0.2, 0.03
_TIMED, _LATE, _FROZEN, _LOCKED = 0.75, 0.17, 0.08, 0.02
_TIMED_ONCE, _LOCKED_AFTER, _RATED, _LIKED, _COMMENTED = 0.6, 0.06, 0.25, 0.8, 0.6
_READ_BY_CLIENT = 0.8
_HOURS_TO_SOLVE = timedelta(hours=8)

Facts = dict[str, Any]


def _to_minute(moment: datetime) -> datetime:
    """Deadlines have no seconds."""
    return moment.replace(second=0)


class States:
    """Draws what became of tickets, seen from the moment the world begins."""

    def __init__(self, chance: Chance, anchor: datetime) -> None:
        self._chance = chance
        self._anchor = anchor

    def owner(self, staff: list[int], unassigned: float) -> int:
        """Nobody, Ira, or somebody of the department."""
        if self._chance.happens(unassigned):
            return NOBODY
        if IRA in staff and self._chance.happens(_MINE):
            return IRA
        return self._chance.choice(staff)

    def open(self, ticket: Ticket, staff: list[int]) -> Facts:
        """An open ticket, most often touched not long ago."""
        chance = self._chance
        owner = self.owner(staff, _UNASSIGNED)
        status = chance.text(_WORKED_ON) if owner else "open"
        facts: Facts = {
            "owner": owner,
            "status": status,
            "seen_by_staff": not chance.happens(_UNREAD.get(status, 0)),
            "seen_by_client": chance.happens(_READ_BY_CLIENT),
            "locked": chance.happens(_LOCKED),
            "sla": self._deadline() if chance.happens(_TIMED) else None,
        }
        if owner or ticket.posts > 1:
            age = (self._anchor - ticket.created) / MINUTE
            facts["updated"] = self._anchor - chance.span(20, age)
        if owner and chance.happens(_FROZEN):
            facts["frozen_until"] = _to_minute(self._anchor + chance.span(DAY, 20 * DAY))
        return facts

    def _deadline(self) -> datetime:
        if self._chance.happens(_LATE):
            return _to_minute(self._anchor - self._chance.span(5, 2 * DAY))
        return _to_minute(self._anchor + self._chance.span(40, 5 * DAY))

    def closed(self, ticket: Ticket, staff: list[int], praise: dict[str, tuple[str, ...]]) -> Facts:
        """A closed ticket; some of them rated by the client."""
        chance = self._chance
        longest = (self._anchor - ticket.created) / MINUTE - HOUR / 2
        # Long talks take long: a quarter of an hour a reply at least.
        least = max(20, 15 * ticket.posts)
        ended = ticket.created + min(chance.span(least, 9 * DAY), longest * MINUTE)
        facts: Facts = {
            "owner": self.owner(staff, _LEFT_UNASSIGNED),
            "status": CLOSED,
            "updated": ended,
            "seen_by_staff": True,
            "seen_by_client": chance.happens(_READ_BY_CLIENT),
            "locked": chance.happens(_LOCKED_AFTER),
        }
        if chance.happens(_TIMED_ONCE):
            facts["sla"] = _to_minute(ticket.created + _HOURS_TO_SOLVE)
        if chance.happens(_RATED):
            facts["rate"] = "like" if chance.happens(_LIKED) else "dislike"
            facts["rate_date"] = ended
            if chance.happens(_COMMENTED):
                facts["rate_comment"] = chance.choice(praise[facts["rate"]])
        return facts
