"""What is known of a ticket: names and values, one below the other."""

from typing import NamedTuple

from textual.reactive import var

from eddytui.ui.safe import cut, fit, steady, width_of
from eddytui.ui.typeset import Line, wrap
from eddytui.ui.widgets.lines import Item, LineView

_COLUMN = 11
"""The width of the names; a longer one has a line of its own."""


class Fact(NamedTuple):
    """A name, a value, and how it looks."""

    name: str
    value: str
    style: str = ""


class Facts(LineView):
    """Shows facts; long values wrap."""

    facts: var[tuple[Fact, ...]] = var[tuple[Fact, ...]]((), init=False)

    def watch_facts(self) -> None:
        """Show them."""
        self.show([Item(number, fact) for number, fact in enumerate(self.facts)])

    def lay_out(self, data: Fact, width: int) -> list[Line]:
        """The name on the left, the value wrapped beside it."""
        name = f" {steady(data.name)}"
        room = max(6, width - _COLUMN - 1)
        first, *rest = wrap([(steady(data.value) or "–", data.style)], room)
        lines = [Line(((fit(name, _COLUMN), "dim"), *first))]
        if width_of(name) >= _COLUMN:
            lines = [Line(((cut(name, width), "dim"),)), Line(((" " * _COLUMN, ""), *first))]
        return [*lines, *(Line(((" " * _COLUMN, ""), *runs)) for runs in rest)]
