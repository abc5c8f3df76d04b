"""A preview of the thread of the ticket under the cursor."""

import asyncio

from textual import work
from textual.reactive import var

from eddytui.models.rows import MessageRow
from eddytui.ui.screens.acting import ActingScreen
from eddytui.ui.widgets.thread import Thread


class PreviewScreen(ActingScreen):
    """A list of tickets with a thread `#preview` beside it."""

    messages: var[tuple[MessageRow, ...]] = var[tuple[MessageRow, ...]]((), init=False)
    previewing: var[bool] = var(True, init=False)
    followed: str = ""
    """When the preview last went with the cursor, server time."""

    def watch_previewing(self) -> None:
        """Show or hide it."""
        self.set_class(not self.previewing, "-no-preview")
        if self.previewing:
            self.follow(self.row.id if self.row else 0)

    @work(group="preview", exclusive=True)
    async def follow(self, ticket_id: int) -> None:
        """Status line and preview follow the cursor once it rests: a held key stays cheap.

        The server is asked after a longer rest, if need be.
        """
        self.followed = self.app.desk.now()
        short, long = self.app.setting.rests
        await asyncio.sleep(short)
        self.show_state()
        if not self.previewing or not self.query_one("#preview").display:
            return
        self.show_preview(ticket_id)
        if not ticket_id:
            return
        await asyncio.sleep(long - short)
        if self.app.desk.client is not None:
            await self.app.carry_on(
                f"Reading #{ticket_id}", lambda: self.app.desk.preview(ticket_id)
            )

    def show_preview(self, ticket_id: int) -> None:
        """Show what is kept here of a ticket's thread, the newest first; 0 for no ticket."""
        thread = self.query_one("#preview", Thread)
        thread.set_reactive(Thread.now, self.app.desk.now())
        rows = self.app.desk.messages(ticket_id, newest_first=True) if ticket_id else []
        thread.hint = "Nothing of this thread is here yet." if ticket_id else ""
        self.messages = tuple(rows)

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self.previewing = not self.previewing
