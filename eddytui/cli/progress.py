"""How far something is, on the last line of a terminal; nothing where there is none."""

import sys

import click

from eddytui.text.clean import clean_line

_BACK = "\r\x1b[K"


class Progress:
    """Tells on standard error, and leaves nothing behind."""

    def __init__(self, what: str) -> None:
        """Name what is on its way."""
        self._what = clean_line(what)
        self._told = ""

    def __call__(self, so_far: int, total: int) -> None:
        """Tell how much there is, of how much; 0 when that is not known."""
        amount = f"{100 * so_far // total} %" if total else str(so_far)
        if amount != self._told and sys.stderr.isatty():
            click.echo(f"{_BACK}{self._what}: {amount}", err=True, nl=False)
            self._told = amount

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self._told:
            click.echo(_BACK, err=True, nl=False)
