"""The proxies that are in force, told without their passwords."""

import re
from collections.abc import Mapping

_PROXIES, _EXCEPTIONS = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), "NO_PROXY"
_PERSON = re.compile(r"(^|//)[^/]*@")


def masked(address: str) -> str:
    """A proxy's address without who signs in to it."""
    return _PERSON.sub(r"\1…@", address)


def of_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The proxy variables that are set, in either spelling, with their masked values."""
    names = (name for upper in (*_PROXIES, _EXCEPTIONS) for name in (upper, upper.lower()))
    return {name: masked(environ[name]) for name in names if environ.get(name)}


def is_named(environ: Mapping[str, str]) -> bool:
    """Whether the environment names a proxy, and not only what goes without one."""
    return any(environ.get(name) or environ.get(name.lower()) for name in _PROXIES)
