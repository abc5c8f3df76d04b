"""What the program is started with: command line, settings and surroundings, settled."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

import click

from eddytui.cli import environment, terminal
from eddytui.cli.redaction import Redaction
from eddytui.config.keymap import KeyTable
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile, read


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
    """What children may inherit."""
    with_key: MutableMapping[str, str]
    """The same with the API key, if it is there: to look for it alone."""
    redaction: Redaction
    """To be told every key that is found, so that no log or crash file has it."""
    plain: bool
    """ASCII, and the terminal's own colours."""
    remote: bool
    """At the other end of an SSH connection: send little."""
    demo: Demo | None = None
    keys: KeyTable | None = None
    """The keys that the settings wish for, not checked."""


def launch_of(ctx: click.Context) -> Launch:
    """What this run was started with. Raises ConfigError for settings that cannot be used."""
    root = ctx.find_root()
    paths = Paths.of(os.environ)
    profiles = read(paths.config_path)
    wanted = root.params
    of_demo = {name: wanted[name] for name in ("tickets", "seed") if wanted[name] is not None}
    demo = Demo(**of_demo) if wanted["demo"] else None
    return Launch(
        profile=profiles.plain if demo else profiles.choose(os.environ, wanted["profile"]),
        paths=paths,
        environ=os.environ,
        with_key=environment.with_key(root),
        redaction=root.obj,
        plain=wanted["plain"] or terminal.plain(os.environ),
        remote=terminal.remote(os.environ),
        demo=demo,
        keys=profiles.keys,
    )
