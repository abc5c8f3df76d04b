"""A helpdesk that gives prepared answers: the document's examples, or what a test makes up."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from eddytui.api import Client

EXAMPLES = Path(__file__).parent / "data" / "examples"
ROOT = "https://acme.eddydesk.com/api/v2"


class Canned:
    """Gives prepared answers in their order, the last one again and again; keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content)

    def gives(self, *bodies: Any, status: int = 200) -> None:
        self.answers = [(status, body) for body in bodies]

    def example(self, name: str) -> None:
        self.gives((EXAMPLES / f"{name}.json").read_bytes(), status=int(name.split(".")[1]))

    @property
    def lines(self) -> list[str]:
        return [f"{ask.method} {str(ask.url).removeprefix(ROOT)}" for ask in self.asked]

    @property
    def body(self) -> str:
        return self.asked[-1].content.decode()

    @property
    def json(self) -> Any:
        """The last body, read."""
        return json.loads(self.body)

    @asynccontextmanager
    async def client(self, *, undocumented: bool = False) -> AsyncIterator[Client]:
        """Somebody who asks this helpdesk."""
        line = httpx.MockTransport(self)
        async with Client(
            *("acme.eddydesk.com", "ira@acme.com", "made-up-key"),
            transport=line,
            undocumented=undocumented,
        ) as client:
            yield client


def example(name: str) -> Any:
    """One of the document's bodies."""
    return json.loads((EXAMPLES / f"{name}.json").read_bytes())


def said(name: str, **numbers: int) -> list[str]:
    """The `details` of an example of errors, with other numbers in braces: `{22}` as `_22=41`."""
    details = [error["details"] for error in example(name)["errors"]]
    for old, new in numbers.items():
        details = [text.replace(f"{{{old.strip('_')}}}", f"{{{new}}}") for text in details]
    return details
