"""The part of a text around what was searched for, with the hits marked."""

from collections.abc import Iterator
from unicodedata import combining, normalize

from eddytui.models.articles import Piece
from eddytui.store.search import WORD

_SHORT = 3
"""A shorter word is searched for as it is, a longer one as a beginning."""
_BEFORE = 0.3
"""The part of the room that is given to what stands before the hit."""


def bare(word: str) -> str:
    """A word without case and accents, as the index compares them; ё is е."""
    word = normalize("NFD", word.casefold())
    return word if word.isascii() else "".join(c for c in word if not combining(c))


def excerpt(text: str, typed: str, width: int) -> tuple[Piece, ...]:
    """One line of about `width` characters around the first hit, else the text's beginning."""
    text = " ".join(text.split())
    terms = [bare(word) for word in WORD.findall(typed)]
    whole = frozenset(terms)
    begin = tuple(term for term in terms if len(term) >= _SHORT)
    first = next(_hits(text, whole, begin), (0, 0))
    start = _word_start(text, first[0] - int(width * _BEFORE))
    end = _word_end(text, start + width)
    pieces = list(_marked(text[start:end], whole, begin))
    if start:
        pieces.insert(0, ("…", False))
    if end < len(text):
        pieces.append(("…", False))
    return tuple(pieces)


def _hits(text: str, whole: frozenset[str], begin: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the words stand that were asked for."""
    if not whole:
        return
    for match in WORD.finditer(text):
        word = bare(match.group())
        if word in whole or word.startswith(begin):
            yield match.span()


def _marked(text: str, whole: frozenset[str], begin: tuple[str, ...]) -> Iterator[Piece]:
    end = 0
    for start, stop in _hits(text, whole, begin):
        if start > end:
            yield text[end:start], False
        yield text[start:stop], True
        end = stop
    if end < len(text):
        yield text[end:], False


def _word_start(text: str, at: int) -> int:
    """The beginning of the first whole word from here on."""
    return 0 if at <= 0 else text.find(" ", at - 1) + 1


def _word_end(text: str, at: int) -> int:
    """The end of the last whole word before here; of none when the text is one long word."""
    if at >= len(text):
        return len(text)
    return max(text.rfind(" ", 0, at + 1), 0) or at
