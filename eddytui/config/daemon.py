"""Work that may hang for ever, done where it cannot hold up anything else."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def on_daemon(work: Callable[[], T], limit: float) -> T:
    """What `work` returns or raises; TimeoutError when it takes more than `limit` seconds.

    A thread of asyncio's own executor is waited for when the process ends, so one that hangs
    keeps the process for ever. A daemon thread is left behind.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: Exception | None) -> None:
        if outcome.done():  # given up on
            return
        if error is None:
            outcome.set_result(value)  # type: ignore[arg-type]  # `work` returned it
        else:
            outcome.set_exception(error)

    def run() -> None:
        value, problem = None, None
        try:
            value = work()
        except Exception as error:  # noqa: BLE001 - raised again where the result is awaited
            problem = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, value, problem)

    threading.Thread(target=run, daemon=True, name="eddytui-daemon").start()
    async with asyncio.timeout(limit):
        return await outcome
