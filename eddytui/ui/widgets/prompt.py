"""The line at the bottom where one types: a command after `:`, words to find, a path."""

import asyncio
from contextlib import suppress
from itertools import takewhile
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from eddytui.ui.paths import Completions
from eddytui.ui.typed_ahead import OPENING

_LONGEST = 1.0
"""Seconds that a completion may take."""


class Prompt(Input):
    """An input that is there only while it is used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
        Binding("tab", "complete", show=False),
    ]

    class Typed(Message):
        """The text changed."""

        def __init__(self, sign: str, text: str) -> None:
            super().__init__()
            self.sign = sign
            self.text = text

    class Done(Typed):
        """The text was entered."""

    class Left(Message):
        """Nothing was entered."""

        def __init__(self, sign: str) -> None:
            super().__init__()
            self.sign = sign

    class Several(Message):
        """What is typed may go on in several ways."""

        def __init__(self, ways: list[str]) -> None:
            super().__init__()
            self.ways = ways

    def __init__(self) -> None:
        """A prompt that is not shown yet."""
        super().__init__(id="prompt", compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.display = False
        self._sign = ""
        self._before: dict[str, list[str]] = {}
        self._place = 0
        self._completions: Completions | None = None

    def ask(self, sign: str, text: str = "", *, completions: Completions | None = None) -> None:
        """Show the line with its sign (`:`, `/` or a word) and take the keys.

        Tab completes what is typed where there are `completions`.
        """
        self._sign = sign
        self._completions = completions
        self._place = len(self._before.get(sign, []))
        self.border_title = None
        self.value = sign + text
        self._show(shown=True)
        self.focus()
        self.cursor_position = len(self.value)

    def _show(self, *, shown: bool) -> None:
        """The line takes the place of the keys: nothing else moves."""
        self.display = shown
        self.screen.set_class(shown, "-asking")

    @property
    def _text(self) -> str:
        return self.value.removeprefix(self._sign)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        if not self.display:
            return
        if not self.value.startswith(self._sign):
            self.action_leave()
            return
        self.post_message(self.Typed(self._sign, self._text))

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        text = self._text
        history = self._before.setdefault(self._sign, [])
        if text and history[-1:] != [text]:
            history.append(text)
        self._show(shown=False)
        self.post_message(self.Done(self._sign, text))

    def action_leave(self) -> None:
        """Give up the line."""
        self._show(shown=False)
        self.post_message(self.Left(self._sign))

    def action_earlier(self, step: int) -> None:
        """Bring back what was entered before."""
        history = self._before.get(self._sign, [])
        place = self._place + step
        if 0 <= place < len(history):
            self._place = place
            self.value = self._sign + history[place]
            self.cursor_position = len(self.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab goes to the next pane where there is nothing to complete."""
        return action != "complete" or self._completions is not None

    def action_complete(self) -> None:
        """Go on as far as there is one way."""
        if self._completions is not None:
            self._complete(self._completions)

    @work(group=OPENING, exclusive=True)
    async def _complete(self, completions: Completions) -> None:
        """Keys wait for it, but not for a disk that does not answer."""
        text = self._text
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST):
                self._go_on(text, await asyncio.to_thread(completions, text))

    def _go_on(self, text: str, found: list[str]) -> None:
        common = _common(found)
        if len(common) > len(text):
            self.value = self._sign + common
            self.cursor_position = len(self.value)
        elif len(found) > 1:
            self.post_message(self.Several([_end(way) for way in found]))


def _end(path: str) -> str:
    """The last part of a path: `vpn.log` or `logs/`."""
    return path[path.rstrip("/").rfind("/") + 1 :]


def _common(texts: list[str]) -> str:
    """How all of them begin."""
    first, last = min(texts, default=""), max(texts, default="")
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in pairs)
