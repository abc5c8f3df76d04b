"""A column of lines that are made when they come into sight.

Items (messages, events, facts) are set into lines one by one: those on the glass first, more when
the reader comes near the end of what is set. A thousand messages open as quickly as ten.
"""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from eddytui.ui.commands import bindings
from eddytui.ui.safe import width_of
from eddytui.ui.typeset import BLANK, Line

FIRST, MORE = 12, 20
"""How many items are set before the first paint, and at a time afterwards."""
STYLES = (
    "b", "i", "bi", "u", "code", "del", "dim", "quote", "head", "note", "accent", "late", "soon"
)  # fmt: skip


class Item(NamedTuple):
    """Something to be set into lines; items of one key look the same."""

    key: Hashable
    data: Any


class LineView(ScrollView, can_focus=True):
    """Shows items as lines; subclasses say how an item is set."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")
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
        self._set: dict[Hashable, list[Line]] = {}
        self._set_for = 0
        self._painted: dict[int, Strip] = {}
        self._styles: dict[tuple[str, str], Style] = {}
        self._found = -1
        self._words = ""
        self._place: tuple[Hashable, int] | None = None

    def lay_out(self, data: Any, width: int) -> list[Line]:
        """The lines of one item."""
        raise NotImplementedError

    # Content

    def show(self, items: Sequence[Item], *, anew: bool = False) -> None:
        """Show these items. What is being read stays where it is, unless they are `anew`."""
        if anew:
            self._place = None
            self._found = -1
        elif self._lines:
            self._place = self._where()
        self._items = items
        keys = {item.key for item in items}
        self._set = {key: lines for key, lines in self._set.items() if key in keys}
        if self._set_for:
            self._arrange()

    def on_resize(self) -> None:
        """Set everything for the new width; the item that was on top stays on top."""
        width = self.size.width
        if not width or width == self._set_for:
            self._grow()
            return
        if self._lines:
            self._place = self._where()
        self._set_for = width
        self._set.clear()
        self._arrange()

    def _arrange(self) -> None:
        """Set the items around the reader's place and put them on the glass."""
        keys = [item.key for item in self._items]
        place = self._place
        if place and place[0] in keys:
            at = keys.index(place[0])
            self._range(max(0, at - FIRST), at + FIRST)
            self._jump(self._starts[at - self._first] + place[1])
        elif self.opens_at_end:
            self._range(len(keys) - FIRST, len(keys))
            self._jump(self._opening())
        else:
            self._range(0, FIRST)
            self._jump(0)
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
        self.virtual_size = Size(self._set_for, len(self._lines))

    def _lines_of(self, item: Item) -> list[Line]:
        lines = self._set.get(item.key)
        if lines is None:
            lines = self._set[item.key] = self.lay_out(item.data, self._set_for)
        return lines

    def _grow(self) -> None:
        """Set more items when the reader is near the end of what is set; tell of the real end."""
        if not self._set_for:
            return
        top, height = self.scroll_offset.y, self.size.height
        if self._last < len(self._items) and top + 2 * height >= len(self._lines):
            self._range(self._first, self._last + MORE)
        if self._first and top <= height:
            before = len(self._lines)
            self._range(self._first - MORE, self._last)
            self._jump(top + len(self._lines) - before)
        if self._last == len(self._items) and top + height >= len(self._lines):
            self.post_message(self.Edge(self, 1))
        if self._first == 0 and top == 0:
            self.post_message(self.Edge(self, -1))

    def _where(self) -> tuple[Hashable, int] | None:
        """The item on top of the glass, and how many of its lines are above."""
        top = self.scroll_offset.y
        for number in range(len(self._starts) - 1, -1, -1):
            if self._starts[number] <= top:
                return self._items_key(self._first + number), top - self._starts[number]
        return None

    def _items_key(self, index: int) -> Hashable | None:
        return self._items[index].key if index < len(self._items) else None

    def _jump(self, y: int) -> None:
        end = max(0, len(self._lines) - self.size.height)
        self.scroll_to(y=max(0, min(y, end)), animate=False, immediate=True, force=True)
        self._repaint_changed()

    # Painting

    def notify_style_update(self) -> None:
        """Take the theme's colours."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """One line."""
        strip = self._painted[y] = self._strip(self.scroll_offset.y + y)
        return strip

    def _strip(self, index: int) -> Strip:
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
        style = self._styles.get((name, ground))
        if style is None:
            style = self.rich_style
            if name:
                style = self.get_component_rich_style(f"lines--{name}")
            if ground == "found":
                style = self.get_component_rich_style("lines--found")
            elif ground:
                under = self.get_component_rich_style(f"lines--{ground}-ground")
                style = style + Style(bgcolor=under.bgcolor)
            self._styles[name, ground] = style
        return style

    def _repaint_changed(self) -> None:
        top = self.scroll_offset.y
        for y in range(self.size.height):
            if self._painted.get(y) != self._strip(top + y):
                self.refresh_line(top + y)

    # Moving

    def _scroll(self, y: int) -> None:
        self._jump(y)
        self._grow()

    def action_move(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll(self.scroll_offset.y + lines)

    def action_page(self, halves: int) -> None:
        """Scroll by half pages."""
        self._scroll(self.scroll_offset.y + halves * max(1, (self.size.height - 1) // 2))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last line; only what is seen there is set."""
        count = len(self._items)
        if end < 0 and self._first:
            self._range(0, FIRST)
        elif end > 0 and self._last < count:
            self._range(count - FIRST, count)
        self._scroll(len(self._lines) if end > 0 else 0)

    def watch_scroll_y(self, before: float, now: float) -> None:
        """The wheel comes to new lines as keys do."""
        super().watch_scroll_y(before, now)
        if self._set_for and round(before) != round(now):
            self.call_next(self._grow)

    # Finding

    def find(self, words: str) -> bool:
        """Go to the first line from here on that has these words; False when there is none."""
        self._words = words.casefold()
        return self._seek(self.scroll_offset.y, 1)

    def find_next(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) such line."""
        start = self._found if self._found >= 0 else self.scroll_offset.y
        return bool(self._words) and self._seek(start + step, step)

    def leave_find(self) -> bool:
        """Forget what was found; False when nothing was."""
        found, self._found, self._words = self._found, -1, ""
        self._repaint_changed()
        return found >= 0

    def _seek(self, start: int, step: int) -> bool:
        """Look in what is set, then in the items beyond, one after the other."""
        while True:
            stop = len(self._lines) if step > 0 else -1
            for index in range(start, stop, step):
                if self._words and self._words in self._lines[index].text.casefold():
                    self._found = index
                    self._jump(index - self.size.height // 2)
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
