"""The account of the profile; at a first start, who signs in where is asked for."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from eddytui.api.errors import WrongKey
from eddytui.cli.account import Account, clock
from eddytui.cli.clients import client_of, maker
from eddytui.cli.launch import Launch
from eddytui.config import writing
from eddytui.config.credentials import Found, NotFound, find
from eddytui.config.keeping import WAY_ON, Kept, keep
from eddytui.config.profiles import FIRST, Profile
from eddytui.config.secret import Secret
from eddytui.desk.sign_in import Account as SignedIn
from eddytui.desk.sign_in import check
from eddytui.store.database import MEMORY
from eddytui.store.store import Store

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.ui.sign_in import Entered

_SIGN_IN = "Run: eddytui auth login"


def account(launch: Launch) -> Account | None:
    """The account of the profile; at a first start it is asked for. None when nobody signs in."""
    profile, why = launch.profile, "Sign in to your helpdesk."
    if profile.complete and launch.paths.copy_path(profile.account).exists():
        return known(launch, profile, None)
    if profile.complete:
        found = asyncio.run(find(profile, launch.with_key))
        if isinstance(found, Found):
            return known(launch, profile, found.secret)
        if profile.credential_command or profile.credential_file:
            raise _no_key(found)  # a key that is typed now would not be asked for the next time
        why = " ".join(found.reasons)
    return _signed_in(launch, profile, why)


def _signed_in(launch: Launch, profile: Profile, why: str) -> Account | None:
    from eddytui.ui.sign_in import Entered, SignInApp  # noqa: PLC0415 - a first start alone

    async def keep_it(account: SignedIn, entered: "Entered") -> str:
        launch.redaction.hide(entered.key, entered.email)
        name = profile.name or FIRST
        values = {"url": account.url, "email": entered.email, "me": account.user_id}
        writing.keep(launch.paths.config_path, name, values)
        signed_in = replace(profile, url=account.url, email=entered.email)
        kept = await keep(signed_in, Secret(entered.key))
        return "" if isinstance(kept, Kept) else f"{kept} {WAY_ON}"

    app = SignInApp(
        lambda url, email, key: check(maker(profile, launch.paths), url, email, key),
        keep_it,
        entered=Entered(profile.url, profile.email, ""),
        why=why,
        theme=profile.theme,
        plain=launch.plain,
    )
    app.run_until_left()
    if app.account is None:
        return None
    chosen = replace(
        profile, url=app.account.url, email=app.entered.email, user_id=app.account.user_id
    )
    return known(launch, chosen, Secret(app.entered.key))


def known(launch: Launch, profile: Profile, secret: Secret | None) -> Account:
    """An account that is signed in; without `secret` the key is looked up after the first frame."""

    async def connect(_: Store) -> "Client":
        found = Found(secret, "") if secret else await find(profile, launch.with_key)
        if isinstance(found, NotFound):
            raise _no_key(found)
        key = found.secret.reveal()
        launch.redaction.hide(key, profile.email)
        return await asyncio.to_thread(client_of, profile, key, launch.paths)

    return Account(
        title=profile.host,
        path=MEMORY if profile.store == "memory" else launch.paths.store_path(profile.account),
        me=profile.user_id,
        email=profile.email,
        clock=clock(profile.timezone),
        connect=connect,
    )


def _no_key(found: NotFound) -> WrongKey:
    return WrongKey(f"There is no API key. {' '.join(found.reasons)} {_SIGN_IN}")
