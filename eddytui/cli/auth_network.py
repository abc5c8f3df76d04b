"""What `eddytui auth doctor` sees of the network and the helpdesk."""

import asyncio
import socket
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import create_default_context
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eddytui.api.address import base_url
from eddytui.api.errors import Misconfigured
from eddytui.api.lane import Lane
from eddytui.cli.auth_check import Check, failed
from eddytui.cli.clients import client_of
from eddytui.cli.output import OFFLINE, code_of
from eddytui.config.daemon import on_daemon
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.desk.sign_in import check

if TYPE_CHECKING:
    from eddytui.api.client import Client
    from eddytui.api.pace import Pace

_PATIENCE = 5.0
"""Seconds for finding the address, and for the clock."""
_PATIENCE_WITH_HELPDESK = 15.0
_CLOCKS_AGREE = 30
"""Seconds: what two clocks may differ by, with the way there and back."""


async def helpdesk(profile: Profile, key: str, paths: Paths, *, proxied: bool) -> list[Check]:
    """The way to the helpdesk and what it says, as far as one gets."""
    try:
        url = base_url(profile.url)
    except Misconfigured as error:
        return [failed("Address", error)]
    found = await _name(url, proxied)
    if found.state == "failed":
        return [found]
    return [found, *(await _said(profile, key, paths, proxied=proxied) if key else ())]


async def _name(url: str, proxied: bool) -> Check:
    """Whether the name of the helpdesk is known; behind a proxy it need not be known here."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = await on_daemon(
            lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM), _PATIENCE
        )
    except (OSError, TimeoutError, UnicodeError):
        sentence = f"The name {host} cannot be found. Check the address and your connection."
        return Check("DNS", "noted" if proxied else "failed", sentence, 0 if proxied else OFFLINE)
    numbers = dict.fromkeys(str(each[4][0]) for each in found)
    return Check("DNS", "done", f"{host} is {', '.join(numbers)}.")


async def _said(profile: Profile, key: str, paths: Paths, *, proxied: bool) -> list[Check]:
    """What the helpdesk says to who signs in, what it still allows, and what time it has."""
    made: list[Client] = []

    def make(url: str, email: str, secret: str) -> "Client":
        made.append(client_of(replace(profile, url=url, email=email), secret, paths))
        return made[-1]

    checks: list[Check] = []
    try:
        async with asyncio.timeout(_PATIENCE_WITH_HELPDESK):
            async for step in check(make, profile.url, profile.email, key):
                code = code_of(step.error) if step.error else 0
                if step.state != "doing":
                    checks.append(Check(step.name, step.state, step.sentence, code))
    except TimeoutError:
        sentence = f"The helpdesk did not answer within {_PATIENCE_WITH_HELPDESK:g} seconds."
        return [*checks, Check("Connection", "failed", sentence, OFFLINE)]
    if checks[-1].code == 0:
        pace = made[-1].pace
        checks += [_allowance(pace), await clock(profile, pace, proxied=proxied)]
        await pace.close()
    return checks


def _allowance(pace: "Pace") -> Check:
    if pace.warning:
        return Check("Allowance", "noted", pace.warning)
    left = pace.allowance("api")
    return Check("Allowance", "done", f"{left.remaining} of {left.limit} requests a minute left.")


async def clock(profile: Profile, pace: "Pace", *, proxied: bool) -> Check:
    """How far this machine's clock is from the helpdesk's.

    The helpdesk is asked for its front page, without the key.
    """
    if proxied:
        return Check("Clock", "noted", "It is not compared through a proxy.")
    number = await pace.turn("api", Lane.SCREEN)
    try:
        theirs = await on_daemon(lambda: _date(profile), _PATIENCE)
    except (OSError, HTTPException, TimeoutError, ValueError, TypeError):
        return Check("Clock", "noted", "The helpdesk does not tell what time it has.")
    finally:
        pace.landed("api", number)
    ahead = round((datetime.now(UTC) - theirs).total_seconds())
    if abs(ahead) <= _CLOCKS_AGREE:
        return Check("Clock", "done", "It agrees with the helpdesk's.")
    way = "ahead of" if ahead > 0 else "behind"
    return Check("Clock", "noted", f"It is {abs(ahead)} seconds {way} the helpdesk's. Set it.")


def _date(profile: Profile) -> datetime:
    """The Date header of the front page."""
    parts = urlsplit(base_url(profile.url))
    host = parts.hostname or ""
    if parts.scheme == "https":
        trust = create_default_context()
        if profile.ca_file:
            trust.load_verify_locations(profile.ca_file)
        link: HTTPConnection = HTTPSConnection(host, parts.port, timeout=_PATIENCE, context=trust)
    else:
        link = HTTPConnection(host, parts.port, timeout=_PATIENCE)
    with closing(link):
        link.request("HEAD", "/")
        date = parsedate_to_datetime(link.getresponse().headers.get("Date", ""))
    return date.replace(tzinfo=UTC)  # as HTTP has it
