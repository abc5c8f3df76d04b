"""What `eddytui auth doctor` sees of this machine: Python, folders, keyring, terminal, copy."""

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from eddytui.cli.auth_check import Check, failed
from eddytui.cli.auth_profile import IN_MEMORY, SIGN_IN
from eddytui.cli.auth_steps import State
from eddytui.cli.output import NOT_SIGNED_IN, USAGE
from eddytui.cli.terminal import plain
from eddytui.config.credentials import KEYRING_IS_LATE, Asked, Found, NotFound
from eddytui.config.errors import ConfigError
from eddytui.config.keeping import Kept, try_keyring
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile, read
from eddytui.config.proxies import masked, of_environment
from eddytui.config.rights import how_to_close, is_open
from eddytui.store.errors import StoreError

_FOLDERS = ("config", "data", "state", "runtime")
_STATES: Mapping[str, State] = {"used": "done", "failed": "failed"}


def programs() -> Check:
    """Python and SQLite."""
    from eddytui.store.engine import engine  # noqa: PLC0415 - loads the store

    try:
        version = engine()
    except StoreError as error:
        return failed("Python", error)
    return Check("Python", "done", f"{platform.python_version()}, SQLite {version}.")


def settings(
    paths: Paths, environ: Mapping[str, str], name: str
) -> tuple[Profile | None, list[Check]]:
    """The profile in use, None when its file has a mistake, and how that file is."""
    path = paths.config_path
    try:
        profile = read(path).choose(environ, name)
    except ConfigError as error:
        return None, [failed("Settings", error)]
    if not path.exists():
        return profile, [Check("Settings", "noted", f"{path} is not there; it need not be.")]
    checks = [Check("Settings", "done", f"{path}, profile {profile.name or '(none)'}.")]
    return profile, [*checks, *_closed(path)]


def folders(paths: Paths) -> Iterator[Check]:
    """Whether each folder can be used, and by whom."""
    for name in dict.fromkeys(getattr(paths, each) for each in _FOLDERS):
        if not name.exists():
            yield Check("Folder", "noted", f"{name} is not there yet.")
        elif not os.access(name, os.R_OK | os.W_OK | os.X_OK):
            yield Check("Folder", "failed", f"{name} cannot be read and written by you.", USAGE)
        elif is_open(name.stat()):
            yield from _closed(name)
        else:
            yield Check("Folder", "done", f"{name}, for you alone.")


def sources(found: Found | NotFound) -> Iterator[Check]:
    """Every source of the key."""
    for asked in found.asked:
        code = NOT_SIGNED_IN if asked.outcome == "failed" else 0
        state = _STATES.get(asked.outcome, "noted")
        yield Check("API key", state, f"{asked.source}: {asked.sentence}", code)
    if isinstance(found, NotFound):
        yield Check("API key", "failed", f"There is none. {SIGN_IN}", NOT_SIGNED_IN)


async def keyring(asked: tuple[Asked, ...]) -> Check:
    """Whether the keyring takes, gives back and removes a trial key.

    It is needed only where no other source has the key; one that hung is not asked again.
    """
    hung = any(one.sentence == KEYRING_IS_LATE for one in asked)
    kept = KEYRING_IS_LATE if hung else await try_keyring()
    if isinstance(kept, Kept):
        return Check("Keyring", "done", f"{kept.where} keeps and removes a trial key.")
    return Check("Keyring", "noted", kept)


def proxies(profile: Profile, environ: Mapping[str, str]) -> Check:
    """The proxies in force, without passwords."""
    if profile.proxy:
        return Check("Proxy", "noted", f"{masked(profile.proxy)}, named in the profile.")
    named = of_environment(environ)
    if not named:
        return Check("Proxy", "done", "None is set.")
    return Check("Proxy", "noted", ", ".join(f"{name}={value}" for name, value in named.items()))


def terminal(environ: Mapping[str, str]) -> Iterator[Check]:
    """What the app will find in this terminal."""
    term = environ.get("TERM", "")
    if term in {"", "dumb"} and os.name != "nt":
        yield Check("Terminal", "noted", f"TERM is {term!r}: the app cannot run here.")
        return
    if plain(environ):
        colours = "ASCII and the terminal's own colours"
    elif environ.get("COLORTERM") in {"truecolor", "24bit"}:
        colours = "all colours"
    else:
        colours = "256 colours or fewer"
    letters = sys.stdout.encoding.upper()
    where = ", over SSH" if environ.get("SSH_CONNECTION") else ""
    yield Check("Terminal", "done", f"{term}: {colours}, {letters}{where}.")
    yield Check("Clipboard", "noted", "Whether the terminal lets it be set (OSC 52) is not known.")


def copy(paths: Paths, profile: Profile) -> Check:
    """The local copy of the account."""
    from eddytui.cli.auth_copy import look  # noqa: PLC0415 - loads the store

    path = paths.copy_path(profile.account)
    if profile.store == "memory":
        left = f" An older one is still at {path}." if path.exists() else ""
        return Check("Local copy", "noted", f"{IN_MEMORY}{left}")
    try:
        found = look(path)
    except (StoreError, ConfigError) as error:
        return failed("Local copy", error)
    if found is None:
        return Check("Local copy", "noted", "There is none yet.")
    typed = f", {found.typed}" if found.typed else ""
    facts = f"{found.path}: {found.shown_size}, {found.tickets} tickets{typed}."
    return Check("Local copy", "done", f"{facts} {found.repaired}".rstrip())


def _closed(path: Path) -> Iterator[Check]:
    if is_open(path.stat()):
        name = "Folder" if path.is_dir() else "Settings"
        yield Check(name, "noted", f"Others may look into {path}. Run: {how_to_close(path)}")
