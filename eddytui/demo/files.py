"""What is attached: uploads are kept as they came; what a world begins with is made when asked for.

The address of a file begins with the number of the ticket it was attached to, so that it can be
found, and refused, before the thread around it was written.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from eddytui.demo.data.content import content_of
from eddytui.demo.records import File

_OWNER, _REST = 8, 16
"""Digits that name the ticket, and bytes that name the file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with its content."""

    name: str
    content: bytes

    def coded(self) -> list[str]:
        """Name and content as JSON can hold them."""
        return [self.name, b64encode(self.content).decode("ascii")]

    @classmethod
    def read(cls, coded: Iterable[str]) -> "Upload":
        """The file that was `coded`."""
        name, content = coded
        return cls(name, b64decode(content, validate=True))


def file(name: str, key: str, ticket: int = 0) -> File:
    """An attachment with an address of its own: 40 digits."""
    rest = blake2b(f"{key}/{name}".encode(), digest_size=_REST).hexdigest()
    return File(name, f"{ticket:0{_OWNER}x}{rest}")


def ticket_of(address: str) -> int:
    """The ticket that a file was attached to; 0 for none."""
    try:
        return int(address[:_OWNER], 16)
    except ValueError:
        return 0


class Files:
    """All files of a world, by their address."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._uploads: dict[str, bytes] = {}

    def know(self, files: Iterable[File]) -> None:
        """Let there be files, whose content follows from their name and address."""
        self._names.update((one.hash, one.name) for one in files)

    def keep(self, uploads: Iterable[Upload], key: str, ticket: int = 0) -> tuple[File, ...]:
        """Keep files as they came; `key` tells apart what is attached to different things."""
        kept = []
        for number, upload in enumerate(uploads):
            one = file(upload.name, f"{key}/{number}", ticket)
            self._names[one.hash] = one.name
            self._uploads[one.hash] = upload.content
            kept.append(one)
        return tuple(kept)

    def drop(self, files: Iterable[File]) -> None:
        """Forget files."""
        for one in files:
            self._names.pop(one.hash, None)
            self._uploads.pop(one.hash, None)

    def find(self, address: str) -> Upload | None:
        """The file at an address, None when there is none."""
        name = self._names.get(address)
        if name is None:
            return None
        content = self._uploads.get(address)
        return Upload(name, content_of(name, address) if content is None else content)

    def state(self) -> dict[str, bytes]:
        """The uploads, by address."""
        return self._uploads
