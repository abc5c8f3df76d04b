"""Users: the list with its filters, one of them, a new one, changing and deleting them."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from eddytui.demo import cards, contacts, filters, readers
from eddytui.demo.data import lists
from eddytui.demo.data.fields import USER
from eddytui.demo.http import Answer, Ask, deleted, missing
from eddytui.demo.readers import Readers, Wrong
from eddytui.demo.records import NOBODY, Person, Presence
from eddytui.demo.rights import sees_person

_LISTS: dict[str, Callable[[Person], object]] = {
    "group_list": attrgetter("group"),
    "id_list": attrgetter("id"),
    "organization_list": attrgetter("organization"),
}


def _texts(person: Person) -> tuple[str, ...]:
    return (person.full_name, person.email, person.phone)


def _free_mail(ask: Ask, field: str, raw: Any) -> str:
    """An address that nobody else has."""
    address = readers.mail(ask, field, raw)
    for person in ask.world.present():
        if person.email.casefold() == address.casefold() and person.id != ask.ids.get("id"):
            raise Wrong(f"User with email {{{address}}} already exists")
    return address


def _organization(ask: Ask, field: str, raw: Any) -> int:
    """The id of an organization, or none; not looked at when there is a name of one."""
    if ask.body.get("organization"):
        return NOBODY
    number = readers.amount(ask, field, raw)
    if number != NOBODY and number not in ask.world.organizations:
        raise Wrong(f"Field {{{field}}} with id {{{number}}} does not exist")
    return number


_PASSWORD, _COMPANY = "password", "company"
_READERS: Readers = {
    "name": ("name", readers.filled(readers.text)),
    "email": ("email", readers.filled(_free_mail)),
    "group_id": ("group", readers.filled(readers.entry(lists.GROUPS))),
    "department": (
        "departments",
        readers.filled(readers.listed(readers.entry(lists.DEPARTMENTS))),
    ),
    "password": (_PASSWORD, readers.filled(readers.text)),
    "lastname": ("lastname", readers.text),
    "phone": ("phone", readers.text),
    "skype": ("skype", readers.text),
    "website": ("website", readers.text),
    "organiz_id": ("organization", _organization),
    "organization": (_COMPANY, readers.text),
    "status": ("status", readers.entry(lists.STANDINGS)),
    "language": ("language", readers.entry(lists.LANGUAGES)),
    "notifications": ("notifications", readers.flag),
    "user_status": (
        "presence",
        readers.entry([status["id"] for status in lists.USER_STATUSES]),
    ),
    "custom_fields": ("fields", readers.custom_fields(USER)),
}


def _read(ask: Ask, *required: str) -> dict[str, Any]:
    """What a request says about a user: a password is kept nowhere, a name of a company wins."""
    values = readers.read(ask, _READERS, required)
    values.pop(_PASSWORD, None)
    if company := values.pop(_COMPANY, ""):
        values["organization"] = company
    return values


def visible(ask: Ask) -> Person:
    """The user a request is about; whom one may not see does not exist."""
    number = ask.ids["id"]
    person = ask.world.person(number)
    if person is None or not sees_person(ask.who, person):
        raise missing(f"User with id {{{number}}} does not exist")
    return person


def _sent(ask: Ask, number: int) -> Answer:
    return {"data": cards.person(ask.world, ask.who, ask.world.people[number])}


def list_people(ask: Ask) -> Answer:
    """`GET /users/`: one page, as a list, by name unless asked otherwise."""

    def shown(person: Person) -> bool:
        return not person.deleted and sees_person(ask.who, person)

    found = contacts.found(ask, ask.world.people, _texts, shown, _LISTS)
    rows, pagination = ask.page(found)
    sent = [cards.person(ask.world, ask.who, row) for row in rows]
    return {"data": sent, "pagination": pagination}


def get_person(ask: Ask) -> Answer:
    """`GET /users/{id}`: one user; on some systems a list of one."""
    sent = _sent(ask, visible(ask).id)
    return {"data": [sent["data"]]} if ask.as_lists else sent


def add_person(ask: Ask) -> Answer:
    """`POST /users/`: a new user, a client unless a group is given."""
    return _sent(ask, ask.do("add_person", {"set": _read(ask, "name", "email")}))


def change_person(ask: Ask) -> Answer:
    """`PUT /users/{id}`: set some facts, or say all that is wrong with them."""
    number = visible(ask).id
    return _sent(ask, ask.do("change_person", {"id": number, "set": _read(ask)}))


def delete_person(ask: Ask) -> Answer:
    """`DELETE /users/{id}`: gone from all lists; what they wrote stays."""
    number = ask.do("delete_person", {"id": visible(ask).id})
    return deleted(f"User with id {{{number}}} successfully deleted")


def list_presence(ask: Ask) -> Answer:
    """`GET /users/{id}/statuses_log/`: when somebody was there, newest first."""
    log = ask.world.presence.get(visible(ask).id, [])[::-1]
    status: Callable[[Presence], object] = attrgetter("status")
    conditions = (
        *filters.chosen(ask, "statuses", status),
        *filters.dated(ask, "date_created", attrgetter("created")),
    )
    rows, pagination = ask.page(filters.matching(log, iter(conditions)))
    return {"data": [cards.presence(row) for row in rows], "pagination": pagination}
