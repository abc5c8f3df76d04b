"""Keeping the API key on this machine, and removing it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from eddytui.config import key_files, keyrings
from eddytui.config.credentials import KEYRING_IS_LATE, LIMIT
from eddytui.config.daemon import on_daemon
from eddytui.config.errors import Unusable
from eddytui.config.profiles import Profile
from eddytui.config.secret import KEY, Secret

T = TypeVar("T")
Store = Literal["keyring", "file", "none"]
"""Where a key may be kept; `none` is for this one run."""

WAY_ON = (
    "The key is not kept on this machine. To keep it in a file that only you can read, run: "
    f"eddytui auth login --store file. Or set {KEY} each time you start eddytui."
)
"""What to do where there is no keyring."""
WHAT_A_FILE_MEANS = (
    "A file is not encrypted: it is closed to other users (0600), but whoever can read your "
    "files or a backup of them can sign in as you."
)


class Kept(NamedTuple):
    """The name of the place where a key is kept now."""

    where: str


async def try_keyring(*, limit: float = LIMIT) -> Kept | str:
    """The keyring that keeps, gives back and removes a trial key, or a sentence why none does."""
    return await _in_time(lambda: Kept(keyrings.probe()), limit)


async def keep(profile: Profile, secret: Secret, *, limit: float = LIMIT) -> Kept | str:
    """Keep the key of the profile's account in the keyring, or say in a sentence why not."""

    def work() -> Kept:
        keyrings.probe()  # a key that could not be removed again is not given to it
        name = keyrings.put(profile.host, profile.email, secret.reveal())
        return Kept(f"the keyring ({name})")

    return await _in_time(work, limit)


def keep_in_file(path: Path, secret: Secret) -> Kept | str:
    """Keep the key in a file for its owner alone, or say in a sentence why not."""
    try:
        key_files.write(path, secret.reveal())
    except Unusable as why:
        return str(why)
    return Kept(str(path))


async def remove(profile: Profile, *, limit: float = LIMIT) -> bool | str:
    """Take the account's key out of the keyring; whether it had one, or a sentence why not."""
    return await _in_time(partial(keyrings.delete, profile.host, profile.email), limit)


async def _in_time(work: Callable[[], T], limit: float) -> T | str:
    try:
        return await on_daemon(work, limit)
    except TimeoutError:
        return KEYRING_IS_LATE
    except Unusable as why:
        return str(why)
