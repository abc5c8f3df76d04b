"""The API key: where it is looked for, in which order, and how it is kept.

The order and the reasons for it: dependencies.md, section 4.
"""

from collections.abc import Callable, MutableMapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from eddytui.config import keyrings
from eddytui.config.daemon import on_daemon
from eddytui.config.errors import Unusable
from eddytui.config.profiles import Profile

KEY, KEY_FILE = "EDDYTUI_API_KEY", "EDDYTUI_API_KEY_FILE"
LIMIT = 5.0
"""Seconds that one source may take."""

WAY_ON = (
    f"The key is not kept on this machine. Set {KEY} each time you start eddytui, "
    f"or set {KEY_FILE} to a file that only you can read."
)
"""What to do where there is no keyring."""


class Secret:
    """A value that shows itself only to those who ask by `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        """Keep the value."""
        self._value = value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def reveal(self) -> str:
        """The value itself."""
        return self._value


class Found(NamedTuple):
    """A key, and the source that had it."""

    secret: Secret
    source: str


class NotFound(NamedTuple):
    """No key; one sentence for each source that was asked, why it has none."""

    reasons: tuple[str, ...]


class Kept(NamedTuple):
    """The name of the place where a key is kept now."""

    where: str


class Source(NamedTuple):
    """A place that may have a key. `read` raises Unusable when it has none, and may hang."""

    read: Callable[[Profile, MutableMapping[str, str]], Found]
    late: str
    """What to say when it does not answer in time."""
    limit: float = LIMIT


def _environment(_: Profile, environ: MutableMapping[str, str]) -> Found:
    """The key of the environment, taken out of it so that no editor or command inherits it."""
    key, file = (environ.pop(name, "").strip() for name in (KEY, KEY_FILE))
    if key:
        return Found(Secret(key), KEY)
    if not file:
        raise Unusable(f"{KEY} and {KEY_FILE} are not set.")
    try:
        lines = Path(file).read_text(encoding="utf-8").split()
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else "it is not text"
        raise Unusable(
            f"{KEY_FILE} names {file}, which cannot be read: {words}.", named=True
        ) from None
    if len(lines) != 1:
        raise Unusable(
            f"{KEY_FILE} names {file}, which does not hold a key and nothing else.", named=True
        )
    return Found(Secret(lines[0]), f"{KEY_FILE} ({file})")


def _keyring(profile: Profile, _: MutableMapping[str, str]) -> Found:
    if not profile.complete:
        raise Unusable("The keyring was not asked: no address and e-mail are set.")
    return Found(Secret(keyrings.get(profile.host, profile.email)), "the keyring")


_KEYRING_IS_LATE = (
    "The keyring does not answer; it may be waiting to be unlocked. "
    f"Unlock it and try again, or set {KEY}."
)

SOURCES: tuple[Source, ...] = (
    Source(_environment, f"The file that {KEY_FILE} names does not give a key."),
    Source(_keyring, _KEYRING_IS_LATE),
)
"""Where a key is looked for: the first that has one is taken."""


async def find(
    profile: Profile,
    environ: MutableMapping[str, str],
    *,
    sources: tuple[Source, ...] = SOURCES,
) -> Found | NotFound:
    """The key of the profile's account from the first source that has it, or why none has."""
    reasons: list[str] = []
    for source in sources:
        try:
            return await on_daemon(partial(source.read, profile, environ), source.limit)
        except TimeoutError:
            reasons.append(source.late)
            break
        except Unusable as why:
            reasons.append(str(why))
            if why.named:
                break
    return NotFound(tuple(reasons))


async def keep(profile: Profile, secret: Secret, *, limit: float = LIMIT) -> Kept | str:
    """Keep the key of the profile's account in the keyring, or say in a sentence why not."""
    try:
        name = await on_daemon(
            partial(keyrings.put, profile.host, profile.email, secret.reveal()), limit
        )
    except TimeoutError:
        return _KEYRING_IS_LATE
    except Unusable as why:
        return str(why)
    return Kept(f"the keyring ({name})")
