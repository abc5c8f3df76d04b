"""The list that ticks itself while somebody signs in, on paper."""

import sys
from typing import Literal

import click

from eddytui.cli.clients import maker
from eddytui.cli.output import Failure, code_of
from eddytui.cli.printing import is_plain, tell
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.desk.sign_in import STEPS, Account, Step, check

State = Literal["doing", "done", "failed", "noted"]
_MARKS = {"doing": "…", "done": "✓", "failed": "✗", "noted": "·"}
_PLAIN_MARKS = {"doing": "..", "done": "ok", "failed": "no", "noted": "--"}
_WIDTH = max(map(len, STEPS))


def line(name: str, state: State, sentence: str, width: int = _WIDTH) -> str:
    """One line of a list: its mark, what was looked at, and how it is."""
    marks = _PLAIN_MARKS if is_plain() else _MARKS
    return f"{marks[state]:<{2 if is_plain() else 1}} {name:<{width}}  {sentence}"


async def checked(profile: Profile, key: str, paths: Paths) -> Account:
    """The account that the helpdesk sees, each step printed; a failed one ends the command."""
    account = None
    async for step in check(maker(profile, paths, warn=tell), profile.url, profile.email, key):
        if step.error is not None:
            start = "\r" if sys.stdout.isatty() else ""
            raise Failure(
                f"{start}{line(step.name, step.state, step.sentence)}", code_of(step.error)
            )
        _tick(step)
        account = step.account
    assert account is not None  # noqa: S101 - see Step: the last one that is done has it
    return account


def _tick(step: Step) -> None:
    """Print a step; on a terminal it is there while it lasts, and its end takes its line."""
    text = line(step.name, step.state, step.sentence)
    if sys.stdout.isatty():
        click.echo(f"\r{text}", nl=step.state == "done")
    elif step.state == "done":
        click.echo(text)
