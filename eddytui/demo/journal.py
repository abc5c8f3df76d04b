"""The journal of a demo: the deeds since its world began, so that it can be left and found again.

A file of JSON lines, for its owner's eyes only: first what the world was made from, then the deeds.
Several demos may run on one at the same time: each does what the others did before it goes on.
"""

import json
import os
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from eddytui.config.lock import locked
from eddytui.demo.deeds import Deed
from eddytui.demo.world import Origin

_KEPT = timedelta(hours=12)
"""A world older than this is not returned to."""


NONSENSE = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading or doing deeds raises when something else, or another version, wrote them."""


class Journal:
    """The deeds of one world, on disk; others may read and write it too.

    Everything here but `held` is for whoever holds it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._head = b""
        self._known = 0
        """Bytes whose deeds were read or written here."""

    def held(self) -> AbstractContextManager[None]:
        """Wait until nobody else holds the journal, and keep the others waiting until the end."""
        return locked(self._path)

    def join(self, wanted: Origin) -> Origin:
        """What the world was made from that was left; the wanted one begins where there is none.

        One that was left long ago, or that is another, makes room for it.
        """
        with suppress(*NONSENSE):
            left = self.anew()
            if left and _is_left(left, wanted):
                return left
        self.begin(wanted)
        return wanted

    def anew(self) -> Origin | None:
        """What another world was made from, if one has begun since the last look.

        Raises what is in `NONSENSE` when that cannot be read.
        """
        head, size = b"", 0
        if self._path.is_file():
            with self._path.open("rb") as lines:
                head, size = lines.readline(), self._path.stat().st_size
        if head == self._head and size >= self._known:
            return None
        self._head, self._known = head, len(head)
        return _origin(head)

    def begin(self, origin: Origin) -> None:
        """Forget what was there and begin with a new world."""
        self._path.unlink(missing_ok=True)
        self._head = self._append(origin._asdict() | {"anchor": str(origin.anchor)})
        self._known = len(self._head)

    def news(self) -> list[Deed]:
        """The deeds that others wrote since the last look.

        A last line that was cut short is taken off, so that the next one stands alone. Raises what
        is in `NONSENSE` when they cannot be read.
        """
        with self._path.open("rb") as lines:
            lines.seek(self._known)
            rest = lines.read()
        whole = rest[: rest.rfind(b"\n") + 1]
        self._known += len(whole)
        if whole != rest:
            os.truncate(self._path, self._known)
        return [_deed(line) for line in whole.splitlines()]

    def write(self, deed: Deed) -> None:
        """Keep one more deed."""
        self._known += len(self._append(deed._asdict() | {"at": str(deed.at)}))

    def _append(self, record: dict[str, object]) -> bytes:
        line = json.dumps(record).encode("ascii") + b"\n"
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(line)
        return line


def _is_left(origin: Origin, wanted: Origin) -> bool:
    """Whether a world is the wanted one and not over yet."""
    same = origin._replace(anchor=wanted.anchor) == wanted
    return same and timedelta() <= wanted.anchor - origin.anchor < _KEPT


def _moment(text: str) -> datetime:
    """Server time: without a zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo:
        raise ValueError(text)
    return moment


def _origin(line: bytes) -> Origin:
    head = json.loads(line)
    return Origin(**{**head, "anchor": _moment(head["anchor"])})


def _deed(line: bytes) -> Deed:
    deed = json.loads(line)
    return Deed(**{**deed, "at": _moment(deed["at"])})
