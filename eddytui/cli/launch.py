"""What the app is started with: the command line, the settings and the surroundings, settled."""

from collections.abc import MutableMapping
from dataclasses import dataclass

from eddytui.cli.redaction import Redaction
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile


@dataclass(frozen=True, slots=True)
class Demo:
    """The pretend helpdesk that was asked for."""

    tickets: int = 240
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Launch:
    """Everything that `start.run` needs."""

    profile: Profile
    """Not `complete` when the agent has to sign in first."""
    paths: Paths
    environ: MutableMapping[str, str]
    redaction: Redaction
    """To be told every key that is found, so that no log or crash file has it."""
    plain: bool
    """ASCII, and the terminal's own colours."""
    remote: bool
    """At the other end of an SSH connection: send little."""
    demo: Demo | None = None
