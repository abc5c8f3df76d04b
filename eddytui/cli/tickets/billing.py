"""`eddytui tickets billing`: the time that was spent on a ticket."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from eddytui.api.errors import Blocked, DeskError, Offline
from eddytui.cli import options
from eddytui.cli.age import as_of, tell_age
from eddytui.cli.assigning import Reading, as_colleagues, as_date
from eddytui.cli.choices import Choices
from eddytui.cli.completing import tickets
from eddytui.cli.facts import moment
from eddytui.cli.filters import Filter, filtered, fits, with_filters
from eddytui.cli.groups import Manual
from eddytui.cli.output import OFFLINE, Failure
from eddytui.cli.printing import say, tell
from eddytui.cli.records import Found, Sheet, gather, print_found, rows_of, sheet_lines
from eddytui.cli.session import Session, in_session
from eddytui.desk.kinds import BILLING

if TYPE_CHECKING:
    from eddytui.models.tickets import BillingEntry

_SHEET = Sheet(
    {
        "Date": lambda entry, _: moment(entry.billing_date),
        "Who": lambda entry, _: entry.staff_name,
        "Spent": lambda entry, _: _hours(entry.spent_seconds),
        "To pay": lambda entry, _: _hours(entry.paid_seconds),
        "What": lambda entry, _: entry.comment or entry.action,
    },
    "No time was entered for this ticket.",
)
_FILTERS = (
    Filter("staff", "staff_list", as_colleagues, "Only of these colleagues, commas between them."),
    Filter("creator", "creator_list", as_colleagues, "Only what these colleagues entered."),
    Filter("from", "from_billing_date", as_date, "Only of this day and later."),
    Filter("to", "to_billing_date", as_date, "Only up to this day."),
    Filter("since", "from_date_created", as_date, "Only what was entered from this day on."),
    Filter("until", "to_date_created", as_date, "Only what was entered up to this day."),
)
_NEVER = "The time spent on #{} was never read here."
_MOVED = "#{} has changed since its time was read: there may be more."
_EVERY = 1_000_000
_MINUTE = 60


@click.command(
    cls=Manual,
    keys=f"{options.LISTS} The items are entries as the API has them. "
    '"spent_seconds" and "paid_seconds" are what all of them come to.',
    examples=(
        "tickets billing 1036",
        "tickets billing 1036 --from 2020-01-01 --json",
        "tickets billing 1036 --offline",
    ),
)
@click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
@options.limited
@options.as_json
@options.offline
@click.pass_context
def billing(ctx: click.Context, /, ticket_id: int, limit: int, as_json: bool, **given: Any) -> None:
    """Print the time that was spent on a ticket. The API cannot add to it.

    It comes from the copy on this machine; the helpdesk is asked when the ticket changed since,
    and for what is narrowed. Without a connection what is here is printed, and standard error says
    how old it is.
    """
    found = in_session(ctx, lambda session: _read(session, ticket_id, given))
    spent, paid = totals(found.items)
    cut = found._replace(items=found.items[:limit], rows=found.rows[:limit])
    more = {"spent_seconds": spent, "paid_seconds": paid}
    print_found(_SHEET, cut, as_json=as_json, more=more)
    if found.items and not as_json:
        say(sum_of(found.items))


with_filters(billing, _FILTERS)


async def _read(session: Session, ticket_id: int, given: Mapping[str, Any]) -> Found:
    if given["offline"]:
        return await _kept_only(session, ticket_id, given)
    try:
        return await _asked(session, ticket_id, given)
    except (Offline, Blocked) as error:
        return await _kept_only(session, ticket_id, given, error)


async def _asked(session: Session, ticket_id: int, given: Mapping[str, Any]) -> Found:
    """From the helpdesk what filters ask for; else from the copy, which is brought up to date."""
    client = await session.client()
    if filters := await _filters(session, given):
        listing = client.tickets.billing(ticket_id)
        return await gather(session, listing, _SHEET, _EVERY, **filters)
    await session.desk.reread(ticket_id)
    await session.desk.read_billing(ticket_id)
    found = kept(session, ticket_id, session.desk.now())
    assert found is not None  # noqa: S101 - it was read
    return found


async def _filters(session: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    choices = Choices(session, offline=given["offline"])
    return await filtered(Reading(session, choices, "tickets"), _FILTERS, given)


async def _kept_only(
    session: Session, ticket_id: int, given: Mapping[str, Any], error: DeskError | None = None
) -> Found:
    """What the copy has of it, and how old that is. Raises Failure, or the error, for nothing."""
    filters = await _filters(session, {**given, "offline": True})
    found = kept(session, ticket_id, as_of(session), filters)
    if found is None and error:
        tell(_NEVER.format(ticket_id))
        raise error
    if found is None:
        raise Failure(_NEVER.format(ticket_id), OFFLINE)
    tell_age(session, error)
    if gap := stale(session, ticket_id):
        tell(gap)
    return found


def kept(
    session: Session, ticket_id: int, when: str, filters: Mapping[str, Any] | None = None
) -> Found | None:
    """The entries of the copy, true at a time, that fit; None when they were never read."""
    from eddytui.models.tickets import BillingEntry  # noqa: PLC0415 - completion does without

    pages = session.store.billing.pages(ticket_id)
    if not pages.loaded:
        return None
    records = session.store.billing.records(ticket_id)
    entries = [BillingEntry.model_validate_json(record) for record in records]
    items = [entry for entry in entries if fits(entry, filters or {})]
    skipped = session.desk.unreadable(BILLING, ticket_id)
    is_moved = bool(stale(session, ticket_id))
    total = None if is_moved else len(items) + skipped
    rows = rows_of(session, _SHEET, items)
    return Found(items, total, skipped, pages.as_of if is_moved else when, rows)


def stale(session: Session, ticket_id: int) -> str:
    """What is to be said when the ticket moved since its time was read, or that never was."""
    pages = session.store.billing.pages(ticket_id)
    if not pages.loaded:
        return _NEVER.format(ticket_id)
    row = next(iter(session.desk.rows([ticket_id], deleted=True)), None)
    return "" if row is None or row.updated == pages.as_of else _MOVED.format(ticket_id)


def lines(found: Found) -> Iterable[str]:
    """The entries as a table, and what they come to."""
    yield from sheet_lines(_SHEET, found)
    if found.items:
        yield sum_of(found.items)


def sum_of(entries: "Iterable[BillingEntry]") -> str:
    """What entries come to, in a sentence."""
    spent, paid = map(_hours, totals(entries))
    return f"In all {spent} spent, {paid} to pay."


def totals(entries: "Iterable[BillingEntry]") -> tuple[int, int]:
    """The seconds that were spent, and those to be paid for."""
    times = [(entry.spent_seconds, entry.paid_seconds) for entry in entries]
    return sum(spent for spent, _ in times), sum(paid for _, paid in times)


def _hours(seconds: int) -> str:
    """A length of time in hours and minutes, `1:05`."""
    minutes = seconds // _MINUTE
    return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}"
