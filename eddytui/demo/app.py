"""The API's addresses and who answers at each, on Starlette."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eddytui.demo import (
    catalog,
    downloads,
    knowledge,
    messages,
    notes,
    options,
    organizations,
    past,
    people,
    tickets,
)
from eddytui.demo.bodies import body_of
from eddytui.demo.data.fields import ORGANIZATION, TICKET, USER
from eddytui.demo.data.lists import LISTS
from eddytui.demo.files import Upload
from eddytui.demo.http import Ask, Body, Refusal
from eddytui.demo.limits import Standing
from eddytui.demo.messages import Handler

ROOT = "/api/v2"
_WITH_BODY = frozenset({"POST", "PUT", "DELETE"})
_FAILED = {
    404: ("Not found", "This address does not exist"),
    405: ("Method not allowed", "This address does not know this method"),
}

_CONTACTS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/users", people.list_people),
    ("POST", "/users", people.add_person),
    ("GET", "/users/{id:int}", people.get_person),
    ("PUT", "/users/{id:int}", people.change_person),
    ("DELETE", "/users/{id:int}", people.delete_person),
    ("GET", "/users/{id:int}/statuses_log", people.list_presence),
    ("GET", "/organizations", organizations.list_organizations),
    ("POST", "/organizations", organizations.add_organization),
    ("GET", "/organizations/{id:int}", organizations.get_organization),
    ("PUT", "/organizations/{id:int}", organizations.change_organization),
    ("DELETE", "/organizations/{id:int}", organizations.delete_organization),
    *(
        (method, f"{place}/{{id:int}}/notes{rest}", make(owner))
        for owner, place in ((USER, "/users"), (ORGANIZATION, "/organizations"))
        for method, rest, make in (
            ("GET", "", notes.listing),
            ("POST", "", notes.adding),
            ("DELETE", "/{note:int}", notes.deleting),
        )
    ),
    *(
        (method, f"{place}/custom_fields{rest}", make(owner))
        for owner, place in ((TICKET, ""), (USER, "/users"), (ORGANIZATION, "/organizations"))
        for method, rest, make in (
            ("GET", "", options.listing_fields),
            ("GET", "/{id:int}", options.getting_field),
            ("GET", "/{id:int}/options", options.listing),
            ("POST", "/{id:int}/options", options.saving),
            ("DELETE", "/{id:int}/options/{option:int}", options.deleting),
        )
    ),
)

# Method, path and who answers. Both slash styles lead here: the gate takes a last slash off.
ROUTES: tuple[tuple[str, str, Handler], ...] = (
    *(("GET", f"/{name}", catalog.entries(name)) for name in LISTS),
    *_CONTACTS,
    ("GET", "/tickets", tickets.list_tickets),
    ("GET", "/tickets/{id:int}", tickets.get_ticket),
    ("POST", "/tickets", tickets.open_ticket),
    ("PUT", "/tickets/{id:int}", tickets.change_ticket),
    ("DELETE", "/tickets/{id:int}", tickets.delete_ticket),
    ("POST", "/tickets/{id:int}/union", tickets.unite_tickets),
    ("GET", "/tickets/{id:int}/audit", past.list_events),
    ("GET", "/tickets/{id:int}/billing", past.list_bills),
    ("GET", "/ips", catalog.addresses),
    *(
        (method, f"/tickets/{{id:int}}/{kind}s{rest}", make(kind))
        for kind in ("post", "comment")
        for method, rest, make in (
            ("GET", "", messages.listing),
            ("POST", "", messages.adding),
            ("PUT", "/{message:int}", messages.editing),
            ("DELETE", "/{message:int}", messages.deleting),
        )
    ),
    ("GET", "/knowledge_base/categories", knowledge.list_categories),
    ("GET", "/knowledge_base/articles", knowledge.list_articles),
    ("GET", "/knowledge_base/articles/{id:int}", knowledge.get_article),
)


class Answering(JSONResponse):
    """JSON as PHP writes it: everything outside ASCII as escapes."""

    def render(self, content: Any) -> bytes:
        """The bytes of an answer."""
        return json.dumps(content, separators=(",", ":")).encode("ascii")


class Helpdesk(Protocol):
    """What the gate and the routes need from the helpdesk behind them."""

    redirects: bool
    """Whether who reads at an address without its last slash is sent on to the one with it."""
    largest_body: int
    """Bytes; a request with more is refused."""

    def arrive(self, method: str, path: str, query: str) -> Standing | None:
        """Note a request, let happen what was due, and say what is left of the allowance."""

    def alone(self) -> AbstractContextManager[None]:
        """Time in which nobody else changes the world."""

    def ask(self, authorization: str, request: Request, body: Body) -> Ask:
        """Read a request in the name of who sends it, while `alone`; a wrong key is refused."""


def _ban(standing: Standing) -> Refusal:
    """How the server says that it is closed for a while: as if the key were wrong."""
    said = (
        f"Ban for {standing.minutes} min. API limit reached ({standing.limit} request per minute)."
    )
    return Refusal(401, ("e-401", "Ban", said))


class Gate:
    """Stands before all routes: counts, blocks, and tells what is left in every answer."""

    def __init__(self, app: ASGIApp, helpdesk: Helpdesk) -> None:
        self._app = app
        self._helpdesk = helpdesk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        standing = self._helpdesk.arrive(scope["method"], path, query)

        async def counted(message: Message) -> None:
            if standing and message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"x-rate-limit", str(standing.limit).encode()),
                    (b"x-rate-limit-remaining", str(standing.remaining).encode()),
                ]
            await send(message)

        if standing and standing.blocked:
            ban = _ban(standing)
            answer: ASGIApp = Answering(ban.body, ban.status)
        elif self._helpdesk.redirects and _lacks_slash(scope["method"], path):
            answer = RedirectResponse(f"{path}/?{query}" if query else f"{path}/")
        else:
            scope = {**scope, "path": path.rstrip("/") or "/"}
            answer = self._app
        await answer(scope, receive, counted)


def _lacks_slash(method: str, path: str) -> bool:
    return method == "GET" and path.startswith(ROOT) and not path.endswith("/")


class _Address(Route):
    """An address of the API. A number in it that is longer than Python reads is no such address."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for this address."""
        try:
            return super().matches(scope)
        except ValueError:
            return Match.NONE, {}


def _endpoint(helpdesk: Helpdesk, handler: Handler) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        body = {}
        if request.method in _WITH_BODY:
            body = await body_of(request, helpdesk.largest_body)
        with helpdesk.alone():
            return Answering(handler(helpdesk.ask(authorization, request, body)))

    return endpoint


def _download(helpdesk: Helpdesk, find: Callable[[Ask, str], Upload]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        with helpdesk.alone():
            asking = helpdesk.ask(request.headers.get("authorization", ""), request, {})
            upload = find(asking, request.path_params["hash"])
        return downloads.answer(upload, with_content=request.method == "GET")

    return endpoint


async def _refused(_: Request, error: Exception) -> Response:
    """A refusal by a handler, or an address or method that does not exist."""
    if isinstance(error, Refusal):
        return Answering(error.body, error.status)
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = _FAILED.get(status, ("Bad request", "This request cannot be read"))
    return Answering(Refusal(status, (f"e-{status}", *said)).body, status)


def make_app(helpdesk: Helpdesk) -> Starlette:
    """The whole API in front of a helpdesk."""
    routes = [
        _Address(f"{ROOT}{path}", _endpoint(helpdesk, handler), methods=[method])
        for method, path, handler in ROUTES
    ]
    routes += [_Address(path, _download(helpdesk, find)) for path, find in downloads.ADDRESSES]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Gate, helpdesk=helpdesk)],
        exception_handlers={Refusal: _refused, HTTPException: _refused},
    )
