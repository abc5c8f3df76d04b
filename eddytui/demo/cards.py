"""Users and organizations, their notes and presence, as the API sends them (API document)."""

from typing import Any

from eddytui.demo import values, wire
from eddytui.demo.data import lists
from eddytui.demo.data.fields import ORGANIZATION, USER
from eddytui.demo.data.names import MARTA
from eddytui.demo.records import Note, Organization, Person, Presence
from eddytui.demo.times import clock_first, iso
from eddytui.demo.world import World

_STATUS_NAMES = {status["id"]: status["name"] for status in lists.USER_STATUSES}


def _company(shown: Organization) -> dict[str, Any]:
    """What a user's record tells of an organization."""
    return {
        "id": shown.id,
        "name": shown.name,
        "domains": shown.domains,
        "address": shown.address,
        "phone": shown.phone,
        "email": shown.email,
        "web": shown.web,
    }


def person(world: World, reader: Person, shown: Person) -> dict[str, Any]:
    """A colleague or client.

    Without an organization it is ""; the key is there for its owner and the main administrator.
    """
    company = world.organizations.get(shown.organization)
    sent = {
        "id": shown.id,
        "date_created": iso(shown.created),
        "date_updated": iso(shown.updated),
        "name": shown.name,
        "lastname": shown.lastname,
        "email": shown.email,
        "phone": shown.phone,
        "skype": shown.skype,
        "website": shown.website,
        "organization": _company(company) if company else "",
        "status": shown.status,
        "language": shown.language,
        "notifications": int(shown.notifications),
        "api_key": shown.key,
        "group": lists.GROUPS[shown.group],
        "department": shown.departments,
        "ldap_username": "",
        "user_status": shown.presence,
        "custom_fields": values.sent(world.options, USER, shown.fields),
    }
    if reader.id not in {MARTA, shown.id}:
        del sent["api_key"]
    return sent


def organization(world: World, shown: Organization) -> dict[str, Any]:
    """A company; its employees are the users who say that they work there."""
    return {
        "id": shown.id,
        "date_created": iso(shown.created),
        "date_updated": iso(shown.updated),
        **_company(shown),
        "minute_limit": shown.minute_limit,
        "employees": world.employees(shown.id),
        "managers": shown.managers,
        "custom_fields": values.sent(world.options, ORGANIZATION, shown.fields),
    }


def note(address: str, about: tuple[str, int], shown: Note) -> dict[str, Any]:
    """A note of the helpdesk at an address; `about` is the key and id of what it is about.

    Without a file there is a list in its place.
    """
    key, number = about
    return {
        "id": shown.id,
        "creator_id": shown.author,
        key: number,
        "text": shown.text,
        "date_created": clock_first(shown.created),
        "date_updated": clock_first(shown.created),
        "file": wire.file(address, shown.file) if shown.file else [],
    }


def presence(shown: Presence) -> dict[str, Any]:
    """A line of a presence log."""
    return {
        "id": shown.id,
        "status_id": shown.status,
        "name": _STATUS_NAMES[shown.status],
        "date_created": iso(shown.created),
    }
