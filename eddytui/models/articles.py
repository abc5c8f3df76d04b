"""Rows of the knowledge base, as screens and commands show them: plain values, no validation.

Dates are server time as text, `2026-11-24 09:00:00`.
"""

from typing import NamedTuple

TEMPLATES, NEWS = -1, -2
"""Two categories that every helpdesk has: answers to copy, and news for colleagues."""

Piece = tuple[str, bool]
"""A part of an excerpt, and whether it is what was searched for."""


class ArticleRow(NamedTuple):
    """An article that was found, in the language that fits the reader and the question best."""

    id: int
    language: str
    title: str
    categories: tuple[str, ...]
    """The full name of each shelf it stands on: `Network > VPN`."""
    access: str
    """`public`, `user` (everybody who signs in) or `staff`."""
    pinned: bool
    views: int
    updated: str
    excerpt: tuple[Piece, ...]
    """The text around the first hit, on one line; its beginning when only the title has it."""
    score: float
    """How well it fits: higher is better, 0 when no words were asked for."""


class Found(NamedTuple):
    """The best articles for a question, and how many there are in all."""

    rows: tuple[ArticleRow, ...]
    total: int
    partial: bool = False
    """Whether no article has all of the words, and these have the most of them."""


class ArticleText(NamedTuple):
    """A whole article in one language."""

    id: int
    language: str
    languages: tuple[str, ...]
    """All the languages it has a text in."""
    title: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    access: str
    pinned: bool
    own: bool
    """Whether only its author sees it."""
    views: int
    created: str
    updated: str
    files: tuple[tuple[str, str], ...]
    """Name and address of each file."""
    blocks: str
    """The text as JSON of `text.blocks`."""


class CategoryRow(NamedTuple):
    """A shelf of the knowledge base."""

    id: int
    parent_id: int
    name: str
    """Its full name: `Network > VPN`."""
    access: str
    articles: int
    """How many articles stand on it, without those on the shelves below."""
