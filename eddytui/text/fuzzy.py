"""Finds what a few typed letters mean, for pickers, in time linear in a candidate's length."""

import re
from collections.abc import Sequence

Match = tuple[int, tuple[int, ...]]
"""A candidate's place in the list, and the positions of its letters that matched."""

_LETTER = r"[^\W_]"


def rank(query: str, candidates: Sequence[str]) -> list[Match]:
    """The candidates that match, best first; equals keep their order, no query keeps all.

    The query as it stands is best, at the start of a word before inside one, early before late.
    Its letters in order with others between come after, those closest together first.
    """
    wanted = _folded(query.strip())
    if not wanted:
        return [(index, ()) for index in range(len(candidates))]
    whole = re.compile(re.escape(wanted))
    word = re.compile(f"(?<!{_LETTER})" + re.escape(wanted))
    found = []
    for index, candidate in enumerate(candidates):
        text = _folded(candidate)
        if match := word.search(text) or whole.search(text):
            inside = not word.match(text, match.start())
            found.append(((int(inside), match.start()), index, tuple(range(*match.span()))))
        elif places := _scattered(wanted.replace(" ", ""), text):
            found.append(((2, _looseness(places, text)), index, places))
    return [(index, places) for _, index, places in sorted(found)]


def _folded(text: str) -> str:
    """Small letters, ё as е, each at the place it had."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join([letter.lower()[0] for letter in text])
    return small.replace("ё", "е")


def _scattered(letters: str, text: str) -> tuple[int, ...]:
    """Where the letters stand in this order, as close together as their last place allows."""
    end = -1
    for letter in letters:
        end = text.find(letter, end + 1)
        if end < 0:
            return ()
    places = []
    start = end + 1
    for letter in reversed(letters):
        start = text.rfind(letter, 0, start)
        places.append(start)
    return tuple(reversed(places))


def _looseness(places: tuple[int, ...], text: str) -> int:
    """How many letters stand between; starts of words count in favour."""
    starts = sum(place == 0 or not text[place - 1].isalnum() for place in places)
    return places[-1] - places[0] - 2 * starts
