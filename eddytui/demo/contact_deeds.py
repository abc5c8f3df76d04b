"""What can be done to users and organizations."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from eddytui.demo.data.cast import key_from
from eddytui.demo.data.chance import Chance
from eddytui.demo.data.fields import ORGANIZATION, USER
from eddytui.demo.deed import Deed
from eddytui.demo.records import CLIENTS, NOBODY, Organization, Person, Presence
from eddytui.demo.values import merged
from eddytui.demo.world import World


def _keep(world: World, person: Person, at: datetime, **values: Any) -> Person:
    return world.people.put(person.id, person._replace(**values, updated=at), at)


def _join(world: World, person: Person, organization_id: int, at: datetime) -> None:
    """Let somebody work for an organization, or for none; they manage the old one no more."""
    if person.organization == organization_id:
        return
    if old := world.organizations.get(person.organization):
        managers = tuple(one for one in old.managers if one != person.id)
        world.organizations.put(old.id, old._replace(managers=managers), at)
    _keep(world, person, at, organization=organization_id)


def _found_company(world: World, name: str, person: Person, at: datetime) -> int:
    """The id of the organization of that name; a new one has its first user's addresses."""
    if known := world.named(name):
        return known.id
    number = world.next_number("organization")
    phone, email, web = person.phone, person.email, person.website
    new = Organization(number, name, at, at, phone=phone, email=email, web=web)
    return world.organizations.put(number, new, at).id


def _note_presence(world: World, person: Person, status: str, at: datetime) -> None:
    line = Presence(world.next_number("presence"), status, at)
    world.presence.setdefault(person.id, []).append(line)


def _write_person(world: World, person: Person, deed: Deed) -> int:
    """Set what the deed says about a user; `organization` is an id, or a name."""
    values = dict(deed.of["set"])
    company = values.pop("organization", person.organization)
    if "fields" in values:
        values["fields"] = merged(person.fields, values["fields"])
    if "departments" in values:
        values["departments"] = tuple(values["departments"])
    new = _keep(world, person, deed.at, **values)
    if isinstance(company, str):
        company = _found_company(world, company, new, deed.at)
    _join(world, new, company, deed.at)
    if "presence" in values and values["presence"] != person.presence:
        _note_presence(world, new, new.presence, deed.at)
    return new.id


def add_person(world: World, deed: Deed) -> int:
    """Somebody new, of whom the deed says all that is known; their id."""
    number = world.next_number("person")
    new = Person(
        id=number,
        name="",
        lastname="",
        email="",
        phone="",
        organization=NOBODY,
        language="en",
        group=CLIENTS,
        departments=(),
        presence="offline",
        mailer="gmail",
        key=key_from(Chance(f"{world.origin.seed}/key/{number}")),
        created=deed.at,
        updated=deed.at,
    )
    return _write_person(world, new, deed)


def _change_person(world: World, deed: Deed) -> int:
    return _write_person(world, world.people[deed.of["id"]], deed)


def _delete_person(world: World, deed: Deed) -> int:
    """Away from all lists, but remembered: tickets and messages still name them."""
    person = world.people[deed.of["id"]]
    _join(world, person, NOBODY, deed.at)
    world.forget_notes(USER, person.id)
    return _keep(world, world.people[person.id], deed.at, deleted=True).id


def _staff_up(world: World, number: int, values: dict[str, Any], at: datetime) -> None:
    """Let exactly the given employees work for an organization; managers work there too."""
    managers = set(values.get("managers", ()))
    employees = set(values.get("employees", world.employees(number))) | managers
    for person in list(world.present()):
        if person.id in employees:
            _join(world, person, number, at)
        elif person.organization == number:
            _join(world, person, NOBODY, at)


def _write_organization(world: World, organization: Organization, deed: Deed) -> int:
    """Set what the deed says about an organization."""
    values, number = dict(deed.of["set"]), organization.id
    world.organizations.put(number, organization, deed.at)
    _staff_up(world, number, values, deed.at)
    values.pop("employees", None)
    if "managers" in values:
        values["managers"] = tuple(values["managers"])
    if "fields" in values:
        values["fields"] = merged(organization.fields, values["fields"])
    new = world.organizations[number]._replace(**values, updated=deed.at)
    return world.organizations.put(number, new, deed.at).id


def _add_organization(world: World, deed: Deed) -> int:
    number = world.next_number("organization")
    return _write_organization(world, Organization(number, "", deed.at, deed.at), deed)


def _change_organization(world: World, deed: Deed) -> int:
    return _write_organization(world, world.organizations[deed.of["id"]], deed)


def _delete_organization(world: World, deed: Deed) -> int:
    """Gone with its notes; who worked there works for nobody."""
    number = deed.of["id"]
    _staff_up(world, number, {"employees": ()}, deed.at)
    world.forget_notes(ORGANIZATION, number)
    return world.organizations.take(number, deed.at).id


CONTACT_DEEDS: dict[str, Callable[[World, Deed], int]] = {
    "add_person": add_person,
    "change_person": _change_person,
    "delete_person": _delete_person,
    "add_organization": _add_organization,
    "change_organization": _change_organization,
    "delete_organization": _delete_organization,
}
