"""The way out to the terminal, which may be gone from one moment to the next."""

from collections.abc import Callable
from typing import IO


class Outlet:
    """What Textual's driver writes to; when the terminal is gone, that is told once, not raised.

    An error would end the writing thread alone: the app would wait for ever for room in its queue.
    Nothing else may tell of a dropped line, as the hang-up signal goes to who owns the terminal.
    """

    def __init__(self, file: IO[str], gone: Callable[[], object]) -> None:
        """A way out to `file`; `gone` is called from the thread that writes."""
        self._file = file
        self._gone = gone
        self._is_open = True

    def fileno(self) -> int:
        """The number of the file, for who asks for the terminal's size."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write, as long as somebody is there to read."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send what was written."""
        self._try(self._file.flush)

    def _try(self, work: Callable[[], object]) -> None:
        if not self._is_open:
            return
        try:
            work()
        except OSError:
            self._is_open = False
            self._gone()
