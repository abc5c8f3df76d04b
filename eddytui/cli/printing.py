"""What a command prints: text for people, or one JSON document for programs.

Everything that came from the helpdesk leaves through here, without a character that could act on a
terminal.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import click

from eddytui.cli import terminal
from eddytui.cli.output import UNPRINTED, Failure
from eddytui.text.clean import clean, clean_line
from eddytui.text.columns import columns_of, width_of

_GAP = "  "
_CUT, _NONE = "…", "–"
_IN_ASCII = {_CUT: "~", _NONE: "-"}
"""The marks of a table, as wide as what they stand for."""
_NO_TERMINAL = 10_000
"""Columns of a pipe or file: nothing is cut there."""
_LEAST = 8
"""Columns that a cell keeps, however narrow the terminal is."""
_WIDE_LEAST = 16
"""Columns that the wide column has before others are left out."""
_WIDE_SHARE = 3
"""How many times as wide as others the wide column may stay."""


def say(text: str) -> None:
    """Print a text to standard output; where that cannot be written, to standard error.

    It may be all that is known of something that was done. Raises Failure nevertheless.
    """
    try:
        _print(clean(text))
    except Failure:
        tell(text)
        raise


def paged(text: str) -> None:
    """Print a long text; on a terminal that it does not fit, page by page."""
    text = clean(text)
    if sys.stdout.isatty() and text.count("\n") + 2 > shutil.get_terminal_size().lines:
        click.echo_via_pager(f"{text}\n", color=False)
    else:
        _print(text)


def tell(text: str) -> None:
    """Print what is not the answer (progress, remarks) to standard error, if it can be written."""
    with suppress(OSError):
        click.echo(clean(text), err=True)


def unprinted(why: OSError) -> Failure:
    """The end of a command whose answer has no place, such as on a disk that is full."""
    told = why.strerror or str(why)
    return Failure(f"What was to be printed could not be written: {told}.", UNPRINTED)


def left_out(count: int, noun: str) -> str:
    """A sentence about records that nobody can read."""
    nouns = noun if count == 1 else plural(noun)
    return f"{count} {nouns} could not be read and {'is' if count == 1 else 'are'} left out."


def plural(noun: str) -> str:
    """The word for several of them."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def document(value: Any, *, done: str = "") -> None:
    """Print one JSON document: dates as ISO text, letters of every alphabet as they are.

    Where it cannot be written, standard error has at least what was `done`; it raises Failure.
    """
    try:
        _print(json.dumps(_cleaned(value), ensure_ascii=False, indent=2))
    except Failure:
        if done:
            tell(done)
        raise


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, wide: int = -1) -> None:
    """Print rows below headings, as `table_lines` has them."""
    for line in table_lines(headings, rows, wide=wide):
        _print(line)


def table_lines(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, wide: int = -1
) -> Iterator[str]:
    """Rows below headings; on a terminal the widest cells give way, those of `wide` least.

    Where that is not enough columns are left out, the last ones first.
    """
    lines = [tuple(headings), *(tuple(clean_line(str(cell)) for cell in row) for row in rows)]
    widths = dict(enumerate(max(map(width_of, each)) for each in zip(*lines, strict=True)))
    wide %= len(widths)
    _leave_out(widths, wide)
    shares = {place: _WIDE_SHARE if place == wide else 1 for place in widths}
    while _taken(widths.values()) > columns() and max(widths.values()) > _LEAST:
        giving = [place for place, width in widths.items() if width > _LEAST]
        widths[max(giving, key=lambda place: widths[place] / shares[place])] -= 1
    marks = _IN_ASCII if is_plain() else {}
    for line in lines:
        cells = (
            _fitted(marks.get(line[place], line[place]), width, marks.get(_CUT, _CUT))
            for place, width in widths.items()
        )
        yield _GAP.join(cells).rstrip()


def _leave_out(widths: dict[int, int], wide: int) -> None:
    """Take columns away until the others can be read; the first one and `wide` stay."""
    others = [place for place in widths if place not in {0, wide}]

    def least() -> Iterator[int]:
        for place, width in widths.items():
            yield min(width, _WIDE_LEAST if place == wide else _LEAST)

    while others and _taken(least()) > columns():
        del widths[others.pop()]


def _taken(widths: Iterable[int]) -> int:
    """How many columns of the terminal such cells take, with the gaps between them."""
    return sum(width + len(_GAP) for width in widths) - len(_GAP)


def columns() -> int:
    """How wide the terminal is that is printed to."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _NO_TERMINAL


def is_plain() -> bool:
    """Whether `--plain` or the surroundings ask for ASCII."""
    ctx = click.get_current_context(silent=True)
    asked = ctx is not None and bool(ctx.find_root().params.get("plain"))
    return asked or terminal.plain(os.environ)


def _print(text: str) -> None:
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as why:
        raise unprinted(why) from why


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else clean(str(value))


def _fitted(text: str, width: int, cut: str) -> str:
    """The text in exactly so many columns; what is too long ends in `cut`."""
    if (taken := width_of(text)) <= width:
        return text + " " * (width - taken)
    kept = ""
    room = width - 1
    for letter in text:
        room -= columns_of(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept}{cut}{' ' * (width - 1 - width_of(kept))}"
