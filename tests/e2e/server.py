"""The pretend helpdesk at a real address of this machine, which can go away and come back."""

import asyncio
import socket
import threading
from datetime import datetime
from types import TracebackType
from typing import Any

import uvicorn

from eddytui.demo.account import EMAIL, KEY
from eddytui.demo.faults import Faults, held
from eddytui.demo.helpdesk import DemoHelpdesk


class Server:
    """Serves a helpdesk on 127.0.0.1, with switches."""

    def __init__(self, *, tickets: int = 60) -> None:
        self.helpdesk = DemoHelpdesk(tickets=tickets, lively=False, clock=datetime.now)
        self.faults = Faults(self.helpdesk.app)
        """What goes wrong here; nothing at first."""
        self.environ = {"EDDYTUI_EMAIL": EMAIL, "EDDYTUI_API_KEY": KEY}
        """What signs in here; its address is added when it listens."""
        self.answers_until = 1_000_000
        """How many requests are answered before `free` has to be set."""
        self.free = threading.Event()
        self.held = threading.Event()
        """Set when a request has come that is not answered yet."""
        self._came = threading.Condition()
        self._late = held(self._until_free)(self.faults)
        self._port = 0
        self._uvicorn: uvicorn.Server | None = None
        self._thread = threading.Thread()

    def __enter__(self) -> "Server":
        """Listen."""
        listening = socket.create_server(("127.0.0.1", self._port))
        self._port = listening.getsockname()[1]
        self.helpdesk.address = f"http://127.0.0.1:{self._port}"
        self.environ["EDDYTUI_URL"] = self.helpdesk.address
        config = uvicorn.Config(self, http="h11", ws="none", lifespan="off", log_config=None)
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._uvicorn.run, kwargs={"sockets": [listening]}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        """Go away: nobody listens at the address."""
        self.free.set()
        assert self._uvicorn is not None
        self._uvicorn.should_exit = True
        self._thread.join()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request when it is its turn."""
        with self._came:
            late = len(self.helpdesk.requests) >= self.answers_until
        await (self._late if late and not self.free.is_set() else self.faults)(scope, receive, send)
        with self._came:
            self._came.notify_all()

    async def _until_free(self) -> None:
        self.held.set()
        await asyncio.to_thread(self.free.wait)

    def answered(self, count: int, within: float = 10.0) -> bool:
        """Wait until so many requests were answered."""
        with self._came:
            return self._came.wait_for(lambda: len(self.helpdesk.requests) >= count, within)
