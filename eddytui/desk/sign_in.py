"""Signing in, checked step by step: a list that ticks itself, on a screen or on paper."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Literal, NamedTuple

from eddytui.api.address import base_url
from eddytui.api.errors import (
    BadReply,
    Blocked,
    DeskError,
    Forbidden,
    Misconfigured,
    Missing,
    Offline,
    Refused,
)

if TYPE_CHECKING:
    from eddytui.api.client import Client
    from eddytui.models.people import User

MakeClient = Callable[[str, str, str], AbstractAsyncContextManager["Client"]]
"""Makes a client of an address, an e-mail address and a key."""

ADDRESS, CONNECTION, KEY, YOU = "Address", "Connection", "Key", "Who you are"
STEPS = (ADDRESS, CONNECTION, KEY, YOU)
"""The names of all steps, in their order."""


class Account(NamedTuple):
    """Who signed in where."""

    url: str
    """Cleaned: `https://acme.eddydesk.com`."""
    user_id: int
    """0 when the helpdesk does not tell; the agent has to say."""
    name: str


class Step(NamedTuple):
    """One line of the list. A failed one ends it; the one that ends it well has the account."""

    name: str
    state: Literal["doing", "done", "failed"]
    sentence: str = ""
    error: DeskError | None = None
    account: Account | None = None


_CONNECTED = Step(CONNECTION, "done", "The helpdesk answers.")
_ACCEPTED = Step(KEY, "done", "The helpdesk accepts it.")
_NOT_A_HELPDESK = (
    "What answers at this address is not a helpdesk, or it is being repaired. Check the address."
)
_UNKNOWN = (
    "The helpdesk shows no user with this e-mail address. "
    "Write your user id into the profile, as me = NUMBER, to see which tickets are yours."
)


async def check(make_client: MakeClient, url: str, email: str, key: str) -> AsyncIterator[Step]:
    """The steps of signing in as they begin and end. Two requests, and nothing is changed."""
    try:
        cleaned = base_url(url)
    except Misconfigured as error:
        yield Step(ADDRESS, "failed", str(error), error)
        return
    yield Step(ADDRESS, "done", cleaned)
    yield Step(CONNECTION, "doing")
    at = CONNECTION
    try:
        async with make_client(cleaned, email, key) as client:
            await client.departments.page()
            yield _CONNECTED
            yield _ACCEPTED
            at = YOU
            yield Step(YOU, "doing")
            yield _you(cleaned, await _own_user(client, email))
    except DeskError as error:
        for step in _failed(at, error):
            yield step


async def who(client: "Client", email: str) -> int:
    """The agent's own user id; 0 when the helpdesk does not tell."""
    user = await _own_user(client, email) if email else None
    return user.id if user else 0


async def _own_user(client: "Client", email: str) -> "User | None":
    """The user with this very e-mail; the server's search finds others too."""
    try:
        found = await client.users.page(1, search=email)
    except (Forbidden, Missing, Refused):  # signed in, without the right to look people up
        return None
    return next((user for user in found.items if user.email.lower() == email.lower()), None)


def _you(url: str, user: "User | None") -> Step:
    if user is None:
        return Step(YOU, "done", _UNKNOWN, account=Account(url, 0, ""))
    return Step(YOU, "done", user.full_name, account=Account(url, user.id, user.full_name))


def _failed(at: str, error: DeskError) -> Iterator[Step]:
    """The steps that an error ends; a refused key shows that the connection works."""
    if at == YOU or isinstance(error, Offline | Misconfigured | Blocked):
        yield Step(at, "failed", str(error), error)
    elif isinstance(error, BadReply | Missing):
        yield Step(at, "failed", _NOT_A_HELPDESK, error)
    else:
        yield _CONNECTED
        yield Step(KEY, "failed", str(error), error)
