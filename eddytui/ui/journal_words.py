"""What the agent did in words: old and new values, what became of it, what an undo has done."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from eddytui.desk.journal import KEPT, LOT, REFUSED, UNDO, UNDONE
from eddytui.desk.kinds import MESSAGES
from eddytui.models.rows import JournalRow
from eddytui.ui.patch_words import in_one_line, told
from eddytui.ui.safe import steady

if TYPE_CHECKING:
    from eddytui.desk.desk import Desk
    from eddytui.desk.undo import Stay, Undone

_STATES = {
    UNDONE: ("undone", "dim"),
    KEPT: ("stays", "soon"),
    REFUSED: ("not done", "late"),
}
_FEW = 3
"""So many tickets are named one by one."""


def state(row: JournalRow) -> tuple[str, str]:
    """What became of it, and the style of that."""
    if row.state == REFUSED and row.kind in MESSAGES:
        return "not sent", "dim"
    if row.state in _STATES:
        return _STATES[row.state]
    if row.kind == UNDO and not row.pending:
        return "done", ""  # it came off the outbox: nothing was sent
    return (row.waiting, "soon") if row.waiting else ("sent", "")


def what(row: JournalRow, desk: "Desk") -> str:
    """What was done: `status Open → Closed`, `reply: Dear John …`."""
    if row.kind == LOT:
        return steady(row.words)
    if row.kind in MESSAGES:
        return f"{MESSAGES[row.kind]}: {steady(row.words)}"
    done = _old_and_new(row, desk)
    if row.kind == UNDO:
        return f"taken back: {done}"
    return done if row.lot == row.id else f"  {done}"


def _old_and_new(row: JournalRow, desk: "Desk") -> str:
    after = _named(row, desk)
    if not row.before:
        return in_one_line(after, desk)
    pairs = zip(told(row.before, desk), told(after, desk), strict=False)
    return ", ".join(f"{new.field} {old.value} → {new.value}" for old, new in pairs)


def _named(row: JournalRow, desk: "Desk") -> Mapping[str, Any]:
    """The new values; options that were chosen with their names, as far as the ticket has them."""
    fields = row.after.get("custom_fields")
    if not isinstance(fields, Mapping) or (ticket := desk.ticket(row.ticket_id)) is None:
        return row.after
    from eddytui.models.fields import field_written  # noqa: PLC0415 - keeps the first frame light

    here = {str(field.id): field.field_value for field in ticket.custom_fields}
    named = {
        key: here[key] if key in here and _same(field_written(here[key]), value) else value
        for key, value in fields.items()
    }
    return {**row.after, "custom_fields": named}


def _same(one: object, other: object) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {key: str(one[key]) for key in one} == {key: str(other[key]) for key in other}
    return str(one) == str(other)


def taken_back(undone: "Undone", desk: "Desk") -> str:
    """What an undo does and what it leaves; "" when the helpdesk's words tell all."""
    stays = [_stay(stay, desk) for stay in undone.stays[:_FEW]]
    if (others := len(undone.stays) - _FEW) > 0:
        stays.append(f"The same goes for {others} more.")
    if undone.done:
        partly = " in part" if undone.stays or undone.failures else ""
        stays.insert(0, f"Taken back{partly}: {undone.words}.")
    elif not undone.words:
        return "There is nothing to take back."
    return " ".join(stays)


def _stay(stay: "Stay", desk: "Desk") -> str:
    (now,) = told(stay.patch, desk)
    who = "you" if stay.mine else "somebody else"
    return f"#{stay.ticket_id}: {now.field} was changed to {now.value} by {who} since and stays so."


def numbers(ticket_ids: list[int]) -> str:
    """Some tickets: `#1042, #1041 and 5 more`."""
    named = ", ".join(f"#{ticket_id}" for ticket_id in ticket_ids[:_FEW])
    others = len(ticket_ids) - _FEW
    return f"{named} and {others} more" if others > 0 else named
