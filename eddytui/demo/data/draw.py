"""One ordinary ticket after another, drawn from the library by chance."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from eddytui.demo.data import fields
from eddytui.demo.data.chance import Chance, Odds
from eddytui.demo.data.library import Library, Topic
from eddytui.demo.data.lists import BILLING, EQUIPMENT
from eddytui.demo.data.names import MONITOR
from eddytui.demo.data.slots import Slots
from eddytui.demo.data.states import States
from eddytui.demo.records import CLIENTS, CLOSED, FieldState, Person, Ticket

_ROBOT, _CHILD, _COPIED, _FOLLOWED, _TAGGED = 0.03, 0.04, 0.1, 0.08, 0.6
_FAMILY = 40
"""A child's parent is at most this many tickets older."""
_PRIORITIES = Odds((2, 3, 4, 1), (66, 84, 96, 100))
_SOURCES = Odds(("email", "web", "phone", "telegram", "widget"), (60, 78, 86, 94, 100))
# Most tickets have one to six replies, a few up to sixty.
_REPLIES = Odds(
    tuple(range(1, 61)),
    tuple(accumulate((22, 22, 18, 14, 9, 6, *(8 / 9 for _ in range(9)), *(2 / 45,) * 45))),
)
_RESOLUTIONS = Odds((21, 22, 23, 24, 25), (60, 68, 82, 92, 100))
_HOMES = {"coffee-uk": 10, "school-uk": 12, "gps-uk": 11, "cash-ru": 9, "onec-ru": 7}
"""The organization that a topic belongs to: only a school forgets pupils' passwords."""
_LONG = 20
"""Longer threads than this are running lists: nobody talks that long about a printer."""
_COPIES = ("office@mail.example", "second.desk@mail.example", "head.of.team@mail.example")
_PRODUCT, _RESOLVED, _COUNTED, _DESCRIBED, _PLANNED, _ROOM = 0.7, 0.75, 0.15, 0.06, 0.05, 0.2
_ENVIRONMENTS = ("Windows 11, cable", "macOS 15, Wi-Fi", "Ubuntu 24.04\nFirefox 134", "iPad, 4G")


class Draw:
    """Draws tickets; the same seed draws the same ones."""

    def __init__(
        self, seed: int, anchor: datetime, people: dict[int, Person], library: Library
    ) -> None:
        self._seed = seed
        self._anchor = anchor
        self.chance = Chance(f"{seed}/queue")
        self._states = States(self.chance, anchor)
        self._library = library
        self._robot = people[MONITOR]
        clients = (person for person in people.values() if person.group == CLIENTS)
        self._writers = [person for person in clients if person.id < MONITOR]
        self._staff: dict[int, list[int]] = {}
        for person in people.values():
            for department in person.departments:
                self._staff.setdefault(department, []).append(person.id)
        self._decks = {language: self._deck(language) for language in library.by_language}

    def _deck(self, language: str) -> Iterator[tuple[Topic, str]]:
        """Every title of a language once, then all of them again in another order."""
        topics = self._library.by_language[language]
        cards = [(topic, title) for topic in topics for title in topic.titles]
        while True:
            yield from self.chance.shuffled(cards)

    def _subject(self, posts: int) -> tuple[Person, Topic, str]:
        """Who writes, about what, under which title."""
        if self.chance.happens(_ROBOT):
            topic = self.chance.choice(self._library.robot)
            return self._robot, topic, self.chance.choice(topic.titles)
        writer = self.chance.choice(self._writers)
        if posts > _LONG:
            topic = self._library.running_list(writer.language)
            return writer, topic, self.chance.choice(topic.titles)
        topic, title = next(self._decks[writer.language])
        if home := _HOMES.get(topic.key.partition("/")[0]):
            at_home = [person for person in self._writers if person.organization == home]
            writer = self.chance.choice(at_home)
        return writer, topic, title

    def ticket(self, number: int, created: datetime, *, is_open: bool) -> Ticket:
        """The next ticket."""
        chance = self.chance
        posts = chance.number(_REPLIES)
        user, topic, title = self._subject(posts)
        is_robot = user is self._robot
        staff = self._staff[topic.department]
        slots = Slots(f"{self._seed}/{number}", user.language)
        drawn = Ticket(
            id=number,
            created=created,
            updated=created,
            title=title.format_map(slots),
            user=user.id,
            department=topic.department,
            priority=chance.number(_PRIORITIES),
            type=topic.type,
            source="email" if is_robot else chance.text(_SOURCES),
            pid=number - chance.randrange(1, _FAMILY) if chance.happens(_CHILD) else 0,
            cc=(chance.choice(_COPIES),) if chance.happens(_COPIED) else (),
            followers=(chance.choice(staff),) if chance.happens(_FOLLOWED) else (),
            tags=topic.tags if chance.happens(_TAGGED) else (),
            topic=topic.key,
            posts=1 if is_robot else posts,
        )
        if is_open:
            facts = self._states.open(drawn, staff)
        else:
            facts = self._states.closed(drawn, staff, self._library.talk(user.language).texts)
        drawn = drawn._replace(**facts)
        return drawn._replace(fields=tuple(self._fields(drawn, topic, slots)))

    def _fields(
        self, ticket: Ticket, topic: Topic, slots: Slots
    ) -> Iterator[tuple[int, FieldState]]:
        """The custom fields that somebody filled in."""
        chance = self.chance
        if topic.product and chance.happens(_PRODUCT):
            yield fields.PRODUCT, fields.product(topic.product)
        if ticket.department == BILLING:
            yield fields.ORDER, slots["order"]
        if ticket.department == EQUIPMENT:
            yield fields.ON_SITE, chance.randrange(2)
        day = self._anchor + timedelta(days=chance.randrange(1, 30))
        for field_id, often, value in (
            (fields.RESOLUTION, _RESOLVED, chance.number(_RESOLUTIONS)),
            (fields.ENVIRONMENT, _DESCRIBED, chance.choice(_ENVIRONMENTS)),
            (fields.AFFECTED, _COUNTED, slots["n"]),
            (fields.PLANNED, _PLANNED, str(day.date())),
            (fields.ROOM, _ROOM, slots["room"]),
        ):
            solved = ticket.status == CLOSED or field_id != fields.RESOLUTION
            if chance.happens(often) and solved:
                yield field_id, value
