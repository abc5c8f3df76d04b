"""Users: the list with its filters, and one of them."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from eddytui.demo import filters, wire
from eddytui.demo.http import Answer, Ask, missing
from eddytui.demo.records import Person

_ORDERS: dict[str, Callable[[Person], Any]] = {
    "date_created": attrgetter("created"),
    "date_updated": attrgetter("created"),
    "name": lambda person: person.full_name.casefold(),
}
_LISTS: dict[str, Callable[[Person], object]] = {
    "group_list": attrgetter("group"),
    "id_list": attrgetter("id"),
    "organization_list": attrgetter("organization"),
}


def _texts(person: Person) -> tuple[str, ...]:
    return (person.full_name, person.email, person.phone)


def _conditions(ask: Ask) -> Iterator[filters.Condition[Person]]:
    for name, value in _LISTS.items():
        yield from filters.chosen(ask, name, value)
    yield from filters.dated(ask, "date_created", attrgetter("created"))
    yield from filters.dated(ask, "date_updated", attrgetter("created"))
    yield lambda person: _sees(ask, person)
    yield from filters.worded(ask, _texts)


def _sees(ask: Ask, person: Person) -> bool:
    """Clients see themselves and the staff."""
    return ask.who.is_staff or person.is_staff or person.id == ask.who.id


def list_people(ask: Ask) -> Answer:
    """`GET /users/`: one page, as a list, by name unless asked otherwise."""
    found = filters.matching(list(ask.world.people.values()), _conditions(ask))
    order = ask.query.get("order_by", "")
    rows, pagination = ask.page(filters.ordered(found, order, _ORDERS, "name{asc}"))
    return {"data": [wire.person(row) for row in rows], "pagination": pagination}


def get_person(ask: Ask) -> Answer:
    """`GET /users/{id}`: one user; on some systems a list of one."""
    number = ask.ids["id"]
    person = ask.world.people.get(number)
    if person is None or not _sees(ask, person):
        raise missing(f"User with id {{{number}}} does not exist")
    sent = wire.person(person)
    return {"data": [sent] if ask.as_lists else sent}
