"""Where a reply or a note is written. Its frame says in words who will read it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, getters, on
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import TextArea

from eddytui.desk.attachments import Attachment
from eddytui.text.sizes import size
from eddytui.ui.commands import COMPOSER, bindings
from eddytui.ui.desk_app import DeskApp
from eddytui.ui.safe import cut, safe, steady, width_of

_KEYS = {
    "send": ("{0} send", "{0} send"),
    "attach": ("{0} attach", "{0} attach"),
    "editor": ("{0} editor", "{0} editor"),
    "throw_away": ("{0} {0} throw away", "{0} twice drop"),
    "keep": ("{0} leave (kept)", "{0} keep"),
}
"""What the frame says of each command that has a key: on a broad screen, and on a narrow one."""
_AGAIN = "Press {} again to throw this draft away"
_LOOKING = "Looking for newer messages before it is sent …"
_ANYWAY = "y sends anyway · any other key goes on writing"
_YES = "y"
_AND = " · "
_MARGIN = 4
"""Columns of the frame's lines that are not for words."""


class Composer(TextArea):
    """A text being written to somebody; every change is told at once, so that it is kept."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMPOSER)
    app = getters.app(DeskApp)
    saved: var[str] = var("", init=False)
    """When it was last put on disk."""
    files: var[tuple[Attachment, ...]] = var[tuple[Attachment, ...]]((), init=False)
    """What goes along."""
    looking: var[bool] = var(False, init=False)
    """Whether it is being looked what came since; meanwhile it is not sent a second time."""

    class About(Message):
        """Something about a text. Its kinds do not inherit from each other: handlers would."""

        def __init__(self, composer: "Composer") -> None:
            super().__init__()
            self.ticket_id = composer.ticket_id
            self.kind = composer.kind
            self.text = composer.text
            self.files = composer.files
            self.is_sure = composer.is_sure
            """Whether it is sent though it does not answer what came since."""

    class Typed(About):
        """The text is another."""

    class Sent(About):
        """It is to be sent."""

    class Editor(About):
        """It is to be written on in `$EDITOR`."""

    class Attach(About):
        """A file is to go along, or to be taken off."""

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

    def on_mount(self) -> None:
        """Write on at the end."""
        self._frame()
        self.move_cursor(self.document.end)
        self.focus()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its lines; blank ones when Textual paints it once more after it was taken away."""
        if not self.is_attached:  # it has lost its styles by then, and Textual would fail
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    @property
    def paths(self) -> list[str]:
        """Where the files are that go along."""
        return [file.path for file in self.files]

    def put(self, text: str) -> None:
        """Another text instead."""
        self.text = text
        self.move_cursor(self.document.end)

    def watch_saved(self) -> None:
        """Say that it is on disk."""
        self._frame()

    def watch_files(self) -> None:
        """Say what goes along."""
        self._frame()

    def on_resize(self) -> None:
        """The frame says as much as there is room for."""
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
        """Who will read it, what goes along, and what the keys do now."""
        self.set_class(bool(self._question), "-asked")
        self.border_title = safe(f" {self._question or self._head()} ")
        self.border_subtitle = safe(f" {self._below()} ")

    def _below(self) -> str:
        if self._throwing:
            return _AGAIN.format(self.app.key_of("throw_away"))
        if self.looking or self._question:
            return _LOOKING if self.looking else _ANYWAY
        known = [(self.app.keymap.by_id[name], words) for name, words in _KEYS.items()]
        broad, narrow = (
            _AND.join(words[size].format(one.first_key) for one, words in known if one.keys)
            for size in (0, 1)
        )
        return broad if width_of(broad) <= self._room else narrow

    def _head(self) -> str:
        saved = f" · draft saved {self.saved}" if self.saved else ""
        if not self.files:
            return self._readers + saved
        room = self._room - width_of(self._readers) - width_of(saved) - width_of(_AND)
        return f"{self._readers}{_AND}{listed(self.files, self.app.clip, room)}{saved}"

    @property
    def _room(self) -> int:
        return self.outer_size.width - _MARGIN

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

    def action_attach(self) -> None:
        """Attach a file, or take one off."""
        self.post_message(self.Attach(self))

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
        commands = self.app.keymap.by_id
        if self._question and event.key in (_YES, *commands["send"].keys):
            event.prevent_default().stop()
            if event.key == _YES:
                self.is_sure = True
                self.action_send()
        elif self._question or (self._throwing and event.key not in commands["throw_away"].keys):
            self._question, self._throwing = "", False
            self._frame()

    def on_paste(self) -> None:
        """So does a pasted text."""
        self._question, self._throwing = "", False
        self._frame()


def listed(files: Sequence[Attachment], clip: str, room: int) -> str:
    """Names and sizes of files in so many columns; where they do not fit, how many there are."""
    named = ", ".join(f"{steady(file.name)} {_size(file)}" for file in files)
    if width_of(f"{clip} {named}") <= room:
        return f"{clip} {named}"
    total = sum(file.size or 0 for file in files)
    return cut(f"{clip} {len(files)} files {size(total)}" if len(files) > 1 else named, room)


def _size(file: Attachment) -> str:
    return "is gone" if file.size is None else size(file.size)
