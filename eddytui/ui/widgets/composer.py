"""Where a reply or a note is written. Its frame says in words who will read it."""

from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import TextArea

from eddytui.ui.commands import COMPOSER, bindings
from eddytui.ui.safe import safe

_KEYS = "ctrl+s send · ctrl+e editor · ctrl+x ctrl+x throw away · esc leave (kept)"
_AGAIN = "Press ctrl+x again to throw this draft away"
_LOOKING = "Looking for newer messages before it is sent …"
_ANYWAY = "y sends anyway · any other key goes on writing"
_YES, _SEND = "y", "ctrl+s"
"""The first sends what was asked about; a second press of the other does not."""


class Composer(TextArea):
    """A text being written to somebody; every change is told at once, so that it is kept."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMPOSER)
    saved: var[str] = var("", init=False)
    """When it was last put on disk."""
    looking: var[bool] = var(False, init=False)
    """Whether it is being looked what came since; meanwhile it is not sent a second time."""

    class About(Message):
        """Something about a text. Its kinds do not inherit from each other: handlers would."""

        def __init__(self, composer: "Composer") -> None:
            super().__init__()
            self.ticket_id = composer.ticket_id
            self.kind = composer.kind
            self.text = composer.text
            self.is_sure = composer.is_sure
            """Whether it is sent though it does not answer what came since."""

    class Typed(About):
        """The text is another."""

    class Sent(About):
        """It is to be sent."""

    class Editor(About):
        """It is to be written on in `$EDITOR`."""

    class Thrown(About):
        """The draft is thrown away."""

    class Left(About):
        """Writing stops; the draft stays."""

    def __init__(self, ticket_id: int, kind: str, text: str, readers: str) -> None:
        """A `post` or a `comment` to a ticket, with the draft there is; `readers` in words."""
        super().__init__(text, classes=f"-{kind}", compact=True, tab_behavior="focus")
        self.ticket_id = ticket_id
        self.kind = kind
        self.seen: dict[str, int] = {}
        """The newest messages that it answers: id by kind."""
        self.is_sure = False
        self._readers = readers
        self._told = text
        self._question = ""
        self._throwing = False
        self.cursor_blink = False
        self._frame()

    def on_mount(self) -> None:
        """Write on at the end."""
        self.move_cursor(self.document.end)
        self.focus()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its lines; blank ones when Textual paints it once more after it was taken away."""
        if not self.is_attached:  # it has lost its styles by then, and Textual would fail
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def put(self, text: str) -> None:
        """Another text instead."""
        self.text = text
        self.move_cursor(self.document.end)

    def watch_saved(self) -> None:
        """Say that it is on disk."""
        self._frame()

    def watch_looking(self) -> None:
        """Say why nothing can be typed for a moment."""
        self._frame()

    def ask(self, words: str) -> None:
        """Ask whether to send it all the same: `y` does as the next key, and only then."""
        self._question = words
        self.focus()
        self._frame()

    def _frame(self) -> None:
        """Who will read it, and what the keys do now."""
        saved = f" · draft saved {self.saved}" if self.saved else ""
        self.set_class(bool(self._question), "-asked")
        self.border_title = safe(f" {self._question or self._readers + saved} ")
        below = _LOOKING if self.looking else _ANYWAY if self._question else _KEYS
        self.border_subtitle = safe(f" {_AGAIN if self._throwing else below} ")

    @on(TextArea.Changed)
    def _tell(self, event: TextArea.Changed) -> None:
        event.stop()
        self._keep()

    def on_blur(self) -> None:
        """Nothing that was typed is left behind."""
        self._keep()

    def _keep(self) -> None:
        if self.text != self._told and self.is_attached:
            self._told = self.text
            self.post_message(self.Typed(self))

    def action_send(self) -> None:
        """Send it, once."""
        if not self.looking:
            self._keep()
            self.post_message(self.Sent(self))

    def action_editor(self) -> None:
        """Write on in `$EDITOR`."""
        self.post_message(self.Editor(self))

    def action_keep(self) -> None:
        """Leave; the draft is kept."""
        self.post_message(self.Left(self))

    def action_throw_away(self) -> None:
        """Throw it away with the second press."""
        if self._throwing:
            self.post_message(self.Thrown(self))
            return
        self._throwing = True
        self._frame()

    def on_key(self, event: events.Key) -> None:
        """Any other key takes back what was asked."""
        if self._question and event.key in (_YES, _SEND):
            event.prevent_default().stop()
            if event.key == _YES:
                self.is_sure = True
                self.action_send()
        elif self._question or (self._throwing and event.key != "ctrl+x"):
            self._question, self._throwing = "", False
            self._frame()

    def on_paste(self) -> None:
        """So does a pasted text."""
        self._question, self._throwing = "", False
        self._frame()
