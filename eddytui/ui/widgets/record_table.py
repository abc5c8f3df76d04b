"""A table of records that costs the same with ten rows and with a hundred thousand.

It holds the ids alone; rows come in windows when they are painted. The cursor belongs to a record,
not to a line: it stays with its ticket when the order changes.
"""

from array import array
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from eddytui.ui.commands import bindings
from eddytui.ui.safe import fit
from eddytui.ui.widgets.columns import Column, cells, chosen

WINDOW = 120
"""How many rows are asked for at a time."""
_BEFORE = 40
_KEPT = 600
STYLES = ("dim", "bold", "accent", "late", "soon")


class RecordTable(ScrollView, can_focus=True):
    """Shows records by id, fetched as they come into sight."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--cursor",
        *(f"record-table--{name}" for name in STYLES),
    }
    ids: var["array[int]"] = var(lambda: array("q"), init=False)
    empty: var[str] = var("", init=False)
    """What is said when there is no row: why, and what to do."""

    class Pointed(Message):
        """The cursor is on another record, or on none (0)."""

        def __init__(self, record_id: int) -> None:
            super().__init__()
            self.record_id = record_id

    class Opened(Message):
        """A record was chosen."""

        def __init__(self, record_id: int) -> None:
            super().__init__()
            self.record_id = record_id

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        columns: Sequence[Column[Any]],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """A table of `columns`; `fetch` gives the rows (each with an `id`) of some ids."""
        super().__init__(id=id)
        self._fetch = fetch
        self._columns = columns
        self._rows: dict[int, Any] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._painted: dict[int, Strip] = {}
        self._layout: list[tuple[Column[Any], int]] = []
        self._styles: dict[str, Style] = {}
        self.index = 0
        self.current = 0

    def watch_ids(self) -> None:
        """Take a new order: the cursor stays on its record, or near where it was."""
        self._forget()
        count = len(self.ids)
        if self.current in self.ids:
            moved = self.ids.index(self.current) - self.index
            self.index += moved
            self._follow(moved)
        else:
            self.index = max(0, min(self.index, count - 1))
        self.virtual_size = Size(self.size.width, count)
        self._point()
        self._keep_in_sight()
        self._repaint_changed()

    def watch_empty(self) -> None:
        """Say it when there is nothing else to show."""
        if not self.ids:
            self.refresh()

    def look_again(self) -> None:
        """Read the rows in sight anew; only lines that differ are painted."""
        self._forget()
        self._repaint_changed()

    def point_at(self, record_id: int) -> bool:
        """Put the cursor on a record; False when it is not in this list."""
        if record_id not in self.ids:
            return False
        self._go(self.ids.index(record_id))
        return True

    def row(self, record_id: int) -> Any | None:
        """The row of a record, None when there is no such record."""
        if record_id not in self._rows:
            self._rows.update((row.id, row) for row in self._fetch([record_id]))
        return self._rows.get(record_id)

    @property
    def current_row(self) -> Any | None:
        """The row under the cursor."""
        return self.row(self.current) if self.current else None

    # Painting

    def notify_style_update(self) -> None:
        """Take the theme's colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the table."""
        strip = self._line(self.scroll_offset.y + y)
        self._painted[y] = strip
        return strip

    def _line(self, index: int) -> Strip:
        width = self.size.width
        if index >= len(self.ids):
            text = fit(f"  {self.empty}", width) if index == 1 and not self.ids else " " * width
            return Strip([Segment(text, self._style("dim"))], width)
        record_id = self.ids[index]
        hot = index == self.index
        strip = self._strips.get((record_id, hot))
        if strip is None:
            strip = self._strips[record_id, hot] = self._draw(self._row_at(index), hot=hot)
        return strip

    def _draw(self, row: Any | None, *, hot: bool) -> Strip:
        width = self.size.width
        if row is None:
            return Strip([Segment(" " * width, self._style(""))], width)
        mark = "▌" if hot else " "
        runs = cells(self._layout or self._lay_out(), row)
        if hot:
            text = fit(mark + "".join(text for text, _ in runs), width)
            return Strip([Segment(text, self._style("cursor"))], width)
        runs[0] = (mark + runs[0][0], runs[0][1])
        segments = [Segment(text, self._style(style)) for text, style in runs]
        return Strip(segments).adjust_cell_length(width, self._style(""))

    def _lay_out(self) -> list[tuple[Column[Any], int]]:
        self._layout = chosen(self._columns, self.size.width - 2)
        return self._layout

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = (
                self.get_component_rich_style(f"record-table--{name}") if name else self.rich_style
            )
            self._styles[name] = style
        return style

    def _row_at(self, index: int) -> Any | None:
        record_id = self.ids[index]
        if record_id not in self._rows:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            start = max(0, index - _BEFORE)
            for row in self._fetch(self.ids[start : start + WINDOW]):
                self._rows[row.id] = row
        return self._rows.get(record_id)

    def _forget(self) -> None:
        self._rows.clear()
        self._strips.clear()

    def _repaint_changed(self) -> None:
        """Ask for the lines whose look differs from what is on the glass."""
        top = self.scroll_offset.y
        for y in range(self.size.height):
            if self._painted.get(y) != self._line(top + y):
                self.refresh_line(top + y)

    def on_resize(self) -> None:
        """Columns give way or come back."""
        self._layout = []
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(self.ids))
        self._keep_in_sight()

    # Moving

    def _go(self, index: int) -> None:
        index = max(0, min(len(self.ids) - 1, index))
        if not self.ids or (index == self.index and self.current):
            return
        before, self.index = self.index, index
        self.refresh_line(before)
        self.refresh_line(index)
        self._keep_in_sight()
        self._point()

    def _keep_in_sight(self) -> None:
        """A cursor that leaves the view lands in its middle: one repaint for half a page."""
        top, height = self.scroll_offset.y, self.size.height
        if height and not top <= self.index < top + height:
            self.scroll_to(y=max(0, self.index - height // 2), animate=False, immediate=True)

    def _follow(self, moved: int) -> None:
        """Rows that came in above push the list down; what is being read stays where it is."""
        top = self.scroll_offset.y
        if moved and top:
            self.set_scroll(None, max(0, top + moved))

    def _point(self) -> None:
        current = self.ids[self.index] if self.ids else 0
        if current != self.current:
            self.current = current
            self.post_message(self.Pointed(current))

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self._go(self.index + lines)

    def action_page(self, halves: int) -> None:
        """Move by half pages."""
        self._go(self.index + halves * max(1, (self.size.height - 1) // 2))

    def action_edge(self, end: int) -> None:
        """Go to the first (-1) or the last (1) row."""
        self._go(len(self.ids) - 1 if end > 0 else 0)

    def on_click(self, event: events.Click) -> None:
        """Point at a row; open it with the second click."""
        index = self.scroll_offset.y + event.y
        if index >= len(self.ids):
            return
        if index == self.index and event.chain > 1:
            self.post_message(self.Opened(self.current))
        self._go(index)
