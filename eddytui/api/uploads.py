"""Files to be sent along with a ticket, a reply or a note."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedReader
from mimetypes import guess_type
from pathlib import Path

from eddytui.api.errors import BadFile, Unclear
from eddytui.api.progress import Told
from eddytui.text.filenames import safe_name

LARGEST = 50 * 1024 * 1024
"""Bytes of one file. What a helpdesk takes is its own setting; PHP's is seldom more."""

Part = tuple[str, "Upload"]
"""The name of a form's field, and the file in it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of this machine, looked at and fit to be sent."""

    path: Path
    name: str
    """What it is called on the other side."""
    size: int
    """In bytes."""

    @classmethod
    def of(cls, path: Path, name: str = "", *, largest: int = LARGEST) -> "Upload":
        """The file at a path. Raises BadFile when it is not there, no file, or too large."""
        try:
            status = path.stat()
            if not path.is_file():
                raise BadFile(f"{path} is not a file.")
            with path.open("rb"):
                pass
        except OSError as error:
            raise BadFile(f"{path} cannot be read: {error.strerror}.") from None
        except ValueError:
            raise BadFile("A name with a zero byte in it is no file.") from None
        if status.st_size > largest:
            raise BadFile(
                f"{path} has {megabytes(status.st_size)}; "
                f"a file may have {megabytes(largest)} at most."
            )
        return cls(path, safe_name(name or path.name), status.st_size)

    @property
    def content_type(self) -> str:
        """The kind of file, by its name."""
        return guess_type(self.name)[0] or "application/octet-stream"


class Reading:
    """A file while it is sent: says how far it is. Only what httpx asks of a file.

    It gives as many bytes as were announced, neither more nor less: a server may keep a message
    whose file has changed meanwhile, so that is Unclear.
    """

    def __init__(self, file: BufferedReader, upload: Upload, told: Told) -> None:
        """Read from an open file; tell `told` of every piece."""
        self._file = file
        self._path = upload.path
        self._left = upload.size
        self._told = told

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises Unclear when the file has changed or cannot be read."""
        wanted = self._left if size < 0 else min(size, self._left)
        try:
            chunk = self._file.read(wanted)
        except OSError:
            chunk = b""
        if len(chunk) < wanted:
            raise Unclear(
                f"{self._path} changed while it was sent. It is not known whether the helpdesk "
                "kept the rest. Look before you send it again."
            )
        self._left -= len(chunk)
        self._told.add(len(chunk))
        return chunk

    def fileno(self) -> int:
        """What the size is asked of."""
        return self._file.fileno()


def named(field: str, files: Sequence[Upload]) -> tuple[Part, ...]:
    """The files with the names of their form fields: `file`, or `files[0]` and so on.

    Raises TypeError when there are more than the field takes: a mistake of the caller.
    """
    if field.endswith("[]"):
        return tuple((f"{field[:-1]}{place}]", upload) for place, upload in enumerate(files))
    if len(files) > (1 if field else 0):
        raise TypeError(f"{len(files)} files are too many here")
    return tuple((field, upload) for upload in files)


def opened(upload: Upload) -> BufferedReader:
    """The file, open. Raises BadFile when it went away or changed since it was looked at."""
    try:
        file = upload.path.open("rb")
    except OSError as error:
        raise BadFile(f"{upload.path} cannot be read: {error.strerror}.") from None
    if os.fstat(file.fileno()).st_size != upload.size:
        file.close()
        raise BadFile(f"{upload.path} is being changed. Try again when it is finished.")
    return file


def megabytes(size: int) -> str:
    """A size in words for people."""
    return f"{size / 1024 / 1024:.1f} MB"
