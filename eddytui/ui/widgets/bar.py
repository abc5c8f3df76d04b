"""One line across the screen: something on the left, something on the right."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from eddytui.ui.safe import cut, steady, width_of

Runs = tuple[tuple[str, str], ...]
"""Text in runs of one style each: `(text, style)`, the style's name or ""."""


_GAP = 2


class Bar(Widget):
    """A line of two ends; the left one gives way."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"bar--{name}" for name in ("dim", "bold", "accent", "late", "soon")
    }
    left: var[Runs] = var[Runs]((), init=False)
    right: var[Runs] = var[Runs]((), init=False)

    def watch_left(self) -> None:
        """Paint what is new; equal runs paint nothing."""
        self.refresh()

    def watch_right(self) -> None:
        """Paint what is new; equal runs paint nothing."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        right = [(steady(text), style) for text, style in self.right]
        gap = _GAP if right else 0
        room = max(0, width - sum(width_of(text) for text, _ in right) - gap - 2)
        runs = [(" ", ""), *self.within(room), (" " * gap, ""), *right, (" ", "")]
        segments = [Segment(text, self._style(name)) for text, name in runs if text]
        return Strip(segments).crop(0, width)

    def within(self, room: int) -> list[tuple[str, str]]:
        """The left end in exactly `room` columns."""
        shown: list[tuple[str, str]] = []
        for text, style in self.left:
            kept = cut(steady(text), room)
            room -= width_of(kept)
            shown.append((kept, style))
        return [*shown, (" " * room, "")]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bar--{name}") if name else self.rich_style


class KeyBar(Bar):
    """The keys that matter here: as many whole ones as fit."""

    keys: var[tuple[tuple[str, str], ...]] = var[tuple[tuple[str, str], ...]]((), init=False)
    """Key and label of each."""

    def watch_keys(self) -> None:
        """Paint them."""
        self.refresh()

    def within(self, room: int) -> list[tuple[str, str]]:
        """The keys in exactly `room` columns."""
        shown: list[tuple[str, str]] = []
        for key, label in self.keys:
            said = f" {label}  "
            size = width_of(key) + width_of(said)
            if size > room:
                break
            room -= size
            shown += [(key, "bold"), (said, "dim")]
        return [*shown, (" " * room, "")]
