"""The line at the bottom where one types: a command after `:`, words to find after `/`."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class Prompt(Input):
    """An input that is there only while it is used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
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

    def __init__(self) -> None:
        """A prompt that is not shown yet."""
        super().__init__(id="prompt", compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.display = False
        self._sign = ""
        self._before: dict[str, list[str]] = {}
        self._place = 0

    def ask(self, sign: str, text: str = "") -> None:
        """Show the line with its sign (`:` or `/`) and take the keys."""
        self._sign = sign
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
