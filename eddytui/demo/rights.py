"""Who may do what: the administrator everything, colleagues much, clients little."""

from typing import Any

from eddytui.demo.data.names import MARTA
from eddytui.demo.http import Refusal
from eddytui.demo.records import ADMINISTRATORS, CLIENTS, Person
from eddytui.demo.world import World

_ADMINISTRATORS_ONLY = frozenset(
    {"delete_person", "delete_organization", "save_options", "delete_option"}
)
_PEOPLE = frozenset({"add_person", "change_person"})
_OWN_OF_CLIENTS = frozenset({"name", "lastname", "phone", "language"})
_OWN_OF_STAFF = _OWN_OF_CLIENTS | {"skype", "website", "notifications", "presence", "fields"}


def forbidden() -> Refusal:
    """What the server says to whom it knows, but does not obey."""
    return Refusal(403, ("e-403", "Forbidden", "Not enough rights"))


def may(world: World, who: Person, what: str, of: dict[str, Any]) -> bool:
    """Whether somebody may do a deed. Nobody deletes themselves or the main administrator."""
    if what == "delete_person" and of["id"] in {MARTA, who.id}:
        return False
    if who.group == ADMINISTRATORS:
        return True
    if what in _PEOPLE:
        return _may_write(world.people.get(of.get("id", 0)), who, of["set"])
    return who.is_staff and what not in _ADMINISTRATORS_ONLY


def _may_write(whom: Person | None, who: Person, values: dict[str, Any]) -> bool:
    """Whether somebody may write these facts into the record of a user, or of a new one."""
    if whom and whom.id == who.id:
        return values.keys() <= (_OWN_OF_STAFF if who.is_staff else _OWN_OF_CLIENTS)
    about_clients = not (whom and whom.is_staff) and values.get("group", CLIENTS) == CLIENTS
    return who.is_staff and about_clients


def sees_person(who: Person, person: Person) -> bool:
    """Clients see themselves and the staff."""
    return who.is_staff or person.is_staff or person.id == who.id


def sees_organization(who: Person, organization_id: int) -> bool:
    """Clients see the organization they work for."""
    return who.is_staff or who.organization == organization_id
