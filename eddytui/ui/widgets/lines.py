"""A column of lines that are made when they come into sight.

Items (messages, events, facts) are set into lines one by one: those on the glass first, more when
the reader comes near the end of what is set. A thousand messages open as quickly as ten.
"""

import asyncio
from collections.abc import Collection, Hashable, Sequence
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
_AT_ONCE = 8
"""How many items are looked through before the keys get a turn."""
STYLES = (
    "b", "i", "bi", "u", "code", "del", "dim", "quote", "head", "note", "accent", "late", "soon"
)  # fmt: skip


class Item(NamedTuple):
    """Something to be set into lines. The key is its own for as long as it is shown."""

    key: Hashable
    data: Any


class Place(NamedTuple):
    """A line of an item, counted from the item's first: it stays when lines come in front."""

    key: Hashable
    offset: int


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
        self._words = ""
        self._found: Place | None = None
        self._found_line = -1
        self._finds = asyncio.Lock()
        self._place: Place | None = None
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
            self._found = None
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
        if place and place.key in keys and not self._untouched:
            at = keys.index(place.key)
            self._range(max(0, at - FIRST), at + FIRST)
            self.show_from(self._starts[at - self._first] + place.offset)
        elif self.opens_at_end:
            self._range(len(keys) - FIRST, len(keys))
            self.show_from(self._opening())
        else:
            self._range(0, FIRST)
            self.show_from(0)

    def bring(self, keys: Collection[Hashable]) -> None:
        """Show from the first of these items on; where none of them is here, nothing moves."""
        here = next((item.key for item in self._items if item.key in keys), None)
        if here is not None and self._set_for:
            self._untouched = False
            self._place = Place(here, 0)
            self._arrange()

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
        self._mark()

    def _lines_of(self, item: Item) -> list[Line]:
        kept = self._set.get(item.key)
        if kept is None or kept[0] != item.data:
            kept = self._set[item.key] = (item.data, self.lay_out(item.data, self._set_for))
        return kept[1]

    def show_from(self, top: int) -> None:
        """Show the lines from here on, with more items set around them; tell of the real end."""
        if not self._set_for:
            return
        height = self.size.height
        while self._last < len(self._items) and top + 2 * height >= len(self._lines):
            self._range(self._first, self._last + MORE)
        while self._first and top <= height:
            before = len(self._lines)
            self._range(self._first - MORE, self._last)
            top += len(self._lines) - before
        super().show_from(top)
        if self._last == len(self._items) and self.top + height >= len(self._lines):
            self.post_message(self.Edge(self, 1))
        if self._first == 0 and self.top == 0:
            self.post_message(self.Edge(self, -1))

    def _where(self) -> Place | None:
        """The line on top of the glass."""
        top = self.top
        for number in range(len(self._starts) - 1, -1, -1):
            if self._starts[number] <= top:
                key = self._items_key(self._first + number)
                return Place(key, top - self._starts[number])
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
        ground = "found" if index == self._found_line else line.ground
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
        """Scroll: the reader has begun to read."""
        self._untouched = False
        super().scroll_lines(lines)

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

    # Finding

    async def find(self, words: str) -> bool:
        """Go to the first line from here on, around the end, that has these words.

        False when none has. Other keys are answered meanwhile.
        """
        async with self._finds:
            self._words = words.casefold()
            found = await self._seek(self._before_here(1), 1)
            if not found:
                self._found = None
                self._mark()
                self.paint()
            return found

    async def find_next(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) such line, around the end; False for none.

        It waits for the find before it: each step goes on from where that one came to.
        """
        async with self._finds:
            return await self._seek(self._found or self._before_here(step), step)

    def leave_find(self) -> bool:
        """Forget what was found or is being looked for; False when there was neither."""
        left = self._found is not None or self._finds.locked()
        self._found, self._words = None, ""
        self._mark()
        self.paint()
        return left

    def _before_here(self, step: int) -> Place | None:
        """The line before the one to begin at: the find that is in sight, else the top."""
        in_sight = self.top <= self._found_line < self.top + self.size.height
        here = self._found if in_sight else self._where()
        return here and here._replace(offset=here.offset - max(0, step))

    async def _seek(self, start: Place | None, step: int) -> bool:
        """Look beyond a place, item by item around the end, back to that place."""
        if start is None or not self._words:
            return False
        items = self._items
        keys = [item.key for item in items]
        at = keys.index(start.key) if start.key in keys else 0
        for turn in range(len(items) + 1):
            if turn % _AT_ONCE == _AT_ONCE - 1:
                await asyncio.sleep(0)
                if not self._words:
                    return True  # it was left meanwhile: there is nothing to complain of
                if self._items is not items:
                    return await self._seek(start, step)
            number = (at + turn * step) % len(items)
            hits = self._hits(items[number])
            if turn == 0:
                hits = [hit for hit in hits if (hit - start.offset) * step > 0]
            if hits:
                self._show_found(number, hits[0 if step > 0 else -1])
                return True
        return False

    def _hits(self, item: Item) -> list[int]:
        """Which lines of an item have the words."""
        lines = enumerate(self._lines_of(item))
        return [number for number, line in lines if self._words in line.text.casefold()]

    def _show_found(self, number: int, offset: int) -> None:
        """Bring a line of an item to the middle of the glass."""
        self._untouched = False
        self._found = Place(self._items[number].key, offset)
        if self._first <= number < self._last:
            self._mark()
        else:
            self._range(number - FIRST, number + FIRST)
        self.show_from(self._found_line - self.size.height // 2)

    def _mark(self) -> None:
        """See where the find is in what is set: its item may have been set otherwise since."""
        self._found_line = -1
        keys = [item.key for item in self._items[self._first : self._last]]
        if self._found is None or self._found.key not in keys:
            return
        key, offset = self._found
        at = keys.index(key)
        if hits := self._hits(self._items[self._first + at]):
            nearest = min(hits, key=lambda hit: abs(hit - offset))
            self._found = Place(key, nearest)
            self._found_line = self._starts[at] + nearest
