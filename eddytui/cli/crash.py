"""What is left of a crash: a file for whoever mends it, and one line on the screen."""

import os
import platform
import traceback
from collections.abc import Callable
from importlib import metadata
from itertools import count
from pathlib import Path

from eddytui import __version__
from eddytui.config.errors import ConfigError
from eddytui.config.paths import private

_PACKAGES = ("textual", "httpx", "pydantic", "keyring")


def write(error: BaseException, path: Path, clean: Callable[[str], str]) -> str:
    """Write a crash down, without the values of variables, and give the line that tells where.

    `clean` takes secrets out of what is written (`logs.Redaction.clean`).
    """
    story = f"{_versions()}\n\n{''.join(traceback.format_exception(error))}"
    try:
        private(path.parent)
        path = _new(path)
        path.write_text(clean(story), encoding="utf-8")
    except ConfigError as problem:
        return f"eddytui has failed, and the report has no place. {problem}"
    except OSError as problem:
        return f"eddytui has failed, and {path} could not be written: {problem.strerror}."
    return f"eddytui has failed. What happened is written down in {path}."


def _new(path: Path) -> Path:
    """A file that was not there, for its owner alone: with a number when the name is taken."""
    for number in count(2):
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            path = path.with_stem(f"{path.stem.partition('.')[0]}.{number}")
        else:
            return path
    raise AssertionError


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
