"""`eddytui tickets set`: fields of one or many tickets, through the outbox."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli.assigning import Reading, values_of
from eddytui.cli.choices import Choices
from eddytui.cli.completing import assignments
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import Outcome, each, unsent
from eddytui.cli.output import OFFLINE, REFUSED
from eddytui.cli.session import Session, in_session
from eddytui.cli.tickets.settings import SETTINGS
from eddytui.cli.typed import whole

if TYPE_CHECKING:
    from eddytui.models.tickets import Ticket


@click.command(
    "set",
    cls=Manual,
    examples=(
        "tickets set 1042 status=closed",
        "tickets set 1042 1041 owner=me prio=very-urgent",
        'tickets set 1042 freeze=2h "field.5=Network/VPN"',
        "tickets set 1042 owner=none sla=none",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="ID... NAME=VALUE...",
                shell_complete=assignments)  # fmt: skip
@click.pass_context
def set_fields(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Set fields of tickets: only what changes is sent, each ticket's change at most once.

    NAME is title, status, owner, prio, type, dep, user, sla, freeze, lock, cc, bcc, followers, tags
    or field.N. Lists of the helpdesk take ids, names or beginnings of names; owner and user take
    me, an id or an e-mail address; owner, sla and freeze take none; dates are 2026-01-31,
    "2026-01-31 14:30" or a span from now (30m, 2h, 1d). Without a connection the change waits on
    this machine. The exit code is that of the ticket for which it went worst.
    """
    ids = [_number(word) for word in words if "=" not in word]
    settings = [word for word in words if "=" in word]
    if not ids or not settings:
        raise click.UsageError("Name at least one ticket and one NAME=VALUE.")
    ctx.exit(in_session(ctx, lambda session: _set(session, ids, settings)))


def _number(word: str) -> int:
    number = word.removeprefix("#")
    if not number.isdecimal():
        raise click.UsageError(f'"{word}" is neither a ticket\'s number nor NAME=VALUE.')
    return whole(number)


async def _set(session: Session, ids: Sequence[int], settings: Sequence[str]) -> int:
    await session.client()
    reading = Reading(session, Choices(session), "tickets")
    values = await values_of(SETTINGS, reading, settings)

    async def deed(ticket_id: int) -> Outcome:
        return await _change(session, ticket_id, values, " ".join(settings))

    return await each(ids, deed)


async def _change(
    session: Session, ticket_id: int, values: Mapping[str, Any], words: str
) -> Outcome:
    from eddytui.api.changes import differing  # noqa: PLC0415 - loads pydantic
    from eddytui.api.errors import Blocked, Offline  # noqa: PLC0415 - completion does without

    trouble = "There is no connection"
    try:
        await session.desk.reread(ticket_id)
    except (Offline, Blocked) as error:
        trouble = str(error)
    if (ticket := session.desk.ticket(ticket_id)) is None:
        return Outcome(f"{trouble} This ticket is not on this machine.", OFFLINE)
    changed: dict[str, Any] = differing(ticket, values)
    if not changed:
        return Outcome("nothing to change.")
    if not await session.desk.change(ticket_id, words, **changed):
        return unsent(session, ticket_id)
    return _kept(session.desk.ticket(ticket_id), values, words)


def _kept(ticket: "Ticket | None", values: Mapping[str, Any], words: str) -> Outcome:
    """Whether the helpdesk did what it took: some take a field and leave it as it was."""
    from eddytui.api.changes import differing  # noqa: PLC0415 - loads pydantic

    left = differing(ticket, values) if ticket else {}
    if left:
        names = ", ".join(sorted(left))
        return Outcome(f"the helpdesk accepted this and did not keep {names}.", REFUSED)
    return Outcome(words)
