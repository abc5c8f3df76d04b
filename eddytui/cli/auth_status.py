"""`eddytui auth status`: who signs in where, and where the key comes from."""

import asyncio
import os
from typing import Any

import click

from eddytui.api.errors import DeskError
from eddytui.cli.auth_profile import IN_MEMORY, SIGN_IN, chosen, with_profile
from eddytui.cli.auth_steps import checked
from eddytui.cli.clients import maker
from eddytui.cli.environment import with_key
from eddytui.cli.groups import Manual
from eddytui.cli.output import NOT_SIGNED_IN, Failure, code_of
from eddytui.cli.printing import document, say, tell
from eddytui.config.credentials import SOURCES, Found, NotFound, find
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile, read
from eddytui.config.proxies import masked
from eddytui.desk.sign_in import check

_WIDTH = max(len(source.name) for source in SOURCES)
_NOBODY = f"You are not signed in. {SIGN_IN}"


@click.command(
    cls=Manual,
    keys='{"profile", "url", "email", "store": disk or memory, for the copy, "source": where the '
    'key is from or null, "sources": each {"source", "outcome", "sentence"}, "helpdesk": null when '
    'it is not asked, else {"accepts"} with "user_id" and "name", or with "error"}.',
    examples=("auth status", "auth status --offline --json"),
)
@with_profile
@click.option("--json", "as_json", is_flag=True, help="Print it for a program to read.")
@click.option("--offline", is_flag=True, help="Do not ask the helpdesk.")
@click.pass_context
def status(ctx: click.Context, profile: str, as_json: bool, offline: bool) -> None:
    """Tell who signs in where, where the key comes from, and whether the helpdesk takes it."""
    paths = Paths.of(os.environ)
    profiles = read(paths.config_path)
    who = chosen(ctx, profiles, profile)
    if not who.complete:
        raise Failure(_NOBODY, NOT_SIGNED_IN)
    found = asyncio.run(find(who, with_key()))
    if isinstance(found, Found):
        ctx.find_root().obj.hide(found.secret.reveal(), who.email)
    if as_json:
        ctx.exit(_as_json(who, found, paths, offline))
    _as_text(who, found, paths, offline, [name for name in profiles.by_name if name != who.name])


def _as_text(
    who: Profile, found: Found | NotFound, paths: Paths, offline: bool, others: list[str]
) -> None:
    say(f"Profile {who.name or '(none)'}: {who.email} at {masked(who.url)}")
    if who.store == "memory":
        say(IN_MEMORY)
    if others:
        say(f"Other profiles: {', '.join(others)}")
    for asked in found.asked:
        say(f"  {asked.source:<{_WIDTH}}  {asked.outcome}: {asked.sentence}")
    if isinstance(found, NotFound):
        raise Failure(f"There is no API key. {SIGN_IN}", NOT_SIGNED_IN)
    if not offline:
        asyncio.run(checked(who, found.secret.reveal(), paths))


def _as_json(who: Profile, found: Found | NotFound, paths: Paths, offline: bool) -> int:
    """Print one object, whatever there is to say; the exit code is the one of the text."""
    code, helpdesk = 0, None
    if isinstance(found, NotFound):
        code = NOT_SIGNED_IN
    elif not offline:
        code, helpdesk = asyncio.run(_helpdesk(who, found.secret.reveal(), paths))
    document(
        {
            "profile": who.name,
            "url": masked(who.url),
            "email": who.email,
            "store": who.store,
            "source": found.source if isinstance(found, Found) else None,
            "sources": [asked._asdict() for asked in found.asked],
            "helpdesk": helpdesk,
        }
    )
    return code


async def _helpdesk(who: Profile, key: str, paths: Paths) -> tuple[int, dict[str, Any]]:
    """What the helpdesk says about this account, and the exit code for it."""
    error: DeskError | None = None
    account = None
    async for step in check(maker(who, paths, warn=tell), who.url, who.email, key):
        error, account = step.error, step.account
    if error is not None or account is None:
        return code_of(error or DeskError()), {"accepts": False, "error": str(error)}
    return 0, {"accepts": True, "user_id": account.user_id, "name": account.name}
