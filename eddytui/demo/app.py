"""The API's addresses and who answers at each, on Starlette."""

import json
from collections.abc import Callable
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eddytui.demo import (
    catalog,
    knowledge,
    messages,
    notes,
    options,
    organizations,
    people,
    tickets,
)
from eddytui.demo.data.fields import ORGANIZATION, TICKET, USER
from eddytui.demo.data.lists import LISTS
from eddytui.demo.http import Ask, Body, Refusal, body_of
from eddytui.demo.limits import Standing
from eddytui.demo.messages import Handler

ROOT = "/api/v2"

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
    ("PUT", "/tickets/{id:int}", tickets.change_ticket),
    ("GET", "/tickets/{id:int}/audit", tickets.list_events),
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

    def arrive(self, method: str, path: str, query: str) -> Standing:
        """Note a request, let happen what was due, and say what is left of the allowance."""

    def ask(self, authorization: str, request: Request, body: Body) -> Ask:
        """Read a request in the name of who sends it; a wrong key is refused."""


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
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"x-rate-limit", str(standing.limit).encode()),
                    (b"x-rate-limit-remaining", str(standing.remaining).encode()),
                ]
            await send(message)

        if standing.blocked:
            ban = _ban(standing)
            await Answering(ban.body, ban.status)(scope, receive, counted)
        else:
            scope = {**scope, "path": path.rstrip("/") or "/"}
            await self._app(scope, receive, counted)


def _endpoint(helpdesk: Helpdesk, handler: Handler) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        body = await body_of(request) if request.method in {"POST", "PUT"} else {}
        return Answering(handler(helpdesk.ask(authorization, request, body)))

    return endpoint


async def _refused(_: Request, error: Exception) -> Response:
    """A refusal by a handler, or an address or method that does not exist."""
    if isinstance(error, Refusal):
        return Answering(error.body, error.status)
    status = error.status_code if isinstance(error, HTTPException) else 500
    body = Refusal(status, (f"e-{status}", "Not found", "This address does not exist")).body
    return Answering(body, status)


def make_app(helpdesk: Helpdesk) -> Starlette:
    """The whole API in front of a helpdesk."""
    routes = [
        Route(f"{ROOT}{path}", _endpoint(helpdesk, handler), methods=[method])
        for method, path, handler in ROUTES
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Gate, helpdesk=helpdesk)],
        exception_handlers={Refusal: _refused, HTTPException: _refused},
    )
