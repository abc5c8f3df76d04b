"""The knowledge base: its categories, its articles, and one article.

Clients see what is public or for users; colleagues see all but what somebody keeps for themselves.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from eddytui.demo import filters, wire
from eddytui.demo.data.knowledge import PUBLIC, STAFF, Article, Category
from eddytui.demo.http import Answer, Ask, missing
from eddytui.demo.records import NOBODY
from eddytui.demo.times import iso

_ARTICLES_A_PAGE = 10
_Orders = dict[str, Callable[[Any], Any]]

_DATES: _Orders = {
    "date_created": attrgetter("created"),
    "date_updated": attrgetter("updated"),
}
_CATEGORY_ORDERS: _Orders = {**_DATES, "position": attrgetter("position")}
_ARTICLE_ORDERS: _Orders = {**_DATES, "views": attrgetter("views"), "pin": attrgetter("pin")}
_TRUE = frozenset({"1", "true"})


def _sees_category(ask: Ask, category: Category) -> bool:
    if ask.who.is_staff or category.access == PUBLIC:
        return True
    return category.access != STAFF and ask.who.group in category.groups


def _sees(ask: Ask, article: Article) -> bool:
    """Whether a person may read an article: by its own access, and on a shelf they may see."""
    if article.owner != NOBODY:
        return article.owner == ask.who.id
    if ask.who.is_staff:
        return True
    shelves = map(ask.world.categories.__getitem__, article.categories)
    return article.access != STAFF and any(_sees_category(ask, shelf) for shelf in shelves)


def _common(ask: Ask) -> Iterator[filters.Condition[Article | Category]]:
    """What both lists can be asked for. "Not public" is every article, as without a filter."""
    if ask.query.get("public", "").lower() in _TRUE:
        yield lambda row: row.access == PUBLIC
    for name, value in _DATES.items():
        yield from filters.dated(ask, name, value)


def list_categories(ask: Ask) -> Answer:
    """`GET /knowledge_base/categories`: one page, by position unless asked otherwise."""
    conditions: Iterator[filters.Condition[Category]] = iter(
        (
            lambda row: _sees_category(ask, row),
            *filters.chosen(ask, "parent_list", attrgetter("parent")),
            *_common(ask),
        )
    )
    found = filters.matching(list(ask.world.categories.values()), conditions)
    order = ask.query.get("order_by", "")
    rows, pagination = ask.page(filters.ordered(found, order, _CATEGORY_ORDERS, "position{asc}"))
    return {
        "data": ask.keyed((row.id, sent_category(row)) for row in rows),
        "pagination": pagination,
    }


def list_articles(ask: Ask) -> Answer:
    """`GET /knowledge_base/articles`: ten on a page, newest first unless asked otherwise."""
    wanted = ask.listed("category_list")
    conditions: Iterator[filters.Condition[Article]] = iter(
        (
            lambda row: _sees(ask, row),
            lambda row: wanted is None or not wanted.isdisjoint(map(str, row.categories)),
            *_common(ask),
        )
    )
    found = filters.matching(list(ask.world.articles.values()), conditions)
    order = ask.query.get("order_by", "")
    found = filters.ordered(found, order, _ARTICLE_ORDERS, "date_created{desc}")
    rows, pagination = ask.page(found, _ARTICLES_A_PAGE)
    return {
        "data": ask.keyed((row.id, sent_article(ask.address, row)) for row in rows),
        "pagination": pagination,
    }


def visible(ask: Ask) -> Article:
    """The article this request names, if this person may see it; any other does not exist."""
    number = ask.ids["id"]
    article = ask.world.articles.get(number)
    if article is None or not _sees(ask, article):
        raise missing(f"Article with id {{{number}}} does not exist")
    return article


def get_article(ask: Ask) -> Answer:
    """`GET /knowledge_base/articles/{id}`: one article; not in the API document."""
    return {"data": sent_article(ask.address, visible(ask))}


def sent_category(shown: Category) -> dict[str, Any]:
    """A category as the API sends it."""
    return {
        "id": shown.id,
        "parent_id": shown.parent,
        "position": shown.position,
        "date_created": iso(shown.created),
        "date_updated": iso(shown.updated),
        "access": shown.access,
        "access_by_groups": shown.groups,
        "title": shown.title,
    }


def sent_article(address: str, shown: Article) -> dict[str, Any]:
    """An article of the helpdesk at an address as the API sends it."""
    place = f"/knowledge_base/download/{shown.id}/file"
    return {
        "id": shown.id,
        "date_created": iso(shown.created),
        "date_updated": iso(shown.updated),
        "show_me_only": shown.owner != NOBODY,
        "access": shown.access,
        "pin": shown.pin,
        "views_count": shown.views,
        "categories": shown.categories,
        "title": shown.title,
        "tags": shown.tags,
        "body": shown.body,
        "files": [wire.file(address, one, place) for one in shown.files],
    }
