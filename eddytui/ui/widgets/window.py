"""A window on lines: only what is in sight exists, only what differs is painted.

Textual's own scrolling lays the screen out anew each time a length changes, and paints everything.
Here a length is a number: a change of it costs nothing, a scroll costs one paint.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from eddytui.ui.commands import bindings
from eddytui.ui.safe import fit

_WHEEL = 3


class Window(Widget, can_focus=True):
    """Shows lines from `top` on. A subclass says how many there are and what each looks like."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """A window at the beginning."""
        super().__init__(id=id)
        self.top = 0
        self._painted: dict[int, Strip] = {}
        self._styles: dict[str, Style] = {}

    @property
    def length(self) -> int:
        """How many lines there are."""
        return 0

    def line(self, index: int) -> Strip:
        """What a line looks like."""
        return self.blank()

    def styled(self, name: str) -> Style:
        """A named style as the stylesheets have it; "" for the widget's own."""
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(name) if name else self.rich_style
            self._styles[name] = style
        return style

    def blank(self, text: str = "", name: str = "") -> Strip:
        """A line that is empty but for a text."""
        width = self.size.width
        return Strip([Segment(fit(text, width), self.styled(name))], width)

    def notify_style_update(self) -> None:
        """Take the theme's colours."""
        super().notify_style_update()
        self._styles.clear()
        self.restyle()

    def restyle(self) -> None:
        """Forget strips that were drawn in other colours."""

    def render_line(self, y: int) -> Strip:
        """One line on the glass."""
        strip = self._painted[y] = self.line(self.top + y)
        return strip

    def paint(self) -> None:
        """Paint the lines that look different from what is on the glass."""
        width, height = self.size
        differ = [y for y in range(height) if self._painted.get(y) != self.line(self.top + y)]
        if len(differ) > height // 2:
            self.refresh()
        elif differ:
            self.refresh(*(Region(0, y, width, 1) for y in differ))

    def show_from(self, top: int) -> None:
        """Show the lines from here on, as far as there are any."""
        self.top = max(0, min(top, self.length - self.size.height))
        self.paint()

    def scroll_lines(self, lines: int) -> None:
        """Scroll; a subclass with a cursor leaves it where it is."""
        self.show_from(self.top + lines)

    async def find_next(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) find; False when there is none."""
        return False

    def leave_find(self) -> bool:
        """Forget what was found; False when nothing was."""
        return False

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_lines(-_WHEEL)
