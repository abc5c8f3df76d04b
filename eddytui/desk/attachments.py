"""Files of this machine that go along with a reply or note."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from eddytui.api.errors import BadFile
from eddytui.text.filenames import safe_name


class Attachment(NamedTuple):
    """A file that was chosen."""

    path: str
    """The whole path."""
    name: str
    size: int | None
    """In bytes; None when it cannot be sent any more."""


def attachment(path: str) -> Attachment:
    """The file at a whole path, fit to be sent. Raises BadFile with what is wrong with it."""
    from eddytui.api.uploads import Upload  # noqa: PLC0415 - not needed for the first frame

    upload = Upload.of(Path(path))
    return Attachment(path, upload.name, upload.size)


def attachments(paths: Iterable[str]) -> tuple[Attachment, ...]:
    """What was chosen before, as it is now."""
    return tuple(_as_it_is(path) for path in paths)


def _as_it_is(path: str) -> Attachment:
    try:
        return attachment(path)
    except BadFile:
        return Attachment(path, safe_name(Path(path).name), None)
