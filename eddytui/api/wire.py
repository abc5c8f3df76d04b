"""How a helpdesk is reached: through the network, or an app in this very process."""

import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any, Literal

import httpx
import truststore

from eddytui import __version__
from eddytui.api.address import is_loopback
from eddytui.api.errors import Misconfigured
from eddytui.api.key import Key

ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]
Carrier = httpx.AsyncBaseTransport
"""What may stand in for the network, in tests."""

Verify = Literal["system", "certifi"]
"""Whose list of authorities is trusted: the system's own, or the one that certifi brings."""

CONNECTIONS = 6
"""How many requests may be under way at once."""

_TIMEOUT = httpx.Timeout(connect=10, read=30, write=30, pool=60)
# Kept longer than the minute between two looks at the queue: a TLS handshake holds the screen up.
_LIMITS = httpx.Limits(
    max_connections=CONNECTIONS, max_keepalive_connections=3, keepalive_expiry=70
)


@dataclass(frozen=True, slots=True)
class Wire:
    """How the helpdesk is reached: through the network, or an app in this very process."""

    address: str
    key: Key
    app: ASGIApp | None = None
    carrier: Carrier | None = None
    ca_file: Path | None = None
    proxy: str = field(default="", repr=False)
    """Its URL; "" for the one that the environment names, if any."""
    verify: Verify = "system"

    def open(self) -> httpx.AsyncClient:
        """A client that has not connected yet. Raises Misconfigured."""
        trust, here = self._trust(), is_loopback(self._host())
        try:
            return httpx.AsyncClient(
                transport=httpx.ASGITransport(self.app) if self.app else self.carrier,
                verify=trust,
                proxy=self._proxy(here=here),
                trust_env=not here,  # plain http to this machine must not go through a proxy
                # A PHP session would make the server answer our requests one after the other.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                headers={
                    "Authorization": self.key.header(),
                    "Accept": "application/json",
                    "User-Agent": f"eddytui/{__version__}",
                },
                timeout=_TIMEOUT,
                limits=_LIMITS,
            )
        except (ImportError, ValueError, httpx.InvalidURL):
            named = "proxy in the profile" if self.proxy else "HTTPS_PROXY and ALL_PROXY"
            raise Misconfigured(
                f"The proxy cannot be used. Check {named}; a SOCKS proxy needs the package socksio."
            ) from None

    def _proxy(self, *, here: bool) -> str | None:
        """The profile's own proxy, where the network is used and the helpdesk is elsewhere."""
        through = self.proxy and not here and self.app is None and self.carrier is None
        return self.proxy if through else None

    def _host(self) -> str:
        try:
            return httpx.URL(self.address).host
        except httpx.InvalidURL:
            raise Misconfigured("This is not the address of a helpdesk. Check it.") from None

    def _trust(self) -> ssl.SSLContext:
        """The list of authorities, and the company's if one is named."""
        context: ssl.SSLContext = (
            httpx.create_ssl_context()
            if self.verify == "certifi"
            else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        if self.ca_file is not None:
            try:
                context.load_verify_locations(self.ca_file)
            except (OSError, ValueError):
                raise Misconfigured(
                    f"The CA file {self.ca_file} cannot be read. Check ca_file in the profile."
                ) from None
        return context
