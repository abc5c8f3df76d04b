"""What colleagues have noted about users and organizations before anybody looks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count

from eddytui.demo.data.chance import Chance
from eddytui.demo.data.fields import ORGANIZATION, USER
from eddytui.demo.data.names import JOHN, MARIA
from eddytui.demo.data.threads import file
from eddytui.demo.records import CLIENTS, Note, Person

Notes = dict[tuple[str, int], list[Note]]
"""The notes about each user or organization, oldest first."""

_ACME, _BLUE_HARBOUR = 2, 3
_OFTEN = 0.3
_WITH_FILE = 0.15
_LONG = 34
"""One organization has more notes than a page holds."""
_MOST = 4
_DAYS = 300

_TEXTS: dict[str, tuple[str, ...]] = {
    USER: (
        "Prefers a call before noon.",
        "Speaks for the whole office: ask who else is affected.",
        "Works from home on Fridays, VPN only.",
        "Has the spare token for the server room.",
        "Просит писать короче и без вложений.",
        "Kann auch Deutsch. Invoices go to the accountant, not here.",
        "Not the contract owner: changes need a word from the manager.",
        "Дзвонити після 14:00.",
        "New laptop handed over, old one comes back by the end of the month.",
    ),
    ORGANIZATION: (
        "Contract renewed for a year, same terms.",
        "Site visit went well. They want Wi-Fi in the new wing by autumn.",
        "Two offices behind one line: when it is down, both are.",
        "Invoices by the 5th, in one PDF.",
        "Новый договор на подписи у директора.",
        "Quarterly review: fewer printer calls, more about accounts.",
        "Ask before any work after 18:00, the guard has to be told.",
        "Договір підписано, оригінал у сейфі.",
    ),
}
_FILES: dict[str, tuple[str, ...]] = {
    USER: ("handover.pdf", "business card.png", "Заявка на доступ.pdf"),
    ORGANIZATION: ("contract.pdf", "floor plan.png", "network map.png", "акт приёмки.pdf"),
}


class _Writer:
    """Writes notes in the name of the staff."""

    def __init__(self, seed: int, anchor: datetime, staff: list[int]) -> None:
        self._seed = seed
        self._anchor = anchor
        self._staff = staff
        self.chance = Chance(f"{seed}/notes")
        self._numbers = count(1)

    def about(self, owner: str, many: int) -> Iterator[Note]:
        """So many notes, in the order they were written."""
        texts = self.chance.shuffled(_TEXTS[owner] * (many // len(_TEXTS[owner]) + 1))
        days = sorted(self.chance.randrange(1, _DAYS) for _ in range(many))[::-1]
        for place, (text, day) in enumerate(zip(texts, days, strict=False)):
            number = next(self._numbers)
            # The first note always has a file; a few have nothing else.
            name = self.chance.choice(_FILES[owner])
            attached = not place or self.chance.happens(_WITH_FILE)
            yield Note(
                number,
                self.chance.choice(self._staff),
                "" if place and attached else text,
                self._anchor - timedelta(days=day, minutes=self.chance.randrange(480)),
                file(name, f"{self._seed}/note/{number}") if attached else None,
            )


def notes(
    seed: int, anchor: datetime, people: Mapping[int, Person], organizations: Iterable[int]
) -> Notes:
    """All notes, by what they are about."""
    writer = _Writer(seed, anchor, [person.id for person in people.values() if person.is_staff])
    made: Notes = {}
    for number in organizations:
        many = _LONG if number == _BLUE_HARBOUR else writer.chance.randrange(_MOST)
        many = max(many, number == _ACME)
        made[ORGANIZATION, number] = list(writer.about(ORGANIZATION, many))
    for person in people.values():
        known = person.id in {JOHN, MARIA} or writer.chance.happens(_OFTEN)
        if known and person.group == CLIENTS:
            many = writer.chance.randrange(1, _MOST)
            made[USER, person.id] = list(writer.about(USER, many))
    return {about: written for about, written in made.items() if written}
