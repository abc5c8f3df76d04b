"""What became on the server, meanwhile, of the fields that waiting changes are about."""

import json
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from eddytui.api.lane import Lane
from eddytui.desk.kinds import CHANGE, NOT_FOR_US
from eddytui.store.patches import agree, flat

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.models.rows import Waiting
    from eddytui.store.store import Store

SURE = 10
"""Seconds for which an answer beats what the server's lists say: their index lags."""
_JUST_NOW = timedelta(minutes=1)
"""For so long what the store knows of a ticket is enough to compare with."""


class Verdict(Enum):
    """What is to be done with a change that waits."""

    SEND = auto()
    KEPT = auto()
    """The server has it already."""
    CONFLICT = auto()
    """The server has something else than what was changed."""


class Comparison:
    """The changes of one ticket that wait, and the ticket as it is before they are sent.

    It is read once: what the server makes of the first of them is no conflict for the next.
    """

    def __init__(
        self, store: "Store", waiting: Sequence["Waiting"], earlier: Container[int], now: str
    ) -> None:
        """Compare what is `waiting` `now`; `earlier` are the numbers of earlier runs."""
        self._store = store
        self._now = now
        changes = [each for each in waiting if each.kind == CHANGE]
        self._has_to_ask = any(each.number in earlier or self._is_old(each) for each in changes)
        self._record: dict[str, Any] | None = None

    async def of(self, client: "Client", waiting: "Waiting") -> Verdict:
        """What is to be done with the next of them. Asks the server when something had to wait."""
        if self._record is None:
            self._record = await self._read(client, waiting.ticket_id)
        if waiting.kind != CHANGE:
            return Verdict.SEND
        verdict = _judged(self._record, waiting, is_now=self._has_to_ask)
        if verdict is Verdict.SEND and self._record:
            self._record |= flat(waiting.patch)
        return verdict

    def _is_old(self, waiting: "Waiting") -> bool:
        made, now = map(datetime.fromisoformat, (waiting.made, self._now))
        return not timedelta() <= now - made <= _JUST_NOW  # clocks can go back

    async def _read(self, client: "Client", ticket_id: int) -> dict[str, Any]:
        if self._has_to_ask:
            try:
                ticket = await client.tickets.get(ticket_id, lane=Lane.WRITE)
            except NOT_FOR_US:  # the server will say so of each change itself
                return {}
            await self._store.tickets.put([ticket], now=self._now, sure_for=SURE)
        record = self._store.tickets.server(ticket_id)
        return flat(json.loads(record)) if record else {}


def _judged(record: Mapping[str, Any], waiting: "Waiting", *, is_now: bool) -> Verdict:
    """Compare a change with the record, which may be unknown."""
    if not record:
        return Verdict.SEND
    wanted = flat(waiting.patch)
    base: Any = waiting.base
    server, shown = base.get("server", {}), base.get("shown", {})
    is_told = wanted.keys() <= server.keys()
    if is_now and is_told and all(_is(record, name, wanted[name]) for name in wanted):
        return Verdict.KEPT
    for name in wanted.keys() & server.keys():
        if not _is(record, name, server[name], shown.get(name), wanted[name]):
            return Verdict.CONFLICT
    return Verdict.SEND


def _is(record: Mapping[str, Any], name: str, *values: object) -> bool:
    """Whether a field has one of these values."""
    return any(agree(name, record.get(name), value) for value in values)
