"""What the agent writes, until it is sent: kept, offered again, looked after before it goes out."""

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eddytui.desk import TROUBLES, StoreError
from eddytui.desk.kinds import MESSAGES, POST, Changed
from eddytui.text.dates import ago, clock, exact
from eddytui.ui.dialogs.choice import Choice

if TYPE_CHECKING:
    from eddytui.models.rows import Draft, MessageRow
    from eddytui.ui.desk_app import DeskApp

_DAY = len("2026-11-24")


class Correspondence:
    """Replies and notes that are being written.

    All of it is work of the app: leaving a screen does not stop it.
    """

    def __init__(self, app: "DeskApp") -> None:
        """What is written in `app`."""
        self._app = app
        self._desk = app.desk
        self._offered: tuple[Draft, str] | None = None

    def offer(self) -> str:
        """What was being written when the program ended; "" for nothing. `takes_up` answers it."""
        drafts = self._desk.drafts.left()
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
                f"#{draft.ticket_id} {MESSAGES[draft.kind]}: {_words(draft)}",
                ago(draft.saved, now),
            )
            for draft in self._desk.drafts.all()
        ]

    def keep(self, ticket_id: int, kind: str, text: str) -> None:
        """Put what is being typed on disk; an empty text is no draft."""
        self._begin("drafts", self._keep(ticket_id, kind, text))

    def drop(self, ticket_id: int, kind: str) -> None:
        """Throw a draft away, with its files."""
        self._begin("drafts", self._drop(ticket_id, kind))

    def attach(self, ticket_id: int, kind: str, paths: Sequence[str]) -> None:
        """Let these files go along with what is being written."""
        self._begin("drafts", self._attach(ticket_id, kind, paths))

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
        except (*TROUBLES, TimeoutError):
            return []

    def _begin(
        self, group: str, work: Coroutine[Any, Any, None], *, exclusive: bool = False
    ) -> None:
        self._app.run_worker(work, group=group, exclusive=exclusive)

    async def _keep(self, ticket_id: int, kind: str, text: str) -> None:
        await self._put(ticket_id, self._desk.drafts.keep(ticket_id, kind, text))

    async def _drop(self, ticket_id: int, kind: str) -> None:
        await self._put(ticket_id, self._desk.drafts.drop(ticket_id, kind))

    async def _put(self, ticket_id: int, putting: Awaitable[None]) -> None:
        """Put something on disk; that this fails is told, and the text stays where it is typed."""
        try:
            await putting
        except StoreError as error:
            words = f"What you write is not on disk: {error}"
            if self._app.said[0] != words:
                self._app.tell(words, "late")
        self._say(ticket_id)

    def _say(self, ticket_id: int) -> None:
        self._app.changed.publish(Changed("drafts", frozenset({ticket_id})))

    async def _attach(self, ticket_id: int, kind: str, paths: Sequence[str]) -> None:
        await self._put(ticket_id, self._desk.drafts.attach(ticket_id, kind, paths))

    async def _edit(self, ticket_id: int, kind: str, text: str) -> None:
        from eddytui.ui.editor import NoEditor, command, edit  # noqa: PLC0415 - a lighter start

        async def keep(written: str) -> None:
            await self._keep(ticket_id, kind, written)

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


def _words(draft: "Draft") -> str:
    names = [path.rpartition("/")[2] for path in draft.files]
    return " ".join(draft.text.split()) or ", ".join(names)
