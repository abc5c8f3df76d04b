"""What the agent writes: kept while it is typed, looked after before it goes out, and sent."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from eddytui.desk import DeskError
from eddytui.desk.decisions import ToDecide
from eddytui.desk.kinds import MESSAGES, POST, Changed
from eddytui.text.dates import ago, clock, exact
from eddytui.ui.dialogs.choice import Choice

if TYPE_CHECKING:
    from eddytui.models.rows import Draft, MessageRow
    from eddytui.ui.desk_app import DeskApp

_DAY = len("2026-11-24")


class Correspondence:
    """Replies and notes on their way from the keys to the helpdesk.

    All of it is work of the app: leaving a screen does not stop it.
    """

    def __init__(self, app: "DeskApp") -> None:
        """What is written in `app`."""
        self._app = app
        self._desk = app.desk
        self._offered: tuple[Draft, str] | None = None

    def offer(self) -> str:
        """What was being written when the program ended; "" for nothing. `takes_up` answers it."""
        drafts = self._desk.drafts.all()
        if not drafts:
            return ""
        last, *others = drafts
        self._app.opened.append(last.ticket_id)
        more = f", and {len(others)} more" if others else ""
        words = f"{_being_written(last, self._desk.now())}{more} · enter resume"
        self._offered = last, words
        return words

    def takes_up(self, key: str) -> bool:
        """Whether a key goes on with what was offered: enter does, as the first one."""
        if self._offered is None:
            return False
        (draft, words), self._offered = self._offered, None
        if self._app.said[0] != words:
            return False
        self._app.tell("")
        if key == "enter":
            self._app.open_ticket(draft.ticket_id, write=draft.kind)
        return key == "enter"

    def choices(self) -> list[Choice]:
        """Every draft, the last saved first: its id names ticket and kind."""
        now = self._desk.now()
        return [
            Choice(
                f"{draft.ticket_id} {draft.kind}",
                f"#{draft.ticket_id} {MESSAGES[draft.kind]}: {' '.join(draft.text.split())}",
                ago(draft.saved, now),
            )
            for draft in self._desk.drafts.all()
        ]

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
        except ToDecide as error:
            self._app.refuse(what, error)
            return
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


def _being_written(draft: "Draft", now: str) -> str:
    doing = "answering" if draft.kind == POST else "writing a note to"
    is_today = draft.saved[:_DAY] == now[:_DAY]
    when = f" at {clock(draft.saved)}" if is_today else f", {exact(draft.saved, now)}"
    return f"You were {doing} #{draft.ticket_id}{when}, {len(draft.text)} characters"
