"""How the helpdesk is asked: usable as an SDK, `from eddytui.api import Client`.

Names are fetched when they are asked for: `DeskError` must not cost the import of httpx.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eddytui.api.address import base_url
    from eddytui.api.client import Client
    from eddytui.api.errors import (
        BadFile,
        BadReply,
        Blocked,
        DeskError,
        Elsewhere,
        Forbidden,
        Misconfigured,
        Missing,
        Offline,
        Refused,
        Unclear,
        Undocumented,
        Untrusted,
        WrongKey,
    )
    from eddytui.api.lane import Lane
    from eddytui.api.owners import OptionEdit
    from eddytui.api.pace import Allowance, Pace
    from eddytui.api.page import Page
    from eddytui.api.resources import Collection, Listing
    from eddytui.api.uploads import Upload

__all__ = [
    "Allowance",
    "BadFile",
    "BadReply",
    "Blocked",
    "Client",
    "Collection",
    "DeskError",
    "Elsewhere",
    "Forbidden",
    "Lane",
    "Listing",
    "Misconfigured",
    "Missing",
    "Offline",
    "OptionEdit",
    "Pace",
    "Page",
    "Refused",
    "Unclear",
    "Undocumented",
    "Untrusted",
    "Upload",
    "WrongKey",
    "base_url",
]

_HOMES = {
    "Allowance": "pace",
    "Client": "client",
    "Collection": "resources",
    "Lane": "lane",
    "Listing": "resources",
    "OptionEdit": "owners",
    "Pace": "pace",
    "Page": "page",
    "Upload": "uploads",
    "base_url": "address",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"eddytui.api.{_HOMES.get(name, 'errors')}"), name)
