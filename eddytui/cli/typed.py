"""Texts that are typed: on the command line, in the editor, or through standard input."""

import re
import sys

import click

from eddytui.cli.output import USAGE, Failure
from eddytui.cli.printing import tell

STDIN = "-"
_GREATEST, _DIGITS = 2**63 - 1, 19
"""No id is larger: neither the copy nor the helpdesk could keep it."""
_UNREAD = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes that it cannot read."""
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
    return readable(sys.stdin.read()) if typed == STDIN else typed


def whole(typed: str) -> int:
    """The whole number that these digits are. Raises Failure when none is so large."""
    number = int(typed) if len(typed) <= _DIGITS else _GREATEST + 1
    if number > _GREATEST:
        raise Failure(f"There is no number as large as {typed[:_DIGITS]}…", USAGE)
    return number


def readable(typed: str) -> str:
    """The text as UTF-8, where the locale could not read its bytes; what is not that is told."""
    if not _UNREAD.search(typed):
        return typed
    text = _UNREAD.sub("\ufffd", typed.encode(errors="surrogateescape").decode(errors="replace"))
    if "\ufffd" in text:
        tell("What was typed is not all UTF-8: the bytes that are not stand as \ufffd.")
    return text


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
