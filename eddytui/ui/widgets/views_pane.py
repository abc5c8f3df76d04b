"""The views with their counts: a pane beside the queue, or one line above it."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from eddytui.ui.commands import bindings
from eddytui.ui.safe import cut, fit


class ViewCount(NamedTuple):
    """A view as the pane shows it; its size is None until it is known."""

    id: str
    title: str
    size: int | None


class ViewsPane(Widget, can_focus=True):
    """Shows the views and says which one was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "views-pane--current",
        "views-pane--cursor",
        "views-pane--dim",
        "views-pane--late",
    }
    views: var[tuple[ViewCount, ...]] = var[tuple[ViewCount, ...]]((), init=False)
    current: var[str] = var("", init=False)

    class Chosen(Message):
        """A view was chosen."""

        def __init__(self, view_id: str) -> None:
            super().__init__()
            self.view_id = view_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """A pane without views yet."""
        super().__init__(id=id)
        self._cursor = 0

    def watch_views(self) -> None:
        """Paint the new counts."""
        self.refresh()

    def watch_current(self) -> None:
        """The cursor goes with the view that is shown."""
        self._cursor = next((i for i, view in enumerate(self.views) if view.id == self.current), 0)
        self.refresh()

    @property
    def _is_strip(self) -> bool:
        return self.size.height == 1

    def render_line(self, y: int) -> Strip:
        """A view a line, or all of them in one."""
        width = self.size.width
        if self._is_strip:
            return self._strip(width)
        if y >= len(self.views):
            return Strip.blank(width, self.rich_style)
        view = self.views[y]
        count = "" if view.size is None else str(view.size)
        text = f" {fit(view.title, width - len(count) - 3)} {count} "
        return Strip([Segment(text, self._look(y))], width)

    def _look(self, index: int) -> Style:
        view = self.views[index]
        if self.has_focus and index == self._cursor:
            return self.get_component_rich_style("views-pane--cursor")
        if view.id == self.current:
            return self.get_component_rich_style("views-pane--current")
        if view.id == "late" and view.size:
            return self.get_component_rich_style("views-pane--late")
        return self.rich_style if view.size else self.get_component_rich_style("views-pane--dim")

    def _strip(self, width: int) -> Strip:
        """The current view and its neighbours, as many as fit; the current one always does."""
        labels = [
            f" {i + 1} {view.title}{'' if view.size is None else f' {view.size}'} "
            for i, view in enumerate(self.views)
        ]
        start = 0
        while start < self._cursor and sum(map(len, labels[start : self._cursor + 1])) > width:
            start += 1
        segments: list[Segment] = []
        left = width
        for index in range(start, len(labels)):
            text = cut(labels[index], left)
            segments.append(Segment(text, self._look(index)))
            left -= len(text)
            if left <= 0:
                break
        return Strip([*segments, Segment(" " * left, self.rich_style)], width)

    def action_move(self, lines: int) -> None:
        """Move to a view and show it."""
        self._choose(self._cursor + lines)

    def action_page(self, halves: int) -> None:
        """The list is short: a page is its end."""
        self.action_edge(halves)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last view."""
        self._choose(len(self.views) - 1 if end > 0 else 0)

    def _choose(self, index: int) -> None:
        if self.views:
            self._cursor = max(0, min(len(self.views) - 1, index))
            self.refresh()
            self.post_message(self.Chosen(self.views[self._cursor].id))

    def on_click(self, event: events.Click) -> None:
        """Show the view that was clicked."""
        if not self._is_strip and event.y < len(self.views):
            self._choose(event.y)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()
