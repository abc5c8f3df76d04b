"""The client companies of the pretend helpdesk, all made up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from eddytui.demo.data import fields
from eddytui.demo.data.chance import Chance
from eddytui.demo.records import FieldStates, Organization, Person

_LIMITS = (0, 0, 600, 1200, 3000)
_LEVELS = (501, 502, 503)
_HAS_PHONE = 0.6


class Company(NamedTuple):
    """What is known of a company before anybody works there."""

    name: str
    domain: str
    address: str
    city: tuple[int, ...]
    """Where it is: options of the region field, one a level."""


COMPANIES: dict[int, Company] = {
    number: Company(*row)
    for number, row in enumerate(
        (
            ("Nordwind Logistics", "nordwind.example", "Pirita tee 20, Tallinn", (511, 521, 531)),
            ("Acme", "acme.com", "Brivibas iela 40, Riga", (511, 522, 533)),
            ("Blue Harbour Hotels", "blueharbour.example", "Quay Street 3, Galway", (512, 523)),
            ("Larkfield Clinic", "larkfield.example", "Mill Lane 18, Leeds", (512, 524, 534)),
            ("Osprey Publishing House", "osprey-books.example", "Rue du Moulin 9, Namur", (512,)),
            ("Tartu Timber", "tartutimber.example", "Ringtee 75, Tartu", (511, 521, 532)),
            ("Северный склад", "sevsklad.example", "ул. Портовая, 12", ()),
            ("Типография «Литера»", "litera.example", "пр. Науки, 45", ()),
            ("Аптеки «Ромашка»", "romashka.example", "ул. Садовая, 8", ()),
            ("Львівська кава", "lvivkava.example", "вул. Зелена, 115, Львів", (513, 525, 535)),
            ("Агро-Полісся", "agropolissia.example", "вул. Київська, 77, Житомир", (513, 525)),
            ("Школа «Обрій»", "obriy.example", "вул. Шкільна, 4, Полтава", (513, 525, 536)),
        ),
        1,
    )
}


def _fields(number: int, chance: Chance, anchor: datetime) -> FieldStates:
    ends = anchor + timedelta(days=chance.randrange(20, 700))
    region: FieldStates = ((fields.REGION, COMPANIES[number].city),)
    return (
        (fields.CONTRACT, f"C-{anchor.year - 1}-{number:03}"),
        (fields.SERVICE, chance.choice(_LEVELS)),
        *(region if COMPANIES[number].city else ()),
        (fields.ENDS, str(ends.date())),
    )


def organizations(
    seed: int, anchor: datetime, people: Mapping[int, Person]
) -> dict[int, Organization]:
    """All companies by id; the first one or two who work there manage it."""
    chance = Chance(f"{seed}/organizations")
    made = {}
    for number, (name, domain, address, _) in COMPANIES.items():
        staff = [person.id for person in people.values() if person.organization == number]
        created = anchor - timedelta(days=chance.randrange(400, 900))
        phone = f"+372 6{chance.randrange(10**6):06}" if chance.happens(_HAS_PHONE) else ""
        made[number] = Organization(
            id=number,
            name=name,
            created=created,
            updated=created + timedelta(days=chance.randrange(300)),
            domains=f"@{domain}",
            address=address,
            phone=phone,
            email=f"office@{domain}",
            web=f"https://{domain}",
            minute_limit=chance.choice(_LIMITS),
            managers=tuple(staff[: chance.randrange(3)]),
            fields=_fields(number, chance, anchor),
        )
    return made
