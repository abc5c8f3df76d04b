"""What the agent writes: kept while it is typed, looked after before it goes out, and sent."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from eddytui.desk import DeskError
from eddytui.desk.kinds import MESSAGES, POST, Changed

if TYPE_CHECKING:
    from eddytui.models.rows import MessageRow
    from eddytui.ui.desk_app import DeskApp


class Correspondence:
    """Replies and notes on their way from the keys to the helpdesk.

    All of it is work of the app: leaving a screen does not stop it.
    """

    def __init__(self, app: "DeskApp") -> None:
        """What is written in `app`."""
        self._app = app
        self._desk = app.desk

    def keep(self, ticket_id: int, kind: str, text: str) -> None:
        """Put what is being typed on disk; an empty text is no draft."""
        self._begin("drafts", self._keep(ticket_id, kind, text))

    def drop(self, ticket_id: int, kind: str) -> None:
        """Throw a draft away."""
        self.keep(ticket_id, kind, "")

    def send(self, ticket_id: int, kind: str, text: str) -> None:
        """Send a reply or note. What fails is a draft again, and open where it was written."""
        self._begin("changes", self._send(ticket_id, kind, text))

    def edit(self, ticket_id: int, kind: str, text: str) -> None:
        """Write on in the agent's editor; what comes back is the draft."""
        self._begin("editor", self._edit(ticket_id, kind, text), exclusive=True)

    async def news(self, ticket_id: int, seen: Mapping[str, int]) -> "list[MessageRow]":
        """What others wrote since what was `seen`; nothing when that cannot be told soon."""
        if self._desk.client is None:
            return []
        try:
            async with asyncio.timeout(self._app.setting.patience):
                return await self._desk.news(ticket_id, seen)
        except (DeskError, TimeoutError):
            return []

    def _begin(
        self, group: str, work: Coroutine[Any, Any, None], *, exclusive: bool = False
    ) -> None:
        self._app.run_worker(work, group=group, exclusive=exclusive)

    async def _keep(self, ticket_id: int, kind: str, text: str) -> None:
        await self._desk.drafts.keep(ticket_id, kind, text)
        self._app.changed.publish(Changed("drafts", frozenset({ticket_id})))

    async def _send(self, ticket_id: int, kind: str, text: str) -> None:
        what = f"The {MESSAGES[kind]} to #{ticket_id}"
        self._app.tell(f"{what} is on its way.")
        try:
            sent = await self._desk.write(ticket_id, kind, text)
        except DeskError as error:
            self._app.refuse(f"{what} was not sent", error)
            self._write_again(ticket_id, kind)
            return
        done = "was sent" if kind == POST else "was added"
        until = (
            "the block ends" if self._desk.state().blocked_for else "the helpdesk can be reached"
        )
        state = done if sent else f"waits on this machine until {until}"
        self._app.tell(f"{what} {state}.", "" if sent else "soon")

    def _write_again(self, ticket_id: int, kind: str) -> None:
        from eddytui.ui.screens.ticket import TicketScreen  # noqa: PLC0415 - a lighter start

        screen = self._app.screen
        if isinstance(screen, TicketScreen) and screen.ticket_id == ticket_id:
            screen.write(kind)

    async def _edit(self, ticket_id: int, kind: str, text: str) -> None:
        from eddytui.ui.editor import NoEditor, command, edit  # noqa: PLC0415 - a lighter start

        async def keep(written: str) -> None:
            await self._desk.drafts.keep(ticket_id, kind, written)

        setting = self._app.setting
        try:
            editor = command(setting.environ)
            written = await edit(self._app, editor, text, setting.folder, keep)
        except NoEditor as error:
            self._app.tell(str(error), "late")
            return
        if written is None:
            self._app.tell("The editor changed nothing.")
            return
        from eddytui.ui.widgets.composer import Composer  # noqa: PLC0415 - a lighter start

        for composer in self._app.screen.query(Composer):
            if (composer.ticket_id, composer.kind) == (ticket_id, kind):
                composer.put(written)
