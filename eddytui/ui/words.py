"""Records as words: what cells, heads, facts and messages say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eddytui.desk.kinds import POST
from eddytui.desk.names import Names
from eddytui.models.rows import MessageRow, TicketRow
from eddytui.text.dates import ago, clock, exact, left, parse
from eddytui.ui.safe import steady
from eddytui.ui.widgets.facts import Fact

if TYPE_CHECKING:
    from eddytui.models.rows import PersonRow
    from eddytui.models.tickets import Ticket

SOON = 60
"""Minutes of SLA left from which on it is soon."""
NOBODY = "–"


def subject(row: TicketRow) -> str:
    """The title, or what stands for a missing one."""
    return steady(row.title) or "(no subject)"


def sla(row: TicketRow, now: str) -> tuple[str, str]:
    """The time left and its style; nothing for what cannot be late any more."""
    if not row.sla or row.closed or row.frozen:
        return "", ""
    words = left(row.sla, now)
    due, at = parse(row.sla), parse(now)
    if words.startswith("!"):
        return words, "late"
    if due and at and (due - at).total_seconds() < SOON * 60:
        return words, "soon"
    return words, ""


def arrived(news: Sequence[MessageRow]) -> str:
    """Who wrote what last, while the agent was writing, too."""
    *others, last = news
    did = "replied" if last.kind == POST else "wrote a note"
    more = f", the last of {len(news)}," if others else ""
    who = steady(last.author) or "Somebody"
    return f"{who} {did} at {clock(last.created)}{more} while you were writing"


def owner(row: TicketRow) -> str:
    """Who has it, by first name in lists."""
    return steady(row.owner) if row.owner_id else NOBODY


def urgency(row: TicketRow, names: Names, *, plain: bool) -> str:
    """Marks for what is more urgent than the ordinary."""
    return ("!" if plain else "▲") * names.urgency(row.priority_id)


def summary(row: TicketRow, names: Names, now: str, *, plain: bool) -> tuple[tuple[str, str], ...]:
    """What stands at the right of a ticket's head."""
    words, style = sla(row, now)
    runs = [(names.word("status", row.status_id), "bold")]
    if marks := urgency(row, names, plain=plain):
        runs.append((f" {marks}", "late"))
    if words:
        runs.append((f"  SLA {words}", style))
    if row.frozen:
        runs.append(("  frozen", "soon"))
    if row.locked:
        runs.append(("  locked", "dim"))
    runs.append((f"  {owner(row) if row.owner_id else 'nobody'}", "" if row.owner_id else "soon"))
    return tuple(runs)


def facts(
    row: TicketRow, ticket: "Ticket | None", person: "PersonRow | None", names: Names, now: str
) -> list[Fact]:
    """What the panel beside the thread says of a ticket."""
    words, style = sla(row, now)
    due = exact(row.sla, now)
    found = [
        Fact("From", row.requester, "b"),
        Fact("", ticket.user_email if ticket else ""),
        Fact("Org", person.organization if person else ""),
        Fact("Owner", row.owner if row.owner_id else "nobody", "" if row.owner_id else "soon"),
        Fact("Status", names.word("status", row.status_id)),
        Fact("Priority", names.word("priority", row.priority_id)),
        Fact("Type", names.word("type", row.type_id)),
        Fact("Dept", names.word("department", row.department_id)),
        Fact("SLA", f"{due} ({words})" if words else due, style),
        Fact("Created", exact(row.created, now)),
        Fact("Updated", f"{exact(row.updated, now)} ({ago(row.updated, now)})"),
    ]
    if ticket:
        found += _more(ticket, now)
    return [fact for fact in found if fact.name or fact.value]


def _more(ticket: "Ticket", now: str) -> list[Fact]:
    """What only the whole record tells."""
    rating = {"like": "liked", "dislike": "disliked"}.get(ticket.rate, ticket.rate)
    if rating and ticket.rate_comment:
        rating = f"{rating}: {' '.join(ticket.rate_comment.split())}"
    found = [Fact("Tags", ", ".join(ticket.tags)), Fact("Number", ticket.unique_id)]
    if ticket.source:
        found.append(Fact("Source", ticket.source))
    if ticket.cc:
        found.append(Fact("CC", ", ".join(ticket.cc)))
    if ticket.freeze:
        until = str(ticket.freeze_date or "")
        found.append(Fact("Frozen", f"until {exact(until, now)}" if until else "yes", "soon"))
    if ticket.ticket_lock:
        found.append(Fact("Locked", "yes", "soon"))
    if ticket.pid:
        found.append(Fact("Parent", f"#{ticket.pid}"))
    return [*found, Fact("Rating", rating, "late" if ticket.rate == "dislike" else "")]


def field_facts(
    ticket: "Ticket", fields: dict[int, tuple[str, str]], languages: Sequence[str]
) -> list[Fact]:
    """The custom fields that have a value."""
    from eddytui.models.fields import field_text  # noqa: PLC0415 - keeps the first frame light

    found = []
    for value in ticket.custom_fields:
        name, kind = fields.get(value.id, (f"Field {value.id}", value.field_type))
        found.append(Fact(name, field_text(value.field_value, value.field_type or kind, languages)))
    return [fact for fact in found if fact.value]
