"""Which drafts are being written by which of several programs over one copy."""

import os
from contextlib import suppress
from pathlib import Path

from eddytui.store.claims import locked

ENDING = ".writing"


class Holds:
    """Locks on files beside the copy, which the system lets go of when a program dies."""

    def __init__(self, copy: Path, *, alone: bool) -> None:
        """Holds over `copy`; nobody else can have one that is in memory (`alone`)."""
        self._copy = copy
        self._alone = alone
        self._held: dict[str, int] = {}

    def take(self, name: str) -> bool:
        """Have something for oneself until `release`; False while another program has it."""
        if self._alone or name in self._held:
            return True
        try:
            handle = self._opened(self._path(name))
        except OSError:  # where no file can be made, nobody can be told
            return True
        if not locked(handle, alone=True):
            os.close(handle)
            return False
        self._held[name] = handle
        return True

    def release(self, name: str) -> None:
        """Leave it to others."""
        if (handle := self._held.pop(name, None)) is not None:
            with suppress(OSError):
                self._path(name).unlink()
            os.close(handle)

    def close(self) -> None:
        """Leave all of it."""
        for name in list(self._held):
            self.release(name)

    def _path(self, name: str) -> Path:
        return self._copy.with_name(f"{self._copy.name}.{name}{ENDING}")

    def _opened(self, path: Path) -> int:
        """The file, open; not one that somebody has removed in the moment it was opened."""
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            with suppress(FileNotFoundError):
                if os.fstat(handle).st_ino == path.stat().st_ino:
                    return handle
            os.close(handle)
