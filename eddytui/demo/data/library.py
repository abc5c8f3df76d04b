"""The texts of the helpdesk: topics in three languages, read from the files beside this one.

A file is a row of topics. `= key | department | type | product | tags` begins one, `* ` is a title
of it, `>> open` begins a text: `open` for a first mail, `more` for what the client adds, `answer`
and `close` for what colleagues write, `note` for what they write to each other. `{name}` is a gap
that `slots` fills.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
_FILES = {"en": ("en.txt", "en_more.txt"), "ru": ("ru.txt",), "ua": ("uk.txt",)}
_TALK = {"en": "talk-en", "ru": "talk-ru", "ua": "talk-uk"}


class Topic(NamedTuple):
    """A subject that clients write about, with all that may be said about it."""

    key: str
    department: int
    type: int
    product: str
    tags: tuple[str, ...]
    titles: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]

    def of(self, kind: str) -> tuple[str, ...]:
        """The texts of one kind, `open`, `more`, `answer`, `note` …; may be empty."""
        return self.texts.get(kind, ())


def _topic(block: str) -> Topic:
    head, *texts = block.split("\n>> ")
    first, *titles = head.strip().split("\n* ")
    key, department, kind, product, tags = (part.strip() for part in first.split("|"))
    by_kind: dict[str, list[str]] = {}
    for text in texts:
        name, _, body = text.partition("\n")
        by_kind.setdefault(name, []).append(body.strip("\n"))
    return Topic(
        key=key,
        department=int(department),
        type=int(kind),
        product=product,
        tags=tuple(tag.strip() for tag in tags.split(",") if tag),
        titles=tuple(titles),
        texts={name: tuple(bodies) for name, bodies in by_kind.items()},
    )


def _topics(name: str) -> Iterator[Topic]:
    text = (_FOLDER / name).read_text("utf-8")
    for block in f"\n{text}".split("\n= ")[1:]:
        yield _topic(block)


class Library:
    """Every topic, by language and by key."""

    def __init__(self) -> None:
        self.by_language = {
            language: [topic for name in names for topic in _topics(name)]
            for language, names in _FILES.items()
        }
        # What a monitoring robot writes; nobody else does.
        self.robot = next(topic for topic in self.by_language["en"] if topic.key == "backup")
        self.by_language["en"].remove(self.robot)
        self._talk = {topic.key: topic for topic in _topics("talk.txt")}
        self._by_key = {
            topic.key: topic for topics in self.by_language.values() for topic in topics
        }
        self._by_key |= {topic.key: topic for topic in (self.robot, *_topics("stories.txt"))}

    def topic(self, key: str, language: str) -> Topic:
        """The topic of a ticket; one without a topic has the small talk of its language."""
        return self._by_key.get(key) or self.talk(language)

    def talk(self, language: str) -> Topic:
        """What fits into any conversation in this language."""
        return self._talk[_TALK[language]]
