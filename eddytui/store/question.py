"""What is typed to find an article: words, and filters such as `cat:network tag:vpn is:public`."""

import re
from typing import NamedTuple

from eddytui.store.search import MOST, WORD, expression, fold
from eddytui.text.clean import clean

_FILTER = re.compile(r'(?<!\S)((?a:cat|tag|is|lang)):(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_PINNED = "pinned"
KINDS = ("public", "user", "staff", _PINNED)
"""What `is:` knows."""
_LETTERS = 3
"""A word of so many letters finds those that begin with it too."""
_TELLING = 4
"""A word of so many letters tells what an article is about; `how` and `the` do not."""
_LANGUAGES = {"uk": "ua"}
"""What people call a language, and what the helpdesk calls it."""


def language(code: str) -> str:
    """The helpdesk's code of a language; Ukrainian is `ua` there."""
    return _LANGUAGES.get(code.lower(), code.lower())


class Filter(NamedTuple):
    """One filter among the words, and where it stands."""

    start: int
    length: int
    name: str
    value: str
    """Folded; a language in the helpdesk's own code."""


def filters(typed: str) -> list[Filter]:
    """All the filters of a text."""
    return [
        Filter(match.start(), len(match[0]), name, _meant(name, match[2] or match[3] or ""))
        for match in _FILTER.finditer(typed)
        for name in [match[1].lower()]
    ]


def _meant(name: str, value: str) -> str:
    value = fold(value).strip()
    return language(value) if name == "lang" else value


class Question(NamedTuple):
    """What was typed, read. Every condition that is set must hold."""

    words: str
    categories: tuple[str, ...] = ()
    """Beginnings of words in a category's name, or its id; those below it belong to it."""
    tags: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pinned: bool = False

    @classmethod
    def read(cls, typed: str) -> "Question":
        """Part filters from words. `cat:"printers and so on"` keeps words together."""
        values: dict[str, list[str]] = {"cat": [], "tag": [], "is": [], "lang": []}
        typed = clean(typed)  # half a letter pair is in no SQLite text
        for one in filters(typed):
            values[one.name].append(one.value)
        return cls(
            words=_FILTER.sub(" ", typed),
            categories=tuple(values["cat"]),
            tags=tuple(values["tag"]),
            access=tuple(value for value in values["is"] if value != _PINNED),
            languages=tuple(values["lang"]),
            pinned=_PINNED in values["is"],
        )

    def expression(self) -> str:
        """The FTS question for words and tags; "" when there are none."""
        return self._tagged(expression(self.words, least=_LETTERS))

    def stems(self) -> list[str]:
        """The words without their endings, so that `passwords` finds a password, `пароль` паролей.

        What is written together, such as `wi-fi`, is kept together as well.
        """
        stems = []
        for piece in fold(self.words).split()[:MOST]:
            words = WORD.findall(piece)[:MOST]
            stems += [" ".join(words)] if len(words) > 1 else []
            stems += map(_stem, words)
        return list(dict.fromkeys(stem for stem in stems if len(stem) >= _LETTERS))[:MOST]

    def each(self) -> list[str]:
        """An FTS question for every stem that tells what an article is about."""
        telling = [stem for stem in self.stems() if len(stem) >= _TELLING]
        return [self._tagged(_beginning(stem)) for stem in telling]

    def some(self) -> str:
        """The FTS question for any of the stems; "" when there are none."""
        stems = " OR ".join(map(_beginning, self.stems()))
        return self._tagged(f"({stems})") if stems else ""

    def _tagged(self, asked: str) -> str:
        tags = [f"tags : ({tag})" for tag in map(expression, self.tags) if tag]
        return " AND ".join(filter(None, (asked, *tags)))


def _stem(word: str) -> str:
    """About two thirds of a word; all of it when it is a number or a code."""
    size = len(word)
    return word[: max(_TELLING, size - (size + 1) // 3)] if word.isalpha() else word


def _beginning(stem: str) -> str:
    return f'"{stem}" *'
