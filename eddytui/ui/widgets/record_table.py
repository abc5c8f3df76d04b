"""A table of records that costs the same with ten rows and with a hundred thousand.

It holds the ids alone; rows come in windows when they are painted. The cursor belongs to a record,
not to a line: it stays with its ticket when the order changes.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from eddytui.ui.safe import fit
from eddytui.ui.widgets.columns import Column, cells, chosen
from eddytui.ui.widgets.window import Window

WINDOW = 120
"""How many rows are asked for at a time."""
_BEFORE = 40
_KEPT = 600
_STYLES = ("dim", "bold", "accent", "late", "soon")
_CURSOR = "record-table--cursor"


class RecordTable(Window):
    """Shows records by id, fetched as they come into sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_CURSOR, *(f"record-table--{s}" for s in _STYLES)}
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
        self._layout: list[tuple[Column[Any], int]] = []
        self.index = 0
        self.current = 0
        self.found: frozenset[int] = frozenset()
        """What `find` was given."""

    def watch_ids(self) -> None:
        """Take a new order: the cursor stays on its record, or near where it was."""
        if self.current in self.ids:
            moved = self.ids.index(self.current) - self.index
            self.index += moved
            self.top = max(0, self.top + moved) if self.top else 0
        else:
            self.index = max(0, min(self.index, len(self.ids) - 1))
        self._point()
        self._keep_in_sight()

    def watch_empty(self) -> None:
        """Say it when there is nothing else to show."""
        self.paint()

    def forget_place(self, record_id: int = 0) -> None:
        """Before another list comes: begin on this record, or at the top; nothing is found."""
        self.found = frozenset()
        self.index, self.current, self.top = 0, record_id, 0

    def look_again(self, ids: Iterable[int] = ()) -> None:
        """Read these rows anew, else all in sight; only lines that differ are painted."""
        self.forget(ids)
        self.paint()

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

    # Finding

    def find(self, ids: Iterable[int]) -> bool:
        """Remember these records, and go to the first of them from here on; False when none is."""
        self.found = frozenset(ids)
        return self._seek(self.index, 1)

    async def find_next(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) of them, around the end; False when none is."""
        return self._seek(self.index + step, step)

    def leave_find(self) -> bool:
        """Forget what was found; False when nothing was."""
        found, self.found = self.found, frozenset()
        return bool(found)

    def _seek(self, start: int, step: int) -> bool:
        count = len(self.ids)
        if not self.found:
            return False
        for place in range(start, start + step * count, step):
            if self.ids[place % count] in self.found:
                self._go(place % count)
                return True
        return False

    # Painting

    @property
    def length(self) -> int:
        """How many records there are."""
        return len(self.ids)

    def restyle(self) -> None:
        """Forget strips that were drawn in other colours."""
        self._strips.clear()

    def line(self, index: int) -> Strip:
        """A record, or what is said when there is none."""
        if index >= len(self.ids):
            says = index == 1 and not self.ids
            return self.blank(f"  {self.empty}", "record-table--dim") if says else self.blank()
        record_id = self.ids[index]
        hot = index == self.index
        strip = self._strips.get((record_id, hot))
        if strip is None:
            strip = self._strips[record_id, hot] = self._draw(self._row_at(index), hot=hot)
        return strip

    def _draw(self, row: Any | None, *, hot: bool) -> Strip:
        width = self.size.width
        if row is None:
            return self.blank()
        runs = cells(self._columns_that_fit(), row)
        if hot:
            text = fit("▌" + "".join(text for text, _ in runs), width)
            return Strip([Segment(text, self.styled(_CURSOR))], width)
        runs[0] = (" " + runs[0][0], runs[0][1])
        segments = [
            Segment(text, self.styled(f"record-table--{style}" if style else ""))
            for text, style in runs
        ]
        return Strip(segments).adjust_cell_length(width, self.styled(""))

    def _columns_that_fit(self) -> list[tuple[Column[Any], int]]:
        if not self._layout:
            self._layout = chosen(self._columns, self.size.width - 2)
        return self._layout

    def _row_at(self, index: int) -> Any | None:
        record_id = self.ids[index]
        if record_id not in self._rows:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            start = max(0, index - _BEFORE)
            for row in self._fetch(self.ids[start : start + WINDOW]):
                self._rows[row.id] = row
        return self._rows.get(record_id)

    def forget(self, ids: Iterable[int] = ()) -> None:
        """Read these rows anew, else all, when they are painted next."""
        if not ids:
            self._rows.clear()
            self._strips.clear()
        for record_id in ids:
            self._rows.pop(record_id, None)
            self._strips.pop((record_id, True), None)
            self._strips.pop((record_id, False), None)

    def on_resize(self) -> None:
        """Columns give way or come back."""
        self._layout = []
        self._strips.clear()
        self._keep_in_sight()

    # Moving

    def _go(self, index: int) -> None:
        index = max(0, min(len(self.ids) - 1, index))
        if not self.ids or (index == self.index and self.current):
            return
        self.index = index
        self._keep_in_sight()
        self._point()

    def _keep_in_sight(self) -> None:
        """A cursor that leaves the view lands in its middle: one paint for half a page."""
        height = self.size.height
        inside = self.top <= self.index < self.top + height
        self.show_from(self.top if inside else self.index - height // 2)

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
        index = self.top + event.y
        if index >= len(self.ids):
            return
        if index == self.index and event.chain > 1:
            self.post_message(self.Opened(self.current))
        self._go(index)
