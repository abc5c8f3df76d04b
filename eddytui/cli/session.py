"""A command at work: one account's copy and desk, and a client when one is needed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from eddytui.cli.account import Account
from eddytui.cli.launch import Launch, launch_of
from eddytui.cli.logs import writing
from eddytui.cli.output import NOT_SIGNED_IN, Failure
from eddytui.cli.printing import tell
from eddytui.desk.desk import Desk
from eddytui.store.database import Database
from eddytui.store.store import Store

if TYPE_CHECKING:
    from eddytui.api import Client

T = TypeVar("T")


class Session:
    """What a command works with. Nothing connects before `client` is called."""

    def __init__(self, launch: Launch, account: Account, store: Store) -> None:
        """Work with an account's copy."""
        self.launch = launch
        self.store = store
        self.desk = Desk(
            store,
            clock=account.clock,
            me=account.me,
            email=account.email,
            languages=launch.profile.languages,
        )
        self._connect = account.connect
        self._connecting = asyncio.Lock()

    async def client(self) -> "Client":
        """The client of this account, known to the desk too. Raises WrongKey without a key."""
        async with self._connecting:
            if self.desk.client is None:
                self.desk.connect(await self._connect(self.store))
        assert self.desk.client is not None  # noqa: S101 - connected above
        return self.desk.client


def in_session(ctx: click.Context, work: Callable[[Session], Awaitable[T]]) -> T:
    """What `work` gives, done for the account that the command line names. Raises Failure."""
    launch = launch_of(ctx)
    with writing(launch.paths.log_path, launch.redaction):
        account = _account(launch)
        store = Store(Database(account.path))
        if store.database.repaired:
            tell(store.database.repaired)
        try:
            account.begin(store)
            return asyncio.run(_done(Session(launch, account, store), work))
        finally:
            store.close()


async def _done(session: Session, work: Callable[[Session], Awaitable[T]]) -> T:
    try:
        return await work(session)
    finally:
        for failure in session.desk.untold():
            tell(f"{failure.title}: {failure}")
        if session.desk.client is not None:
            await session.desk.client.aclose()
            if warning := session.desk.client.pace.warning:
                tell(warning)


def _account(launch: Launch) -> Account:
    if launch.demo:
        from eddytui.cli import demo  # noqa: PLC0415 - one of the two is needed

        return demo.account(launch)
    from eddytui.cli import signing  # noqa: PLC0415 - one of the two is needed

    if not launch.profile.complete:
        raise Failure("You are not signed in. Run: eddytui auth login", NOT_SIGNED_IN)
    return signing.known(launch, launch.profile, None)
