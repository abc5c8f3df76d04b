"""Asking before one quits while something is not sent yet."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from eddytui.ui.commands import LEAVING, bindings
from eddytui.ui.desk_app import DeskApp
from eddytui.ui.safe import safe

_ANSWERS = {"quit_now": "quit", "stay": "stay"}
_SEND = {"send_now": "send now"}
_SENDING = "Sending what waits …"


class Leaving(ModalScreen[bool]):
    """Tells what is not sent yet; gives whether to quit."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(LEAVING)
    app = getters.app(DeskApp)

    def __init__(self, words: str, send: Callable[[], Awaitable[str]] | None) -> None:
        """A question that begins with `words`; `send` sends, and tells what there is to say then.

        When it has nothing to say, one quits. Without it there is nothing that could be sent.
        """
        super().__init__()
        self._words = words
        self._send = send

    def compose(self) -> ComposeResult:
        """A sentence, and the keys."""
        answers = _ANSWERS | (_SEND if self._send else {})
        keys = (f"{self.app.key_of(name)} {words}" for name, words in answers.items())
        with Vertical(id="leaving", classes="dialog"):
            yield Static(safe(self._words), id="words", markup=False)
            yield Static(safe(" · ".join(keys)), id="answers", markup=False)

    def action_quit(self) -> None:
        """Quit."""
        self.dismiss(True)

    def action_stay(self) -> None:
        """Go on working; what is being sent goes on, too."""
        self.dismiss(False)

    @work(exclusive=True)
    async def action_send(self) -> None:
        """Send what waits, then quit."""
        if not self._send:
            return
        words = self.query_one("#words", Static)
        words.update(_SENDING)
        if left := await self._send():
            words.update(safe(left))
        else:
            self.dismiss(True)
