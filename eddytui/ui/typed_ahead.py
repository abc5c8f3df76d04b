"""Keys that were typed ahead: each goes to what the one before it has opened.

Textual gives keys that come together to the widget that had the focus when the first of them came.
The `d` of `rdone` would close the ticket instead of standing in the reply that `r` opens; keys do
come together from a slow line, a busy machine and a quick hand.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled, WorkerFailed

OPENING = "places"
"""The group of the workers that open something; keys wait for them."""
_LONGEST = 1.0
"""Seconds that a key may hold up the next; a widget that hangs must not take `ctrl+q` away."""


class TypedAhead:
    """Passes keys and pasted texts on, one at a time."""

    def __init__(self, app: "App[None]", pass_on: Callable[[Event], Awaitable[None]]) -> None:
        """A line of keys before `pass_on`, which is what the app does with one."""
        self._app = app
        self._pass_on = pass_on
        self._waiting: deque[Event] = deque()
        self._concerned: list[DOMNode] = []
        """Who hears of the key that was passed on last: from its widget up to the app."""
        self._settling: asyncio.Task[None] | None = None

    async def take(self, event: Event) -> None:
        """Pass it on, at once or when those before it have had their effect."""
        self._waiting.append(event)
        if self._settling is None:
            await self._go_on()

    def forget(self) -> None:
        """Let go of what waits."""
        self._waiting.clear()

    async def _go_on(self) -> None:
        self._settling = None
        while self._waiting:
            if self._opening() or self._busy():
                self._settling = asyncio.create_task(self._settle())
                return
            target = self._app.focused or self._app.screen
            self._concerned = target.ancestors_with_self
            await self._pass_on(self._waiting.popleft())

    async def _settle(self) -> None:
        """Wait until everybody has heard everything, and all that was opened is there."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LONGEST):
                    while (opening := self._opening()) or (busy := self._busy()):
                        if opening:
                            await _end(opening)
                            continue
                        for node in busy:
                            await _turn(node)
        finally:
            self._concerned = []
            self._app.call_later(self._go_on)

    def _opening(self) -> "Worker[object] | None":
        """A worker that opens something."""
        for worker in self._app.workers:
            if worker.group == OPENING and not worker.is_finished:
                return worker
        return None

    def _busy(self) -> list[DOMNode]:
        """Who has a message to read, or is not there yet."""
        screen = self._app.screen
        nodes = {*self._concerned, screen, self._app}
        reading = [node for node in nodes if node.is_running and node.message_queue_size]
        return reading + [node for node in screen.walk_children(Widget) if not node.is_mounted]


async def _end(worker: "Worker[object]") -> None:
    """Wait until a worker has ended, in whatever way."""
    with suppress(WorkerFailed, WorkerCancelled):
        await worker.wait()


async def _turn(node: DOMNode) -> None:
    """Wait until a node has read what it was sent so far; one that is closed reads nothing more."""
    read = asyncio.Event()
    if node.call_later(read.set):
        await read.wait()
    else:
        await asyncio.sleep(0)  # it keeps its messages for ever; all others need their turn
