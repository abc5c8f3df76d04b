"""`eddytui auth`: signing in from the command line, with the same check as the app's screen."""

import asyncio
import os
import sys
from dataclasses import replace

import click

from eddytui.cli import terminal
from eddytui.cli.clients import maker
from eddytui.cli.output import NOT_SIGNED_IN, Failure, code_of
from eddytui.config import writing
from eddytui.config.credentials import KEY, KEY_FILE, WAY_ON, Kept, NotFound, Secret, find, keep
from eddytui.config.paths import Paths
from eddytui.config.profiles import FIRST, Profile, is_name, on_top, read
from eddytui.desk.sign_in import STEPS, Account, Step, check

_KEEPING = "Key kept"
_MARKS = {"doing": "…", "done": "✓", "failed": "✗"}
_PLAIN_MARKS = {"doing": "..", "done": "ok", "failed": "no"}
_WIDTH = max(map(len, STEPS))

with_profile = click.option("-p", "--profile", default="", metavar="NAME", help="The profile.")


@click.group()
def auth() -> None:
    """Sign in, and see how you are signed in."""


@auth.command()
@with_profile
@click.option("--url", default="", help="The address of the helpdesk.")
@click.option("--email", default="", help="Your e-mail address there.")
@click.pass_context
def login(ctx: click.Context, profile: str, url: str, email: str) -> None:
    """Sign in: check address and key, and keep them.

    What is not given is asked for. The key can also come through standard input.
    """
    path = Paths.of(os.environ).config_path
    profiles = read(path)
    name = profile or _named(ctx) or profiles.default or FIRST
    if not is_name(name):
        raise click.UsageError("A profile's name has letters, digits, - and _ alone.")
    known = on_top(os.environ, profiles.by_name.get(name, profiles.plain))
    asked = replace(
        known,
        name=name,
        url=url or _ask("Address of the helpdesk", known.url),
        email=email or _ask("Your e-mail address", known.email),
    )
    key = _ask_key()
    ctx.find_root().obj.hide(key, asked.email)

    account = asyncio.run(_checked(asked, key))
    signed_in = replace(asked, url=account.url)
    # Who the helpdesk does not name may have been written into the profile by hand.
    by_hand = known.user_id if signed_in.account == known.account else 0
    user_id = account.user_id or by_hand
    writing.keep(path, name, {"url": account.url, "email": asked.email, "user_id": user_id})
    _keep_key(signed_in, key)


@auth.command()
@with_profile
@click.pass_context
def status(ctx: click.Context, profile: str) -> None:
    """Tell who signs in where, where the key comes from, and whether the helpdesk takes it."""
    path = Paths.of(os.environ).config_path
    chosen = read(path).choose(os.environ, profile or _named(ctx))
    if not chosen.complete:
        raise Failure("You are not signed in. Run: eddytui auth login", NOT_SIGNED_IN)
    click.echo(f"Profile {chosen.name or '(none)'}: {chosen.email} at {chosen.url}")
    found = asyncio.run(find(chosen, os.environ))
    if isinstance(found, NotFound):
        reasons = "\n".join(found.reasons)
        raise Failure(f"There is no API key.\n{reasons}\nRun: eddytui auth login", NOT_SIGNED_IN)
    click.echo(f"The key is from {found.source}.")
    ctx.find_root().obj.hide(found.secret.reveal(), chosen.email)
    asyncio.run(_checked(chosen, found.secret.reveal()))


def _named(ctx: click.Context) -> str:
    """The profile named before the command or by the environment."""
    return ctx.find_root().params["profile"] or os.environ.get("EDDYTUI_PROFILE", "")


def _ask(question: str, known: str) -> str:
    answer: str = click.prompt(question, default=known or None)
    return answer.strip()


def _ask_key() -> str:
    """The key, not shown while it is typed; a pipe gives it in its next line."""
    key: str = (
        click.prompt("API key (not shown)", hide_input=True)
        if sys.stdin.isatty()
        else sys.stdin.readline()
    )
    if not key.strip():
        raise click.UsageError("There is no API key in what standard input gave.")
    return key.strip()


async def _checked(profile: Profile, key: str) -> Account:
    """The account that the helpdesk sees, each step printed; a failed one ends the command."""
    account = None
    async for step in check(maker(profile), profile.url, profile.email, key):
        if step.error is not None:
            start = "\r" if sys.stdout.isatty() else ""
            line = _line(step.name, step.state, step.sentence)
            raise Failure(f"{start}{line}", code_of(step.error))
        _tick(step)
        account = step.account
    assert account is not None  # noqa: S101 - see Step: the last one that is done has it
    return account


def _keep_key(profile: Profile, key: str) -> None:
    kept = asyncio.run(keep(profile, Secret(key)))
    if isinstance(kept, Kept):
        click.echo(_line(_KEEPING, "done", f"In {kept.where}."))
    elif {KEY, KEY_FILE} & os.environ.keys():
        click.echo(_line(_KEEPING, "done", "In the environment, as it is now."))
    else:
        raise Failure(f"{_line(_KEEPING, 'failed', kept)}\n{WAY_ON}", NOT_SIGNED_IN)


def _tick(step: Step) -> None:
    """Print a step; on a terminal it is there while it lasts, and its end takes its line."""
    line = _line(step.name, step.state, step.sentence)
    if sys.stdout.isatty():
        click.echo(f"\r{line}", nl=step.state == "done")
    elif step.state == "done":
        click.echo(line)


def _line(name: str, state: str, sentence: str) -> str:
    marks = _PLAIN_MARKS if terminal.plain(os.environ) else _MARKS
    return f"{marks[state]} {name:<{_WIDTH}}  {sentence}"
