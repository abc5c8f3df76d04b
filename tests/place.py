"""A whole eddytui over a pretend helpdesk, for tests: the real app, desk, store and client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.events import Paste
from textual.pilot import Pilot
from textual.worker import Worker, WorkerCancelled

from eddytui.api import Client
from eddytui.api.ledger import Ledger
from eddytui.api.pace import Pace
from eddytui.demo.account import EMAIL, KEY, ME, URL
from eddytui.demo.deeds import Deed, do
from eddytui.demo.helpdesk import DemoHelpdesk
from eddytui.desk.desk import Desk
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.ui.app import EddyApp
from eddytui.ui.desk_app import Setting
from eddytui.ui.widgets.record_table import RecordTable
from tests.faults import Line, Sent

OLGA = 8
START = datetime(2026, 3, 2, 9, 0)
_TURNS = 200


class Place:
    """One agent's desk: everything real but the wire, which can fail on demand."""

    def __init__(self, folder: Path, *, tickets: int = 60, long_thread: int = 0) -> None:
        """A helpdesk of so many tickets; it is 9:00 until `later`, and no colleague acts."""
        self.folder = folder
        self.now = START
        self.helpdesk = DemoHelpdesk(
            tickets=tickets, clock=self.clock, lively=False, long_thread=long_thread
        )
        self.line = Line(self.helpdesk.app)
        self.count_in: Ledger | None = None
        """Where it is counted what is sent; each client counts for itself when there is none."""
        self.undocumented = False
        """Whether the profile allows what the API document does not have."""

    @property
    def written(self) -> list[Sent]:
        """What was sent to change something."""
        return [sent for sent in self.line.sent if sent.method != "GET"]

    def clock(self) -> datetime:
        """Server time."""
        return self.now

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def visible(self) -> set[int]:
        """The tickets that Ira may see, those in the bin left out."""
        world = self.helpdesk.world
        me, tickets = world.people[ME], world.tickets.values()
        return {each.id for each in tickets if world.sees(me, each) and not each.deleted}

    def happen(self, what: str, *, by: int = OLGA, **of: Any) -> int:
        """Let somebody else do a deed; the id of what it made or changed."""
        return do(self.helpdesk.world, Deed(self.now, by, what, of))

    def answered(self, ticket_id: int, text: str, *, by: int = OLGA, kind: str = "post") -> int:
        """Let somebody else answer a ticket; the id of the reply."""
        return self.happen("add", by=by, ticket=ticket_id, kind=kind, author=by, text=text)

    async def _nap(self, seconds: float) -> None:
        self.later(seconds=seconds)
        await asyncio.sleep(0)

    def pace(self) -> Pace:
        """A pace whose waiting passes on the clock of this place, and at once."""
        return Pace(
            self.count_in,
            clock=lambda: self.now.replace(tzinfo=UTC).timestamp(),
            sleep=self._nap,
            jitter=lambda: 0.5,
        )

    def client(self, key: str = KEY) -> Client:
        """A client of Ira's, over the line that can fail."""
        return Client(
            *(URL, EMAIL, key),
            transport=self.line,
            pace=self.pace(),
            undocumented=self.undocumented,
        )

    @asynccontextmanager
    async def desk(self, *, me: int = ME, key: str = KEY) -> AsyncIterator[Desk]:
        """A desk that is connected; with another key than Ira's the helpdesk refuses all."""
        store = Store(Database(self.folder / "store" / "copy.db"))
        async with self.client(key) as client:
            desk = Desk(store, clock=self.clock, me=me, email=EMAIL)
            desk.connect(client)
            yield desk
        store.close()

    @asynccontextmanager
    async def app(
        self,
        size: tuple[int, int] = (120, 36),
        setting: Setting | None = None,
        *,
        quiet: bool = True,
    ) -> AsyncIterator["Pilot[None]"]:
        """The app, started, connected, and quiet; else as soon as it has begun to ask."""
        store = Store(Database(self.folder / "store" / "copy.db"))
        client = self.client()

        async def connect() -> Client:
            return client

        desk = Desk(store, clock=self.clock, me=ME)
        chosen = replace(setting or Setting(helpdesk="acme"), folder=self.folder, rests=(0, 0))
        app = EddyApp(desk, connect, chosen, minute=3600)
        async with app.run_test(size=size, notifications=True) as pilot:
            await (settle(pilot) if quiet else pilot.pause())
            yield pilot
        await client.aclose()
        store.close()


def eddy(pilot: "Pilot[None]") -> EddyApp:
    """The app by its own type."""
    assert isinstance(pilot.app, EddyApp)
    return pilot.app


async def settle(pilot: "Pilot[None]") -> None:
    """Until nothing is being fetched, changed or drawn; the wait for the next minute goes on."""
    app = eddy(pilot)
    for _ in range(_TURNS):
        await _drawn(pilot)
        busy = [worker for worker in app.workers if _works(worker)]
        if busy:
            with suppress(WorkerCancelled):  # another took its place
                await app.workers.wait_for_complete(busy)
        elif app.asking:
            await pilot.pause()
        else:
            return
    raise AssertionError("the app does not come to rest")


async def _drawn(pilot: "Pilot[None]") -> None:
    """Until no message is under way and all is on the glass."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    while pilot.app.is_running and pilot.app.screen_stack:
        await asyncio.sleep(0)
        if ready:
            continue
        pilot.app.screen._on_timer_update()
        await asyncio.sleep(0)
        if not ready:
            return


def _works(worker: "Worker[object]") -> bool:
    return worker.group != "fresh" and not worker.is_finished


async def keys(pilot: "Pilot[None]", *pressed: str) -> None:
    """Press keys one after the other, each to its end."""
    for key in pressed:
        with patch("textual.app.wait_for_idle", _at_once):  # `settle` knows better when it is
            await pilot.press(key)
        await settle(pilot)


async def _at_once(_: float = 0) -> None:
    await asyncio.sleep(0)


async def typed(pilot: "Pilot[None]", text: str) -> None:
    """Paste a text: each key of it would take a while, and a terminal pastes too."""
    pilot.app.post_message(Paste(text))
    await settle(pilot)


def glass(pilot: "Pilot[None]") -> str:
    """What is on the screen, line by line."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(line.text.rstrip() for line in lines)


async def open_ticket(pilot: "Pilot[None]", ticket_id: int) -> None:
    """Show a ticket, read from the helpdesk."""
    eddy(pilot).open_ticket(ticket_id)
    await settle(pilot)


async def point_at(pilot: "Pilot[None]", ticket_id: int) -> None:
    """Put the queue's cursor on a ticket."""
    assert eddy(pilot).screen.query_one(RecordTable).point_at(ticket_id)
    await settle(pilot)
