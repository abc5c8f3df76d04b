"""Sending what has files and no outbox, such as a new ticket: straight by the client."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from eddytui.cli.progress import Progress

if TYPE_CHECKING:
    from eddytui.api import Upload

T = TypeVar("T")


def uploads(paths: Sequence[Path]) -> "tuple[Upload, ...]":
    """The files, looked at. Raises BadFile for one that is missing or too large."""
    from eddytui.api.uploads import Upload  # noqa: PLC0415 - most texts have none

    return tuple(Upload.of(path) for path in paths)


async def sent(
    paths: Sequence[Path], send: "Callable[[Sequence[Upload], Progress | None], Awaitable[T]]"
) -> T:
    """What `send` gives, told on a terminal how much of the files has gone."""
    files = uploads(paths)
    with Progress("Sending") as progress:
        return await send(files, progress if files else None)
