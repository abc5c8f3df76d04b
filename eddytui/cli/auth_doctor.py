"""`eddytui auth doctor`: everything that signing in stands on, looked at one by one."""

import asyncio
import os
from collections.abc import AsyncIterator

import click

from eddytui.api.address import is_loopback
from eddytui.cli import auth_machine as machine
from eddytui.cli import auth_network as network
from eddytui.cli.auth_check import Check
from eddytui.cli.auth_profile import SIGN_IN, named, with_profile
from eddytui.cli.auth_steps import line
from eddytui.cli.environment import with_key
from eddytui.cli.groups import Manual
from eddytui.cli.output import NOT_SIGNED_IN
from eddytui.cli.printing import say
from eddytui.cli.redaction import Redaction
from eddytui.config.credentials import Found, find
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.config.proxies import is_named

_WIDTH = len("Who you are")


@click.command(cls=Manual, examples=("auth doctor", "auth doctor --profile work"))
@with_profile
@click.pass_context
def doctor(ctx: click.Context, profile: str) -> None:
    """Check everything that signing in stands on, and say what to do about it.

    Nothing is changed, but for a trial key that goes into the keyring and out again. The exit code
    is the one of the worst that was found.
    """
    ctx.exit(asyncio.run(_examined(named(ctx, profile), ctx.find_root().obj)))


async def _examined(name: str, redaction: Redaction) -> int:
    """Every check printed as it is made; the highest of their exit codes."""
    worst = 0
    async for check in _checks(Paths.of(os.environ), name, redaction):
        say(line(check.name, check.state, check.sentence, _WIDTH))
        worst = max(worst, check.code)
    return worst


async def _checks(paths: Paths, name: str, redaction: Redaction) -> AsyncIterator[Check]:
    yield machine.programs()
    profile, settings = machine.settings(paths, os.environ, name)
    for check in (*settings, *machine.folders(paths)):
        yield check
    if profile is not None and profile.complete:
        async for check in _of_account(paths, profile, redaction):
            yield check
    else:  # it is not known whose key to look for
        yield await machine.keyring(())
        if profile is not None:
            yield Check("Account", "failed", f"Nobody signs in. {SIGN_IN}", NOT_SIGNED_IN)
    for check in machine.terminal(os.environ):
        yield check


async def _of_account(paths: Paths, profile: Profile, redaction: Redaction) -> AsyncIterator[Check]:
    found = await find(profile, with_key())
    key = found.secret.reveal() if isinstance(found, Found) else ""
    redaction.hide(key, profile.email)
    for check in machine.sources(found):
        yield check
    yield await machine.keyring(found.asked)
    yield machine.proxies(profile, os.environ)
    for check in await network.helpdesk(profile, key, paths, proxied=_is_proxied(profile)):
        yield check
    yield machine.copy(paths, profile)


def _is_proxied(profile: Profile) -> bool:
    """Whether requests may go through a proxy; none does to this machine itself."""
    return bool(profile.proxy or is_named(os.environ)) and not is_loopback(profile.host)
