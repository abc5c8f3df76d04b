"""Starting the app: the one place where store, desk, client and screens are put together."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eddytui.api.errors import WrongKey
from eddytui.cli.clients import maker
from eddytui.cli.launch import Launch
from eddytui.cli.output import NOT_SIGNED_IN
from eddytui.config import writing
from eddytui.config.credentials import WAY_ON, Found, Kept, NotFound, Secret, find, keep
from eddytui.config.paths import private
from eddytui.config.profiles import FIRST, Profile
from eddytui.desk.desk import Desk
from eddytui.desk.sign_in import Account as SignedIn
from eddytui.desk.sign_in import check
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.ui.app import EddyApp
from eddytui.ui.desk_app import Setting
from eddytui.ui.shell import Shell

if TYPE_CHECKING:
    from eddytui.api import Client

_SWITCH = 0.0005
"""Seconds between thread switches: a key then waits 5 ms, not 28, for a page that is parsed."""
_SIGN_IN = "Run: eddytui auth login"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose helpdesk is opened: its copy on this machine, and how it is reached."""

    title: str
    path: Path
    me: int
    email: str
    clock: Callable[[], datetime]
    connect: Callable[[Store], Awaitable["Client"]]


def run(launch: Launch) -> int:
    """Run the app until it is left; its exit code."""
    sys.setswitchinterval(_SWITCH)
    account = _demo(launch) if launch.demo else _account(launch)
    if account is None:
        return NOT_SIGNED_IN
    store = Store(Database(account.path))
    try:
        desk = Desk(store, clock=account.clock, me=account.me, languages=launch.profile.languages)
        app = EddyApp(desk, lambda: account.connect(store), _setting(launch, account.title))
        if store.database.repaired:
            app.said = (store.database.repaired, "late")
        return _until_left(app)
    finally:
        store.close()


def _until_left(app: Shell) -> int:
    app.run(mouse=True)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _setting(launch: Launch, title: str) -> Setting:
    profile = launch.profile
    plain = launch.plain or launch.remote
    return Setting(
        helpdesk=title,
        theme=profile.theme,
        plain=plain,
        newest_first=profile.newest_first,
        preview=profile.preview and not launch.remote,
        folder=private(launch.paths.runtime),
        environ=launch.environ,
    )


def _clock(timezone: str) -> Callable[[], datetime]:
    """The helpdesk's own time without a zone, as its dates have none."""
    zone = ZoneInfo(timezone) if timezone else None
    return lambda: datetime.now(zone).replace(tzinfo=None)


# The demo


def _demo(launch: Launch) -> Account | None:
    """A pretend helpdesk in this process, with a copy of its own."""
    assert launch.demo is not None  # noqa: S101 - told by the caller
    tickets, seed = launch.demo.tickets, launch.demo.seed
    path = launch.paths.store_path(f"demo-{seed}-{tickets}")
    clock = _clock("")

    async def connect(store: Store) -> "Client":
        helpdesk = await asyncio.to_thread(_helpdesk, path, launch.demo, clock)
        if helpdesk.fresh:
            await store.empty_records()
        return Client(URL, EMAIL, KEY, app=helpdesk.app)

    return Account("demo", path, ME, EMAIL, clock, connect)


# A real helpdesk


def _account(launch: Launch) -> Account | None:
    """The account of the profile; at a first start it is asked for. None when nobody signs in."""
    profile, why = launch.profile, "Sign in to your helpdesk."
    if profile.complete and launch.paths.store_path(profile.account).exists():
        return _known(launch, profile, None)
    if profile.complete:
        found = asyncio.run(find(profile, launch.environ))
        if isinstance(found, Found):
            return _known(launch, profile, found.secret)
        why = " ".join(found.reasons)
    return _signed_in(launch, profile, why)


def _signed_in(launch: Launch, profile: Profile, why: str) -> Account | None:
    from eddytui.ui.sign_in import Entered, SignInApp  # noqa: PLC0415 - a first start alone

    async def keep_it(account: SignedIn, entered: Entered) -> str:
        launch.redaction.hide(entered.key, entered.email)
        name = profile.name or FIRST
        values = {"url": account.url, "email": entered.email, "user_id": account.user_id}
        writing.keep(launch.paths.config_path, name, values)
        signed_in = replace(profile, url=account.url, email=entered.email)
        kept = await keep(signed_in, Secret(entered.key))
        return "" if isinstance(kept, Kept) else f"{kept} {WAY_ON}"

    app = SignInApp(
        lambda url, email, key: check(maker(profile), url, email, key),
        keep_it,
        entered=Entered(profile.url, profile.email, ""),
        why=why,
        theme=profile.theme,
        plain=launch.plain,
    )
    _until_left(app)
    if app.account is None:
        return None
    chosen = replace(
        profile, url=app.account.url, email=app.entered.email, user_id=app.account.user_id
    )
    return _known(launch, chosen, Secret(app.entered.key))


def _known(launch: Launch, profile: Profile, secret: Secret | None) -> Account:
    """An account that is signed in; without `secret` the key is looked up after the first frame."""

    async def connect(_: Store) -> "Client":
        found = Found(secret, "") if secret else await find(profile, launch.environ)
        if isinstance(found, NotFound):
            raise WrongKey(f"There is no API key. {' '.join(found.reasons)} {_SIGN_IN}")
        key = found.secret.reveal()
        launch.redaction.hide(key, profile.email)
        client = await asyncio.to_thread(_client, profile, key)
        return client

    path = launch.paths.store_path(profile.account)
    clock = _clock(profile.timezone)
    return Account(profile.host, path, profile.user_id, profile.email, clock, connect)
