"""Bodies of requests in three encodings: JSON, a form, and a form with files."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from eddytui.demo.files import Upload
from eddytui.demo.http import Body, invalid, nested

_DEEPEST = 30
"""Lists and maps within each other; nothing in the API goes nearly as deep."""


async def body_of(request: Request) -> Body:
    """The body of a request; a file in a form is an `Upload`."""
    body = await _read(request)
    if _too_deep(body):
        raise invalid(["Request body is nested too deeply"])
    return body


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
