"""A home in which eddytui was started before: the store is full, no allowance was waited for."""

import asyncio
import os
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from eddytui.cli import demo
from eddytui.cli.launch import Demo, Launch
from eddytui.cli.redaction import Redaction
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.demo import wire
from eddytui.demo.account import ME
from eddytui.demo.helpdesk import DemoHelpdesk
from eddytui.desk.desk import Desk
from eddytui.desk.refresh import COMPLETE
from eddytui.models.tickets import Ticket
from eddytui.store.database import Database
from eddytui.store.store import Store

_AT_ONCE = 1000


class Thread(NamedTuple):
    """A ticket whose whole thread is in the store."""

    ticket: int
    replies: int


class Home(NamedTuple):
    """Where one pretend user lives."""

    folder: Path
    tickets: int
    threads: tuple[Thread, ...] = ()

    @property
    def environ(self) -> dict[str, str]:
        """The whole environment of a program: a modern terminal here, not over SSH."""
        names = ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
        return {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **{f"XDG_{name}": str(self.folder / name.lower()) for name in names},
        }


def filled(home: Home, lengths: Iterable[int] = ()) -> Home:
    """The home with everything in its store, and threads of about these many replies."""
    return asyncio.run(_fill(home, tuple(lengths)))


async def _fill(home: Home, lengths: tuple[int, ...]) -> Home:
    account = demo.account(_launch(home.environ, home.tickets))
    store = Store(Database(account.path))
    try:
        client = await account.connect(store)
        desk = Desk(store, clock=account.clock, me=account.me, email=account.email)
        desk.connect(client)
        await desk.refresh()
        # The journal leads a second helpdesk to the same world, whose tickets need no requests.
        journal = account.path.with_suffix(".jsonl")
        again = DemoHelpdesk(
            tickets=home.tickets, clock=account.clock, journal=journal, lively=False
        )
        await _keep_tickets(store, again)
        await store.marks.put(COMPLETE, desk.now())
        await desk.complete()
        threads = [_nearest(again, length) for length in lengths]
        for thread in threads:
            await _read(desk, thread.ticket)
        await client.aclose()
    finally:
        store.close()
    return home._replace(threads=tuple(threads))


def _launch(environ: Mapping[str, str], tickets: int) -> Launch:
    return Launch(
        profile=Profile(),
        paths=Paths.of(environ),
        environ=dict(environ),
        with_key={},
        redaction=Redaction(),
        plain=False,
        remote=False,
        demo=Demo(tickets=tickets),
    )


async def _keep_tickets(store: Store, helpdesk: DemoHelpdesk) -> None:
    world = helpdesk.world
    me, now = world.people[ME], helpdesk.anchor
    seen = (
        Ticket.model_validate(wire.ticket(world, now, ticket))
        for ticket in world.tickets.values()
        if world.sees(me, ticket) and not ticket.deleted
    )
    while some := list(islice(seen, _AT_ONCE)):
        await store.tickets.put(some)


def _nearest(helpdesk: DemoHelpdesk, length: int) -> Thread:
    """The ticket that Ira sees whose replies come nearest to a number."""
    world = helpdesk.world
    me = world.people[ME]
    seen = [
        ticket for ticket in world.tickets.values() if world.sees(me, ticket) and not ticket.deleted
    ]
    ticket = min(seen, key=lambda ticket: (abs(ticket.posts - length), ticket.id))
    return Thread(ticket.id, ticket.posts)


async def _read(desk: Desk, ticket_id: int) -> None:
    """Read a ticket to the oldest reply, note and event."""
    await desk.open(ticket_id)
    for kind in ("post", "comment", "audit"):
        while await desk.older(ticket_id, kind):
            pass
