"""Texts that are typed: on the command line, in the editor, or through standard input."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from eddytui.cli.output import USAGE, Failure
from eddytui.cli.printing import tell
from eddytui.config.paths import private

STDIN = "-"
_GREATEST, _DIGITS = 2**63 - 1, 19
"""No id is larger: neither the copy nor the helpdesk could keep it."""
_UNREAD = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes that it cannot read."""
_OLDER = 2
"""Seconds: some file systems count no finer."""
_KEPT = "The text that was written is kept in {path}."
_NOTHING = "There is no text, so nothing is sent."


def text_of(typed: str | None, folder: Path, start: str = "") -> str:
    """What `-m` gave, what came through standard input, or what the editor saved.

    The editor begins with `start`, in a file of `folder`, which stays there when the editor fails.
    Raises Failure when there is no text.
    """
    text = _edited(start, folder) if typed is None else given(typed)
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


@contextmanager
def kept(typed: str | None, text: str, folder: Path) -> Iterator[None]:
    """Something that may go wrong with a text: if it does, what the editor saved stays a file."""
    try:
        yield
    except BaseException:
        if typed is None:
            tell(_KEPT.format(path=_new(text, folder)))
        raise


def _edited(start: str, folder: Path) -> str:
    if not can_ask():
        raise Failure("Give the text with -m TEXT, or -m - for standard input.", USAGE)
    path = _new(start, folder)
    begun = path.stat().st_mtime_ns
    try:
        click.edit(filename=str(path))
    except BaseException as end:
        if path.exists() and path.stat().st_mtime_ns != begun:
            tell(_KEPT.format(path=path))
        else:
            path.unlink(missing_ok=True)
        if isinstance(end, click.ClickException):
            raise Failure(f"The editor did not work: {end.message}", USAGE) from end
        raise
    saved = path.exists() and path.stat().st_mtime_ns != begun
    text = path.read_text("utf-8-sig", errors="surrogateescape") if saved else ""
    path.unlink(missing_ok=True)
    return readable(text)


def _new(text: str, folder: Path) -> Path:
    """A new file with the text, for its owner alone, that looks older than what is saved soon."""
    handle, name = tempfile.mkstemp(prefix="text-", suffix=".md", dir=private(folder))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") or not text else f"{text}\n")
    written = os.stat(name).st_mtime
    os.utime(name, (written, written - _OLDER))
    return Path(name)


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
