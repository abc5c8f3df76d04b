"""A file that holds the API key and nothing else: read, made and removed."""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from eddytui.config.errors import ConfigError, Unusable
from eddytui.config.replacing import replace
from eddytui.config.rights import how_to_close, is_open
from eddytui.config.secret import one_word
from eddytui.config.settings import CREDENTIALS_DIRECTORY

SETTING = "credential_file"
_LONGEST = 10_000
_ROOT = 0

Fault = Callable[[Path, os.stat_result], str]
"""What is wrong with a file's owner or rights, as the end of a sentence; "" when nothing is."""


def anyhow(_: Path, __: os.stat_result) -> str:
    """Nothing is wrong: containers give secrets to a process in files that all may read."""
    return ""


def guarded(path: Path, found: os.stat_result) -> str:
    """A file must be ours and closed to everybody else."""
    if not hasattr(os, "getuid"):  # Windows has no such rights
        return ""
    if found.st_uid != os.getuid():
        return "which belongs to another user. Make a file of your own"
    if is_open(found):
        return f"which others may read. Run: {how_to_close(path)}"
    return ""


def _of_systemd(_: Path, found: os.stat_result) -> str:
    """The file may be root's; it lets us in by an access list, which shows as the group's right."""
    if found.st_uid not in {_ROOT, os.getuid()} or found.st_mode & stat.S_IRWXO:
        return "which others may read. It is no file of LoadCredential"
    return ""


def read(path: Path, setting: str, fault: Fault = anyhow) -> str:
    """The key in the file that a setting names. Raises Unusable, which ends the search."""
    named = f"{setting} names {path}"
    try:
        with path.open("rb") as file:
            wrong = fault(path, os.fstat(file.fileno()))
            text = "" if wrong else file.read(_LONGEST).decode()
    except OSError as error:
        raise Unusable(f"{named}, which cannot be read: {error.strerror}.", named=True) from None
    except UnicodeDecodeError:
        raise Unusable(f"{named}, which cannot be read: it is not text.", named=True) from None
    if wrong:
        raise Unusable(f"{named}, {wrong}.", named=True)
    return one_word(text, f"{named}, which does not hold a key and nothing else.")


def of_profile(name: str, environ: Mapping[str, str]) -> tuple[str, Path]:
    """The key in a profile's `credential_file`, and the file. Raises Unusable."""
    path = place(name, environ)
    fault = _of_systemd if name.startswith(CREDENTIALS_DIRECTORY) else guarded
    return read(path, SETTING, fault), path


def place(name: str, environ: Mapping[str, str]) -> Path:
    """The file that a setting names; `~/` and `$CREDENTIALS_DIRECTORY/` are followed."""
    for start, variable in (("~/", "HOME"), (CREDENTIALS_DIRECTORY, "CREDENTIALS_DIRECTORY")):
        if name.startswith(start):
            folder = environ.get(variable, "")
            if not folder:
                raise Unusable(f"{SETTING} names {name}, and {variable} is not set.", named=True)
            return Path(folder) / name.removeprefix(start)
    return Path(name)


def write(path: Path, key: str) -> None:
    """Keep the key in a file that its owner alone can read. Raises Unusable."""
    try:
        replace(path, f"{key}\n")
    except ConfigError as error:
        raise Unusable(str(error)) from None


def remove(path: Path) -> bool:
    """Remove the file; whether it was there. Raises Unusable."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Unusable(f"{path} cannot be removed: {error.strerror}.") from None
    return True
