"""eddytui itself: paints from the desk at once, connects afterwards, keeps fresh."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, work

from eddytui.desk import TROUBLES, Offline, Trouble
from eddytui.desk.cadence import LONG_IDLE, Situation, pause
from eddytui.desk.desk import Desk
from eddytui.ui.desk_app import DeskApp, Setting
from eddytui.ui.screens.desk_screen import DeskScreen
from eddytui.ui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from eddytui.api import Client

Connect = Callable[[], Awaitable["Client"]]
"""Makes the client. Raises `DeskError`."""
Rest = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits for so many seconds, or until the event is set."""


_GLANCE = 2.0
"""Seconds between two looks at what other programs have written."""
_ASKING = "Asking the helpdesk what is new …"
_MINUTE = 60.0


async def _rest(woken: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), seconds)


class EddyApp(DeskApp):
    """The app of an agent."""

    def __init__(
        self,
        desk: Desk,
        connect: Connect,
        setting: Setting,
        *,
        minute: float = _MINUTE,
        rest: Rest = _rest,
    ) -> None:
        """An app over `desk`; `minute` is the usual `rest` between two questions, in seconds."""
        super().__init__(desk, setting)
        self._connect = connect
        self._minute = minute
        self._rest = rest
        self._begun = self._touched = self._now()
        """When the program was started, and when a key was pressed last, by the desk's clock."""
        self._failures = 0
        """How many questions in a row found no line."""
        self._warm = False
        self._is_at_it = False
        """Whether something is being done for the copy."""
        self._warned = ""
        self._told: type[Trouble] | None = None
        """What kind of failure was told last."""
        self.asking = True
        """Whether the helpdesk is being asked what is new, or will be at once."""

    def get_default_screen(self) -> QueueScreen:
        """The queue is where one starts; Textual's own empty screen is never made."""
        return QueueScreen()

    def on_mount(self) -> None:
        """Paint first; everything that takes time comes after the first frame."""
        self.listen()
        self._recall()
        self.outgoing.count_down()
        self.call_after_refresh(self._begin)

    def _recall(self) -> None:
        """Say what was being written when the program ended."""
        if not self.said[0]:
            self.said = (self.correspondence.offer(), "soon")

    def _begin(self) -> None:
        self.set_interval(self._minute, self._tick)
        self.set_interval(_GLANCE, self._glance)
        self.keep_fresh()
        if self.desk.state().as_of:
            self.warm_up()

    @work(group="glance", exclusive=True)
    async def _glance(self) -> None:
        """Show what another eddytui over the same copy has done or read."""
        with suppress(*TROUBLES):
            await self.desk.notice()

    def _tick(self) -> None:
        """Ages and time left move on."""
        if isinstance(self.screen, DeskScreen):
            self.screen.tick()

    @work(group="warm")
    async def warm_up(self) -> None:
        """Once: load what the first ticket and the first dialog need, away from the keys."""
        if self._warm:
            return
        self._warm = True
        await asyncio.to_thread(_load)
        await self.make_ticket_screen()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there; the first key may take up what was being written."""
        if isinstance(event, events.InputEvent | events.Paste):
            self._note_presence()
        if isinstance(event, events.Key) and self.correspondence.takes_up(event.key):
            return
        await super().on_event(event)

    def _note_presence(self) -> None:
        """After a long absence, ask what is new at once."""
        was_away = self._idle() >= LONG_IDLE
        self._touched = self._now()
        if was_away:
            super().wake()

    def _now(self) -> datetime:
        return datetime.fromisoformat(self.desk.now())

    def _minutes_since(self, moment: datetime) -> float:
        return (self._now() - moment).total_seconds() / self._minute

    def _idle(self) -> float:
        """How many minutes nobody has pressed a key."""
        return self._minutes_since(self._touched)

    @work(group="fresh", exclusive=True)
    async def keep_fresh(self) -> None:
        """Connect, then ask what is new about once a minute, and when woken."""
        while True:
            if await self._ask():
                if self.said[0] == _ASKING:
                    self.tell("")
                self._warn()
                if self.desk.leads:
                    self._complete()
            self.asking = False
            self.warm_up()  # at a first start the tickets come before everything else
            self._wake.clear()
            await self._rest(self._wake, self._pause())

    def _pause(self) -> float:
        """How many seconds to wait before the next question."""
        state = self.desk.state()
        return pause(
            Situation(
                idle=self._idle(),
                waiting=state.waiting,
                failures=self._failures,
                limit=state.limit,
                remaining=state.remaining,
                blocked_for=state.blocked_for,
            ),
            self._minute,
        )

    def wake(self) -> None:
        """Ask what is new now, not in a minute; a failure is told though it was told before."""
        self.asking = True
        self._told = None
        self.tell(_ASKING)
        super().wake()

    async def _ask(self) -> bool:
        """One question to the server; a failure is told once, then stands in the corner."""
        try:
            if self.desk.client is None:
                self.desk.connect(await self._connect())
            for failure in await self.desk.keep_up(0 if self.asking else self._pause()):
                self.refuse("Sending what waited", failure)
        except TROUBLES as error:
            self.desk.fail(error)
            self._failures = self._failures + 1 if isinstance(error, Offline) else 0
            if self._told is not type(error):
                self._told = type(error)
                self.tell(f"{error} You can go on reading.", "late")
            return False
        self._told = None
        self._failures = 0
        return True

    def _warn(self) -> None:
        """Say once what stands in the way of keeping the pace with others."""
        warning = self.desk.state().warning
        if warning != self._warned:
            self._warned = warning
            self.tell(warning, "late")

    @work(group="complete")
    async def _complete(self) -> None:
        """Read what is not here yet, behind everything else; what fails goes on in a minute.

        A whole copy is looked after. The knowledge base comes when the tickets had their time.
        """
        if self._is_at_it:
            return
        self._is_at_it = True
        try:
            is_whole = self.desk.completed or await self.carry_on(
                "The copy is not complete", self.desk.complete
            )
            if is_whole:
                with suppress(*TROUBLES):  # the corner tells when the helpdesk cannot be asked
                    await self._look_after()
        finally:
            self._is_at_it = False

    async def _look_after(self) -> None:
        await self.desk.look_after(idle=self._idle() >= LONG_IDLE)
        if not 0 <= self._minutes_since(self._begun) < 1:  # clocks can go back
            self._read_knowledge()

    @work(group="knowledge")
    async def _read_knowledge(self) -> None:
        """Read the knowledge base, within an allowance of its own; its failures disturb nobody."""
        with suppress(*TROUBLES):
            await self.desk.look_into_knowledge()


def _load() -> None:
    for name in ("screens.ticket", "screens.help", "dialogs.choose"):
        import_module(f"eddytui.ui.{name}")
