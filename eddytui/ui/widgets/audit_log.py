"""The history of a ticket, an event a line."""

import json
from collections.abc import Callable, Sequence

from textual.reactive import var

from eddytui.models.names import name_in
from eddytui.models.rows import AuditRow
from eddytui.text.dates import exact
from eddytui.ui.safe import fit, steady
from eddytui.ui.typeset import Line, wrap
from eddytui.ui.widgets.lines import Item, LineView

_WHEN, _WHO = 18, 16


class AuditLog(LineView):
    """Shows who did what, newest first."""

    events: var[tuple[AuditRow, ...]] = var[tuple[AuditRow, ...]]((), init=False)
    hint: var[str] = var("", init=False)

    def __init__(
        self,
        languages: Sequence[str],
        now: Callable[[], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """A history in the reader's languages, with dates as seen from `now` (server time)."""
        super().__init__(id=id)
        self._languages = languages
        self._now = now

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

    def lay_out(self, data: AuditRow | None, width: int) -> list[Line]:
        """When, who, what; a long text goes on below itself."""
        if data is None:
            return [Line(((f"  {self.hint}", "dim"),))]
        what = name_in(json.loads(data.text), self._languages) or data.event
        when = fit(f" {exact(data.created, self._now())}", _WHEN)
        who = fit(steady(data.author or "System"), _WHO)
        first, *rest = wrap([(steady(what), "")], max(10, width - _WHEN - _WHO - 2))
        indent = " " * (_WHEN + _WHO + 1)
        return [
            Line(((when, "dim"), (f"{who} ", "head"), *first)),
            *(Line(((indent, ""), *runs)) for runs in rest),
        ]
