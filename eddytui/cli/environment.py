"""The environment of a run: the API key is taken out of it before anything can inherit it."""

import os
from collections.abc import MutableMapping

import click

from eddytui.config.secret import KEY, KEY_FILE

_KEPT = "eddytui.environ"
_WITH_KEY = (KEY, KEY_FILE)


def take() -> dict[str, str]:
    """All of the environment; what is of the key is no more in the one of this process."""
    environ = dict(os.environ)
    for name in _WITH_KEY:
        os.environ.pop(name, None)
    return environ


def keep(ctx: click.Context, environ: MutableMapping[str, str]) -> None:
    """Keep what `take` gave for the commands of this run."""
    ctx.meta[_KEPT] = environ


def with_key(ctx: click.Context | None = None) -> MutableMapping[str, str]:
    """The environment as the run began: to look for the key in, and never to be passed on."""
    kept: MutableMapping[str, str] = (ctx or click.get_current_context()).meta[_KEPT]
    return kept
