"""What is wrong with a typed query: where it stands, and what was perhaps meant."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from eddytui.text.clean import clean_line

_LONGEST_SAID = 40
_LONGEST_MEANT = 32  # comparing takes time that grows faster than the words
_MOST_CHOICES = 12


class Problem(NamedTuple):
    """One wrong place of a text."""

    start: int
    length: int
    sentence: str


class QueryError(Exception):
    """A query that cannot be asked; the text says all that is wrong with it."""

    title = "Query"

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of the text."""
        self.problems = tuple(sorted(problems))
        super().__init__(" ".join(problem.sentence for problem in self.problems))


def said(text: str) -> str:
    """What was typed, fit for a sentence."""
    line = clean_line(text[: 4 * _LONGEST_SAID])
    return line if len(line) <= _LONGEST_SAID else f"{line[: _LONGEST_SAID - 1]}…"


def near(word: str, names: Iterable[str]) -> str:
    """The name that was most likely meant; "" when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    typed = word.casefold()
    if not typed or len(typed) > _LONGEST_MEANT:
        return ""
    folded = {name.casefold(): name for name in names if 0 < len(name) <= 2 * _LONGEST_MEANT}
    begun = [name for key, name in folded.items() if key.startswith(typed)]
    if len(begun) == 1:
        return begun[0]
    found = get_close_matches(typed, [key for key in folded if _alike(typed, key)], 1)
    return folded[found[0]] if found else ""


def _alike(one: str, other: str) -> bool:
    """Whether it is worth comparing two words, which takes a thousand times longer."""
    if abs(len(one) - len(other)) > max(2, len(one) // 2):
        return False
    shared = sum(letter in other for letter in one)
    return shared * 5 >= len(one) * 3


def mistaken(word: str, names: Sequence[str], otherwise: str = "") -> str:
    """The sentence about a word, or a value behind its key, that is none of `names`."""
    if meant := near(word.partition(":")[2] or word, names):
        return f"{said(word)}: did you mean {said(meant)}?"
    return f"{said(word)}: {otherwise or f'choose {listed(names)}.'}"


def listed(names: Sequence[str]) -> str:
    """The names with commas and a last "or"; of many, the first."""
    shown = [said(name) for name in names[:_MOST_CHOICES]]
    if len(names) > _MOST_CHOICES:
        return f"{', '.join(shown)} …"
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else "another"
