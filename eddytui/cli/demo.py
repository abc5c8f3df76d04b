"""The demo: a pretend helpdesk in this process, with a copy and a journal of its own."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from eddytui.cli.account import Account, clock
from eddytui.cli.launch import Demo, Launch
from eddytui.demo.account import EMAIL, KEY, ME, URL
from eddytui.store.store import Store

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.demo.helpdesk import DemoHelpdesk

_ANCHOR = "demo.anchor"
"""Mark: when the world began that the copy is of."""
_KEPT = timedelta(hours=12)
"""The demo begins a new world after this, so that its queue always looks alive."""


def account(launch: Launch) -> Account:
    """The demo that was asked for: each number of tickets and seed is a helpdesk of its own."""
    wanted = launch.demo or Demo()
    path = launch.paths.store_path(f"demo-{wanted.seed}-{wanted.tickets}")
    return Account(
        title="demo",
        path=path,
        me=ME,
        email=EMAIL,
        clock=clock(""),
        connect=lambda store: _connect(store, wanted, path.with_suffix(".jsonl")),
        begin=_begin,
    )


def _begin(store: Store) -> None:
    """The copy of a world that is over is not shown; drafts stay."""
    anchor = store.marks.get(_ANCHOR)
    if anchor and clock("")() - datetime.fromisoformat(anchor) >= _KEPT:
        asyncio.run(store.empty_records())


async def _connect(store: Store, wanted: Demo, journal: Path) -> "Client":
    """A client of the pretend helpdesk, which is made without holding up the keys."""
    helpdesk, client = await asyncio.to_thread(_make, wanted, journal)
    anchor = str(helpdesk.anchor)
    if store.marks.get(_ANCHOR) != anchor:
        await store.empty_records()
        await store.marks.put(_ANCHOR, anchor)
    return client


def _make(wanted: Demo, journal: Path) -> "tuple[DemoHelpdesk, Client]":
    from eddytui.api.client import Client  # noqa: PLC0415 - after the first frame
    from eddytui.demo.helpdesk import DemoHelpdesk  # noqa: PLC0415 - likewise

    helpdesk = DemoHelpdesk(
        seed=wanted.seed, tickets=wanted.tickets, clock=clock(""), journal=journal
    )
    return helpdesk, Client(URL, EMAIL, KEY, app=helpdesk.app)
