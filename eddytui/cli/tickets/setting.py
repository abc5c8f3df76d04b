"""`eddytui tickets set`: fields of one or many tickets, through the outbox."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli.assigning import Reading, values_of
from eddytui.cli.choices import Choices
from eddytui.cli.completing import assignments
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import Outcome, each, unsent
from eddytui.cli.output import FOUND_NOTHING, REFUSED, code_of
from eddytui.cli.session import Session, in_session
from eddytui.cli.tickets.settings import SETTINGS
from eddytui.cli.typed import whole
from eddytui.desk.kinds import CHANGE

if TYPE_CHECKING:
    from eddytui.api.errors import DeskError
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

    return await each(ids, deed, lambda: session.stopping)


async def _change(
    session: Session, ticket_id: int, values: Mapping[str, Any], words: str
) -> Outcome:
    from eddytui.api.changes import differing  # noqa: PLC0415 - loads pydantic

    await session.desk.outbox.catch_up(ticket_id)
    trouble = await _reread(session, ticket_id)
    if (ticket := session.desk.ticket(ticket_id)) is None:
        return _old("This ticket is not on this machine.", trouble)
    changed: dict[str, Any] = differing(ticket, values)
    if not changed:
        return _unchanged(session, ticket_id, values, trouble)
    if not await session.desk.change(ticket_id, words, **changed):
        return unsent(session, ticket_id)
    return _kept(session.desk.ticket(ticket_id), values, words)


async def _reread(session: Session, ticket_id: int) -> "DeskError | None":
    """Read the ticket as it is now; why it could not be asked for."""
    from eddytui.api.errors import Blocked, Offline  # noqa: PLC0415 - completion does without

    try:
        await session.desk.reread(ticket_id)
    except (Offline, Blocked) as error:
        return error
    return None


def _unchanged(
    session: Session, ticket_id: int, values: Mapping[str, Any], trouble: "DeskError | None"
) -> Outcome:
    """How it is when the ticket has these values here: the helpdesk may not have them yet."""
    pending = session.store.pending.of(ticket_id)
    if any(waiting.kind == CHANGE and waiting.patch.keys() & values.keys() for waiting in pending):
        return unsent(session, ticket_id)
    if trouble:
        return _old(
            "There is nothing to change in the copy on this machine, which may be old.", trouble
        )
    return Outcome("nothing to change.")


def _old(sentence: str, trouble: "DeskError | None") -> Outcome:
    """What the copy alone can tell, and why the helpdesk was not asked."""
    if trouble is None:
        return Outcome(sentence, FOUND_NOTHING)
    return Outcome(f"{trouble} {sentence}", code_of(trouble))


def _kept(ticket: "Ticket | None", values: Mapping[str, Any], words: str) -> Outcome:
    """Whether the helpdesk did what it took: some take a field and leave it as it was."""
    from eddytui.api.changes import differing  # noqa: PLC0415 - loads pydantic

    left = differing(ticket, values) if ticket else {}
    if left:
        names = ", ".join(sorted(left))
        return Outcome(f"the helpdesk accepted this and did not keep {names}.", REFUSED)
    return Outcome(words)
