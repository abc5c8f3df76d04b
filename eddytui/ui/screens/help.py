"""The keys of a place, in columns."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from eddytui.ui.commands import COMMANDS, bindings
from eddytui.ui.safe import fit
from eddytui.ui.typeset import BLANK, Line
from eddytui.ui.widgets.lines import Item, LineView
from eddytui.ui.widgets.prompt import Prompt

_KEYS = 12
_COLUMN = 46


class Keys(LineView):
    """Commands by place; two columns where there is room."""

    def __init__(self, places: Sequence[str]) -> None:
        """The keys of some places."""
        super().__init__(id="help-keys")
        self._places = places

    def on_mount(self) -> None:
        """A group a place."""
        self.show([Item(place, place) for place in self._places])

    def lay_out(self, data: str, width: int) -> list[Line]:
        """The place as a heading, its commands below."""
        rows = [command for command in COMMANDS if command.where == data]
        columns = max(1, width // _COLUMN)
        room = width // columns
        height = -(-len(rows) // columns)
        lines = [Line(((data.capitalize(), "b"),))]
        for y in range(height):
            runs: list[tuple[str, str]] = []
            for command in rows[y::height]:
                runs.append((fit(f" {command.key_text}", _KEYS), "accent"))
                runs.append((fit(f" {command.help}", room - _KEYS), ""))
            lines.append(Line(tuple(runs)))
        return [*lines, BLANK]


class Help(ModalScreen[None]):
    """Shows the keys of some places."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("pickers"),
        ("question_mark", "cancel", ""),
        ("q", "cancel", ""),
        ("slash", "find", ""),
        ("n", "next(1)", ""),
        ("N", "next(-1)", ""),
    ]

    def __init__(self, places: Sequence[str]) -> None:
        """Help for some places."""
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """A title, the keys, a line to find in."""
        with Vertical(id="help", classes="dialog"):
            yield Static("Keys here · / find · esc back", id="title", markup=False)
            yield Keys(self._places)
            yield Prompt()

    def on_mount(self) -> None:
        """The keys have the keys."""
        self.query_one(Keys).focus()

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss()

    def action_choose(self) -> None:
        """Back."""
        self.dismiss()

    async def action_run(self, name: str) -> None:
        """Find works here as everywhere; nothing else does."""
        if name == "find":
            self.action_find()
        elif name in ("next", "previous"):
            await self.action_next(1 if name == "next" else -1)

    def action_find(self) -> None:
        """Find words in the keys."""
        self.query_one(Prompt).ask("/")

    async def action_next(self, step: int) -> None:
        """The next find."""
        await self.query_one(Keys).find_next(step)

    async def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Go to the first line that has the words."""
        await self.query_one(Keys).find(message.text)

    def on_prompt_done(self) -> None:
        """Back to the keys."""
        self.query_one(Keys).focus()

    def on_prompt_left(self) -> None:
        """Back to the keys."""
        self.query_one(Keys).focus()
