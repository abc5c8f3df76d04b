"""The people of the pretend helpdesk: 12 colleagues and 80 clients."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from eddytui.demo.account import EMAIL, KEY
from eddytui.demo.data import fields
from eddytui.demo.data.chance import Chance
from eddytui.demo.data.companies import COMPANIES
from eddytui.demo.data.names import ENGLISH, JOHN, MARTA, ODD, RUSSIAN, STAFF, UKRAINIAN, WATCHES
from eddytui.demo.records import ADMINISTRATORS, CLIENTS, EMPLOYEES, Person

_OUR_DOMAIN = EMAIL.partition("@")[2]
_MAIL_DOMAIN = "mail.example"
_MAILERS = ("apple", "outlook", "gmail", "plain", "outlook", "gmail", "outlook", "apple", "gmail")
_LANGUAGES = (("en", ENGLISH), ("ru", RUSSIAN), ("ua", UKRAINIAN))
_CONTACTS = (fields.BY_MAIL, fields.BY_PHONE, fields.BY_MAIL, 0, fields.BY_CHAT)
_HAS_PHONE = 0.7

_Facts = dict[str, str | int]


def key_from(rnd: Chance) -> str:
    """A made-up API key in the shape of a real one."""
    digits = f"{rnd.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _colleagues(rnd: Chance, anchor: datetime) -> Iterator[Person]:
    for number, name, lastname, address, departments, presence, language, job in STAFF:
        email = f"{address}@{_OUR_DOMAIN}"
        key = key_from(rnd)
        yield Person(
            id=number,
            name=name,
            lastname=lastname,
            email=email,
            phone=f"+372 5{rnd.randrange(10**6):06}",
            organization=0,
            language=language,
            group=ADMINISTRATORS if number == MARTA else EMPLOYEES,
            departments=departments,
            presence=presence,
            mailer="web",
            key=KEY if email == EMAIL else key,
            created=(created := anchor - timedelta(days=900 - number * 30)),
            updated=created,
            fields=(
                (fields.JOB, job),
                (fields.CARD, 1),
                (fields.CONTACT, fields.BY_MAIL),
                (fields.DESK, f"{number // 4 + 1}.{number:02}"),
            ),
        )


def _client(
    number: int, names: tuple[str, str, str], rnd: Chance, anchor: datetime, facts: _Facts
) -> Person:
    name, lastname, email = names
    language = str(facts.get("language", "en"))
    phone = f"+371 2{rnd.randrange(10**7):07}" if rnd.happens(_HAS_PHONE) else ""
    key = key_from(rnd)
    created = anchor - timedelta(days=rnd.randrange(30, 800), minutes=rnd.randrange(600))
    return Person(
        id=number,
        name=name,
        lastname=lastname,
        email=email,
        phone=phone,
        organization=int(facts.get("organization", 0)),
        language=language,
        group=CLIENTS,
        departments=(),
        presence="offline",
        mailer=str(facts.get("mailer", _MAILERS[number % len(_MAILERS)])),
        key=key,
        created=created,
        updated=created,
        status="disabled" if number == WATCHES else "active",
        fields=(
            (fields.JOB, str(facts.get("job", ""))),
            (fields.CARD, 0),
            (fields.CONTACT, _CONTACTS[number % len(_CONTACTS)]),
        ),
    )


def _clients(rnd: Chance, anchor: datetime) -> Iterator[Person]:
    rows = [
        (language, row.split("|"))
        for language, names in _LANGUAGES
        for row in names.strip().splitlines()
    ]
    for number, (language, (name, lastname, address, company, job)) in enumerate(rows, JOHN):
        known = COMPANIES.get(int(company))
        email = f"{address}@{known.domain if known else _MAIL_DOMAIN}"
        names = (name, lastname, email)
        facts: _Facts = {"organization": int(company), "language": language, "job": job}
        yield _client(number, names, rnd, anchor, facts)
    for number, name, lastname, email, mailer in ODD:
        yield _client(number, (name, lastname, email), rnd, anchor, {"mailer": mailer})


def people(seed: int, anchor: datetime) -> dict[int, Person]:
    """Everybody by id: colleagues below 41, clients from there on."""
    rnd = Chance(f"{seed}/people")
    return {
        person.id: person for source in (_colleagues, _clients) for person in source(rnd, anchor)
    }
