"""The custom fields of tickets, users and organizations: what they are called, and their types."""

from collections.abc import Callable
from typing import Any, NamedTuple

from eddytui.demo.records import Person

RESOLUTION, ORDER, ON_SITE, PRODUCT, ENVIRONMENT, AFFECTED, PLANNED, ROOM = range(2, 10)
JOB, CARD, CONTACT, DESK = range(87, 91)
CONTRACT, SERVICE, REGION, ENDS = range(91, 95)

BY_MAIL, BY_PHONE, BY_CHAT = 401, 402, 403
"""The options of the field `CONTACT`."""

# Area ids, then the ids of its products: two levels of one hierarchy.
PRODUCTS: dict[str, dict[str, int]] = {
    "Network": {"": 31, "VPN": 311, "Wi-Fi": 312, "Telephony": 313, "Certificates": 314},
    "Workplace": {"": 32, "Printers": 321, "Laptops": 322, "Accounts": 323, "Files": 324},
    "Mail": {"": 33, "Mailboxes": 331, "Calendars": 332},
    "Billing": {"": 34, "Invoices": 341, "Licences": 342, "Refunds": 343},
    "Portal": {"": 35, "API": 351, "Reports": 352, "Shop": 353},
}


class Field(NamedTuple):
    """A custom field."""

    id: int
    kind: str
    name: dict[str, Any]
    """By language; of a hierarchy by level, then by language."""

    @property
    def has_options(self) -> bool:
        """Whether one chooses from options, instead of writing."""
        return self.kind in {"select", "hierarchy"}

    @property
    def levels(self) -> int:
        """How many options deep it goes."""
        return len(self.name) if self.kind == "hierarchy" else 1


_AREAS = {
    "1": {"ru": "Область", "en": "Area", "ua": "Область"},
    "2": {"ru": "Продукт", "en": "Product", "ua": "Продукт"},
}
_REGIONS = {
    "1": {"ru": "Регион", "en": "Region", "ua": "Регіон"},
    "2": {"ru": "Страна", "en": "Country", "ua": "Країна"},
    "3": {"ru": "Город", "en": "City"},
}
_TICKETS = (
    Field(RESOLUTION, "select", {"ru": "Решение", "en": "Resolution", "ua": "Рішення"}),
    Field(ORDER, "text", {"ru": "Номер заказа", "en": "Order number"}),
    Field(
        ON_SITE, "checkbox", {"ru": "Нужен выезд", "en": "On-site visit", "ua": "Потрібен виїзд"}
    ),
    Field(PRODUCT, "hierarchy", _AREAS),
    Field(ENVIRONMENT, "textarea", {"en": "Environment", "ua": "Середовище"}),
    Field(
        AFFECTED,
        "number",
        {"ru": "Сколько людей", "en": "People affected", "ua": "Скільки людей"},
    ),
    Field(PLANNED, "date", {"en": "Planned for", "fr": "Prévu pour"}),
    # No English name: readers have to take what there is.
    Field(ROOM, "text", {"ru": "Кабинет", "ua": "Кабінет"}),
)
_USERS = (
    Field(JOB, "textarea", {"ru": "Должность", "en": "Position", "ua": "Посада"}),
    Field(CARD, "checkbox", {"ru": "Пропуск", "en": "Key card", "ua": "Перепустка"}),
    Field(CONTACT, "select", {"ru": "Как связаться", "en": "Preferred contact"}),
    Field(DESK, "text", {"en": "Desk", "ua": "Стіл"}),
)
_ORGANIZATIONS = (
    Field(CONTRACT, "text", {"ru": "Договор", "en": "Contract", "ua": "Договір"}),
    Field(SERVICE, "select", {"ru": "Уровень", "en": "Service level", "ua": "Рівень"}),
    Field(REGION, "hierarchy", _REGIONS),
    Field(ENDS, "date", {"ru": "Договор до", "en": "Contract until"}),
)

TICKET, USER, ORGANIZATION = "ticket", "user", "organization"
FIELDS: dict[str, dict[int, Field]] = {
    owner: {field.id: field for field in declared}
    for owner, declared in (
        (TICKET, _TICKETS),
        (USER, _USERS),
        (ORGANIZATION, _ORGANIZATIONS),
    )
}
"""The custom fields of each owner, by id."""


def product(path: str) -> tuple[int, ...]:
    """The option ids of `Network > VPN`, one a level."""
    area, _, name = path.partition(" > ")
    levels = PRODUCTS[area]
    return (levels[""], levels[name]) if name else (levels[""],)


def job(person: Person) -> str:
    """What somebody works as, "" when nobody wrote it down."""
    return str(dict(person.fields).get(JOB, ""))


def _in_tickets(field: Field) -> dict[str, dict[str, bool]]:
    rights = {"view": True, "edit": True, "required_to_create_ticket": False}
    return {
        "staff": {**rights, "required_to_close_ticket": field.id == RESOLUTION},
        "user": {**rights, "required_to_close_ticket": False},
    }


def _in_contacts(_: Field) -> dict[str, dict[str, bool]]:
    rights = {"view": True, "edit": True, "required": False}
    return {"staff": rights, "user": rights}


_PERMISSIONS: dict[str, Callable[[Field], dict[str, dict[str, bool]]]] = {
    TICKET: _in_tickets,
    USER: _in_contacts,
    ORGANIZATION: _in_contacts,
}


def described(owner: str) -> dict[int, dict[str, Any]]:
    """Every custom field of an owner by id, as `GET …/custom_fields/` describes it."""
    return {
        field.id: {
            "id": field.id,
            "name": field.name,
            "field_type": field.kind,
            "permissions": _PERMISSIONS[owner](field),
        }
        for field in FIELDS[owner].values()
    }
