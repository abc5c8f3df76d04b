"""eddytui itself: paints from the desk at once, connects afterwards, keeps fresh."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, work

from eddytui.desk import DeskError
from eddytui.desk.desk import Desk
from eddytui.ui.desk_app import DeskApp, Setting
from eddytui.ui.screens.desk_screen import DeskScreen
from eddytui.ui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from eddytui.api import Client

Connect = Callable[[], Awaitable["Client"]]
"""Makes the client. Raises `DeskError`."""


_ASKING = "Asking the helpdesk what is new …"


class EddyApp(DeskApp):
    """The app of an agent."""

    def __init__(
        self, desk: Desk, connect: Connect, setting: Setting, *, minute: float = 60.0
    ) -> None:
        """An app over `desk`; `minute` is the pause between two questions, in seconds."""
        super().__init__(desk, setting)
        self._connect = connect
        self._minute = minute
        self._warm = False
        self._whole = False
        """Whether all that belongs to the copy was read, or is being read."""
        self._warned = ""
        self._told: type[DeskError] | None = None
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
        self.call_after_refresh(self._begin)

    def _recall(self) -> None:
        """Say what was being written when the program ended."""
        if not self.said[0]:
            self.said = (self.correspondence.offer(), "soon")

    async def on_event(self, event: events.Event) -> None:
        """The first key may take up what was being written; else it is what it always is."""
        if isinstance(event, events.Key) and self.correspondence.takes_up(event.key):
            return
        await super().on_event(event)

    def _begin(self) -> None:
        self.set_interval(self._minute, self._tick)
        self.keep_fresh()
        if self.desk.state().as_of:
            self.warm_up()

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

    @work(group="fresh", exclusive=True)
    async def keep_fresh(self) -> None:
        """Connect, then ask what is new once a minute, and when woken."""
        while True:
            if await self._ask():
                if self.said[0] == _ASKING:
                    self.tell("")
                self._warn()
                if not self._whole:
                    self._complete()
            self.asking = False
            self.warm_up()  # at a first start the tickets come before everything else
            self._wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._minute)

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
            for failure in await self.desk.refresh():
                self.refuse("Sending what waited", failure)
        except DeskError as error:
            self.desk.fail(error)
            if self._told is not type(error):
                self._told = type(error)
                self.tell(f"{error} You can go on reading.", "late")
            return False
        self._told = None
        return True

    def _warn(self) -> None:
        """Say once what stands in the way of keeping the pace with others."""
        warning = self.desk.state().warning
        if warning != self._warned:
            self._warned = warning
            self.tell(warning, "late")

    @work(group="complete")
    async def _complete(self) -> None:
        """Read what is not here yet, behind everything else; what fails goes on in a minute."""
        self._whole = True
        self._whole = await self.carry_on("The copy is not complete", self.desk.complete)


def _load() -> None:
    for name in ("screens.ticket", "screens.help", "dialogs.choose"):
        import_module(f"eddytui.ui.{name}")
