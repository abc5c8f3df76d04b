"""Writing on in the agent's own editor, while the app goes on working."""

import asyncio
import os
import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from eddytui.text.clean import clean


class NoEditor(Exception):
    """The editor could not be used; the words say why."""


def command(environ: Mapping[str, str]) -> list[str]:
    """The editor and its arguments, from `VISUAL` or `EDITOR`. Raises `NoEditor`."""
    words = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    if not words:
        raise NoEditor("No editor is set. Set EDITOR, for example: export EDITOR=nano.")
    return words


async def edit(app: "App[None]", editor: list[str], text: str, folder: Path) -> str | None:
    """The text as the editor left it; None when nothing was changed or the editor gave up.

    The loop goes on while the editor has the terminal: a blocking call would stop every request.
    Raises `NoEditor`.
    """
    path = await asyncio.to_thread(_begin, text, folder)
    try:
        with app.suspend():
            process = await asyncio.create_subprocess_exec(*editor, str(path))
            code = await process.wait()
    except SuspendNotSupported as error:
        raise NoEditor("This terminal cannot be handed to an editor.") from error
    except OSError as error:
        raise NoEditor(f"The editor {editor[0]} could not be started: {error.strerror}.") from error
    finally:
        written = await asyncio.to_thread(_end, path)
    return None if code or not written or written == text.rstrip("\n") else written


def _begin(text: str, folder: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix="eddytui-", suffix=".md", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def _end(path: Path) -> str | None:
    """What the editor left, None when that cannot be read; the file goes."""
    try:
        return clean(path.read_text(encoding="utf-8", errors="replace")).rstrip("\n")
    except OSError:
        return None
    finally:
        path.unlink(missing_ok=True)
