"""Which of several programs over one copy does what one alone has to do."""

import os
from contextlib import suppress
from pathlib import Path

from eddytui.store.claims import locked


class Lead:
    """A lock on a file beside the copy, which the system lets go of when a program ends."""

    def __init__(self, copy: Path, *, alone: bool) -> None:
        """The lead over `copy`; nobody else can have one that is in memory (`alone`)."""
        self._path = copy.with_name(f"{copy.name}.lead")
        self._alone = alone
        self._handle: int | None = None

    def taken(self) -> bool:
        """Whether this program has it; it takes it when nobody has, and keeps it to its end."""
        if self._alone or self._handle is not None:
            return True
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:  # where no file can be made, nobody can be told
            return True
        if locked(handle, alone=True):
            self._handle = handle
            return True
        os.close(handle)
        return False

    def close(self) -> None:
        """Leave it to the next."""
        if self._handle is not None:
            with suppress(OSError):
                os.close(self._handle)
            self._handle = None
