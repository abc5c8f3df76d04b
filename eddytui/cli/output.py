"""What is printed, and the exit code that goes with it."""

from contextlib import suppress
from typing import IO, Any

import click

from eddytui.api import errors
from eddytui.config.errors import ConfigError
from eddytui.store.errors import StoreError
from eddytui.text.problems import QueryError

FOUND_NOTHING, USAGE, NOT_SIGNED_IN, REFUSED, OFFLINE, BLOCKED = range(1, 7)
STOPPED = 130
"""Ended by ctrl+c, as shells have it."""
UNREAD = 141
"""Whoever read the output went away, such as `head`; as shells have it too."""
CRASHED = 70
"""A fault of the program's own, as `sysexits.h` has it."""
UNPRINTED = 74
"""The answer could not be written, as `sysexits.h` has it."""

CODES: dict[type[Exception], int] = {
    errors.Missing: FOUND_NOTHING,
    errors.Misconfigured: USAGE,
    errors.BadFile: USAGE,
    errors.Undocumented: USAGE,
    ConfigError: USAGE,
    StoreError: USAGE,
    QueryError: USAGE,
    errors.WrongKey: NOT_SIGNED_IN,
    errors.Offline: OFFLINE,
    errors.Unclear: OFFLINE,
    errors.Blocked: BLOCKED,
    errors.DeskError: REFUSED,
}
"""The exit code of each error; of its nearest kind when it is not listed itself."""

TOLD = (errors.DeskError, ConfigError, StoreError, QueryError)
"""The errors that are told to people; any other is a fault of the program."""

Told = errors.DeskError | ConfigError | StoreError | QueryError


def code_of(error: Told) -> int:
    """The exit code that tells a script what went wrong."""
    return next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)


class Failure(click.ClickException):
    """The end of a command that did not work: sentences on standard error, and an exit code."""

    def __init__(self, sentences: str, exit_code: int) -> None:
        """Keep both."""
        super().__init__(sentences)
        self.exit_code = exit_code  # type: ignore[misc]  # click looks at the instance

    @classmethod
    def of(cls, error: Told) -> "Failure":
        """An error as the end of a command."""
        return cls(f"{error.title}: {error}", code_of(error))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentences, if they can be."""
        with suppress(OSError):
            click.echo(self.message, file=file, err=True)
