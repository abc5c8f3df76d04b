"""The helpdesk's address out of whatever was pasted from a browser."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from eddytui.api.errors import Misconfigured

API_ROOT = "/api/v2"
_PORTS = {"http": 80, "https": 443}
# Letters of any alphabet: a helpdesk may live at an address such as помощь.пример.рф.
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_EXAMPLE = "It should look like https://acme.eddydesk.com."


def base_url(pasted: str) -> str:
    """Scheme, host and port of a pasted address: `https://acme.eddydesk.com`.

    The page's path, the language, `/api/v2`, query, fragment and any `user:password@` are
    dropped; `https` is taken when no scheme is given. Raises Misconfigured for what is no
    address, and for plain http to another machine: it would show the API key to the network.
    """
    parts = _split(pasted.strip())
    scheme, host, port = parts.scheme, _host(parts), parts.port
    if scheme == "http" and not is_loopback(host):
        raise Misconfigured(
            f"The address http://{host} would send the API key unprotected. Use https://{host}."
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" if port in {None, _PORTS[scheme]} else f"{scheme}://{shown}:{port}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _split(pasted: str) -> SplitResult:
    if not pasted:
        raise Misconfigured(f"The address of the helpdesk is empty. {_EXAMPLE}")
    if not pasted.isprintable() or " " in pasted:
        raise Misconfigured(f"The address of the helpdesk has a space or line break. {_EXAMPLE}")
    address = pasted if _SCHEME.match(pasted) else f"https://{pasted.lstrip('/')}"
    try:
        parts = urlsplit(address)
        _ = parts.port  # read here, as it raises for a port that is no number
    except ValueError:
        raise _nonsense() from None
    if parts.scheme not in _PORTS:
        raise Misconfigured(f"An address begins with https, not with {parts.scheme}. {_EXAMPLE}")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    in_brackets = "[" in parts.netloc  # then it must be an address of version 6
    fits = _is_ip(host) if in_brackets else _HOST.fullmatch(host) is not None or _is_ip(host)
    if not fits:
        raise _nonsense()
    return host


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _nonsense() -> Misconfigured:
    """The sentence leaves the text out: a password may have been pasted with it."""
    return Misconfigured(f"This is not the address of a helpdesk. {_EXAMPLE}")
