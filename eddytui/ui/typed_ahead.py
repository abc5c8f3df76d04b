"""Keys that were typed ahead: each goes to what the one before it has opened.

Textual gives keys that come together to the widget that had the focus when the first of them came.
The `d` of `rdone` would close the ticket instead of standing in the reply that `r` opens; keys do
come together from a slow line, a busy machine and a quick hand.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event
from textual.widget import Widget

_DEPTH = 3
"""How many messages stand between a key and its last effect: submitted, done, focused."""
_LONGEST = 1.0
"""Seconds that a key may hold up the next; a widget that hangs must not take `ctrl+q` away."""


class TypedAhead:
    """Passes keys and pasted texts on, one at a time."""

    def __init__(self, app: "App[None]", pass_on: Callable[[Event], Awaitable[None]]) -> None:
        """A line of keys before `pass_on`, which is what the app does with one."""
        self._app = app
        self._pass_on = pass_on
        self._waiting: deque[Event] = deque()
        self._settling: asyncio.Task[None] | None = None

    async def take(self, event: Event) -> None:
        """Pass it on, at once or when those before it have had their effect."""
        self._waiting.append(event)
        if self._settling is None:
            await self._next()

    async def _next(self) -> None:
        self._settling = None
        if self._waiting:
            target = self._app.focused or self._app.screen
            await self._pass_on(self._waiting.popleft())
            self._settling = asyncio.create_task(self._settle(target))

    async def _settle(self, target: DOMNode) -> None:
        """Wait until whoever hears of the key has heard of it, and what it opened is there."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST):
                for _ in range(_DEPTH):
                    for node in self._concerned(target):
                        await _turn(node)
        self._app.call_later(self._next)

    def _concerned(self, target: DOMNode) -> Iterator[DOMNode]:
        """From the widget up to the app, then what is new on the glass, then who has the focus."""
        yield from target.ancestors_with_self
        if self._app.screen_stack:
            yield self._app.screen
            yield from [
                node for node in self._app.screen.walk_children(Widget) if not node.is_mounted
            ]
        yield self._app


async def _turn(node: DOMNode) -> None:
    """Wait until a node has seen what it was sent so far; one that is closed sees nothing more."""
    seen = asyncio.Event()
    if node.call_later(seen.set):
        await seen.wait()
