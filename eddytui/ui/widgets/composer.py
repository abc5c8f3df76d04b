"""Where a reply or a note is written. Its frame says in words who will read it."""

from typing import ClassVar

from textual import events, getters, on
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import TextArea

from eddytui.ui.commands import COMPOSER, bindings
from eddytui.ui.desk_app import DeskApp
from eddytui.ui.safe import safe

_KEYS = {
    "send": "{0} send",
    "editor": "{0} editor",
    "throw_away": "{0} {0} throw away",
    "keep": "{0} leave (kept)",
}
"""What the frame says of each command that has a key."""
_AGAIN = " Press {} again to throw this draft away "


class Composer(TextArea):
    """A text being written to somebody; every change is told at once, so that it is kept."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMPOSER)
    app = getters.app(DeskApp)
    saved: var[str] = var("", init=False)
    """When it was last put on disk."""

    class About(Message):
        """Something about a text. Its kinds do not inherit from each other: handlers would."""

        def __init__(self, composer: "Composer") -> None:
            super().__init__()
            self.ticket_id = composer.ticket_id
            self.kind = composer.kind
            self.text = composer.text

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
        super().__init__(
            text, id="composer", classes=f"-{kind}", compact=True, tab_behavior="focus"
        )
        self.ticket_id = ticket_id
        self.kind = kind
        self._readers = readers
        self._told = text
        self._sure = False
        self.cursor_blink = False
        self.border_title = safe(f" {readers} ")

    def on_mount(self) -> None:
        """Write on at the end."""
        self._show_keys()
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
        saved = f" · draft saved {self.saved}" if self.saved else ""
        self.border_title = safe(f" {self._readers}{saved} ")

    @on(TextArea.Changed)
    def _tell(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.text != self._told:
            self._told = self.text
            self.post_message(self.Typed(self))

    def action_send(self) -> None:
        """Send it."""
        self.post_message(self.Sent(self))

    def action_editor(self) -> None:
        """Write on in `$EDITOR`."""
        self.post_message(self.Editor(self))

    def action_keep(self) -> None:
        """Leave; the draft is kept."""
        self.post_message(self.Left(self))

    def action_throw_away(self) -> None:
        """Throw it away with the second press."""
        if self._sure:
            self.post_message(self.Thrown(self))
            return
        self._sure = True
        self.border_subtitle = safe(_AGAIN.format(self.app.key_of("throw_away")))

    def on_key(self, event: events.Key) -> None:
        """Any other key between the two presses takes the first one back."""
        if self._sure and event.key not in self.app.keymap.by_id["throw_away"].keys:
            self._sure = False
            self._show_keys()

    def _show_keys(self) -> None:
        commands = self.app.keymap.by_id
        said = (
            words.format(commands[name].first_key)
            for name, words in _KEYS.items()
            if commands[name].keys
        )
        self.border_subtitle = safe(f" {' · '.join(said)} ")
