"""What is typed to find an article: words, and filters such as `cat:network tag:vpn is:public`."""

import re
from typing import NamedTuple

from eddytui.store.search import expression, fold
from eddytui.text.clean import clean

_FILTER = re.compile(r'(?<!\S)((?a:cat|tag|is|lang)):(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_PINNED = "pinned"
KINDS = ("public", "user", "staff", _PINNED)
"""What `is:` knows."""
_LETTERS = 3
"""A word of so many letters finds those that begin with it too."""
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
        asked = [expression(self.words, least=_LETTERS)]
        asked += [f"tags : ({tag})" for tag in map(expression, self.tags) if tag]
        return " AND ".join(filter(None, asked))
