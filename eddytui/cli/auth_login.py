"""`eddytui auth login`: signing in, with the same check as the app's screen."""

import asyncio
import os
import sys
from dataclasses import replace
from typing import get_args

import click

from eddytui.cli.auth_keeping import KEEPING, Keeper
from eddytui.cli.auth_profile import named, with_profile
from eddytui.cli.auth_steps import checked, line
from eddytui.cli.environment import with_key
from eddytui.cli.groups import Manual
from eddytui.cli.output import NOT_SIGNED_IN, Failure
from eddytui.cli.typed import readable
from eddytui.config import writing
from eddytui.config.credentials import OWN, Found, find
from eddytui.config.keeping import Store
from eddytui.config.paths import Paths
from eddytui.config.profiles import FIRST, Profile, is_name, of_another, on_top, read
from eddytui.config.secret import Secret


@click.command(
    cls=Manual,
    examples=(
        "auth login",
        "auth login --profile work --url acme.helpdeskeddy.com --email ira@acme.com",
        "auth login --store file < key.txt",
    ),
)
@with_profile
@click.option("--url", default="", help="The address of the helpdesk.")
@click.option("--email", default="", help="Your e-mail address there.")
@click.option(
    "--store",
    type=click.Choice(get_args(Store)),
    help="Where to keep the key; the keyring if there is one, else it is asked.",
)
@click.pass_context
def login(ctx: click.Context, profile: str, url: str, email: str, store: Store | None) -> None:
    """Sign in: check address and key, and keep them.

    What is not given is asked for. The key can also come through standard input. A profile with a
    credential_command or a credential_file of its own has its key from there.
    """
    paths = Paths.of(os.environ)
    profiles = read(paths.config_path)
    name = named(ctx, profile) or profiles.default or FIRST
    if not is_name(name):
        raise click.UsageError("A profile's name has letters, digits, - and _ alone.")
    known = on_top(os.environ, profiles.by_name.get(name, profiles.plain))
    asked = _asked(known, name, url, email)
    keeper = Keeper(paths, asked)
    given = asyncio.run(_given(asked)) if keeper.has_own_source else None
    secret = given.secret if given else Secret(_ask_key())
    ctx.find_root().obj.hide(secret.reveal(), asked.email)

    account = asyncio.run(checked(asked, secret.reveal(), paths))
    user_id = account.user_id or asked.user_id
    values = {"url": account.url, "email": asked.email, "me": user_id}
    writing.keep(paths.config_path, name, values)
    if given:
        click.echo(line(KEEPING, "done", f"By {given.source}."))
    else:
        Keeper(paths, replace(asked, url=account.url)).keep(secret, store)


def _asked(known: Profile, name: str, url: str, email: str) -> Profile:
    """The profile with what was given or is asked for now."""
    asked = replace(
        known,
        name=name,
        url=url or _ask("Address of the helpdesk", known.url),
        email=email or _ask("Your e-mail address", known.email),
    )
    if not known.complete or asked.account == known.account:
        return asked
    return of_another(asked)


async def _given(profile: Profile) -> Found:
    """The key that the profile names itself; why it has none ends the command."""
    found = await find(profile, with_key(), sources=OWN)
    if isinstance(found, Found):
        return found
    raise Failure("\n".join(("There is no API key.", *found.reasons)), NOT_SIGNED_IN)


def _ask(question: str, known: str) -> str:
    answer: str = click.prompt(question, default=known or None)
    return answer.strip()


def _ask_key() -> str:
    """The key, not shown while it is typed; a pipe gives it in its next line."""
    key: str = (
        click.prompt("API key (not shown)", hide_input=True)
        if sys.stdin.isatty()
        else readable(sys.stdin.readline())
    )
    if not key.strip():
        raise click.UsageError("There is no API key in what standard input gave.")
    return key.strip()
