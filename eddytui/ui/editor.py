"""Writing on in the agent's own editor, while the app goes on working."""

import asyncio
import os
import shlex
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from eddytui.config.errors import ConfigError
from eddytui.config.paths import private
from eddytui.text.clean import clean

Keep = Callable[[str], Awaitable[None]]
"""Puts a text on disk."""
_GLANCE = 1.0
"""Seconds between two looks at what the editor has saved."""


class NoEditor(Exception):
    """The editor could not be used; the words say why."""


def command(environ: Mapping[str, str]) -> list[str]:
    """The editor and its arguments, from `VISUAL` or `EDITOR`. Raises `NoEditor`."""
    line = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise NoEditor(f"The editor cannot be read from {line}: a quote is not closed.") from error
    if not words:
        raise NoEditor("No editor is set. Set EDITOR, for example: export EDITOR=nano.")
    return words


async def edit(
    app: "App[None]", editor: list[str], text: str, folder: Path, keep: Keep
) -> str | None:
    """The text as the editor left it; None when nothing was changed or the editor gave up.

    The loop goes on while the editor has the terminal: a blocking call would stop every request.
    What the editor saves is kept at once, so that the program may even be killed meanwhile; an
    editor that gives up leaves the text as it was. Raises `NoEditor`.
    """
    try:
        path = await asyncio.to_thread(_begin, text, folder)
    except ConfigError as error:
        raise NoEditor(str(error)) from error
    except OSError as error:
        raise NoEditor(f"A file for the editor cannot be made: {error.strerror}.") from error
    ended: int | OSError | None = None
    following = asyncio.create_task(_follow(path, text, keep))
    try:
        with app.suspend():
            ended = await _run([*editor, str(path)])
    except SuspendNotSupported as error:
        raise NoEditor("This terminal cannot be handed to an editor.") from error
    finally:
        following.cancel()
        written = None if ended else _written(path)
        path.unlink(missing_ok=True)
        if written in ("", text.rstrip("\n")):
            written = None
        await keep(text if written is None else written)
    if isinstance(ended, OSError):
        raise NoEditor(f"The editor {editor[0]} could not be started: {ended.strerror}.")
    return written


async def _run(words: list[str]) -> int | OSError:
    """The exit code, or why it could not be started.

    An error that left `suspend` would leave the app without the terminal.
    """
    try:
        process = await asyncio.create_subprocess_exec(*words)
        return await process.wait()
    except OSError as error:
        return error


async def _follow(path: Path, text: str, keep: Keep) -> None:
    """Keep what the editor saves; a file that is empty is one that is being written."""
    kept = text.rstrip("\n")
    while True:
        await asyncio.sleep(_GLANCE)
        written = await asyncio.to_thread(_written, path)
        if written and written != kept:
            await keep(written)
            kept = written


def _begin(text: str, folder: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix="eddytui-", suffix=".md", dir=private(folder))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") or not text else f"{text}\n")
    return Path(name)


def _written(path: Path) -> str | None:
    """What the editor left, None when that cannot be read."""
    try:
        return clean(path.read_text(encoding="utf-8", errors="replace")).rstrip("\n")
    except OSError:
        return None
