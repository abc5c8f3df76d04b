"""Who is sending what waits: a living program can be told from one that died."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eddytui.store.database import MEMORY

if sys.platform == "win32":

    def locked(_handle: int, *, alone: bool) -> bool:
        """There are no shared locks here: whoever began to send before us is taken for dead."""
        return True

else:
    import fcntl

    def locked(handle: int, *, alone: bool) -> bool:
        """Lock an open file, with others or alone; False when others are in the way."""
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks can tell nothing
            return True
        return True


class Claims:
    """Locks on a file beside the copy, which the system lets go of when a program dies.

    Those who send share it. It is taken and tried in writing transactions alone, of which there is
    one at a time, so that nobody ever waits for it. A copy in memory has no file: all who send are
    here.
    """

    def __init__(self, copy: Path) -> None:
        self._path = None if copy == MEMORY else copy.with_name(f"{copy.name}.lock")
        self._held: dict[int, int | None] = {}

    def take(self, number: int) -> None:
        """Be known to send this one until `release`."""
        self._held[number] = handle = self._open()
        if handle is not None:
            locked(handle, alone=False)

    def release(self, number: int) -> None:
        """Be done with it, whatever became of it."""
        if (handle := self._held.pop(number, None)) is not None:
            os.close(handle)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody at all is sending; nobody begins to meanwhile."""
        handle = self._open()
        if handle is None:
            yield not self._held
            return
        try:
            yield locked(handle, alone=True)
        finally:
            os.close(handle)

    def _open(self) -> int | None:
        if self._path is None:
            return None
        return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
