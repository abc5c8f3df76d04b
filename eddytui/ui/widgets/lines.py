"""A column of lines that are made when they come into sight.

Items (messages, events, facts) are set into lines one by one: those on the glass first, more when
the reader comes near the end of what is set. A thousand messages open as quickly as ten.
"""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from eddytui.ui.safe import width_of
from eddytui.ui.typeset import BLANK, Line
from eddytui.ui.widgets.window import Window

FIRST, MORE = 12, 20
"""How many items are set before the first paint, and at a time afterwards."""
STYLES = (
    "b", "i", "bi", "u", "code", "del", "dim", "quote", "head", "note", "accent", "late", "soon"
)  # fmt: skip


class Item(NamedTuple):
    """Something to be set into lines. The key is its own for as long as it is shown."""

    key: Hashable
    data: Any


class LineView(Window):
    """Shows items as lines; subclasses say how an item is set."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"lines--{name}" for name in STYLES),
        "lines--found",
        "lines--note-ground",
    }
    opens_at_end: bool = False

    class Edge(Message):
        """The reader came to the first (-1) or last (1) line there is."""

        def __init__(self, view: "LineView", end: int) -> None:
            super().__init__()
            self.view = view
            self.end = end

        @property
        def control(self) -> "LineView":
            """The view it happened in."""
            return self.view

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """An empty view."""
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._first = 0
        self._last = 0
        self._lines: list[Line] = []
        self._starts: list[int] = []
        self._set: dict[Hashable, tuple[Any, list[Line]]] = {}
        self._set_for = 0
        self._grounds: dict[tuple[str, str], Style] = {}
        self._found = -1
        self._words = ""
        self._place: tuple[Hashable, int] | None = None
        self._untouched = True
        """Whether the reader has not moved: then what opens at its end stays there."""

    def lay_out(self, data: Any, width: int) -> list[Line]:
        """The lines of one item."""
        return []

    # Content

    def show(self, items: Sequence[Item], *, anew: bool = False) -> None:
        """Show these items. What is being read stays where it is, unless they are `anew`."""
        if anew:
            self._untouched = True
            self._found = -1
        self._place = self._where()
        self._items = items
        keys = {item.key for item in items}
        self._set = {key: kept for key, kept in self._set.items() if key in keys}
        if self._set_for:
            self._arrange()

    def on_resize(self) -> None:
        """Set everything for the new width; the item that was on top stays on top."""
        width = self.size.width
        if not width:
            return
        self._place = self._where()
        if width != self._set_for:
            self._set_for = width
            self._set.clear()
        self._arrange()

    def _arrange(self) -> None:
        """Set the items around the reader's place and put them on the glass."""
        keys = [item.key for item in self._items]
        place = self._place
        if place and place[0] in keys and not self._untouched:
            at = keys.index(place[0])
            self._range(max(0, at - FIRST), at + FIRST)
            self.show_from(self._starts[at - self._first] + place[1])
        elif self.opens_at_end:
            self._range(len(keys) - FIRST, len(keys))
            self.show_from(self._opening())
        else:
            self._range(0, FIRST)
            self.show_from(0)
        self._grow()

    def _opening(self) -> int:
        """Where a view opens that opens at its end: the last item's head, or all that fits."""
        return max(0, min(self._starts[-1], len(self._lines) - 1)) if self._starts else 0

    def _range(self, first: int, last: int) -> None:
        """Have the items from `first` up to `last` set."""
        self._first, self._last = max(0, first), min(len(self._items), last)
        self._lines, self._starts = [], []
        for item in self._items[self._first : self._last]:
            self._starts.append(len(self._lines))
            self._lines.extend(self._lines_of(item))

    def _lines_of(self, item: Item) -> list[Line]:
        kept = self._set.get(item.key)
        if kept is None or kept[0] != item.data:
            kept = self._set[item.key] = (item.data, self.lay_out(item.data, self._set_for))
        return kept[1]

    def _grow(self) -> None:
        """Set more items when the reader is near the end of what is set; tell of the real end."""
        if not self._set_for:
            return
        top, height = self.top, self.size.height
        before = len(self._lines)
        while self._last < len(self._items) and top + 2 * height >= len(self._lines):
            self._range(self._first, self._last + MORE)
        if before < top + height:
            self.paint()
        if self._first and top <= height:
            before = len(self._lines)
            self._range(self._first - MORE, self._last)
            self.show_from(top + len(self._lines) - before)
        if self._last == len(self._items) and self.top + height >= len(self._lines):
            self.post_message(self.Edge(self, 1))
        if self._first == 0 and self.top == 0:
            self.post_message(self.Edge(self, -1))

    def _where(self) -> tuple[Hashable, int] | None:
        """The item on top of the glass, and how many of its lines are above."""
        top = self.top
        for number in range(len(self._starts) - 1, -1, -1):
            if self._starts[number] <= top:
                return self._items_key(self._first + number), top - self._starts[number]
        return None

    def _items_key(self, index: int) -> Hashable | None:
        return self._items[index].key if index < len(self._items) else None

    # Painting

    @property
    def length(self) -> int:
        """How many lines are set."""
        return len(self._lines)

    def restyle(self) -> None:
        """Forget the colours."""
        self._grounds.clear()

    def line(self, index: int) -> Strip:
        """A line, filled up to the width in its last run: a run of its own costs 45 bytes."""
        width = self.size.width
        line = self._lines[index] if index < len(self._lines) else BLANK
        ground = "found" if index == self._found else line.ground
        segments = [Segment(text, self._style(name, ground)) for text, name in line.runs]
        space = width - sum(width_of(text) for text, _ in line.runs)
        base = self._style("", ground)
        if space > 0 and segments and segments[-1].style == base:
            segments[-1] = Segment(segments[-1].text + " " * space, base)
        elif space > 0:
            segments.append(Segment(" " * space, base))
        return Strip(segments).crop(0, width)

    def _style(self, name: str, ground: str) -> Style:
        style = self._grounds.get((name, ground))
        if style is None:
            style = self.styled(f"lines--{name}" if name else "")
            if ground == "found":
                style = self.styled("lines--found")
            elif ground:
                style += Style(bgcolor=self.styled(f"lines--{ground}-ground").bgcolor)
            self._grounds[name, ground] = style
        return style

    # Moving

    def scroll_lines(self, lines: int) -> None:
        """Scroll, and set more where the reader comes to."""
        self._untouched = False
        self.show_from(self.top + lines)
        self._grow()

    def action_move(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines(lines)

    def action_page(self, halves: int) -> None:
        """Scroll by half pages."""
        self.scroll_lines(halves * max(1, (self.size.height - 1) // 2))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last line; only what is seen there is set."""
        count = len(self._items)
        self._untouched = False
        if end < 0 and self._first:
            self._range(0, FIRST)
        elif end > 0 and self._last < count:
            self._range(count - FIRST, count)
        self.show_from(len(self._lines) if end > 0 else 0)
        self._grow()

    # Finding

    def find(self, words: str) -> bool:
        """Go to the first line from here on that has these words; False when there is none."""
        self._words = words.casefold()
        return self._seek(self.top, 1)

    def find_next(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) such line."""
        start = self._found if self._found >= 0 else self.top
        return bool(self._words) and self._seek(start + step, step)

    def leave_find(self) -> bool:
        """Forget what was found; False when nothing was."""
        found, self._found, self._words = self._found, -1, ""
        self.paint()
        return found >= 0

    def _seek(self, start: int, step: int) -> bool:
        """Look in what is set, then in the items beyond, one after the other."""
        start = min(start, len(self._lines) - 1) if step < 0 else start  # it was set shorter since
        while True:
            stop = len(self._lines) if step > 0 else -1
            for index in range(start, stop, step):
                if self._words and self._words in self._lines[index].text.casefold():
                    self._found = index
                    self._untouched = False
                    self.show_from(index - self.size.height // 2)
                    return True
            if step > 0 and self._last < len(self._items):
                start = len(self._lines)
                self._range(self._first, self._last + MORE)
            elif step < 0 and self._first:
                before = len(self._lines)
                self._range(self._first - MORE, self._last)
                start = len(self._lines) - before - 1
            else:
                return False
