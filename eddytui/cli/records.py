"""Lists that are asked of the helpdesk itself: read up to a limit, printed as table or JSON."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.cli.output import FOUND_NOTHING, Failure
from eddytui.cli.printing import document, say, table_lines, tell
from eddytui.cli.session import Session, in_session
from eddytui.models.names import name_in

if TYPE_CHECKING:
    import click

    from eddytui.api import Client, Listing
    from eddytui.models.rows import ListKind


class Words(NamedTuple):
    """What a record is put into words with."""

    languages: Sequence[str]
    person: Callable[[int], str]
    """The name of a user; their number when they are not known here."""
    entry: Callable[["ListKind", object], str]
    """The name of an entry of one of the helpdesk's lists."""

    def name(self, record: Any) -> str:
        """The name of an entry in the reader's language."""
        return name_in(record.name, self.languages)

    def level_names(self, field: Any) -> str:
        """The name of a custom field; of a hierarchy those of its levels."""
        return " > ".join(filter(None, (name_in(names, self.languages) for names in field.levels)))


Cell = Callable[[Any, Words], object]
"""What a column shows of a record."""


class Sheet(NamedTuple):
    """How a list is printed."""

    columns: dict[str, Cell]
    nothing: str
    """What is said when there is none."""
    wide: int = -1
    """The column that gives way least."""


class Found(NamedTuple):
    """Records that were read, and how many there are."""

    items: list[Any]
    total: int | None
    """None when that is not known."""
    skipped: int
    as_of: str
    rows: list[list[object]]
    """The items as they are printed."""

    @property
    def complete(self) -> bool:
        """Whether all are among the items."""
        return self.total is not None and len(self.items) >= self.total and not self.skipped

    def written(self) -> dict[str, Any]:
        """The JSON document."""
        return {
            "items": [item.model_dump(mode="json") for item in self.items],
            "total": self.total,
            "as_of": self.as_of,
            "complete": self.complete,
        }


Ask = Callable[[Session, "Client"], Awaitable[tuple["Listing[Any]", dict[str, Any]]]]
"""Gives the list to be read, and the filters it is asked with."""


async def gather(
    session: Session, listing: "Listing[Any]", sheet: Sheet, limit: int, **filters: Any
) -> Found:
    """The first records of a list, as many as are asked for."""
    from eddytui.api.lane import Lane  # noqa: PLC0415 - completion does without

    items: dict[object, Any] = {}
    total = skipped = 0
    async for page in listing.pages(lane=Lane.SCREEN, **filters):
        items |= {item.id: item for item in page.items}
        total, skipped = max(total, page.total), skipped + page.unreadable
        if len(items) >= limit:
            break
    kept = list(items.values())[:limit]
    rows = rows_of(session, sheet, kept)
    return Found(kept, total, skipped, session.desk.now(), rows)


def rows_of(session: Session, sheet: Sheet, items: Iterable[Any]) -> list[list[object]]:
    """Records as they are printed."""
    words = words_of(session)
    return [[cell(item, words) for cell in sheet.columns.values()] for item in items]


def print_list(ctx: "click.Context", ask: Ask, sheet: Sheet, *, limit: int, as_json: bool) -> None:
    """Read a list and print it. Raises Failure when it is empty."""

    async def work(session: Session) -> Found:
        listing, filters = await ask(session, await session.client())
        return await gather(session, listing, sheet, limit, **filters)

    print_found(sheet, in_session(ctx, work), as_json=as_json)


def print_found(
    sheet: Sheet, found: Found, *, as_json: bool, more: Mapping[str, object] | None = None
) -> None:
    """Print a list that was read, its document with `more`. Raises Failure when it is empty."""
    if as_json:
        document({**found.written(), **(more or {})})
    if found.skipped:
        tell(f"{found.skipped} could not be read and are left out.")
    if not found.items and not found.skipped:
        raise Failure(sheet.nothing, FOUND_NOTHING)
    if not as_json:
        print_sheet(sheet, found)


def print_sheet(sheet: Sheet, found: Found) -> None:
    """Print records as a table, and say how many there are besides."""
    for line in sheet_lines(sheet, found):
        say(line)
    if found.total is not None and found.total > len(found.items) + found.skipped:
        tell(f"{len(found.items)} of {found.total}. With --limit {found.total} all are printed.")


def sheet_lines(sheet: Sheet, found: Found) -> Iterable[str]:
    """Records as a table, or a sentence when there is none; nothing when none can be read."""
    if not found.items:
        return [] if found.skipped else [sheet.nothing]
    return table_lines(tuple(sheet.columns), found.rows, wide=sheet.wide)


def words_of(session: Session) -> Words:
    """Words in the reader's languages, with the names of those who are known here."""

    def person(user_id: int) -> str:
        known = session.desk.person(user_id)
        return known.name if known else {-1: "the helpdesk", 0: ""}.get(user_id, f"user {user_id}")

    names = session.desk.names
    return Words(names.languages, person, names.word)
