"""What is left of a crash: a file for whoever mends it, and one line on the screen."""

import os
import platform
import traceback
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from eddytui import __version__

_PACKAGES = ("textual", "httpx", "pydantic", "keyring")


def write(error: BaseException, path: Path, clean: Callable[[str], str]) -> str:
    """Write a crash down, without the values of variables, and give the line that tells where.

    `clean` takes secrets out of what is written (`logs.Redaction.clean`).
    """
    story = f"{_versions()}\n\n{''.join(traceback.format_exception(error))}"
    try:
        with open(path, "w", encoding="utf-8", opener=_private) as file:
            file.write(clean(story))
    except OSError as problem:
        return f"eddytui has failed, and {path} could not be written: {problem.strerror}."
    return f"eddytui has failed. What happened is written down in {path}."


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _versions() -> str:
    lines = [
        f"eddytui {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
    ]
    for name in _PACKAGES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name}, not installed")
    return "\n".join(lines)
