"""The API key: where it is looked for, and in which order.

The order and the reasons for it: dependencies.md, section 4.
"""

from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from eddytui.config import commands, key_files, keyrings
from eddytui.config.daemon import on_daemon
from eddytui.config.errors import Unset, Unusable
from eddytui.config.profiles import Profile
from eddytui.config.secret import KEY, KEY_FILE, Secret

LIMIT = 5.0
"""Seconds that one source may take."""
_LIMIT_OF_COMMAND = commands.LIMIT + LIMIT  # it ends by itself before that


class Asked(NamedTuple):
    """What became of one source in a search, with a sentence about it."""

    source: str
    outcome: Literal["used", "not set", "has none", "failed", "not asked"]
    sentence: str


class Found(NamedTuple):
    """A key, and the source that had it."""

    secret: Secret
    source: str
    asked: tuple[Asked, ...] = ()
    """Every source in its order, this one included."""


class NotFound(NamedTuple):
    """No key."""

    asked: tuple[Asked, ...]
    """Every source in its order."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """One sentence for each source that was asked, why it has none."""
        return tuple(one.sentence for one in self.asked if one.outcome in {"has none", "failed"})


class Source(NamedTuple):
    """A place that may have a key. `read` raises Unusable when it has none, and may hang."""

    name: str
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
        raise Unset(f"{KEY} and {KEY_FILE} are not set.")
    return Found(Secret(key_files.read(Path(file), KEY_FILE)), f"{KEY_FILE} ({file})")


def _command(profile: Profile, environ: MutableMapping[str, str]) -> Found:
    command = profile.credential_command
    if not command:
        raise Unset("The profile has none.")
    return Found(Secret(commands.key(command, environ)), f"{commands.SETTING} ({command[0]})")


def _file(profile: Profile, environ: MutableMapping[str, str]) -> Found:
    if not profile.credential_file:
        raise Unset("The profile has none.")
    key, path = key_files.of_profile(profile.credential_file, environ)
    return Found(Secret(key), f"{key_files.SETTING} ({path})")


def _keyring(profile: Profile, _: MutableMapping[str, str]) -> Found:
    if not profile.complete:
        raise Unusable("The keyring was not asked: no address and e-mail are set.")
    return Found(Secret(keyrings.get(profile.host, profile.email)), "the keyring")


KEYRING_IS_LATE = (
    "The keyring does not answer; it may be waiting to be unlocked. "
    f"Unlock it and try again, or set {KEY}."
)

OWN: tuple[Source, ...] = (
    Source(
        commands.SETTING, _command, f"{commands.SETTING} could not be stopped.", _LIMIT_OF_COMMAND
    ),
    Source(key_files.SETTING, _file, f"The file of {key_files.SETTING} does not give a key."),
)
"""The sources that a profile names itself."""

SOURCES: tuple[Source, ...] = (
    Source("environment", _environment, f"The file that {KEY_FILE} names does not give a key."),
    *OWN,
    Source("keyring", _keyring, KEYRING_IS_LATE),
)
"""Where a key is looked for: the first that has one is taken."""


async def find(
    profile: Profile,
    environ: MutableMapping[str, str],
    *,
    sources: tuple[Source, ...] = SOURCES,
) -> Found | NotFound:
    """The key of the profile's account from the first source that has it, or why none has.

    A source that was named by the owner and fails ends the search, and so does one that hangs.
    """
    asked: list[Asked] = []
    for number, source in enumerate(sources, start=1):
        answer = await _ask(source, profile, environ)
        if isinstance(answer, Found):
            used = Asked(source.name, "used", f"The key is from {answer.source}.")
            rest = _not_asked(sources[number:], f"{source.name} comes first")
            return answer._replace(asked=(*asked, used, *rest))
        asked.append(answer)
        if answer.outcome == "failed":
            return NotFound((*asked, *_not_asked(sources[number:], f"{source.name} failed")))
    return NotFound(tuple(asked))


async def _ask(
    source: Source, profile: Profile, environ: MutableMapping[str, str]
) -> Found | Asked:
    try:
        return await on_daemon(partial(source.read, profile, environ), source.limit)
    except TimeoutError:
        return Asked(source.name, "failed", source.late)
    except Unset as why:
        return Asked(source.name, "not set", str(why))
    except Unusable as why:
        return Asked(source.name, "failed" if why.named else "has none", str(why))


def _not_asked(sources: tuple[Source, ...], because: str) -> Iterator[Asked]:
    return (Asked(one.name, "not asked", f"{because}.") for one in sources)
