"""The copy brought up to date before a command reads it, and what is told when that fails."""

from typing import TYPE_CHECKING

from eddytui.api.errors import Blocked, DeskError, Offline
from eddytui.cli.output import OFFLINE, Failure
from eddytui.cli.printing import tell
from eddytui.text.dates import exact, parse

if TYPE_CHECKING:
    from eddytui.cli.session import Session

_OLD = 60
"""Seconds after which the helpdesk is asked what is new."""
_EMPTY = "There is no copy of this helpdesk here yet. Run: eddytui tickets list"


def as_of(session: "Session") -> str:
    """When the helpdesk told this copy what is new last; "" for never."""
    return session.desk.state().as_of


def is_old(session: "Session") -> bool:
    """Whether the copy is older than a minute."""
    told, now = parse(as_of(session)), parse(session.desk.now())
    return told is None or now is None or not 0 <= (now - told).total_seconds() <= _OLD


async def freshen(session: "Session", *, offline: bool = False) -> bool:
    """Ask what is new when the copy is old; whether the helpdesk can be asked for more.

    Without a connection the copy is told to be as of its time. Raises Failure when it is empty,
    and WrongKey.
    """
    if offline:
        need_copy(session)
        if is_old(session):
            tell_age(session)
        return False
    if not is_old(session):
        return True
    try:
        await session.client()
        for failure in await session.desk.refresh():
            tell(f"{failure.title}: {failure}")
        await learn(session)
    except (Offline, Blocked) as error:
        if not as_of(session):
            raise
        tell_age(session, error)
        return False
    return True


async def learn(session: "Session") -> None:
    """Read the helpdesk's own lists when they are not here."""
    if not session.desk.names.entries("status"):
        await session.desk.learn()


def need_copy(session: "Session") -> None:
    """Raise Failure when nothing was ever read."""
    if not as_of(session):
        raise Failure(_EMPTY, OFFLINE)


def tell_age(
    session: "Session", error: DeskError | None = None, *, when: str | None = None, more: str = ""
) -> None:
    """Say on standard error how old the copy is, or what was read `when`, and why; then `more`."""
    then = as_of(session) if when is None else when
    told = exact(then, session.desk.now()).replace("Today ", "")
    age = f"This is as of {told}." if told else "It is not known when this was read."
    tell(" ".join(filter(None, (f"{error.title}: {error}" if error else "", age, more))))
