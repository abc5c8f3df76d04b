"""The keys of a place, in columns."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from eddytui.ui.commands import BY_ID, bindings
from eddytui.ui.desk_app import DeskApp
from eddytui.ui.safe import fit, width_of
from eddytui.ui.typeset import BLANK, Line
from eddytui.ui.widgets.lines import Item, LineView
from eddytui.ui.widgets.prompt import Prompt

_KEYS = 12
_COLUMN = 46


class Keys(LineView):
    """Commands by place; two columns where there is room."""

    app = getters.app(DeskApp)

    def __init__(self, places: Sequence[str]) -> None:
        """The keys of some places."""
        super().__init__(id="help-keys")
        self._places = places

    def on_mount(self) -> None:
        """A group a place."""
        self.show([Item(place, place) for place in self._places])

    def lay_out(self, data: str, width: int) -> list[Line]:
        """The place as a heading, its commands below."""
        rows = [command for command in self.app.keymap.commands if command.where == data]
        keys = max([_KEYS, *(width_of(command.key_text) + 2 for command in rows)])
        columns = max(1, width // _COLUMN)
        room = width // columns
        height = -(-len(rows) // columns)
        lines = [Line(((data.capitalize(), "b"),))]
        for y in range(height):
            runs: list[tuple[str, str]] = []
            for command in rows[y::height]:
                runs.append((fit(f" {command.key_text}", keys), "accent"))
                runs.append((fit(f" {command.help}", room - keys), ""))
            lines.append(Line(tuple(runs)))
        return [*lines, BLANK]


class Help(ModalScreen[None]):
    """Shows the keys of some places."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("pickers"),
        *(Binding(BY_ID[name].keys[0], "cancel", id=name) for name in ("help", "leave")),
    ]
    app = getters.app(DeskApp)

    def __init__(self, places: Sequence[str]) -> None:
        """Help for some places."""
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """A title, the keys, a line to find in."""
        with Vertical(id="help", classes="dialog"):
            find, back = self.app.key_of("find"), self.app.key_of("dismiss")
            yield Static(f"Keys here · {find} find · {back} back", id="title", markup=False)
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
            self.query_one(Prompt).ask("/")
        elif name in ("next", "previous"):
            await self.query_one(Keys).find_next(1 if name == "next" else -1)

    async def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Go to the first line that has the words."""
        await self.query_one(Keys).find(message.text)

    def on_prompt_done(self) -> None:
        """Back to the keys."""
        self.query_one(Keys).focus()

    def on_prompt_left(self) -> None:
        """Back to the keys."""
        self.query_one(Keys).focus()
