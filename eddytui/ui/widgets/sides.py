"""What the agent did beside what the helpdesk has: what a decision needs."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from textual.reactive import var

from eddytui.text.blocks import loads
from eddytui.ui.safe import fit, steady, width_of
from eddytui.ui.typeset import BLANK, Line, Run, document_lines, wrap
from eddytui.ui.widgets.lines import Item, LineView

_BESIDE = 76
"""From this width on the two stand side by side."""
_GAP = " │ "


class Piece(NamedTuple):
    """A text of one of the sides, with a head above it."""

    head: str
    text: str = ""
    blocks: str = ""
    """The same as JSON of `text.blocks`, for what has a form."""


class Side(NamedTuple):
    """One of the two: whose it is, and what it says."""

    title: str
    pieces: tuple[Piece, ...]


class Comparison(NamedTuple):
    """Both sides, below a sentence that says what happened and what to do."""

    sentence: str
    ours: Side
    theirs: Side


class Sides(LineView):
    """Shows a comparison: side by side where there is room, else one below the other."""

    comparison: var[Comparison | None] = var[Comparison | None](None, init=False)

    def watch_comparison(self) -> None:
        """Show it."""
        self.show([Item(0, self.comparison)] if self.comparison else [], anew=True)

    def lay_out(self, data: Comparison, width: int) -> list[Line]:
        """The sentence, then both sides."""
        said = [Line(((" ", ""), *runs)) for runs in wrap([(data.sentence, "b")], width - 2)]
        if width < _BESIDE:
            below = (*_lines(data.ours, width - 2), BLANK, *_lines(data.theirs, width - 2))
            return [*said, BLANK, *(Line(((" ", ""), *line.runs)) for line in below)]
        room = (width - len(_GAP) - 2) // 2
        pairs = zip_longest(_lines(data.ours, room), _lines(data.theirs, room), fillvalue=BLANK)
        beside = (
            Line(((" ", ""), *_filled(left, room), (_GAP, "dim"), *right.runs))
            for left, right in pairs
        )
        return [*said, BLANK, *beside]


def _lines(side: Side, width: int) -> list[Line]:
    lines = [Line(((fit(side.title, width).rstrip(), "dim"),))]
    for piece in side.pieces:
        lines += [Line(((steady(piece.head), "head"),))] if piece.head else []
        lines += _body(piece, width)
        lines.append(BLANK)
    return lines[:-1] if side.pieces else lines


def _body(piece: Piece, width: int) -> Sequence[Line]:
    if piece.blocks:
        return document_lines(loads(piece.blocks), width, unfolded=True)
    return [Line(tuple(runs)) for runs in wrap([(steady(piece.text), "")], width)]


def _filled(line: Line, width: int) -> tuple[Run, ...]:
    space = width - sum(width_of(text) for text, _ in line.runs)
    return (*line.runs, (" " * max(0, space), ""))
