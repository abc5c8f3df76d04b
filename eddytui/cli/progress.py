"""How far something is, on the last line of a terminal; nothing where there is none."""

import sys

import click

from eddytui.text.clean import clean_line

_BACK = "\r\x1b[K"
_BAR = 20
"""Columns of the bar."""


class Progress:
    """Tells on standard error, and leaves nothing behind."""

    def __init__(self, what: str) -> None:
        """Name what is on its way."""
        self._what = clean_line(what)
        self._told = ""

    def __call__(self, so_far: int, total: int) -> None:
        """Tell how much there is, of how much; 0 when that is not known."""
        amount = _amount(so_far, total)
        if amount != self._told and self.is_shown:
            click.echo(f"{_BACK}{self._what}: {amount}", err=True, nl=False)
            self._told = amount

    @property
    def is_shown(self) -> bool:
        """Whether there is a terminal that shows it."""
        return sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self._told:
            click.echo(_BACK, err=True, nl=False)


def _amount(so_far: int, total: int) -> str:
    """A bar with the part in it, of what is known to have an end."""
    if not total:
        return str(so_far)
    part = min(so_far / total, 1.0)
    return f"[{'#' * int(part * _BAR):<{_BAR}}] {int(100 * part)} %"
