"""Clients of a profile's helpdesk, made when there is work for them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.desk.sign_in import MakeClient

if TYPE_CHECKING:
    from eddytui.api.client import Client
    from eddytui.api.pace import Pace


def maker(
    profile: Profile, paths: Paths, *, warn: Callable[[str], None] = lambda _: None
) -> MakeClient:
    """Makes clients of an address, an e-mail and a key that trust what the profile trusts.

    `warn` hears, at the end, what their pace has to warn of.
    """

    @asynccontextmanager
    async def make(url: str, email: str, key: str) -> "AsyncIterator[Client]":
        client = client_of(replace(profile, url=url, email=email), key, paths)
        try:
            async with client:
                yield client
        finally:
            if client.pace.warning:
                warn(client.pace.warning)

    return make


def client_of(profile: Profile, key: str, paths: Paths) -> "Client":
    """A client of the profile's own account."""
    from eddytui.api.client import Client  # noqa: PLC0415 - loads httpx and pydantic

    ca_file = Path(profile.ca_file) if profile.ca_file else None
    return Client(
        profile.url,
        profile.email,
        key,
        pace=pace_of(profile, paths),
        ca_file=ca_file,
        proxy=profile.proxy,
        verify=profile.verify,
        undocumented=profile.undocumented,
    )


def pace_of(profile: Profile, paths: Paths) -> "Pace":
    """The pace that all programs of this user keep together for the profile's account."""
    from eddytui.api.address import base_url  # noqa: PLC0415 - as below
    from eddytui.api.pace import Pace  # noqa: PLC0415 - not in the first frame
    from eddytui.api.tally import Tally  # noqa: PLC0415 - likewise
    from eddytui.store.allowance import AllowanceFile  # noqa: PLC0415 - likewise

    account = replace(profile, url=base_url(profile.url)).account  # however it was typed
    return Pace(AllowanceFile(paths.pace_path(account), Tally.read, Tally.written))
