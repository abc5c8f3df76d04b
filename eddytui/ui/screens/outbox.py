"""What waits to be sent, in its order; what the agent has to decide, with both sides of it."""

from array import array
from collections.abc import Awaitable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.reactive import var

from eddytui.desk.decisions import Decision
from eddytui.desk.kinds import CHANGE, COMMENT, Changed
from eddytui.models.rows import TO_DECIDE
from eddytui.ui.commands import ANYWHERE, LISTS, OUTBOX, bindings
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.screens.desk_screen import DeskScreen
from eddytui.ui.waiting_words import OutboxRow, columns, compared, rows, says, what
from eddytui.ui.widgets.bar import Bar, KeyBar
from eddytui.ui.widgets.columns import heads
from eddytui.ui.widgets.prompt import Prompt
from eddytui.ui.widgets.record_table import RecordTable
from eddytui.ui.widgets.sides import Comparison, Sides

_EMPTY = "Nothing waits: the helpdesk has all that you did."
_KEEP, _AWAY = "keep", "away"


class OutboxScreen(DeskScreen):
    """Lists the outbox."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(OUTBOX)
    PLACES: ClassVar[tuple[str, ...]] = (ANYWHERE, LISTS, OUTBOX)
    BAR: ClassVar[tuple[str, ...]] = ("open_it", "send_it", "edit", "delete", "find", "help")
    ids: var["array[int]"] = var(lambda: array("q"), init=False)
    comparison: var[Comparison | None] = var[Comparison | None](None, init=False)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        self._columns = columns(self.app.desk)
        yield Bar(id="header")
        with Vertical(id="body"):
            yield Bar(id="heads")
            yield RecordTable(self._rows, self._columns, id="waiting").data_bind(OutboxScreen.ids)
            yield Sides(id="sides").data_bind(OutboxScreen.comparison)
        yield Bar(id="status")
        yield Prompt()
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show it at once, from the store, and not what was said of it over the screen before."""
        self.app.clear_notifications()
        self.table.empty = _EMPTY
        self.repaint(Changed("state"))
        self.table.focus()

    def on_resize(self, event: Resize) -> None:
        """The heads of the columns that fit."""
        room = event.size.width - 2
        self.query_one("#heads", Bar).left = ((heads(self._columns, room), "dim"),)

    @property
    def table(self) -> RecordTable:
        """The table of what waits."""
        return self.query_one(RecordTable)

    @property
    def item(self) -> OutboxRow | None:
        """What the cursor is on."""
        found = self.table.current_row
        return found if isinstance(found, OutboxRow) else None

    # Showing

    def _rows(self, ids: Sequence[int]) -> list[OutboxRow]:
        return [row for row in rows(self.app.desk.outbox.rows()) if row.id in ids]

    def repaint(self, changed: Changed) -> None:
        """Show what waits now; any news may be about it."""
        waiting = self.app.desk.outbox.rows()
        self.table.forget()
        self.ids = array("q", (each.number for each in waiting))
        self.table.look_again()
        count = f"  {len(waiting)}" if waiting else ""
        self.query_one("#header", Bar).left = (("Outbox", "bold"), (count, "dim"))
        self._compare()

    def show_state(self) -> None:
        """The line and the corner; how it stands with everything may be another."""
        super().show_state()
        self.repaint(Changed("state"))

    @on(RecordTable.Pointed)
    def _pointed(self) -> None:
        self._compare()

    def _compare(self) -> None:
        item = self.item
        self.comparison = compared(item, self.app.desk, self.app.key_of) if item else None

    # Deciding

    def do_open_it(self) -> None:
        """Open the ticket."""
        if item := self.item:
            self.app.open_ticket(item.waiting.ticket_id)

    @on(RecordTable.Opened)
    def _opened(self) -> None:
        self.do_open_it()

    def do_send_it(self) -> None:
        """Send it again, or now."""
        if item := self.item:
            self.app.tell(f"{_name(item)} is on its way.")
            done = "was added" if item.waiting.kind == COMMENT else "was sent"
            self._carry_out(item, self._sent(item), done)

    async def _sent(self, item: OutboxRow) -> bool:
        outbox, waiting = self.app.desk.outbox, item.waiting
        if waiting.state in TO_DECIDE:
            return await outbox.decide(item.id, Decision.SEND_AGAIN)
        await outbox.hasten(item.id)
        return await outbox.send(waiting.ticket_id, item.id)

    def do_edit(self) -> None:
        """Make it a draft again, and open it."""
        item = self.item
        if item and item.waiting.kind == CHANGE:
            send, away = map(self.app.key_of, ("send_it", "delete"))
            self.app.tell(f"A change has no text. {send} sends it, {away} throws it away.")
        elif item:
            self._carry_out(item, self._edited(item), "is a draft again")

    async def _edited(self, item: OutboxRow) -> bool:
        done = await self.app.desk.outbox.decide(item.id, Decision.KEEP_AS_DRAFT)
        self.app.open_ticket(item.waiting.ticket_id, write=item.waiting.kind)
        return done

    def do_delete(self) -> None:
        """Throw it away, after a question."""
        if not (item := self.item):
            return
        name = what(item.waiting)
        choices = [Choice(_KEEP, f"Keep the {name}"), Choice(_AWAY, f"Throw the {name} away")]

        def chosen(answer: str | None) -> None:
            if answer == _AWAY:
                deed = self.app.desk.outbox.decide(item.id, Decision.THROW_AWAY)
                self._carry_out(item, deed, "was thrown away")

        self.choose(
            f"#{item.waiting.ticket_id}: {says(item.waiting, self.app.desk)}", choices, chosen
        )

    def _carry_out(self, item: OutboxRow, deed: Awaitable[bool], done: str) -> None:
        self.app.carry_out(_name(item), self._told(item, deed, done))

    async def _told(self, item: OutboxRow, deed: Awaitable[bool], done: str) -> None:
        if await deed:
            self.app.tell(f"{_name(item)} {done}.")
        else:
            self.app.tell(f"{_name(item)} still waits.", "soon")

    # Finding

    def find(self, words: str, *, entered: bool) -> None:
        """Go to the first that has the words."""
        wanted = words.casefold()
        found = [
            row.id
            for row in rows(self.app.desk.outbox.rows())
            if wanted
            and wanted in f"#{row.waiting.ticket_id} {says(row.waiting, self.app.desk)}".casefold()
        ]
        if not self.table.find(found) and entered:
            self.app.tell(f'Nothing here has "{words}".')

    def do_back(self) -> None:
        """Clear the find, then leave."""
        if not self.table.leave_find():
            self.do_leave()


def _name(item: OutboxRow) -> str:
    return f"The {what(item.waiting)} to #{item.waiting.ticket_id}"
