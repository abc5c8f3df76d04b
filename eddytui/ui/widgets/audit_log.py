"""The history of a ticket, an event a line."""

from textual.reactive import var

from eddytui.ui.safe import fit, steady
from eddytui.ui.typeset import Line, wrap
from eddytui.ui.widgets.lines import Item, LineView
from eddytui.ui.words import AuditWords


class AuditLog(LineView):
    """Shows who did what, newest first."""

    events: var[tuple[AuditWords, ...]] = var[tuple[AuditWords, ...]]((), init=False)
    hint: var[str] = var("", init=False)

    def watch_events(self) -> None:
        """Show them."""
        self._show()

    def watch_hint(self) -> None:
        """Say it when there is nothing to show."""
        if not self.events:
            self._show()

    def _show(self) -> None:
        items = [Item(event.id, event) for event in self.events] or [Item(self.hint, None)]
        self.show(items)

    def lay_out(self, data: AuditWords | None, width: int) -> list[Line]:
        """When, who, what; a long text goes on below itself."""
        if data is None:
            return [Line(((f"  {self.hint}", "dim"),))]
        when, who = fit(f" {data.when}", 18), fit(steady(data.who), 16)
        room = max(10, width - 36)
        first, *rest = wrap([(steady(data.what), "")], room)
        lines = [Line(((when, "dim"), (f"{who} ", "head"), *first))]
        return [*lines, *(Line(((" " * 35, ""), *runs)) for runs in rest)]
