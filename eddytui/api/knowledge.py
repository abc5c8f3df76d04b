"""The knowledge base: it has an allowance of its own, of 60 requests a minute."""

from dataclasses import replace

from eddytui.api.errors import Undocumented
from eddytui.api.lane import Lane
from eddytui.api.resources import CHANGES, Kind, Listing, Records
from eddytui.api.transport import Transport
from eddytui.models.knowledge import Article, Category

_CATEGORIES = Kind(Category, ("public", "parent_list", *CHANGES, "order_by"), bucket="kb", slash="")
_ARTICLES = Kind(Article, ("public", "category_list", *CHANGES, "order_by"), bucket="kb", slash="")


class Articles(Records[Article]):
    """The articles, ten a page."""

    async def get(self, record_id: int | str, *, lane: Lane = Lane.SCREEN) -> Article:
        """One article. Not in the API document: raises Undocumented unless it is allowed."""
        if not self._kind.beyond:
            raise Undocumented.of(["reading one article"])
        return await super().get(record_id, lane=lane)


class Knowledge:
    """`client.knowledge`: categories and articles."""

    def __init__(self, transport: Transport, *, beyond: bool) -> None:
        """Take whether undocumented operations are allowed."""
        self.categories = Listing(transport, "knowledge_base/categories", _CATEGORIES)
        kind = replace(_ARTICLES, beyond=beyond)
        self.articles = Articles(transport, "knowledge_base/articles", kind)
