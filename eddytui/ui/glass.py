"""What stands on the terminal, so that nothing is sent to it twice.

Textual paints every widget of a region anew: a start paints the whole screen four times, a status
line is sent again for one digit. Over a slow line those bytes are what one waits for.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Piece = tuple[int, int, Strip]
"""Row, column, and what is to stand there."""


class Glass:
    """Knows what was sent to each place of the terminal."""

    def __init__(self) -> None:
        """A glass of which nothing is known."""
        self._rows: dict[int, dict[int, Strip]] = {}

    def forget(self) -> None:
        """The terminal was changed by somebody else: know nothing of it."""
        self._rows.clear()

    def take(self, y: int, x: int, strip: Strip) -> bool:
        """Put a piece on the glass; False when it stands there already."""
        row = self._rows.setdefault(y, {})
        if row.get(x) == strip:
            return False
        end = x + strip.cell_length
        under = [at for at, piece in row.items() if at < end and at + piece.cell_length > x]
        for at in under:
            del row[at]
        row[x] = strip
        return True


class Difference(CompositorUpdate):
    """An update that sends only what is not on the glass yet."""

    def __init__(self, glass: Glass, update: LayoutUpdate | ChopsUpdate) -> None:
        """What `update` would send, less what stands there."""
        self._glass = glass
        self._update = update

    def render_segments(self, console: Console) -> str:
        """The bytes; called once, when they are really written."""
        return "".join(
            Control.move_to(x, y).segment.text + strip.render(console)
            for y, x, strip in _pieces(self._update)
            if self._glass.take(y, x, strip)
        )


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """What an update puts where."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, start, stop in update.spans:
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if piece is None or x > stop or end <= start:
                continue
            whole = start <= x < stop and end <= stop
            yield y, x, piece if whole else piece.crop(0, min(end, stop) - x)
