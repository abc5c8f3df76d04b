"""The columns of a table: how wide, which give way when there is little room, what a cell says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from eddytui.ui.safe import fit

Row = TypeVar("Row")
GAP = " "


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. `width` 0 takes what is left; `needs` is the least table width for it."""

    title: str
    width: int
    cell: Callable[[Row], tuple[str, str]]
    """A row's text and the name of its style ("" for plain)."""
    right: bool = False
    needs: int = 0
    wide: int = 0
    """The width where there is plenty of room; 0 for the same."""


PLENTY = 128


def chosen(columns: Sequence[Column[Row]], room: int) -> list[tuple[Column[Row], int]]:
    """The columns that fit into `room`, each with its width."""
    shown = [column for column in columns if room >= column.needs]
    widths = [column.wide if column.wide and room >= PLENTY else column.width for column in shown]
    left = room - sum(widths) - len(GAP) * (len(shown) - 1)
    return [(column, width or max(1, left)) for column, width in zip(shown, widths, strict=True)]


def heads(columns: Sequence[Column[Row]], room: int) -> str:
    """The line above the table."""
    return GAP.join(
        fit(column.title, width, right=column.right) for column, width in chosen(columns, room)
    )


def cells(layout: Sequence[tuple[Column[Row], int]], row: Row) -> list[tuple[str, str]]:
    """A row as runs of text of one style each; neighbours of one style are one run.

    Each run costs about 45 bytes of escape sequences on the line to the terminal.
    """
    runs: list[tuple[str, str]] = []
    for column, width in layout:
        said, style = column.cell(row)
        text = fit(said, width, right=column.right) + GAP
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return runs
