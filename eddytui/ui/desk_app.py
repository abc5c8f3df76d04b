"""The app as its screens know it: the desk, news of changes, and work that outlives a screen."""

import asyncio
from array import array
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import events, work
from textual.dom import DOMNode
from textual.signal import Signal
from textual.timer import Timer
from textual.widget import AwaitMount, Widget

from eddytui.desk import TROUBLES, Trouble
from eddytui.desk.kinds import Changed
from eddytui.ui.correspondence import Correspondence
from eddytui.ui.key_names import written
from eddytui.ui.keymap import Keymap
from eddytui.ui.outgoing import Outgoing
from eddytui.ui.shell import Shell
from eddytui.ui.typed_ahead import OPENING

if TYPE_CHECKING:
    from eddytui.desk.desk import Desk
    from eddytui.ui.screens.desk_screen import DeskScreen
    from eddytui.ui.screens.ticket import TicketScreen

_EDGES = 3
_TICKET = "ticket"
_SAID_FOR = 8.0
"""Seconds for which a message stands in the status line."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the profile and the terminal say about the look of things."""

    helpdesk: str = "helpdesk"
    theme: str = ""
    plain: bool = False
    """ASCII marks and the terminal's own colours: for LANG=C and NO_COLOR."""
    slow: bool = False
    """At the end of an SSH line: the terminal's own colours, which take fewer bytes."""
    newest_first: bool = False
    preview: bool = True
    rests: tuple[float, float] = (0.15, 0.4)
    """Seconds the cursor rests before the preview follows, and before the server is asked."""
    patience: float = 3.0
    """Seconds to wait for the newest messages before what was written goes out all the same."""
    send_delay: int = 0
    """Seconds in which a reply can be taken back before it goes out."""
    in_memory: bool = False
    """Whether what is not sent is lost when the app is left."""
    folder: Path = field(default_factory=Path)
    """Where the file that the editor gets is made; it may not be there yet."""
    here: Path = field(default_factory=Path)
    """The folder that paths begin in."""
    environ: Mapping[str, str] = field(default_factory=dict)
    keymap: Keymap = field(default_factory=Keymap)
    """The keys in force."""


class DeskApp(Shell):
    """An app over a desk."""

    def __init__(self, desk: "Desk", setting: Setting) -> None:
        """An app that shows what `desk` knows."""
        super().__init__(theme=setting.theme, plain=setting.plain, slow=setting.slow)
        self.desk = desk
        self.setting = setting
        self.clip = "file:" if setting.plain else "📎"
        self.changed: Signal[Changed] = Signal(self, "changed")
        self.said: tuple[str, str] = ("", "")
        self.shown: array[int] = array("q")
        """The tickets of the view one came from, in order."""
        self._unsay: Timer | None = None
        self.opened: list[int] = []
        """The tickets that were opened, the last at the end."""
        self._wake = asyncio.Event()
        self.correspondence = Correspondence(self)
        self.outgoing = Outgoing(self)
        desk.on_change = self.changed.publish
        self.keymap.rebind(self._bindings)
        self.quit_key = self.key_of("quit")

    # Keys

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return self.setting.keymap

    def key_of(self, *names: str) -> str:
        """The key of the first of these commands that has one, for a sentence that names it."""
        return self.keymap.key_of(*names)

    def _register_child(
        self, parent: DOMNode, child: Widget, before: int | None, after: int | None
    ) -> None:
        """Have a widget obey the keys in force before it gets one."""
        self.keymap.rebind(child._bindings)
        super()._register_child(parent, child, before, after)

    async def on_key(self, event: events.Key) -> None:
        """Run the binding of a key that no widget took; one that means nothing here says so.

        While a reply goes out soon, how long it can be taken back stays in sight instead.
        """
        event.prevent_default()  # Textual's own handler would run the binding again
        if not await self._check_bindings(event.key) and not self.outgoing.last:
            key, shown_by = written(event.key), self.key_of("help")
            self.tell(f"{key} has no meaning here. Press {shown_by} for the keys of this place.")

    # Telling

    def tell(self, sentence: str, tone: str = "") -> None:
        """Say something in the status line, for a while; what is too long for it in full, too."""
        if len(sentence) > self.size.width - _EDGES:
            self.notify(
                sentence,
                markup=False,
                severity="warning" if tone else "information",
                timeout=_SAID_FOR,
            )
        self.said = (sentence, tone)
        if self._unsay:
            self._unsay.stop()
        self._unsay = self.set_timer(_SAID_FOR, self._silence) if sentence else None
        self.changed.publish(Changed("state"))

    def _silence(self) -> None:
        self.tell("")

    def refuse(self, doing: str, error: Trouble) -> None:
        """Tell of a failure, in the server's words."""
        self.tell("")
        self.notify(f"{doing}: {error}", title=error.title, severity="error", markup=False)

    @work(group="changes")
    async def carry_out(self, doing: str, change: Awaitable[object]) -> None:
        """See a change through to its end, whichever screen is open by then."""
        try:
            await change
        except TROUBLES as error:
            self.refuse(doing, error)

    async def carry_on(self, doing: str, read: Callable[[], Awaitable[object]]) -> bool:
        """Do a read; a failure is told in the status line. Whether it went well."""
        try:
            await read()
        except TROUBLES as error:
            self.tell(f"{doing}: {error}", "late")
            return False
        return True

    def wake(self) -> None:
        """Ask what is new now, not in a minute."""
        self._wake.set()

    def action_leave_app(self) -> None:
        """Quit; when something waits, ask first."""
        self.outgoing.leave()

    # Places

    async def make_ticket_screen(self) -> "TicketScreen":
        """The one screen that shows every ticket: to make it takes longer than to fill it."""
        from eddytui.ui.screens.ticket import TicketScreen  # noqa: PLC0415 - a lighter start

        if not self.is_screen_installed(_TICKET):
            self.install_screen(TicketScreen(), _TICKET)
            self._get_screen(_TICKET)
        screen = cast(TicketScreen, self.get_screen(_TICKET))
        if not screen.is_mounted:  # it may be another call that is making it
            await AwaitMount(screen, [screen])
            screen._refresh_layout(self.size)  # so that its first frame has all of it
        return screen

    @work(group=OPENING, exclusive=True)
    async def open_ticket(self, ticket_id: int, *, write: str = "") -> None:
        """Show a ticket, and a composer in it when something is to be written."""
        self.opened = [other for other in self.opened if other != ticket_id][-20:]
        self.opened.append(ticket_id)
        screen = await self.make_ticket_screen()
        if self.screen is not screen or screen.ticket_id != ticket_id:
            screen.open(ticket_id, write=write)
        elif write:
            screen.write(write)
        if self.screen is not screen:
            self.push_screen(screen)

    def open_journal(self) -> None:
        """Show what was done; the place where that was shown already is gone back to."""
        from eddytui.ui.screens.journal import JournalScreen  # noqa: PLC0415 - a lighter start

        if any(isinstance(screen, JournalScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, JournalScreen):
                self.pop_screen()
        else:
            self.push_screen(JournalScreen(self.ticket_here))

    def go_home(self) -> "DeskScreen":
        """Back to the queue."""
        from eddytui.ui.screens.desk_screen import DeskScreen  # noqa: PLC0415 - it knows this app

        queue = next(screen for screen in self.screen_stack if isinstance(screen, DeskScreen))
        while self.screen is not queue:
            self.pop_screen()
        return queue

    @property
    def ticket_here(self) -> int:
        """The ticket that is open, 0 for none."""
        from eddytui.ui.screens.ticket import TicketScreen  # noqa: PLC0415 - a lighter start

        return self.screen.ticket_id if isinstance(self.screen, TicketScreen) else 0

    @property
    def ticket_before(self) -> int:
        """The ticket that was open before the one that is, 0 for none."""
        here = self.ticket_here
        return next((other for other in reversed(self.opened) if other != here), 0)

    def neighbour(self, ticket_id: int, step: int) -> int:
        """The ticket beside one in the view, 0 at its end."""
        if ticket_id not in self.shown:
            return self.shown[0] if self.shown else 0
        place = self.shown.index(ticket_id) + step
        return self.shown[place] if 0 <= place < len(self.shown) else 0

    def place_of(self, ticket_id: int) -> str:
        """Where a ticket stands in the view: `2 of 7`."""
        if ticket_id not in self.shown:
            return ""
        return f"{self.shown.index(ticket_id) + 1} of {len(self.shown)}"
