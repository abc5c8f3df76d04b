"""What waits to be sent, in words: what it is, what it says, how it stands with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from eddytui.desk import DeskError
from eddytui.desk.kinds import CHANGE, MESSAGES
from eddytui.models.rows import CONFLICT, SENDING, UNCLEAR, UNDECIDED, WAITING, Waiting
from eddytui.text.dates import exact, parse
from eddytui.ui.patch_words import in_one_line
from eddytui.ui.safe import steady
from eddytui.ui.widgets.columns import Column
from eddytui.ui.widgets.sides import Comparison, Piece, Side

if TYPE_CHECKING:
    from eddytui.desk.desk import Desk
    from eddytui.desk.kinds import State

_STATES = {
    CONFLICT: ("changed meanwhile: decide", "late"),
    UNDECIDED: ("no answer: decide", "late"),
    UNCLEAR: ("no answer, looked for", "soon"),
    SENDING: ("is being sent", "soon"),
}


_SENTENCES = {
    CONFLICT: "Somebody changed {place} at the same place after you did. {send} changes it all the"
    " same, {ways}.",
    UNDECIDED: "The helpdesk gave no answer to this {what}, and {missed}. It may still come."
    " {send} sends it again, {ways}.",
    UNCLEAR: "The helpdesk gave no answer to this {what}. It is looked for there first.",
    SENDING: "This {what} was sent, the answer is still to come.",
    WAITING: "This {what} {stands}. {send} sends it now, {ways}.",
    "behind": "This {what} goes out after what stands above it for {place}; here {ways}.",
}
"""What is said of each state."""


class OutboxRow(NamedTuple):
    """One thing in the outbox."""

    id: int
    waiting: Waiting
    behind: bool
    """Whether something of the same ticket has to go out before it."""


def what(waiting: Waiting) -> str:
    """Its kind: reply, note, change."""
    return MESSAGES.get(waiting.kind, waiting.kind)


def says(waiting: Waiting, desk: "Desk") -> str:
    """Its text in one line."""
    if waiting.kind == CHANGE:
        return in_one_line(waiting.patch, desk)
    return steady(" ".join(str(waiting.patch.get("source", "")).split()))


def stands(row: OutboxRow, state: "State", now: str) -> tuple[str, str]:
    """How it stands with it, and the style of that."""
    if row.waiting.state in _STATES:
        return _STATES[row.waiting.state]
    if row.behind:
        return "waits for the one above", "dim"
    if row.waiting.is_early(now):
        return f"goes out in {seconds_left(row.waiting.due, now)} s", "soon"
    if state.blocked_for:
        return "waits for the block to end", "soon"
    return "waits for the line", "soon"


def seconds_left(due: str, now: str) -> int:
    """The seconds until it may go out; 0 when it may."""
    then, at = parse(due), parse(now)
    return max(0, int((then - at).total_seconds())) if then and at else 0


def columns(desk: "Desk") -> tuple[Column[OutboxRow], ...]:
    """Ticket, when, what, its text, how it stands."""

    def made(row: OutboxRow) -> tuple[str, str]:
        return exact(row.waiting.made, desk.now()), "dim"

    return (
        Column("#", 6, lambda row: (str(row.waiting.ticket_id), ""), right=True),
        Column("Made", 15, made, needs=96),
        Column("What", 6, lambda row: (what(row.waiting), "dim")),
        Column("Says", 0, lambda row: (says(row.waiting, desk), "")),
        Column("State", 26, lambda row: stands(row, desk.state(), desk.now())),
    )


def rows(waiting: list[Waiting]) -> list[OutboxRow]:
    """The whole outbox in its order."""
    seen: set[int] = set()
    found = []
    for each in waiting:
        found.append(OutboxRow(each.number, each, each.ticket_id in seen))
        seen.add(each.ticket_id)
    return found


def compared(row: OutboxRow, desk: "Desk", key_of: Callable[[str], str]) -> Comparison | None:
    """What is ours beside what the helpdesk has; None when it has just gone.

    `key_of` gives the key of a command, for the sentence above both.
    """
    try:
        sides = desk.outbox.sides(row.id)
    except DeskError:
        return None
    kind = what(row.waiting)
    ours: tuple[Piece, ...] = (Piece("", sides.text),)
    theirs = tuple(
        Piece(f"{steady(said.who) or 'unknown'}  {exact(said.when, desk.now())}", "", said.blocks)
        for said in sides.said
    ) or (Piece("", f"No newer {kind}."),)
    if row.waiting.kind == CHANGE:
        ours = tuple(Piece("", _field(field.name, field.ours, desk)) for field in sides.fields)
        theirs = tuple(Piece("", _field(field.name, field.theirs, desk)) for field in sides.fields)
    made = exact(row.waiting.made, desk.now())
    return Comparison(
        _sentence(row, desk, key_of),
        Side(f"Your {kind} of {made}", ours),
        Side("The helpdesk has", theirs),
    )


def _sentence(row: OutboxRow, desk: "Desk", key_of: Callable[[str], str]) -> str:
    """What happened, and which keys do something about it."""
    is_text = row.waiting.kind != CHANGE
    edit = f"{key_of('edit')} makes it a draft again, "
    stood = "behind" if row.behind and row.waiting.state == WAITING else row.waiting.state
    return _SENTENCES[stood].format(
        what=what(row.waiting),
        place=f"#{row.waiting.ticket_id}",
        missed="it is not among the newest there" if is_text else "the ticket does not have it",
        send=key_of("send_it"),
        ways=f"{edit if is_text else ''}{key_of('delete')} throws it away",
        stands=stands(row, desk.state(), desk.now())[0],
    )


def _field(name: str, value: object, desk: "Desk") -> str:
    """A field and its value in the helpdesk's own words."""
    kind, _, number = name.partition(".")
    return in_one_line({kind: {number: value}} if number else {name: value}, desk)
