"""A file on its way to a folder: written under a temporary name, then moved to its own."""

import os
import tempfile
import threading
from contextlib import suppress
from io import FileIO
from pathlib import Path

from eddytui.api.errors import BadFile
from eddytui.api.progress import Progress, Told
from eddytui.api.uploads import megabytes
from eddytui.text.filenames import numbered, safe_name

LARGEST = 500 * 1024 * 1024
"""Bytes that are taken in at most."""

_PRIVATE = 0o700


class Saving:
    """Keeps what comes in; nothing that is there already is overwritten.

    `write` may be called from another thread than `drop`.
    """

    def __init__(
        self, folder: Path, name: str, *, largest: int = LARGEST, progress: Progress | None = None
    ) -> None:
        """A file for this folder, called as nearly as it may be what the other side calls it."""
        self._folder = folder
        self._name = safe_name(name)
        self._largest = largest
        self._progress = progress
        self._told = Told(progress, 0)
        self._lock = threading.Lock()
        self._file: FileIO | None = None
        self._path = Path()
        self._given_up = False

    @property
    def is_page(self) -> bool:
        """Whether a web page is what it should be."""
        return self._name.lower().endswith((".html", ".htm", ".xhtml", ".mht"))

    def begin(self, size: int) -> None:
        """Make a temporary file; `size` in bytes, 0 when not known. Raises BadFile."""
        self._check(size)
        self._told = Told(self._progress, size)
        try:
            _make(self._folder)
            handle, path = tempfile.mkstemp(prefix=".eddytui-", suffix=".part", dir=self._folder)
        except FileExistsError:
            raise BadFile(f"{self._folder} is in the way: a folder is needed there.") from None
        except OSError as error:
            raise self._fault(error) from None
        except ValueError:
            raise BadFile("A name with a zero byte in it is no folder.") from None
        with self._lock:
            self._path = Path(path)
            # Without a buffer, which could fail to be written when the file is closed.
            self._file = os.fdopen(handle, "wb", buffering=0)
            if self._given_up:
                self._remove()

    def write(self, piece: bytes) -> bool:
        """Keep some more; False when it is not wanted any more. Raises BadFile."""
        with self._lock:
            if self._given_up or self._file is None:
                return False
            self._check(self._told.so_far + len(piece))
            try:
                while piece:
                    piece = piece[self._file.write(piece) :]
            except OSError as error:
                raise self._fault(error) from None
        return True

    def tell(self, size: int) -> None:
        """Tell of some more that is kept; on the event loop, where who is told may be at home."""
        self._told.add(size)

    def finish(self) -> Path:
        """Give the file its own name, or the next that is free; return where it is now."""
        with self._lock:
            try:
                if self._file is None:
                    raise BadFile()
                os.fsync(self._file.fileno())
                self._file.close()
                target = self._moved()
            except OSError as error:
                raise self._fault(error) from None
            self._file = None
            return target

    def drop(self) -> None:
        """Give up: what came in so far goes away. After `finish` it does nothing."""
        with self._lock:
            self._given_up = True
            self._remove()

    def _remove(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):  # a folder that went away took the file with it
            self._file.close()
            self._path.unlink(missing_ok=True)
        self._file = None

    def _moved(self) -> Path:
        """Where the file is now: under a name that nothing else had."""
        for name in numbered(self._name):
            target = self._folder / name
            try:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                continue
            try:
                return self._path.replace(target)
            except OSError:
                target.unlink()
                raise
        raise BadFile()

    def _check(self, size: int) -> None:
        if size > self._largest:
            most = megabytes(self._largest)
            raise BadFile(f"The file {self._name} has more than {most} and was not fetched.")

    def _fault(self, error: OSError) -> BadFile:
        return BadFile(f"{self._folder / self._name} cannot be written: {error.strerror}.")


def _make(folder: Path) -> None:
    """The folder and those above it, as far as they are missing, for their owner alone."""
    for path in (*reversed(folder.parents), folder):
        if not path.exists():
            path.mkdir(mode=_PRIVATE, exist_ok=True)
    if not folder.is_dir():
        raise FileExistsError(folder)
