"""The views with their counts: a pane beside the queue, or one line above it."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from eddytui.ui.safe import cut, fit, width_of
from eddytui.ui.widgets.window import Window


class ViewCount(NamedTuple):
    """A view as the pane shows it; its size is None until it is known."""

    id: str
    title: str
    size: int | None


class ViewsPane(Window):
    """Shows the views and says which one was chosen."""

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
        self.watch_current()

    def watch_current(self) -> None:
        """The cursor goes with the view that is shown."""
        self._cursor = next((i for i, view in enumerate(self.views) if view.id == self.current), 0)
        self.paint()

    @property
    def _is_strip(self) -> bool:
        return self.size.height == 1

    @property
    def length(self) -> int:
        """How many lines there are."""
        return 1 if self._is_strip else len(self.views)

    def line(self, index: int) -> Strip:
        """A view, or all of them."""
        width = self.size.width
        if self._is_strip:
            return self._strip(width)
        if index >= len(self.views):
            return self.blank()
        view = self.views[index]
        count = "" if view.size is None else str(view.size)
        text = f" {fit(view.title, width - len(count) - 3)} {count} "
        return Strip([Segment(text, self._look(index))], width)

    def _look(self, index: int) -> Style:
        view = self.views[index]
        if self.has_focus and index == self._cursor:
            return self.styled("views-pane--cursor")
        if view.id == self.current:
            return self.styled("views-pane--current")
        if view.id == "late" and view.size:
            return self.styled("views-pane--late")
        return self.styled("" if view.size else "views-pane--dim")

    def _labels(self) -> list[tuple[int, str]]:
        """The current view and its neighbours, as many as fit; the current one always does."""
        left = self.size.width
        labels = [
            f" {i + 1} {view.title}{'' if view.size is None else f' {view.size}'} "
            for i, view in enumerate(self.views)
        ]
        start = 0
        while start < self._cursor and sum(map(len, labels[start : self._cursor + 1])) > left:
            start += 1
        fitting: list[tuple[int, str]] = []
        while left > 0 and start < len(labels):
            fitting.append((start, cut(labels[start], left)))
            left -= width_of(fitting[-1][1])
            start += 1
        return fitting

    def _strip(self, width: int) -> Strip:
        segments = [Segment(text, self._look(index)) for index, text in self._labels()]
        return Strip(segments).adjust_cell_length(width, self.styled(""))

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
            self.paint()
            self.post_message(self.Chosen(self.views[self._cursor].id))

    def on_click(self, event: events.Click) -> None:
        """Show the view that was clicked."""
        if not self._is_strip and event.y < len(self.views):
            self._choose(event.y)
        elif self._is_strip:
            end = 0
            for index, text in self._labels():
                end += width_of(text)
                if event.x < end:
                    self._choose(index)
                    return

    def on_focus(self) -> None:
        """Show the cursor."""
        self.paint()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.paint()
