"""Organizations: the list with its filters, one of them, a new one, changing and deleting them."""

from typing import Any

from eddytui.demo import cards, contacts, readers
from eddytui.demo.data.fields import ORGANIZATION
from eddytui.demo.http import Answer, Ask, deleted, missing
from eddytui.demo.readers import Readers, Wrong
from eddytui.demo.records import Organization
from eddytui.demo.rights import sees_organization


def _texts(organization: Organization) -> tuple[str, ...]:
    return (
        organization.name,
        organization.domains,
        organization.email,
        organization.phone,
        organization.address,
    )


def _free_name(ask: Ask, field: str, raw: Any) -> str:
    """A name that no other organization has."""
    name = readers.text(ask, field, raw)
    known = ask.world.named(name)
    if known and known.id != ask.ids.get("id"):
        raise Wrong(f"Organization name {{{name}}} already exists")
    return name


_READERS: Readers = {
    "name": ("name", readers.filled(_free_name)),
    "domains": ("domains", readers.text),
    "address": ("address", readers.text),
    "phone": ("phone", readers.text),
    "email": ("email", readers.mail),
    "web": ("web", readers.text),
    "minute_limit": ("minute_limit", readers.amount),
    "employees": ("employees", readers.listed(readers.person)),
    "managers": ("managers", readers.listed(readers.person)),
    "custom_fields": ("fields", readers.custom_fields(ORGANIZATION)),
}


def visible(ask: Ask) -> Organization:
    """The organization a request is about; one that may not be seen does not exist."""
    number = ask.ids["id"]
    organization = ask.world.organizations.get(number)
    if organization is None or not sees_organization(ask.who, number):
        raise missing(f"Organization with id {{{number}}} does not exist")
    return organization


def _sent(ask: Ask, number: int) -> Answer:
    return {"data": cards.organization(ask.world, ask.world.organizations[number])}


def list_organizations(ask: Ask) -> Answer:
    """`GET /organizations/`: one page by name, with the total as text."""

    def shown(organization: Organization) -> bool:
        return sees_organization(ask.who, organization.id)

    found = contacts.found(ask, ask.world.organizations, _texts, shown, {})
    rows, pagination = ask.page(found)
    return {
        "data": [cards.organization(ask.world, row) for row in rows],
        "pagination": {**pagination, "total": str(pagination["total"])},
    }


def get_organization(ask: Ask) -> Answer:
    """`GET /organizations/{id}`: one of them."""
    return _sent(ask, visible(ask).id)


def add_organization(ask: Ask) -> Answer:
    """`POST /organizations/`: a new one, whose name nobody has."""
    return _sent(ask, ask.do("add_organization", {"set": readers.read(ask, _READERS, ("name",))}))


def change_organization(ask: Ask) -> Answer:
    """`PUT /organizations/{id}`: set some facts, or say all that is wrong with them."""
    of = {"id": visible(ask).id, "set": readers.read(ask, _READERS)}
    return _sent(ask, ask.do("change_organization", of))


def delete_organization(ask: Ask) -> Answer:
    """`DELETE /organizations/{id}`: gone; who worked there works for nobody."""
    number = ask.do("delete_organization", {"id": visible(ask).id})
    return deleted(f"Organization with id {{{number}}} successfully deleted")
