"""What every app of eddytui wears: themes, stylesheets, and the net under all text."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, ClassVar, cast

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.types import CSSPathType
from textual.worker import WorkerFailed

from eddytui.ui.glass import Difference, Glass
from eddytui.ui.outlet import Outlet
from eddytui.ui.safe import ControlFilter, PlainFilter
from eddytui.ui.styles import SHEETS, stylesheet
from eddytui.ui.themes import DEFAULT, PLAIN, THEMES
from eddytui.ui.typed_ahead import TypedAhead


class Shell(App[None]):
    """An app in our colours that no text can hurt."""

    CSS_PATH: ClassVar[CSSPathType | None] = [stylesheet(name) for name in SHEETS]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_app", "Quit", show=False, priority=True, system=True),
        Binding("ctrl+c", "say_how_to_quit", show=False, system=True),
    ]

    def __init__(self, *, theme: str = "", plain: bool = False, slow: bool = False) -> None:
        """An app in `theme`; else in 16 colours when `plain` (ASCII alone) or on a `slow` line."""
        # Textual chooses here how it obeys NO_COLOR; with colours of our own it only turns grey.
        super().__init__(ansi_color=plain or None)
        self.set_reactive(App.ansi_color, None)  # from now on the theme decides
        self._typed = TypedAhead(self, super().on_event)
        self.plain = plain
        self._nets = (ControlFilter(), PlainFilter()) if plain else (ControlFilter(),)
        self._glass = Glass()
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        wanted = theme or (PLAIN if plain or slow else DEFAULT)
        self._begin_with(wanted if wanted in self.available_themes else DEFAULT)

    def run_until_left(self) -> int:
        """Run the app; its exit code. An error that ended it is raised again here."""
        self.run()
        if self.failure is not None:
            raise self.failure
        return self.return_code or 0

    def _begin_with(self, theme: str) -> None:
        """Set the first theme without its watcher: that would parse every stylesheet twice."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)

    @property
    def failure(self) -> BaseException | None:
        """The error that ended the app, None when it was left."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error  # that tells where

    def _fatal_error(self) -> None:
        """End without Textual's own report: it prints the values of variables, keys among them."""
        self._close_messages_no_wait()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send an update to the terminal: what differs from what stands there."""
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            renderable = cast(RenderableType, Difference(self._glass, renderable))
        super()._display(screen, renderable)

    def on_resize(self) -> None:
        """A terminal that changes its size moves what stands in it."""
        self._glass.forget()

    def redraw(self) -> None:
        """Send everything anew."""
        self._glass.forget()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def listen(self) -> None:
        """End in order when the line drops or the system stops us; draw anew after a pause."""
        self.app_resume_signal.subscribe(self, lambda _: self._glass.forget(), immediate=True)
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if number := getattr(signal, name, None):
                with suppress(NotImplementedError):  # Windows has no such handlers
                    loop.add_signal_handler(number, self.exit)

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        """Textual's driver, but that the app ends when it has nothing to write to any more."""
        driver = super()._build_driver(headless, inline, mouse, size)
        if file := getattr(driver, "_file", None):
            loop = asyncio.get_running_loop()
            outlet = Outlet(file, lambda: loop.call_soon_threadsafe(self.exit))
            driver._file = outlet  # type: ignore[attr-defined]
        return driver

    def forget_typed_ahead(self) -> None:
        """Let go of keys that wait: they were typed before what they would answer was seen."""
        self._typed.forget()

    async def on_event(self, event: events.Event) -> None:
        """Take keys one at a time; everything else goes Textual's way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the nets under all text."""
        return [*super().get_line_filters(), *self._nets]

    def action_leave_app(self) -> None:
        """Quit."""
        self.exit()

    def action_say_how_to_quit(self) -> None:
        """Say which key quits."""
        self.notify("Press ctrl+q to quit.", markup=False)
