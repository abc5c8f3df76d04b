"""Readable text set into lines of a given width: wrapped, indented, quotes barred and folded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from eddytui.text.blocks import Block, Document, Link, height
from eddytui.ui.safe import cut, fit, steady, width_of

Run = tuple[str, str]
"""Text and the name of its style."""


class Line(NamedTuple):
    """One line on the glass. `ground` names what lies under the whole line."""

    runs: tuple[Run, ...] = ()
    ground: str = ""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(text for text, _ in self.runs)


BLANK = Line()
_WORD = re.compile(r"\S+|\s+")
_STEP = 2
_NARROWEST = 4
"""No column of a table is made narrower than this."""
_TIGHT = frozenset({"item", "quote-head"})


def wrap(runs: Iterable[Run], width: int) -> list[list[Run]]:
    """Runs broken into lines at white space; a word longer than a line is broken where it must.

    Spaces at the beginning of a line of the text stay: they are how people indent.
    """
    width = max(1, width)
    lines: list[list[Run]] = [[]]
    used = 0
    for before, word in _words(runs):
        size = len(before) + sum(width_of(text) for text, _ in word)
        if before == "\n" or (used and used + size > width):
            lines.append([])
            used = 0
        elif before and word:
            _add(lines[-1], (before[:width], word[0][1]))
            used += len(before[:width])
        for text, style in word:
            for piece in _pieces(text, width, used):
                if used and used + width_of(piece) > width:
                    lines.append([])
                    used = 0
                _add(lines[-1], (piece, style))
                used += width_of(piece)
    return lines


def _words(runs: Iterable[Run]) -> Iterator[tuple[str, list[Run]]]:
    """What stands before each word (a space, an indent, nothing) and the word, in runs.

    A line break comes alone.
    """
    word: list[Run] = []
    before, begins = "", True
    for text, style in runs:
        for piece in _WORD.findall(text):
            if not piece.isspace():
                word.append((piece, style))
                continue
            if word:
                yield before, word
                word, before, begins = [], "", False
            *breaks, rest = piece.expandtabs(4).split("\n")
            for _ in breaks:
                yield "\n", []
                begins = True
            before = rest if begins else " "
    if word:
        yield before, word


def _pieces(text: str, width: int, used: int) -> Iterator[str]:
    """A word in pieces of at most a line."""
    if width_of(text) <= width:
        yield text
        return
    piece, size = "", 0
    room = width - used if used < width else width
    for character in text:
        step = width_of(character)
        if size + step > room:
            yield piece
            piece, size, room = "", 0, width
        piece += character
        size += step
    yield piece


def _add(line: list[Run], run: Run) -> None:
    if line and line[-1][1] == run[1]:
        line[-1] = (line[-1][0] + run[0], run[1])
    else:
        line.append(run)


def document_lines(document: Document, width: int, *, unfolded: bool) -> list[Line]:
    """A document in lines. Quoted history is one line that counts it, unless `unfolded`."""
    lines: list[Line] = []
    shown: set[int] = set()
    for folded, group in groupby(document.blocks, lambda block: block.fold):
        blocks = list(group)
        if folded and not unfolded:
            if lines and lines[-1].runs:
                lines.append(BLANK)
            lines.append(Line(((_fold_words(blocks), "dim"),)))
            continue
        for block in blocks:
            _gap(lines, block)
            lines.extend(_block_lines(block, width))
            shown.update(span.link for span in block.spans)
    if document.cut:
        lines.append(Line((("The message is longer; its rest is not shown.", "dim"),)))
    return [*lines, *_link_lines([link for link in document.links if link.number in shown], width)]


def _fold_words(blocks: Sequence[Block]) -> str:
    count = sum(height(block) for block in blocks)
    return f"▸ {count} quoted line{'s' if count > 1 else ''} (T)"


def _gap(lines: list[Line], block: Block) -> None:
    """An empty line between blocks, none between the items of a list."""
    if lines and lines[-1].runs and block.kind not in _TIGHT:
        lines.append(Line(((_bars(block), "quote"),)) if block.quote else BLANK)


def _bars(block: Block) -> str:
    return "│ " * min(block.quote, 6)


def _block_lines(block: Block, width: int) -> list[Line]:
    bars = _bars(block)
    room = max(8, width - len(bars))
    set_lines = _LAYOUTS.get(block.kind, _paragraph)(block, room)
    if not bars:
        return [Line(tuple(runs)) for runs in set_lines]
    return [Line(((bars, "quote"), *((text, "quote") for text, _ in runs))) for runs in set_lines]


def _paragraph(block: Block, width: int) -> list[list[Run]]:
    indent = " " * (_STEP * block.indent)
    return [
        [(indent, ""), *runs] if indent else runs for runs in _spans(block, width - len(indent))
    ]


def _spans(block: Block, width: int, style: str = "") -> list[list[Run]]:
    runs: list[Run] = []
    for span in block.spans:
        runs.append((steady(span.text), style or span.style))
        if span.link:
            runs.append((f" [{span.link}]", "dim"))
    return wrap(runs, width)


def _heading(block: Block, width: int) -> list[list[Run]]:
    return _spans(block, width, "b")


def _item(block: Block, width: int) -> list[list[Run]]:
    marker = f"{block.marker} "
    indent = " " * (_STEP * max(1, block.indent))
    hang = " " * len(marker)
    lines = _spans(block, width - len(indent) - len(marker))
    return [
        [(indent + (hang if number else marker), ""), *runs] for number, runs in enumerate(lines)
    ]


def _pre(block: Block, width: int) -> list[list[Run]]:
    """Code keeps its spaces; a line that is too long goes on in the next."""
    text = steady("".join(span.text for span in block.spans)).expandtabs(4)
    lines: list[list[Run]] = []
    for line in text.split("\n"):
        pieces = list(_pieces(line, max(1, width - _STEP), 0))
        lines.extend([("  ", ""), (piece, "code")] for piece in pieces)
    return lines


def _rule(block: Block, width: int) -> list[list[Run]]:
    return [[("─" * min(width, 24), "dim")]]


def _image(block: Block, width: int) -> list[list[Run]]:
    text = "".join(span.text for span in block.spans)
    return [[(cut(f"[image {steady(text)}]", width), "dim")]]


def _table(block: Block, width: int) -> list[list[Run]]:
    """Cells in columns; where they do not fit the widest columns wrap."""
    rows = [[steady(cell) for cell in row] for row in block.rows]
    count = max(map(len, rows), default=0)
    rows = [row + [""] * (count - len(row)) for row in rows]
    widths = _column_widths(rows, width - 2 * (count - 1))
    lines: list[list[Run]] = []
    for number, row in enumerate(rows):
        style = "b" if block.marker == "head" and number == 0 else ""
        columns = [
            ["".join(text for text, _ in line) for line in wrap([(cell, "")], size)]
            for cell, size in zip(row, widths, strict=True)
        ]
        for y in range(max(map(len, columns))):
            parts = (
                fit(column[y] if y < len(column) else "", size)
                for column, size in zip(columns, widths, strict=True)
            )
            lines.append([("  ".join(parts).rstrip(), style)])
    return lines


def _column_widths(rows: list[list[str]], room: int) -> list[int]:
    widths = [max(1, *map(width_of, column)) for column in zip(*rows, strict=True)]
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _link_lines(links: Sequence[Link], width: int) -> list[Line]:
    """Where the numbered links lead; one whose label pretends otherwise says so."""
    lines = [BLANK] if links else []
    for link in links:
        address = link.url if not link.disguised else f"leads to {link.host}, not where it says"
        style = "late" if link.disguised else "dim"
        lines.append(Line(((cut(f"[{link.number}] {steady(address)}", width), style),)))
    return lines


_LAYOUTS = {
    "heading": _heading,
    "item": _item,
    "pre": _pre,
    "table": _table,
    "image": _image,
    "rule": _rule,
}
