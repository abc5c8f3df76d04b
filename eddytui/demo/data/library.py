"""The texts of the helpdesk: topics in three languages, read from the files beside this one.

A file is a row of topics. `= key | department | type | product | tags` begins one, `* ` is a title
of it, `>> open` begins a text: `open` for a first mail, `more` for what the client adds, `answer`
and `close` for what colleagues write, `note` for what they write to each other. `{name}` is a gap
that `slots` fills. Each first mail makes a case of its own: a number (`*2 `, `>> answer 2`) says
that a title or text belongs to the second one only; without a number it fits all.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
_FILES = {"en": ("en.txt", "en_more.txt"), "ru": ("ru.txt",), "ua": ("uk.txt",)}
_TALK = {"en": "talk-en/1", "ru": "talk-ru/1", "ua": "talk-uk/1"}
_LISTS = {"en": "log-rollout/1", "ru": "log-zamena/1", "ua": "log-zamina/1"}


class Topic(NamedTuple):
    """A case that clients write about, with all that may be said about it."""

    key: str
    department: int
    type: int
    product: str
    tags: tuple[str, ...]
    titles: tuple[str, ...]
    opening: str
    texts: dict[str, tuple[str, ...]]

    def of(self, kind: str) -> tuple[str, ...]:
        """The texts of one kind, `more`, `answer`, `note` …; may be empty."""
        return self.texts.get(kind, ())


def _of_case(texts: list[tuple[str, str]], number: int) -> tuple[str, ...]:
    """The texts that fit a case: its own first, then those for all."""
    own = (text for case, text in texts if case == str(number))
    return (*own, *(text for case, text in texts if not case))


def _cases(block: str) -> Iterator[Topic]:
    """A topic of a file, once for each of its first mails."""
    head, *sections = block.split("\n>> ")
    first, *titles = head.strip().split("\n*")
    key, department, kind, product, tags = (part.strip() for part in first.split("|"))
    texts: dict[str, list[tuple[str, str]]] = {}
    for section in sections:
        name, _, body = section.partition("\n")
        name, _, case = name.partition(" ")
        texts.setdefault(name, []).append((case, body.strip("\n")))
    named = [(case, title) for case, _, title in (line.partition(" ") for line in titles)]
    openings = [body for _, body in texts.pop("open", [])]
    for number, opening in enumerate(openings or [""], 1):
        yield Topic(
            key=f"{key}/{number}",
            department=int(department),
            type=int(kind),
            product=product,
            tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
            titles=_of_case(named, number),
            opening=opening,
            texts={name: _of_case(bodies, number) for name, bodies in texts.items()},
        )


def _topics(name: str) -> Iterator[Topic]:
    text = (_FOLDER / name).read_text("utf-8")
    for block in f"\n{text}".split("\n= ")[1:]:
        yield from _cases(block)


class Library:
    """Every topic, by language and by key."""

    def __init__(self) -> None:
        self.by_language = {
            language: [topic for name in names for topic in _topics(name)]
            for language, names in _FILES.items()
        }
        # What a monitoring robot writes; nobody else does.
        self.robot = [topic for topic in self.by_language["en"] if topic.key.startswith("backup")]
        self.by_language["en"] = [
            topic for topic in self.by_language["en"] if topic not in self.robot
        ]
        self._talk = {topic.key: topic for topic in _topics("talk.txt")}
        self._by_key = {
            topic.key: topic
            for topics in (*self.by_language.values(), self.robot)
            for topic in topics
        }
        self._by_key |= {
            topic.key: topic for name in ("stories.txt", "logs.txt") for topic in _topics(name)
        }

    def topic(self, key: str, language: str) -> Topic:
        """The topic of a ticket; one without a topic has the small talk of its language."""
        return self._by_key.get(key) or self.talk(language)

    def running_list(self, language: str) -> Topic:
        """What long tickets are about: a list of small jobs, done one after another."""
        return self._by_key[_LISTS[language]]

    def talk(self, language: str) -> Topic:
        """What fits into any conversation in this language."""
        return self._talk[_TALK[language]]
