"""Bodies of requests in three encodings: JSON, a form, and a form with files."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message, Receive

from eddytui.demo.files import Upload
from eddytui.demo.http import Body, Refusal, invalid, nested
from eddytui.demo.numbers import number

_DEEPEST = 30
"""Lists and maps within each other; nothing in the API goes nearly as deep."""


async def body_of(request: Request, most: int) -> Body:
    """The body of a request; a file in a form is an `Upload`.

    One of more than `most` bytes is refused: at once when its length is told, else when so many
    have come.
    """
    if (number(request.headers.get("content-length", "")) or 0) > most:
        raise _too_large(most)
    body = await _read(Request(request.scope, _within(request.receive, most)))
    if _too_deep(body):
        raise invalid(["Request body is nested too deeply"])
    return body


def _too_large(most: int) -> Refusal:
    details = f"Request body is larger than {most} bytes"
    return Refusal(413, ("e-413", "Payload too large", details))


def _within(receive: Receive, most: int) -> Receive:
    """What is received, as long as it is not more than so many bytes."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _too_large(most)
        return message

    return counted


async def _read(request: Request) -> Body:
    if "json" in request.headers.get("content-type", ""):
        try:
            read = json.loads(await request.body() or b"{}")
        except (ValueError, RecursionError) as error:
            raise invalid(["Request body is not valid JSON"]) from error
        return read if isinstance(read, dict) else {}
    async with request.form() as form:
        return nested([(name, await _part(value)) for name, value in form.multi_items()])


async def _part(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    return Upload(value.filename or "file", await value.read())


def _too_deep(body: Body) -> bool:
    """Level by level: a function that calls itself would itself go too deep."""
    level: list[Any] = [body]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _inner(one)]
    return bool(level)


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()
