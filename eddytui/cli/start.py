"""Starting the app: the one place where store, desk, client and screens are put together."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from eddytui.cli import memory
from eddytui.cli.account import Account
from eddytui.cli.keymap import in_force
from eddytui.cli.launch import Launch
from eddytui.cli.output import NOT_SIGNED_IN
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.ui.app import EddyApp
from eddytui.ui.desk_app import Setting
from eddytui.ui.keymap import Keymap

if TYPE_CHECKING:
    from eddytui.api import Client

IN_MEMORY = (
    "The copy is in memory alone: drafts and what is not sent are gone when you leave eddytui."
)
_SWITCH = 0.0005
"""Seconds between thread switches: a key then waits 5 ms, not 28, for a page that is parsed."""


def run(launch: Launch) -> int:
    """Run the app until it is left; its exit code. Raises ConfigError for keys that clash."""
    keymap = in_force(launch.keys)
    sys.setswitchinterval(_SWITCH)
    memory.hold()
    account = _account(launch)
    if account is None:
        return NOT_SIGNED_IN
    store = Store(Database(account.path))
    try:
        account.begin(store)
        desk = account.desk(store, launch.profile)

        async def connect() -> "Client":
            try:
                return await account.connect(store)
            finally:
                memory.settle()

        app = EddyApp(
            desk,
            connect,
            _setting(launch, account.title, keymap, in_memory=store.database.in_memory),
        )
        if warning := store.database.repaired or _of_memory(launch, store):
            app.said = (warning, "late")
        return app.run_until_left()
    finally:
        store.close()


def _account(launch: Launch) -> Account | None:
    if launch.demo:
        from eddytui.cli import demo  # noqa: PLC0415 - one of the two is needed

        return demo.account(launch)
    from eddytui.cli import signing  # noqa: PLC0415 - one of the two is needed

    return signing.account(launch)


def _of_memory(launch: Launch, store: Store) -> str:
    """What to know of a copy in memory; "" for any other."""
    if not store.database.in_memory:
        return ""
    left = launch.paths.copy_path(launch.profile.account)
    older = f" An older copy is still at {left}." if left.exists() else ""
    return f"{IN_MEMORY}{older}"


def _here() -> Path:
    """The working folder; the topmost one when it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def _setting(launch: Launch, title: str, keymap: Keymap, *, in_memory: bool) -> Setting:
    profile = launch.profile
    return Setting(
        helpdesk=title,
        theme=profile.theme,
        plain=launch.plain,
        slow=launch.remote,
        newest_first=profile.newest_first,
        preview=profile.preview and not launch.remote,
        send_delay=profile.send_delay,
        in_memory=in_memory,
        folder=launch.paths.runtime,
        here=_here(),
        environ=launch.environ,
        keymap=keymap,
    )
