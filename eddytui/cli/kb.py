"""`eddytui kb`: the knowledge base on the command line."""

from typing import TYPE_CHECKING, NamedTuple

import click

from eddytui.cli import articles, printing
from eddytui.cli.fresh import freshen
from eddytui.cli.groups import Manual
from eddytui.cli.output import FOUND_NOTHING, Failure
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import whole

if TYPE_CHECKING:
    from eddytui.models.articles import ArticleText, CategoryRow, Found

_WELL_AHEAD = 1.5
"""The best article is clear when it scores so many times the next."""
_KEYS = """
\b
One JSON document has with --json:
  query     what was asked for
  total     how many articles match
  partial   whether none has all of the words and these have some
  articles  the best of them, each with id, title, language,
            categories, access, pinned, views, updated, excerpt, score
  article   null, or the one that is read: id, language, languages,
            title, categories, tags, access, pinned, own, views,
            created, updated, files (name, url), text
With --categories it has categories, each with id, parent_id, name,
access, articles.

Ends with 1 when nothing is found, with 2 when a filter means nothing.
"""


class Wanted(NamedTuple):
    """What the command line asks for."""

    query: str
    chosen: str
    """A number of the list, or an id; "" for the one that is clear."""
    listed: bool
    languages: tuple[str, ...]
    offline: bool
    most: int


class Answer(NamedTuple):
    """What was found, and the article that is to be read, if one is."""

    found: "Found"
    article: "ArticleText | None"
    plain: bool


@click.command(
    cls=Manual,
    keys=_KEYS,
    examples=("kb vpn reconnect", "kb printer --list", "kb --categories"),
)
@click.argument("query", nargs=-1)
@click.option("-o", "--open", "chosen", default="", metavar="N", help="Read the Nth, or an id.")
@click.option("-l", "--list", "listed", is_flag=True, help="Only list, even when one is clear.")
@click.option(
    *("-n", "--most"), type=click.IntRange(1), default=20, metavar="N", help="List so many (20)."
)
@click.option("--categories", is_flag=True, help="List the categories instead.")
@click.option(
    "--lang", "language", default="", metavar="CODE", help="Prefer a language: en, ru, ua."
)
@click.option("--width", type=click.IntRange(20), metavar="N", help="Set lines of N columns.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--offline", is_flag=True, help="Ask the helpdesk nothing.")
@click.pass_context
def kb(  # noqa: PLR0913 - one parameter an option, as click has it
    ctx: click.Context,
    /,
    *,
    query: tuple[str, ...],
    chosen: str,
    listed: bool,
    most: int,
    categories: bool,
    language: str,
    width: int | None,
    as_json: bool,
    offline: bool,
) -> None:
    """Find an article of the knowledge base and read it.

    Prints the article when one is clearly the best, else a list. All words have to be in it; from
    three letters on a beginning will do. When no article has them all, those that have the most
    of them are listed. Filters stand among the words: cat:network tag:vpn is:public is:user
    is:staff is:pinned lang:ru.
    """
    languages = (language,) if language else ()
    wanted = Wanted(" ".join(query), chosen, listed, languages, offline, most)
    if categories:
        _print_categories(in_session(ctx, lambda at: _categories(at, wanted)), as_json=as_json)
        return
    answer = in_session(ctx, lambda at: _answer(at, wanted))
    if as_json:
        printing.document(articles.document(wanted.query, answer.found, answer.article))
    else:
        _print(answer, wanted, width or min(printing.columns(), articles.WIDEST))
    if not answer.found.total and answer.article is None:
        ctx.exit(FOUND_NOTHING)


async def _categories(session: Session, wanted: Wanted) -> "list[CategoryRow]":
    await freshen(session, offline=wanted.offline)
    return session.desk.knowledge.categories(wanted.languages)


async def _answer(session: Session, wanted: Wanted) -> Answer:
    await freshen(session, offline=wanted.offline)
    knowledge = session.desk.knowledge
    found = await knowledge.find(wanted.query, limit=wanted.most, languages=wanted.languages)
    number = _chosen(found, wanted.chosen) if wanted.chosen else _clear(found, wanted)
    # Opened in the language that the words were found in, if none is asked for.
    seen = tuple(row.language for row in found.rows if row.id == number)
    article = knowledge.article(number, (*wanted.languages, *seen)) if number else None
    if number and article is None:
        raise Failure(f"There is no article {number} here.", FOUND_NOTHING)
    return Answer(found, article, session.launch.plain)


def _chosen(found: "Found", chosen: str) -> int:
    """The id of the Nth article of the list, else of the one with this id (`#7` for sure)."""
    number = chosen.removeprefix("#")
    if not number.isdecimal() or not whole(number):
        raise click.UsageError("--open takes the number of a result, or an article's id.")
    place = whole(number)
    return found.rows[place - 1].id if chosen == number and place <= len(found.rows) else place


def _clear(found: "Found", wanted: Wanted) -> int:
    """The id of the one article that is meant: it is alone, or scores well ahead; 0 for none.

    One that has only some of the words is not clear.
    """
    if wanted.listed or found.partial or not found.rows or not wanted.query.strip():
        return 0
    best, *others = found.rows
    if found.total == 1 or (others and best.score > _WELL_AHEAD * others[0].score):
        return best.id
    return 0


def _print(answer: Answer, wanted: Wanted, width: int) -> None:
    if answer.article:
        printing.paged(articles.whole(answer.article, width, plain=answer.plain))
    elif answer.found.rows:
        printing.paged(articles.listed(answer.found, width))
    else:
        words = wanted.query.split()
        way_on = " Other words may find more." if len(words) > 1 else ""
        printing.tell(f"Nothing found{' for ' if words else ''}{' '.join(words)}.{way_on}")


def _print_categories(rows: "list[CategoryRow]", *, as_json: bool) -> None:
    if as_json:
        printing.document({"categories": [row._asdict() for row in rows]})
        return
    cells = [(row.id, row.name, row.access, row.articles) for row in rows]
    printing.table(("id", "category", "access", "articles"), cells, wide=1)
