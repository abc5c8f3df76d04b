"""What is known of a ticket: names and values, one below the other."""

from typing import NamedTuple

from textual.reactive import var

from eddytui.ui.safe import cut, fit, steady, width_of
from eddytui.ui.typeset import Line, wrap
from eddytui.ui.widgets.lines import Item, LineView

_NARROW, _BROAD = 11, 24
"""The width of the names beside a thread, and where they have the room; a longer one has a line of
its own."""
_ROOM = 60


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
        column = _BROAD if width > _ROOM else _NARROW
        room = max(6, width - column - 1)
        first, *rest = wrap([(steady(data.value) or "–", data.style)], room)
        lines = [Line(((fit(name, column), "dim"), *first))]
        if width_of(name) >= column:
            lines = [Line(((cut(name, width), "dim"),)), Line(((" " * column, ""), *first))]
        return [*lines, *(Line(((" " * column, ""), *runs)) for runs in rest)]
