"""A reply or note that is there already: its text replaced, or taken away."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from eddytui.api.errors import DeskError
from eddytui.cli.outcomes import copied
from eddytui.cli.output import FOUND_NOTHING, Failure
from eddytui.cli.typed import kept, sure, text_of
from eddytui.desk.kinds import COLLECTIONS, MESSAGES

if TYPE_CHECKING:
    from eddytui.cli.session import Session


async def edit(
    session: "Session", ticket_id: int, kind: str, message_id: int, typed: str | None
) -> None:
    """Give a message another text; the editor begins with the one that it has."""
    from eddytui.text.compose import to_html  # noqa: PLC0415 - completion does without

    start = await _text(session, ticket_id, kind, message_id) if typed is None else ""
    text = text_of(typed, session.launch.paths.state, start)
    with kept(typed, text, session.launch.paths.state):
        messages = await _messages(session, ticket_id, kind)
        await messages.update(message_id, text=to_html(text))
    with suppress(DeskError):  # the text is there, whatever becomes of the copy
        await copied(session.desk.open(ticket_id, again=True))


async def remove(
    session: "Session", ticket_id: int, kind: str, message_id: int, *, yes: bool
) -> None:
    """Delete a message; it asks first."""
    sure(f"Delete {MESSAGES[kind]} {message_id} of #{ticket_id}?", yes=yes)
    messages = await _messages(session, ticket_id, kind)
    await messages.delete(message_id)
    await copied(session.store.messages.remove(kind, [message_id]))


async def _messages(session: "Session", ticket_id: int, kind: str) -> Any:
    client = await session.client()
    return getattr(client.tickets, COLLECTIONS[kind])(ticket_id)


async def _text(session: "Session", ticket_id: int, kind: str, message_id: int) -> str:
    from eddytui.cli.tickets.reading import read_all  # noqa: PLC0415 - completion does without
    from eddytui.text.blocks import loads, plain  # noqa: PLC0415 - likewise

    await read_all(session, ticket_id, (kind,))
    for row in session.desk.messages(ticket_id, (kind,), newest_first=True):
        if row.id == message_id:
            return plain(loads(session.desk.text(row)), folded=True)
    raise Failure(f"#{ticket_id} has no {MESSAGES[kind]} {message_id}.", FOUND_NOTHING)
