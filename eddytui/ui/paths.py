"""Paths as they are typed: from the home or the working folder, completed with tab."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from eddytui.text.clean import clean

Completions = Callable[[str], list[str]]
"""What a typed text may go on to; looks at the disk."""


def whole(typed: str, here: Path, home: str) -> Path:
    """The path that is meant: `~/` is the home, and what begins nowhere begins `here`."""
    if home and (typed == "~" or typed.startswith("~/")):
        return Path(home, typed[2:])
    return here / typed


def completions(typed: str, here: Path, home: str) -> list[str]:
    """The paths that begin with what is typed; folders end with `/`, hidden ones are asked for."""
    folder, slash, begun = typed.rpartition("/")
    found: list[str] = []
    with suppress(OSError, ValueError), os.scandir(whole(folder + slash, here, home)) as entries:
        for entry in entries:
            if entry.name.startswith(begun) and _can_be_typed(entry.name, begun):
                end = "/" if entry.is_dir() else ""
                found.append(f"{folder}{slash}{entry.name}{end}")
    return sorted(found)


def _can_be_typed(name: str, begun: str) -> bool:
    """Whether a line can hold the name, and it is not hidden, or meant to be seen."""
    return clean(name) == name and name.isprintable() and (name[0] != "." or begun[:1] == ".")
