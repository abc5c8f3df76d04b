"""A ticket and what belongs to it, read from the helpdesk into the copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from eddytui.api.errors import Blocked, Offline
from eddytui.cli.age import as_of, learn, tell_age
from eddytui.desk.kinds import COMMENT, POST

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
