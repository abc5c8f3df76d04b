"""The knowledge base: found at once in the copy, which is read slowly and kept fresh cheaply.

It has an allowance of its own, of 60 requests a minute with ten articles each, so the first reading
takes minutes on a large one. Each page is kept as it comes, with a mark how far that is; reading
goes on there after a block or a new start. Later one request tells whether anything is new. When
the helpdesk has not as many articles as it should have, all are read once more, and what is gone
there goes here.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from eddytui.api.lane import Lane
from eddytui.desk.kinds import Changed
from eddytui.desk.walk import BACK, FORWARD, SECOND, advance, moved, walk
from eddytui.store.question import language
from eddytui.text.problems import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eddytui.api import Client, Page
    from eddytui.desk.unreadable import Unreadable
    from eddytui.models.articles import ArticleText, CategoryRow, Found
    from eddytui.models.knowledge import Article, Category
    from eddytui.store.store import Store

_AS_OF = "kb.as_of"
"""Mark: when the helpdesk last told what is new."""
_NEWEST = "kb.newest"
"""Mark: the newest `date_updated` that was seen."""
_OLDEST = "kb.oldest"
"""Mark: how far back this round has come."""
_ROUND = "kb.round"
"""Mark: the number of this round through all articles, 1 for the first."""
_WHOLE = "kb.whole"
"""Mark: the number of the last round that came to its end."""
_UNSEEN = "kb.unseen"
"""Mark: how many articles the helpdesk counts that nobody here could read."""
_TOTAL = "kb.total"
"""Mark: how many articles the helpdesk has."""
_OVERLAP = timedelta(minutes=2)
_FEW = 20
CHANGED = Changed("knowledge")


class Progress(NamedTuple):
    """How far the reading of all articles has come."""

    here: int
    total: int


class Knowledge:
    """Articles in the reader's languages."""

    def __init__(
        self,
        store: "Store",
        say: "Callable[[Changed], None]",
        unreadable: "Unreadable",
        now: "Callable[[], str]",
        languages: Sequence[str],
    ) -> None:
        """Over `store`; tells of changes through `say`. `now` is server time."""
        self._store = store
        self._say = say
        self._unreadable = unreadable
        self._now = now
        self._languages = tuple(languages)

    async def find(
        self, typed: str, *, limit: int = _FEW, languages: Sequence[str] = ()
    ) -> "Found":
        """The best articles for what was typed, filters such as `cat:network` in it.

        Raises `QueryError` when a filter means nothing here.
        """
        if problems := await self._store.knowledge.mistakes(typed):
            raise QueryError(problems)
        return await self._store.knowledge.find(typed, self._codes(languages), limit)

    def article(self, article_id: int, languages: Sequence[str] = ()) -> "ArticleText | None":
        """One article that is kept here, in the first of the languages that it has.

        As everywhere here, the reader's own languages come after those asked for.
        """
        return self._store.knowledge.one(article_id, self._codes(languages))

    def categories(self, languages: Sequence[str] = ()) -> "list[CategoryRow]":
        """All categories, each below its parent."""
        return self._store.knowledge.categories(self._codes(languages))

    @property
    def as_of(self) -> str:
        """When the helpdesk last told what is new, server time; "" for never."""
        return self._store.marks.get(_AS_OF)

    @property
    def first(self) -> bool:
        """Whether not all articles were read yet, not even once."""
        return not self._mark(_WHOLE)

    @property
    def count(self) -> int:
        """How many articles are here."""
        return self._store.knowledge.count()

    @property
    def whole(self) -> bool:
        """Whether every article was read, and none seems to be missing."""
        return self._number == self._mark(_WHOLE)

    @property
    def progress(self) -> Progress:
        """How many articles this round has seen, and how many there are."""
        return Progress(self._store.knowledge.seen(self._number), self._mark(_TOTAL))

    async def refresh(self, client: "Client") -> None:
        """The categories and what is new: two requests when nothing is, else a few."""
        await self._categories(client)
        page = await client.knowledge.articles.page(1, lane=Lane.SCREEN, order_by=BACK.order)
        await self._keep(page)  # before what is newer, which may have the same articles
        since = self._store.marks.get(_NEWEST)
        # A page that comes back to what is known here has all that is new.
        if since and page.last > 1 and not BACK.beyond(BACK.edge(page), since):
            start = moved(since, -_OVERLAP)
            async for news in walk(client.knowledge.articles, FORWARD, start, Lane.SCREEN):
                await self._keep(news)
                await advance(self._store.marks, _NEWEST, news, FORWARD)
        await advance(self._store.marks, _NEWEST, page, FORWARD)
        await self._count(page)
        await self._store.marks.put(_AS_OF, self._now())
        self._say(CHANGED)

    async def complete(
        self, client: "Client", enough: "Callable[[], bool]" = lambda: False
    ) -> None:
        """The articles that were not read yet, newest first, in the background; then tidy up.

        What was read is not read again: it may be called until it comes to its end, and stop
        before that when it is `enough`. When articles were deleted meanwhile, it is not `whole`
        at its end, and the next call reads all once more.
        """
        if self.whole:
            return
        start = moved(self._store.marks.get(_OLDEST), SECOND)
        async for page in walk(client.knowledge.articles, BACK, start, Lane.BACKGROUND):
            await self._keep(page)
            if not self._store.marks.get(_OLDEST):  # all that is older belongs to this round
                await advance(self._store.marks, _NEWEST, page, FORWARD)
            await advance(self._store.marks, _OLDEST, page, BACK)
            if page.last > 1 and enough():
                return
        await self.refresh(client)  # what changed meanwhile has moved away from under us
        number = self._number
        await self._store.knowledge.sweep(number)
        await self._put(_WHOLE, number)
        unseen = self._mark(_TOTAL) - self._store.knowledge.count()
        await self._put(_UNSEEN, max(unseen, 0))
        if unseen < 0:  # what was deleted after this round had read it is still here
            await self._begin()
        self._say(CHANGED)

    def _codes(self, languages: Sequence[str]) -> tuple[str, ...]:
        """The reader's languages after those that were asked for, in the helpdesk's own codes."""
        return tuple(dict.fromkeys(map(language, (*languages, *self._languages))))

    @property
    def _number(self) -> int:
        return max(self._mark(_ROUND), 1)

    def _mark(self, name: str) -> int:
        return int(self._store.marks.get(name) or 0)

    async def _put(self, name: str, value: int) -> None:
        await self._store.marks.put(name, str(value))

    async def _categories(self, client: "Client") -> None:
        found: list[Category] = []
        async for page in client.knowledge.categories.pages(lane=Lane.SCREEN):
            await self._unreadable.note("category", page)
            found += page.items
        await self._store.knowledge.put_categories(found)

    async def _keep(self, page: "Page[Article]") -> None:
        """Put a page into the store. Its HTML is read apart: that may take a while."""
        blocks = await asyncio.to_thread(_readable, page.items)
        await self._store.knowledge.put(page.items, blocks, self._number)
        await self._unreadable.note("article", page)
        self._say(CHANGED)

    async def _count(self, page: "Page[Article]") -> None:
        """Note how many articles there are; begin a new round when not as many are kept here."""
        await self._put(_TOTAL, page.total)
        here = self._store.knowledge.count() + self._mark(_UNSEEN)
        if self.whole and page.total != here:
            await self._begin()

    async def _begin(self) -> None:
        """Begin a new round through all articles."""
        await self._store.marks.put(_OLDEST, "")
        await self._put(_ROUND, self._number + 1)


def _readable(articles: "Sequence[Article]") -> list[dict[str, str]]:
    """The texts of articles by language, as the store keeps them. A title alone has one too."""
    from eddytui.text import blocks, html  # noqa: PLC0415 - not needed for the first frame

    return [
        {
            code: blocks.dumps(html.document(article.body.get(code, ""), history=False))
            for code in _languages(article)
        }
        for article in articles
    ]


def _languages(article: "Article") -> "Iterable[str]":
    """The languages with a title or a text; an article without any is kept too."""
    bodies = {code for code, body in article.body.items() if body.strip()}
    return {**article.title, **dict.fromkeys(sorted(bodies))} or ("",)
