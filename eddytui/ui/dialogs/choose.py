"""Choosing one of several by typing: the best match is first, so `s c enter` closes."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from eddytui.text.fuzzy import Match, rank
from eddytui.ui.commands import PICKERS, bindings
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.safe import cut, fit, safe, steady, width_of

_SHOWN = 200


class Choose(ModalScreen[str | None]):
    """Asks for one of the choices; gives its id, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(PICKERS),
        ("down", "step_down", ""),
        ("up", "step_up", ""),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, current: str = "") -> None:
        """A question headed `title`; the `current` choice is marked."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._current = current
        self._matches: list[Match] = []
        self._hot = 0

    def compose(self) -> ComposeResult:
        """A title, a line to type in, the choices."""
        with Vertical(id="choose", classes="dialog"):
            yield Static(safe(self._title), id="title", markup=False)
            field = Input(id="words", compact=True)
            field.cursor_blink = False
            yield field
            options = OptionList(id="options", markup=False, compact=True)
            options.can_focus = False
            yield options
            yield Static("No match. Backspace to widen.", id="none", markup=False)

    def on_mount(self) -> None:
        """All of them at first."""
        self._fill("")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._fill(event.value)

    def _fill(self, words: str) -> None:
        self._matches = rank(words, [choice.label for choice in self._choices])[:_SHOWN]
        self._hot = 0
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._prompt(place)) for place in range(len(self._matches))])
        options.highlighted = 0 if self._matches else None
        self.query_one("#none").display = not self._matches
        options.display = bool(self._matches)

    @on(OptionList.OptionHighlighted)
    def _mark(self, event: OptionList.OptionHighlighted) -> None:
        """The mark goes with the ground: colour alone tells nothing."""
        event.stop()
        before, self._hot = self._hot, event.option_index
        for place in {before, self._hot}:
            if place < len(self._matches):
                event.option_list.replace_option_prompt_at_index(place, self._prompt(place))

    def _prompt(self, place: int) -> Content:
        index, found = self._matches[place]
        choice = self._choices[index]
        room = 52 - width_of(choice.beside)
        label = cut(steady(choice.label), room)
        content = safe(fit(label, room))
        for at in found:
            if label == choice.label and at < len(label):
                content = content.stylize("bold underline", at, at + 1)
        mark = "• " if self._current and choice.id == self._current else "  "
        mark = "▸ " if place == self._hot else mark
        return Content.assemble(mark, content, (steady(choice.beside), "$text-muted"))

    def action_step_down(self) -> None:
        """The next choice."""
        self.query_one(OptionList).action_cursor_down()

    def action_step_up(self) -> None:
        """The choice before."""
        self.query_one(OptionList).action_cursor_up()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[self._matches[event.option_index][0]].id)

    def action_choose(self) -> None:
        """Give the marked choice."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._matches):
            self.dismiss(self._choices[self._matches[place][0]].id)

    def action_cancel(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
