"""Tells tables that hold data from those that only place things on a page."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from eddytui.text.blocks import Block, Span, height, joined, text_of

_SHORT = 60
_SHORT_UNDER_HEADER = 300
_WIDEST = 20


class Cell(NamedTuple):
    """Where the blocks of a cell are among all blocks."""

    start: int
    end: int
    heading: bool
    columns: int


class Table:
    """A table while it is read: where it began, and its cells row by row."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.rows: list[list[Cell]] = []

    def open_row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def open_cell(self, at: int, columns: int, *, heading: bool) -> None:
        """Begin a cell with the block that will be number `at`."""
        if not self.rows:
            self.open_row()
        self.rows[-1].append(Cell(at, at, heading, columns))

    def close_cell(self, at: int) -> None:
        """End the cell that was opened last, before block number `at`."""
        self.rows[-1][-1] = self.rows[-1][-1]._replace(end=at)

    def settled(self, blocks: Sequence[Block]) -> list[Block]:
        """What replaces all blocks from `start` on: one table of data, or paragraphs."""
        rows = [row for row in self.rows if any(cell.end > cell.start for cell in row)]
        if not rows:
            return list(blocks[self.start :])
        if self._is_data(rows, blocks):
            before, after = blocks[self.start : rows[0][0].start], blocks[rows[-1][-1].end :]
            return [*before, _table(rows, blocks), *after]
        return _laid_out(rows, blocks, self.start)

    def _is_data(self, rows: list[list[Cell]], blocks: Sequence[Block]) -> bool:
        if len(rows) < 2 or max(map(_filled, rows)) < 2:  # noqa: PLR2004 - one row, one column
            return False
        has_header = any(cell.heading for row in rows for cell in row)
        longest = _SHORT_UNDER_HEADER if has_header else _SHORT
        return all(_fits(blocks[cell.start : cell.end], longest) for row in rows for cell in row)


def _filled(row: list[Cell]) -> int:
    return sum(cell.end > cell.start for cell in row)


def _fits(cell: Sequence[Block], longest: int) -> bool:
    """Whether the blocks of a cell can stand on one line of a table."""
    return all(block.kind in {"para", "item", "heading"} for block in cell) and (
        sum(len(text_of(block)) for block in cell) <= longest
    )


def _table(rows: list[list[Cell]], blocks: Sequence[Block]) -> Block:
    first = blocks[next(cell.start for row in rows for cell in row if cell.end > cell.start)]
    texts = tuple(tuple(text for cell in row for text in _columns(cell, blocks)) for row in rows)
    marker = "head" if all(cell.heading for cell in rows[0]) else ""
    return first._replace(kind="table", spans=(), marker=marker, rows=texts)


def _columns(cell: Cell, blocks: Sequence[Block]) -> list[str]:
    """The text of a cell, and empty ones for the further columns that it covers."""
    spans = [span for block in blocks[cell.start : cell.end] for span in (*block.spans, Span(" "))]
    text = "".join([f"{span.text} [{span.link}]" if span.link else span.text for span in spans])
    return [" ".join(text.split()), *[""] * (min(cell.columns, _WIDEST) - 1)]


def _laid_out(rows: list[list[Cell]], blocks: Sequence[Block], start: int) -> list[Block]:
    """The paragraphs of a page that a table lays out; a row of short cells becomes one line."""
    found: list[Block] = []
    at = start
    above = False
    for row in rows:
        found += blocks[at : row[0].start]
        at = row[-1].end
        content = _line(row, blocks)
        short = len(content) == 1 and _is_short(content[0])
        if short and above and found[-1][2:] == content[0][2:]:
            spans = (*found[-1].spans, Span("\n"), *content[0].spans)
            found[-1] = content[0]._replace(spans=joined(spans))
        else:
            found += content
        above = short
    return found + list(blocks[at:])


def _line(row: list[Cell], blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a row, as one line when each cell is no more than a short piece of one."""
    content = blocks[row[0].start : row[-1].end]
    alone = all(cell.end - cell.start <= 1 for cell in row)
    if not alone or len(content) < 2 or not all(map(_is_short, content)):  # noqa: PLR2004 - a pair
        return content
    if any(one[2:] != other[2:] for one, other in pairwise(content)):
        return content
    spans = [span for block in content for span in (Span("  "), *block.spans)]
    return [content[0]._replace(spans=joined(spans[1:]))]


def _is_short(block: Block) -> bool:
    return block.kind == "para" and height(block) == 1 and len(text_of(block)) <= _SHORT
