"""A file put in another's place in one step, readable by its owner alone."""

import os
import tempfile
from pathlib import Path

from eddytui.config.errors import ConfigError
from eddytui.config.paths import private


def replace(path: Path, text: str) -> None:
    """Put the text in the file's place: a reader finds the old one or the new one, never half.

    Raises ConfigError when it cannot be written.
    """
    folder = private(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=folder)  # 0600 from the start
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
