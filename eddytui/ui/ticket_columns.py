"""The columns of the queue."""

from collections.abc import Callable

from eddytui.desk.names import Names
from eddytui.models.rows import TicketRow
from eddytui.text.dates import ago, parse
from eddytui.ui.safe import steady
from eddytui.ui.widgets.columns import Column
from eddytui.ui.words import NOBODY, sla, subject, urgency

_MARKED = 60
"""Seconds for which a row that the server changed carries its mark."""


def ticket_columns(
    names: Names, now: Callable[[], str], *, plain: bool = False
) -> tuple[Column[TicketRow], ...]:
    """Number, state, requester, subject, priority, status, owner, time left, age.

    Status gives way below 64 columns, owner and age below 84.
    """

    def flag(row: TicketRow) -> tuple[str, str]:
        if row.waiting:
            return "↑" if not plain else "^", "soon"
        if row.draft:
            return "~", "accent"
        return ("+", "accent") if _changed(row, now()) else ("", "")

    def status(row: TicketRow) -> tuple[str, str]:
        return steady(names.word("status", row.status_id)), _tone(row)

    def owned(row: TicketRow) -> tuple[str, str]:
        name = steady(row.owner) if row.owner_id else NOBODY
        return name.split(" ")[0], _tone(row)

    return (
        Column("#", 6, lambda row: (str(row.id), _tone(row)), right=True),
        Column("", 1, flag),
        Column("From", 14, lambda row: (steady(row.requester), _tone(row)), wide=24),
        Column("Subject", 0, lambda row: (subject(row), "bold" if row.unread else _tone(row))),
        Column("", 2, lambda row: (urgency(row, names, plain=plain), "late")),
        Column("Status", 11, status, needs=64, wide=16),
        Column("Owner", 8, owned, needs=84, wide=12),
        Column("SLA", 6, lambda row: sla(row, now()), right=True),
        Column("Upd", 6, lambda row: (ago(row.updated, now()), "dim"), right=True, needs=84),
    )


def _tone(row: TicketRow) -> str:
    return "dim" if row.closed or row.frozen else ""


def _changed(row: TicketRow, now: str) -> bool:
    changed, at = parse(row.changed), parse(now)
    return bool(changed and at and 0 <= (at - changed).total_seconds() < _MARKED)
