"""Texts that are typed: on the command line, in the editor, or through standard input."""

import sys

import click

from eddytui.cli.output import USAGE, Failure

STDIN = "-"
_NOTHING = "There is no text, so nothing is sent."


def text_of(typed: str | None, start: str = "") -> str:
    """What `-m` gave, what came through standard input, or what the editor saved.

    The editor begins with `start`. Raises Failure when there is no text.
    """
    text = _edited(start) if typed is None else given(typed)
    if not text.strip():
        raise Failure(_NOTHING, USAGE)
    return text


def given(typed: str) -> str:
    """The text itself, or all of standard input for `-`."""
    return sys.stdin.read() if typed == STDIN else typed


def _edited(start: str) -> str:
    if not can_ask():
        raise Failure("Give the text with -m TEXT, or -m - for standard input.", USAGE)
    try:
        return click.edit(start, extension=".md") or ""
    except click.ClickException as error:
        raise Failure(f"The editor did not work: {error.message}", USAGE) from error


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def sure(question: str, *, yes: bool) -> None:
    """Ask before something that cannot be taken back; a `no` ends the command.

    Without a terminal nobody can answer: then `--yes` is needed.
    """
    if yes:
        return
    if not can_ask():
        raise Failure(f"{question} Nobody can be asked here: add --yes.", USAGE)
    click.confirm(question, abort=True, err=True)
