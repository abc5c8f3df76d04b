"""Who says what in a ticket, and when: the course of a thread before it becomes mail."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from eddytui.demo.data import hostile, stories
from eddytui.demo.data.chance import MINUTE, Chance
from eddytui.demo.data.library import Library
from eddytui.demo.data.slots import Slots
from eddytui.demo.records import CLIENTS, CLOSED, NOBODY, Person, Ticket

POST, COMMENT = "post", "comment"
_ANSWERED, _ANSWERED_AGAIN, _BY_OWNER, _NOTED, _ATTACHED = 0.8, 0.25, 0.8, 0.4, 0.22
_CLIENT_IN_LOG = 0.12
_LEAST_PAUSE = 0.2
"""As a part of the usual pause between two replies."""
_FILES = {
    "en": ("screenshot.png", "IMG_2041.jpg", "log.txt", "scan 0007.pdf", "table.xlsx", "error.png"),
    "ru": ("снимок экрана.png", "акт сверки.xlsx", "IMG_0417.jpg", "скан.pdf", "журнал.txt"),
    "ua": ("знімок екрана.png", "накладна.pdf", "IMG_3310.heic", "журнал.txt", "список.docx"),
}


class Turn(NamedTuple):
    """One reply or note, in the texts' own markup."""

    at: datetime
    author: int
    kind: str
    text: str
    files: tuple[str, ...] = ()
    is_html: bool = False


class Course:
    """The course of one ticket, always the same for the same ticket and seed."""

    def __init__(
        self,
        seed: int,
        anchor: datetime,
        ticket: Ticket,
        people: Mapping[int, Person],
        library: Library,
    ) -> None:
        self._key = f"{seed}/{ticket.id}"
        self._anchor = anchor
        self._ticket = ticket
        self._people = people
        self._language = people[ticket.user].language
        self._topic = library.topic(ticket.topic, self._language)
        self._talk = library.talk(self._language)
        self._slots = Slots(self._key, self._language)
        self._chance = Chance(self._key)
        self._staff = [
            person.id
            for person in people.values()
            if person.group != CLIENTS and ticket.department in person.departments
        ]

    def turns(self) -> list[Turn]:
        """All replies and notes, oldest first."""
        key = self._ticket.topic
        if key in hostile.BY_KEY:
            return [self._trap(hostile.BY_KEY[key])]
        if key in stories.BY_KEY:
            return list(self._told(stories.BY_KEY[key]))
        posts = self._log() if key.startswith("log-") else self._talked()
        return sorted([*posts, *self._notes()])

    def _trap(self, trap: hostile.Trap) -> Turn:
        ticket = self._ticket
        return Turn(ticket.created, ticket.user, POST, trap.body(), trap.files, is_html=True)

    def _told(self, story: stories.Story) -> Iterator[Turn]:
        texts = {kind: iter(texts) for kind, texts in self._topic.texts.items()}
        for line in story.lines:
            kind = COMMENT if line.kind == "note" else POST
            at = self._anchor - line.ago * MINUTE
            text = self._topic.opening if line.kind == "open" else next(texts[line.kind])
            yield Turn(at, line.author, kind, text, line.files)

    def _log(self) -> Iterator[Turn]:
        """A running log: one line a turn, its own figures in each."""
        topic, ticket = self._topic, self._ticket
        lines, others = self._endless(topic.of("log")), self._endless(topic.of("more"))
        speakers = self._speakers(answered=1 - _CLIENT_IN_LOG, again=1 - _CLIENT_IN_LOG)
        last = ticket.posts - 1
        for number, (at, author) in enumerate(zip(self._times(), speakers, strict=True)):
            slots = Slots(f"{self._key}/{number}", self._language)
            slots["clock"] = f"{at:%H:%M}"
            if number == 0:
                text = topic.opening
            elif author == ticket.user:
                text = next(others)
            elif number == last and ticket.status == CLOSED:
                text = topic.of("close")[0]
            else:
                text = next(lines)
            yield Turn(at, author, POST, text.format_map(slots))

    def _talked(self) -> Iterator[Turn]:
        """A question, and what came of it."""
        ticket, chance = self._ticket, self._chance
        said, answered, waiting = (
            self._words("more"),
            self._words("answer"),
            self._endless(self._talk.of("wait")),
        )
        opening = self._topic.opening.format_map(self._slots)
        speakers = self._speakers()
        first_answer = next((n for n, who in enumerate(speakers) if who != ticket.user), None)
        last = ticket.posts - 1
        for number, (at, author) in enumerate(zip(self._times(), speakers, strict=True)):
            if number == 0:
                yield Turn(at, author, POST, opening, self._files(chance.randrange(1, 5)))
            elif author != ticket.user and number == last and ticket.status == CLOSED:
                yield Turn(at, author, POST, chance.choice(self._talk.of("close")))
            elif author != ticket.user:
                yield Turn(at, author, POST, next(answered))
            elif first_answer is None or number < first_answer:
                yield Turn(at, author, POST, next(waiting).format_map(self._slots))
            else:
                yield Turn(at, author, POST, next(said), self._files(1))

    def _notes(self) -> Iterator[Turn]:
        ticket, chance = self._ticket, self._chance
        if ticket.owner == NOBODY or not chance.happens(_NOTED):
            return
        words = self._words("note")
        for _ in range(chance.randrange(1, 3)):
            at = ticket.created + (self._end() - ticket.created) * chance.random()
            yield Turn(at.replace(microsecond=0), self._colleague(), COMMENT, next(words))

    def _end(self) -> datetime:
        """When the last reply was written: closing comes a little later."""
        ticket = self._ticket
        if ticket.status != CLOSED:
            return ticket.updated
        return max(ticket.created, ticket.updated - 4 * MINUTE)

    def _times(self) -> list[datetime]:
        ticket = self._ticket
        if ticket.posts == 1:
            return [ticket.created]
        # Nobody answers within a moment: each pause has a least length.
        pauses = [_LEAST_PAUSE + self._chance.expovariate(1) for _ in range(ticket.posts - 1)]
        whole = self._end() - ticket.created
        times = (ticket.created + whole * (part / sum(pauses)) for part in accumulate(pauses[:-1]))
        return [ticket.created, *(at.replace(microsecond=0) for at in times), self._end()]

    def _colleague(self) -> int:
        if self._ticket.owner and self._chance.happens(_BY_OWNER):
            return self._ticket.owner
        return self._chance.choice(self._staff)

    def _speakers(self, answered: float = _ANSWERED, again: float = _ANSWERED_AGAIN) -> list[int]:
        """The author of each reply; the last one fits the ticket's state."""
        ticket = self._ticket
        speakers = [ticket.user]
        if ticket.owner == NOBODY and ticket.status != CLOSED:
            return speakers * ticket.posts
        while len(speakers) < ticket.posts:
            chance = answered if speakers[-1] == ticket.user else again
            answers = self._chance.happens(chance)
            speakers.append(self._colleague() if answers else ticket.user)
        if ticket.posts > 1:
            speakers[-1] = self._colleague() if ticket.seen_by_staff else ticket.user
        return speakers

    def _endless(self, texts: Sequence[str]) -> Iterator[str]:
        """All of them, then all of them again in another order."""
        while True:
            yield from self._chance.shuffled(texts)

    def _words(self, kind: str) -> Iterator[str]:
        """What the topic has to say, then small talk without end."""
        for text in self._topic.of(kind):
            yield text.format_map(self._slots)
        for number, text in enumerate(self._endless(self._talk.of(kind))):
            yield text.format_map(Slots(f"{self._key}/{kind}/{number}", self._language))

    def _files(self, most: int) -> tuple[str, ...]:
        if not self._chance.happens(_ATTACHED):
            return ()
        return tuple(self._chance.sample(_FILES[self._language], most))
