"""What became of a change or text: sentences for each ticket, and one exit code for all."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from eddytui.api.errors import DeskError
from eddytui.cli.output import OFFLINE, REFUSED, STOPPED, Failure, code_of
from eddytui.cli.printing import say, tell
from eddytui.models.rows import CONFLICT, TO_DECIDE, UNCLEAR
from eddytui.store.errors import StoreError

if TYPE_CHECKING:
    from eddytui.cli.session import Session

_WAITS = "It waits on this machine and is sent by the next eddytui that reaches the helpdesk."
_UNCLEAR = (
    "The helpdesk gave no answer, so it is not known whether it kept this. "
    "The next eddytui that reaches it looks for it there and does not send it twice."
)
_BEHIND = "It waits on this machine behind something of this ticket that is to be decided."
_DECIDE = "Open eddytui, then :outbox, to decide."


class Outcome(NamedTuple):
    """How one thing ended."""

    sentence: str
    code: int = 0


async def each(
    ids: Sequence[int],
    deed: Callable[[int], Awaitable[Outcome]],
    is_stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Do something to tickets one after the other, each told as it ends; the code of the worst.

    Raises Failure with those that are left when it was stopped.
    """
    worst = 0
    left = list(dict.fromkeys(ids))
    while left:
        if is_stopped():
            raise Failure(f"Stopped. Left as before: {numbers(left)}.", STOPPED)
        ticket_id = left.pop(0)
        try:
            outcome = await deed(ticket_id)
        except DeskError as error:
            outcome = Outcome(told(error), code_for(error))
        (tell if outcome.code else say)(f"#{ticket_id}: {outcome.sentence}")
        worst = max(worst, outcome.code)
    return worst


async def copied(putting: Awaitable[object]) -> None:
    """Bring the copy up to what the helpdesk did; that this fails is a remark, as that is done."""
    try:
        await putting
    except StoreError as error:
        tell(f"The helpdesk did it, but the copy on this machine could not be changed. {error}")


def numbers(ids: Iterable[int]) -> str:
    """Tickets by their numbers: `#1042, #1043`."""
    return ", ".join(f"#{ticket_id}" for ticket_id in ids)


def code_for(error: DeskError) -> int:
    """The exit code for an error of the outbox: of what got no answer, that of no connection."""
    from eddytui.desk.decisions import Undecided  # noqa: PLC0415 - completion does without

    return OFFLINE if isinstance(error, Undecided) else code_of(error)


def told(error: DeskError) -> str:
    """What a failure is called and says; where it is decided, in words for a shell."""
    from eddytui.desk.decisions import ToDecide  # noqa: PLC0415 - completion does without

    words = f"{error.fact} {_DECIDE}" if isinstance(error, ToDecide) else str(error)
    return f"{error.title}: {words}"


def unsent(session: "Session", ticket_id: int) -> Outcome:
    """How something for a ticket that was not sent goes on."""
    states = {waiting.state for waiting in session.store.pending.of(ticket_id)}
    if states & {*TO_DECIDE}:
        return Outcome(f"{_BEHIND} {_DECIDE}", REFUSED if CONFLICT in states else OFFLINE)
    if UNCLEAR in states:
        return Outcome(_UNCLEAR, OFFLINE)
    why = session.desk.outbox.why(ticket_id)
    return Outcome(f"{why} {_WAITS}", code_of(why)) if why else Outcome(_WAITS, OFFLINE)
