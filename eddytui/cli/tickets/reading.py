"""A ticket and what belongs to it, read from the helpdesk into the copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from eddytui.api.errors import Blocked, Offline
from eddytui.cli.age import as_of, learn, need_copy, tell_age
from eddytui.cli.output import OFFLINE, Failure
from eddytui.cli.printing import left_out, plural
from eddytui.desk.kinds import COMMENT, MESSAGES, POST

if TYPE_CHECKING:
    from eddytui.cli.session import Session


class Read(NamedTuple):
    """How it went."""

    online: bool
    as_of: str
    """When what is here was true."""


async def read(session: "Session", ticket_id: int) -> Read:
    """Read a ticket and the newest of its replies, notes and history.

    Without a connection it is told how old the copy is. Raises Missing, and Offline when the
    ticket is not here either.
    """
    desk = session.desk
    try:
        await session.client()
        await desk.reread(ticket_id)
        await desk.open(ticket_id)
        await learn(session)
    except (Offline, Blocked) as error:
        if desk.ticket(ticket_id) is None:
            raise
        tell_age(session, error)
        return Read(online=False, as_of=as_of(session))
    return Read(online=True, as_of=desk.now())


def here(session: "Session", ticket_id: int) -> Read:
    """The same of the copy alone. Raises Failure when the ticket is not here."""
    if session.desk.ticket(ticket_id) is None:
        need_copy(session)
        raise Failure(f"#{ticket_id} was never read here.", OFFLINE)
    tell_age(session)
    return Read(online=False, as_of=as_of(session))


async def read_billing(session: "Session", ticket_id: int, how: Read) -> Read:
    """Read the time spent on a ticket after the ticket itself; how all of it went."""
    try:
        await session.desk.read_billing(ticket_id)
    except (Offline, Blocked) as error:
        tell_age(session, error)
        return how._replace(online=False)
    return how


def gaps(session: "Session", ticket_id: int, *, can_read: bool) -> list[str]:
    """What of its replies and notes is not here, a sentence each; none when all are.

    `can_read`: `tickets show --all` could read more now.
    """
    way_on = " With --all the others are read." if can_read else ""
    found = []
    rows, totals = (
        session.desk.messages(ticket_id, newest_first=False),
        session.desk.totals(ticket_id),
    )
    for kind, noun in MESSAGES.items():
        here = sum(row.kind == kind and row.id > 0 for row in rows)
        total, unreadable = totals.get(kind), session.desk.unreadable(kind, ticket_id)
        if total is None:
            found.append(f"The {plural(noun)} of #{ticket_id} were never read here.")
        elif here + unreadable < total:
            found.append(f"{here} of {total} {plural(noun)} are here, the newest.{way_on}")
        if unreadable:
            found.append(left_out(unreadable, noun))
    return found


async def read_all(
    session: "Session", ticket_id: int, kinds: Sequence[str] = (POST, COMMENT)
) -> Read:
    """The same, with all older pages of these kinds."""
    found = await read(session, ticket_id)
    if found.online:
        for kind in kinds:
            while await session.desk.older(ticket_id, kind):
                pass
    return found
