"""Clients of a profile's helpdesk, made when there is work for them."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eddytui.config.profiles import Profile
from eddytui.desk.sign_in import MakeClient

if TYPE_CHECKING:
    from eddytui.api.client import Client


def maker(profile: Profile) -> MakeClient:
    """Makes clients of an address, an e-mail and a key that trust what the profile trusts."""

    def make(url: str, email: str, key: str) -> "Client":
        return client_of(replace(profile, url=url, email=email), key)

    return make


def client_of(profile: Profile, key: str) -> "Client":
    """A client of the profile's own account."""
    from eddytui.api.client import Client  # noqa: PLC0415 - loads httpx and pydantic

    ca_file = Path(profile.ca_file) if profile.ca_file else None
    return Client(
        profile.url,
        profile.email,
        key,
        ca_file=ca_file,
        proxy=profile.proxy,
        verify=profile.verify,
        undocumented=profile.undocumented,
    )
