"""What came back: the body as JSON, cleaned, and the problems it names."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from eddytui.api.errors import sentence
from eddytui.api.pace import Allowance
from eddytui.text.clean import clean

T = TypeVar("T")

LONG = 500_000
"""Bytes of a body whose reading would hold up the keys."""

# Escapes of what `clean` removes; of surrogates all, as half a pair is removed too.
_ESCAPED = re.compile(
    r"\\(?:[bfr]|u(?:00[0189]|007f|061c|20(?:0[ef]|2[89a-e]|6[6-9])|feff|d[89a-f]))", re.IGNORECASE
)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """A request that worked: its JSON body, and what is left of the allowance."""

    body: Any
    allowance: Allowance
    size: int = 0
    """Of the body, in bytes."""

    async def made(self, make: Callable[[], T]) -> T:
        """What `make` makes of it, away from the event loop when it is long."""
        return await asyncio.to_thread(make) if self.size > LONG else make()


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of `errors`."""

    code: str = ""
    title: str = ""
    details: str = ""

    @property
    def words(self) -> str:
        """The server's words as a sentence; the title too when it alone names the field."""
        words = self.details or self.title
        if self.details and "{" in self.title and "{" not in self.details:
            words = f"{self.title}: {self.details}"
        return sentence(words[:_LONGEST])


def read(raw: bytes) -> Any:
    """The body's JSON without a character that could act on a terminal. Raises ValueError.

    The strings are only walked through when a look at the whole text finds a reason to.
    """
    text = raw.decode("utf-8-sig", errors="replace")
    try:
        value = json.loads(text, strict=False)
        return _cleaned(value) if clean(text) != text or _ESCAPED.search(text) else value
    except RecursionError:
        raise ValueError("nested too deeply") from None


def problems(body: object) -> tuple[Problem, ...]:
    """The entries of `errors`, which PHP may send as a list, a map, one object or bare text."""
    return tuple(_problems(body.get("errors"))) if isinstance(body, Mapping) else ()


def complaint(body: object) -> tuple[Problem, ...]:
    """The problems of a failed request: `errors`, else what other software calls them."""
    if found := problems(body):
        return found
    if not isinstance(body, Mapping):
        return ()
    named = (body.get(name) for name in ("detail", "message", "error"))
    return tuple(Problem(details=words) for words in named if isinstance(words, str) and words)


def _problems(value: object) -> Iterator[Problem]:
    if isinstance(value, str) and value.strip():
        yield Problem(details=value)
    elif isinstance(value, list):
        for item in value:
            yield from _problems(item)
    elif isinstance(value, Mapping) and not {"code", "title", "details"}.isdisjoint(value):
        yield Problem(*(str(value.get(name) or "") for name in ("code", "title", "details")))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _problems(item)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value
