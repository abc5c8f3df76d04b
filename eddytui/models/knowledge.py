"""The knowledge base: categories and articles, in several languages each."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from eddytui.models.record import (
    Flag,
    Id,
    Ids,
    Line,
    Lines,
    Moment,
    Names,
    Number,
    Record,
    Texts,
    items,
)
from eddytui.models.tickets import Files


def _tags(value: object) -> object:
    """Tags by language; a bare list belongs to no language."""
    if isinstance(value, Mapping):
        return {str(language): items(tags) for language, tags in value.items()}
    return {"": tags} if (tags := items(value)) else {}


class Category(Record):
    """A category of `GET /knowledge_base/categories`; `parent_id` 0 is the top.

    `access` says who reads it: `public`, `user` (clients who are signed in) or `staff`.
    """

    id: Id
    parent_id: Number = 0
    position: Number = 0
    date_created: Moment = None
    date_updated: Moment = None
    access: Line = ""
    access_by_groups: Ids = ()
    title: Names = Field(default_factory=dict)


class Article(Record):
    """An article of `GET /knowledge_base/articles`; `body` is HTML by language."""

    id: Id
    date_created: Moment = None
    date_updated: Moment = None
    show_me_only: Flag = False
    access: Line = ""
    pin: Flag = False
    views_count: Number = 0
    categories: Ids = ()
    title: Names = Field(default_factory=dict)
    tags: Annotated[dict[str, Lines], BeforeValidator(_tags)] = Field(default_factory=dict)
    body: Texts = Field(default_factory=dict)
    files: Files = ()
