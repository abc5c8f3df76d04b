"""The first copy of a helpdesk: CPU a ticket, and how long the interface waits meanwhile."""

import asyncio
import json
import time
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

from eddytui.api import Client, Pace
from eddytui.cli import memory
from eddytui.demo import wire
from eddytui.demo.account import EMAIL, KEY, ME, URL
from eddytui.demo.helpdesk import DemoHelpdesk, stopped_clock
from eddytui.desk.desk import Desk
from eddytui.models.queries import EVERY
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.bench.measuring import milliseconds
from tests.bench.plan import Plan
from tests.bench.process import Load
from tests.bench.targets import Figure

SCENES = ("sync",)
_PAGE = 30
_MICRO = 1000
_RUNS = 3
_BEAT = 0.001


class Shelf(httpx.AsyncBaseTransport):
    """Gives pages of tickets that are written already, so that the helpdesk costs next to nothing.

    Newest first, up to the date that is asked for; all else is refused.
    """

    def __init__(self, tickets: int) -> None:
        helpdesk = DemoHelpdesk(tickets=tickets, lively=False)
        world, now = helpdesk.world, helpdesk.anchor
        rows = sorted(world.tickets.values(), key=lambda each: each.updated, reverse=True)
        self.count = len(rows)
        self._dates = [str(row.updated) for row in rows][::-1]
        self._written = [
            f'"{row.id}":{json.dumps(wire.ticket(world, now, row), default=str)}' for row in rows
        ]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/tickets/"):
            return httpx.Response(403, json={"errors": [{"title": "No", "details": "No."}]})
        newest = request.url.params.get("to_date_updated", "9999")
        start = self.count - bisect_left(self._dates, f"{newest}~")
        total = self.count - start
        facts = {"total": total, "total_pages": -(-total // _PAGE), "per_page": _PAGE}
        rows = ",".join(self._written[start : start + _PAGE])
        return httpx.Response(
            200, content=f'{{"data":{{{rows}}},"pagination":{json.dumps(facts)}}}'.encode()
        )


class Run(NamedTuple):
    """One first copy."""

    cpu: float
    """µs a ticket."""
    gap: float
    """ms that the loop of the interface did not come around, at the most."""


def scene(plan: Plan, tickets: int) -> Iterator[Figure]:
    """First copies of so many tickets, each into a new file, with memory kept as the app does."""
    memory.hold()
    shelf = Shelf(tickets)
    memory.settle()
    plan.patience.wait()
    load = Load()
    with TemporaryDirectory(prefix="eddytui-sync-") as folder:
        runs = [asyncio.run(_run(shelf, Path(folder) / f"{each}.db")) for each in range(_RUNS + 1)]
    others = load.others()
    for name in Run._fields:
        values = tuple(getattr(run, name) for run in runs[1:])
        yield Figure(f"sync.{name}", tickets, values, others=others)


async def _run(shelf: Shelf, path: Path) -> Run:
    now = 0.0

    async def nap(seconds: float) -> None:
        nonlocal now
        now += seconds
        await asyncio.sleep(0)

    store = Store(Database(path))
    pace = Pace(clock=lambda: now, sleep=nap)
    async with Client(URL, EMAIL, KEY, transport=shelf, pace=pace) as client:
        desk = Desk(store, clock=stopped_clock, me=ME)
        desk.connect(client)
        await desk.refresh()
        beats: list[int] = []
        beating = asyncio.create_task(_beat(beats))
        before = time.process_time_ns()
        await desk.complete()
        spent = time.process_time_ns() - before
        beating.cancel()
    read = store.tickets.count(EVERY, desk.now())
    store.close()
    gaps = (later - earlier for earlier, later in pairwise(beats))
    return Run(spent / _MICRO / read, milliseconds(max(gaps)))


async def _beat(beats: list[int]) -> None:
    """Note when the loop comes around, as it would for a key."""
    while True:
        beats.append(time.monotonic_ns())
        await asyncio.sleep(_BEAT)
