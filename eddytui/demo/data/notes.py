"""What colleagues have noted about users and organizations before anybody looks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count

from eddytui.demo.data.chance import HOUR, MINUTE, Chance
from eddytui.demo.data.fields import ORGANIZATION, USER
from eddytui.demo.data.names import JOHN, MARIA
from eddytui.demo.files import file
from eddytui.demo.records import CLIENTS, Note, Person

Notes = dict[tuple[str, int], list[Note]]
"""The notes about each user or organization, oldest first."""

_FIXED = {2: 3, 3: 34}
"""How many notes there are about Acme, and about Blue Harbour: more than a page holds."""
_OFTEN, _WITH_FILE = 0.3, 0.15
_MOST, _DAYS = 4, 300
_AT_WORK = (9 * HOUR, 17 * HOUR)

# What notes say, by what they are about and its language.
_TEXTS: dict[tuple[str, str], tuple[str, ...]] = {
    (USER, "en"): (
        "Prefers a call before noon.",
        "Speaks for the whole office: ask who else is affected.",
        "Works from home on Fridays, VPN only.",
        "Has the spare token for the server room.",
        "Invoices go to the accountant, not here.",
        "Not the contract owner: changes need a word from the manager.",
        "New laptop handed over, the old one comes back by the end of the month.",
    ),
    (USER, "ru"): (
        "Просит писать короче и без вложений.",
        "Звонить до обеда, потом на складе и не слышит.",
        "Новый ноутбук выдан, старый вернёт до конца месяца.",
    ),
    (USER, "ua"): (
        "Дзвонити після 14:00.",
        "Має запасний ключ від серверної.",
        "Рахунки надсилати бухгалтерці, не сюди.",
    ),
    (ORGANIZATION, "en"): (
        "Contract renewed for a year, same terms.",
        "Site visit went well. They want Wi-Fi in the new wing by autumn.",
        "Two offices behind one line: when it is down, both are.",
        "Invoices by the 5th, in one PDF.",
        "Quarterly review: fewer printer calls, more about accounts.",
        "Ask before any work after 18:00, the guard has to be told.",
    ),
    (ORGANIZATION, "ru"): (
        "Новый договор на подписи у директора.",
        "Сервер стоит в бухгалтерии, доступ только при них.",
        "Просят один общий счёт до пятого числа.",
    ),
    (ORGANIZATION, "ua"): (
        "Договір підписано, оригінал у сейфі.",
        "Роботи після 18:00 узгоджувати з охороною.",
        "Восени переїжджають, план мережі в файлі.",
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

    def about(self, owner: str, language: str, many: int) -> Iterator[Note]:
        """So many notes, in the order they were written."""
        chance, texts = self.chance, _TEXTS[owner, language]
        days = sorted((chance.randrange(1, _DAYS) for _ in range(many)), reverse=True)
        for place, day in enumerate(days):
            number = next(self._numbers)
            midnight = (self._anchor - timedelta(days=day)).replace(hour=0, minute=0, second=0)
            # The first note always has a file; a few have nothing else.
            attached = not place or chance.happens(_WITH_FILE)
            name = chance.choice(_FILES[owner])
            yield Note(
                number,
                chance.choice(self._staff),
                "" if place and attached else texts[(number + place) % len(texts)],
                midnight + chance.randrange(*_AT_WORK) * MINUTE,
                file(name, f"{self._seed}/note/{number}") if attached else None,
            )


def _language(organization: int, people: Mapping[int, Person]) -> str:
    """What is spoken there: the language of who works there."""
    spoken = (one.language for one in people.values() if one.organization == organization)
    return next(spoken, "en")


def notes(
    seed: int, anchor: datetime, people: Mapping[int, Person], organizations: Iterable[int]
) -> Notes:
    """All notes, by what they are about."""
    writer = _Writer(seed, anchor, [person.id for person in people.values() if person.is_staff])
    made: Notes = {}
    for number in organizations:
        many = _FIXED.get(number, writer.chance.randrange(_MOST))
        language = _language(number, people)
        made[ORGANIZATION, number] = list(writer.about(ORGANIZATION, language, many))
    for person in people.values():
        known = person.id in {JOHN, MARIA} or writer.chance.happens(_OFTEN)
        if known and person.group == CLIENTS:
            many = writer.chance.randrange(1, _MOST)
            made[USER, person.id] = list(writer.about(USER, person.language, many))
    return made
