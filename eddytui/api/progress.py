"""How far a file is on its way."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many bytes have gone over the line, and of how many; 0 when that is not known."""


class Told:
    """Adds up what went over the line, and tells of it."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        """Nothing yet, of so many bytes."""
        self._progress = progress
        self._total = total
        self.so_far = 0

    def add(self, size: int) -> None:
        """Tell of some more."""
        self.so_far += size
        if self._progress is not None and size:
            self._progress(self.so_far, self._total)
