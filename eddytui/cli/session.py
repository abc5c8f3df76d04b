"""A command at work: one account's copy and desk, and a client when one is needed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from eddytui.api.errors import Unclear
from eddytui.cli.account import Account
from eddytui.cli.launch import Launch, launch_of
from eddytui.cli.logs import writing
from eddytui.cli.outcomes import told
from eddytui.cli.output import NOT_SIGNED_IN, STOPPED, Failure
from eddytui.cli.printing import tell
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import NOT_FOR_US
from eddytui.store.database import Database
from eddytui.store.errors import StoreError
from eddytui.store.store import Store

if TYPE_CHECKING:
    from eddytui.api import Client

T = TypeVar("T")
_PATIENCE = 5
"""Seconds for which ctrl+c waits for the answer to what was sent already."""
_WAITING = "Waiting for the helpdesk's answer to what was sent. Press ctrl+c again to leave."


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
        self.stopping = False
        """Whether ctrl+c came, and nothing more may be begun."""
        self.in_doubt = False
        """Whether something was sent that will not be waited for."""

    async def client(self) -> "Client":
        """The client of this account, known to the desk too. Raises WrongKey without a key."""
        async with self._connecting:
            if self.desk.client is None:
                self.desk.connect(await self._connect(self.store))
        assert self.desk.client is not None  # noqa: S101 - connected above
        return self.desk.client

    @property
    def is_writing(self) -> bool:
        """Whether something is on its way to the helpdesk whose end is not known."""
        client = self.desk.client
        return self.desk.outbox.busy or (client is not None and client.changing)


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
            return _run(Session(launch, account, store), work)
        finally:
            store.close()


def _run(session: Session, work: Callable[[Session], Awaitable[T]]) -> T:
    try:
        return asyncio.run(_done(session, work))
    except KeyboardInterrupt:
        if session.in_doubt:
            raise Failure(f"{Unclear.title}: {Unclear.usual}", STOPPED) from None
        raise


async def _done(session: Session, work: Callable[[Session], Awaitable[T]]) -> T:
    try:
        return await _worked(session, asyncio.ensure_future(_all(session, work)))
    finally:
        for failure in session.desk.outbox.untold():
            tell(told(failure))
        if session.desk.client is not None:
            await session.desk.client.aclose()
            if warning := session.desk.client.pace.warning:
                tell(warning)


async def _worked(session: Session, task: asyncio.Future[T]) -> T:
    """What the work gives. Ctrl+c ends it, once it is known what became of what was sent."""
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        if not await _ends(session, task):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise
    return task.result()


async def _ends(session: Session, task: asyncio.Future[T]) -> bool:
    """Whether the work comes to its end soon; it is not waited for when nothing was sent."""
    session.stopping = True
    session.in_doubt = session.is_writing
    if session.in_doubt:
        tell(_WAITING)
        await asyncio.wait([task], timeout=_PATIENCE)
        session.in_doubt = not task.done()
    return task.done()


async def _all(session: Session, work: Callable[[Session], Awaitable[T]]) -> T:
    """What the work gives; what waits for a line is sent after it, when there is one."""
    try:
        result = await work(session)
    except NOT_FOR_US:
        await _flush(session)
        raise
    await _flush(session)
    return result


async def _flush(session: Session) -> None:
    state = session.desk.state()
    can_ask = session.desk.client is not None and not (state.trouble or state.blocked_for)
    if not can_ask or session.stopping:
        return
    try:
        failures = await session.desk.outbox.flush()
    except StoreError as error:  # what was asked for is done
        tell(f"{error.title}: {error}")
    else:
        for failure in failures:
            tell(told(failure))


def _account(launch: Launch) -> Account:
    if launch.demo:
        from eddytui.cli import demo  # noqa: PLC0415 - one of the two is needed

        return demo.account(launch)
    from eddytui.cli import signing  # noqa: PLC0415 - one of the two is needed

    if not launch.profile.complete:
        raise Failure("You are not signed in. Run: eddytui auth login", NOT_SIGNED_IN)
    return signing.known(launch, launch.profile, None)
