"""One writer at a time, among all processes of this machine."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eddytui.config.errors import ConfigError
from eddytui.config.paths import private

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until nobody else writes the file, and keep the others waiting until the end.

    The lock is an empty file beside it. It stays there: who removed it would let two in at once.
    """
    beside = private(path.parent) / f".{path.name}.lock"
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)  # which lets go of it
