"""What a copy that is not whole may lack, asked of the helpdesk: no short list looks complete."""

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from eddytui.api.errors import Blocked, Offline
from eddytui.api.lane import Lane
from eddytui.cli.age import tell_age
from eddytui.desk.names import CLOSED

if TYPE_CHECKING:
    from eddytui.cli.session import Session
    from eddytui.desk.server_part import ServerPart
    from eddytui.models.queries import TicketQuery

_PAGE = 30
"""Tickets on a page of the helpdesk."""
_NARROW_NOTHING = frozenset({"order_by", "freeze"})


class More(NamedTuple):
    """What is here now of a question."""

    whole: bool
    """Whether every ticket that is asked for is here."""
    remark: str = ""
    """What has to be said when not."""
    others: tuple[int, ...] = ()
    """Tickets that the helpdesk found by their texts, which are not here."""
    total: int = 0
    """How many the helpdesk has; 0 when it does not tell."""
    unreadable: int = 0
    """How many of its tickets could not be read."""


async def read_on(session: "Session", query: "TicketQuery", limit: int, *, online: bool) -> More:
    """Read what is asked for and not here, as far as `limit` tickets need it."""
    more = await _more(session, query, limit, online=online)
    unreadable = max(more.unreadable, session.desk.unreadable("ticket"))
    return more._replace(unreadable=unreadable, whole=more.whole and not unreadable)


async def _more(session: "Session", query: "TicketQuery", limit: int, *, online: bool) -> More:
    # What lies in the bin is in no delta: a whole copy has all others.
    coverage = session.desk.coverage()
    is_here = coverage.whole or (coverage.all_open and (query.open or bool(query.needs)))
    if is_here and query.deleted is False:
        return More(whole=True)
    if not online:
        return More(whole=False, remark=_remark(session))
    from eddytui.desk.server_part import server_part  # noqa: PLC0415 - loads pydantic

    part = server_part(query, session.desk.now())
    try:
        await session.client()
        more = await _ask(session, query, part, limit)
    except (Offline, Blocked) as error:
        tell_age(session, error)
        return More(whole=False, remark=_remark(session))
    if more.whole:
        return more
    # Who answered is told of what was typed; of a view nobody wonders.
    return more._replace(remark=_remark(session, part if query.terms else None))


async def _ask(session: "Session", query: "TicketQuery", part: "ServerPart", limit: int) -> More:
    filters = part.filters
    if query.deleted is not False:
        filters = {"deleted": 1, **filters}
    if has_all_open := session.desk.coverage().all_open:  # what is missing is closed
        filters = {**({"status_list": (CLOSED,)} if query.open is False else {}), **filters}
    if not (has_all_open or filters.keys() - _NARROW_NOTHING):
        await _read_back(session, query, limit)
        return More(session.desk.coverage().whole)
    found: dict[int, None] = {}
    unreadable = 0
    client = await session.client()
    async for page in client.tickets.pages(lane=Lane.SCREEN, **filters):
        await session.store.tickets.put(page.items)
        found |= dict.fromkeys(ticket.id for ticket in page.items)
        unreadable += page.unreadable
        here = session.desk.ids(query)
        last = page.number >= page.last
        if last or len(here) >= limit or page.number >= ceil(limit / _PAGE):
            # Words are found by rules of the server's own, and in texts that are not here.
            others = set(found) - set(here) if "search" in part.filters else set()
            return More(
                last,
                others=() if part.local else tuple(each for each in found if each in others),
                total=0 if part.local or last else page.total,
                unreadable=unreadable,
            )
    return More(whole=True)


async def _read_back(session: "Session", query: "TicketQuery", limit: int) -> None:
    """Read tickets that changed before those that are here; the next time it goes on there."""
    desk = session.desk
    most = desk.coverage().here + limit

    def enough() -> bool:
        return len(desk.ids(query)) >= limit or desk.coverage().here >= most

    if not enough():
        await desk.further(enough)


def _remark(session: "Session", part: "ServerPart | None" = None) -> str:
    """Who answered what, and how much is here, in the words of the line under the filter."""
    here, total, *_ = session.desk.coverage()
    who = (("server", part.server), ("local", part.local)) if part else ()
    answered = (f"{name}: {', '.join(words)}" for name, words in who if words)
    loaded = f"{here} of {total} loaded" if total >= here else f"{here} loaded"
    return (
        f"{' · '.join((*answered, loaded))}. There may be more than these: "
        "run it again, or with a higher --limit, to read on."
    )
