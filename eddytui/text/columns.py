"""How many columns of a terminal a text takes, and text in lines of so many columns."""

from itertools import chain
from unicodedata import combining, east_asian_width


def width_of(text: str) -> int:
    """How many columns a line takes: Chinese letters two each, accents none."""
    return len(text) if text.isascii() else sum(map(columns_of, text))


def columns_of(letter: str) -> int:
    """How many columns a letter takes."""
    if combining(letter):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def wrapped(text: str, width: int, *, strict: bool = False) -> list[str]:
    """The text in lines of at most `width` columns; its own line breaks stay.

    A longer word of ASCII, an address or a path, keeps whole, to be copied; not if `strict`.
    """
    return [line for row in text.split("\n") for line in _filled(row.split(), width, strict=strict)]


def _filled(words: list[str], width: int, *, strict: bool) -> list[str]:
    lines: list[str] = []
    room = 0
    for piece in chain.from_iterable(_pieces(word, width, strict=strict) for word in words):
        taken = width_of(piece)
        if lines and taken < room:
            lines[-1] += f" {piece}"
            room -= taken + 1
        else:
            lines.append(piece)
            room = width - taken
    return lines or [""]


def _pieces(word: str, width: int, *, strict: bool) -> list[str]:
    """A word that is too long for a line in pieces that are not."""
    if width_of(word) <= width or (word.isascii() and not strict):
        return [word]
    pieces, room = [""], width
    for letter in word:
        room -= columns_of(letter)
        if room < 0:
            pieces.append("")
            room = width - columns_of(letter)
        pieces[-1] += letter
    return pieces
