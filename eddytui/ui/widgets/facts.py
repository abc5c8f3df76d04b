"""What is known of a ticket: names and values, one below the other."""

from typing import NamedTuple

from textual.reactive import var

from eddytui.ui.safe import fit, steady
from eddytui.ui.typeset import Line, wrap
from eddytui.ui.widgets.lines import Item, LineView


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
        self.show([Item((number, fact), fact) for number, fact in enumerate(self.facts)])

    def lay_out(self, data: Fact, width: int) -> list[Line]:
        """The name on the left, the value wrapped beside it."""
        column = min(11, max((len(fact.name) for fact in self.facts), default=8) + 1)
        name = fit(f" {steady(data.name)}", column + 1)
        lines = wrap([(steady(data.value) or "–", data.style)], max(6, width - column - 2))
        first, *rest = lines
        return [
            Line(((name, "dim"), *first)),
            *(Line(((" " * (column + 1), ""), *runs)) for runs in rest),
        ]
