"""The journal of a demo: the deeds since its world began, so that it can be left and found again.

A file of JSON lines, for its owner's eyes only: first what the world was made from, then the deeds.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from eddytui.demo.deeds import Deed
from eddytui.demo.world import Origin

_KEPT = timedelta(hours=12)
"""A world older than this is not returned to."""


class Journal:
    """The deeds of one world, on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, wanted: Origin) -> tuple[Origin, list[Deed]] | None:
        """The world that was left and its deeds; None when it was another one, or long ago."""
        lines = self._lines()
        try:
            origin = _origin(next(lines, b""))
            deeds = [_deed(line) for line in lines]
        except (ValueError, KeyError, TypeError):
            return None
        age = wanted.anchor - origin.anchor
        same = origin._replace(anchor=wanted.anchor) == wanted
        return (origin, deeds) if same and timedelta() <= age < _KEPT else None

    def begin(self, origin: Origin) -> None:
        """Forget what was there and begin with a new world."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._append(origin._asdict() | {"anchor": str(origin.anchor)})

    def mend(self) -> None:
        """Take off a last line that was cut short, so that the next one stands alone."""
        whole = b"".join(self._lines())
        if whole and self._path.stat().st_size != len(whole):
            os.truncate(self._path, len(whole))

    def write(self, deed: Deed) -> None:
        """Keep one more deed."""
        self._append(deed._asdict() | {"at": str(deed.at)})

    def _lines(self) -> Iterator[bytes]:
        """The lines that were written to their end."""
        if self._path.is_file():
            with self._path.open("rb") as lines:
                yield from (line for line in lines if line.endswith(b"\n"))

    def _append(self, record: dict[str, object]) -> None:
        line = json.dumps(record) + "\n"
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as out:
            out.write(line)


def _origin(line: bytes) -> Origin:
    head = json.loads(line)
    return Origin(**{**head, "anchor": datetime.fromisoformat(head["anchor"])})


def _deed(line: bytes) -> Deed:
    deed = json.loads(line)
    return Deed(**{**deed, "at": datetime.fromisoformat(deed["at"])})
