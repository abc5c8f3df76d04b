"""The journal: what the agent did, the newest first, and taking it back."""

import asyncio
from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.reactive import var

from eddytui.desk.journal import LOT, UNDONE, why_not
from eddytui.desk.kinds import Changed, Kind
from eddytui.models.rows import JournalRow, TicketRow
from eddytui.text.dates import exact
from eddytui.ui.commands import ANYWHERE, JOURNAL, LISTS, Situation, bindings
from eddytui.ui.journal_words import state, what
from eddytui.ui.safe import steady
from eddytui.ui.screens.desk_screen import DeskScreen
from eddytui.ui.taking_back import take_back
from eddytui.ui.widgets.bar import Bar, Runs
from eddytui.ui.widgets.columns import Column, heads
from eddytui.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from eddytui.desk.desk import Desk

_SHOWN: tuple[Kind, ...] = ("journal", "tickets", "people", "catalog")
_AT_ONCE = 50
"""How many entries are looked through before the keys get a turn."""
_EMPTY = "Nothing was done here yet. What you change and send will stand here."


def journal_columns(desk: "Desk") -> tuple[Column[JournalRow], ...]:
    """When, ticket, what became of it, the ticket's subject where there is room, what was done."""

    def toned(say: Callable[[JournalRow], str]) -> Callable[[JournalRow], tuple[str, str]]:
        def cell(row: JournalRow) -> tuple[str, str]:
            return say(row), "dim" if row.state == UNDONE else "bold" if row.kind == LOT else ""

        return cell

    def number(row: JournalRow) -> str:
        return str(row.ticket_id) if row.ticket_id else ""

    return (
        Column("When", 15, lambda row: (exact(row.made, desk.now()), "dim")),
        Column("#", 6, toned(number), right=True),
        Column("State", 9, state),
        Column("Subject", 28, toned(lambda row: steady(row.title)), needs=110, wide=44),
        Column("What", 0, toned(lambda row: what(row, desk))),
    )


class JournalScreen(DeskScreen):
    """Lists what was done; the entry under the cursor can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(JOURNAL)
    PLACES: ClassVar[tuple[str, ...]] = (ANYWHERE, LISTS, JOURNAL)
    BAR: ClassVar[tuple[str, ...]] = ("entry", "undo", "find", "leave", "help")
    ids: var["array[int]"] = var(lambda: array("q"), init=False)

    def __init__(self, ticket_id: int = 0) -> None:
        """A journal over a ticket that one comes back to; 0 when there is none."""
        super().__init__()
        self._ticket_id = ticket_id

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        desk = self.app.desk
        self._columns = journal_columns(desk)
        yield Bar(id="header")
        with Vertical(id="body"):
            yield Bar(id="heads")
            yield RecordTable(desk.journal.rows, self._columns, id="journal").data_bind(
                JournalScreen.ids
            )
        yield from self.foot()

    @property
    def table(self) -> RecordTable:
        """The table of entries."""
        return self.query_one(RecordTable)

    @property
    def entry(self) -> JournalRow | None:
        """The entry under the cursor."""
        row = self.table.current_row
        return row if isinstance(row, JournalRow) else None

    @property
    def row(self) -> TicketRow | None:
        """The ticket of the entry under the cursor."""
        return self.app.desk.row(self.entry.ticket_id) if self.entry else None

    def on_mount(self) -> None:
        """Show everything there is."""
        says = f"  the newest first · {self.app.key_of('undo')} takes back what the cursor is on"
        self.query_one("#header", Bar).left = (("Journal", "bold"), (says, "dim"))
        self.table.empty = _EMPTY
        self.ids = self.app.desk.journal.ids()
        self.table.focus()
        self.show_state()

    # Showing

    def repaint(self, changed: Changed) -> None:
        """Show what the journal has now, and what became of it."""
        if changed.kind in _SHOWN:
            self.table.forget()
            self.ids = self.app.desk.journal.ids()
            self.table.paint()

    def tick(self) -> None:
        """A minute passed; at midnight today is yesterday."""
        self.table.look_again()

    def line(self) -> Runs:
        """Where one is, and how what was done there had been told."""
        if not (entry := self.entry):
            return (("Journal", "bold"),)
        place = f" · {self.table.index + 1} of {len(self.ids)}"
        found = f" · {len(self.table.found)} found" if self.table.found else ""
        return (("Journal", "bold"), (f"{place}{found} · {steady(entry.words)}", "dim"))

    def on_resize(self) -> None:
        """Columns give way or come back."""
        self.call_after_refresh(self._heads)

    def _heads(self) -> None:
        room = self.table.size.width - 2
        self.query_one("#heads", Bar).left = ((heads(self._columns, room), "dim"),)

    @on(RecordTable.Pointed)
    def _pointed(self) -> None:
        self.show_state()

    # Commands

    def do_journal(self) -> None:
        """It is here already."""

    def do_entry(self) -> None:
        """Open the ticket of the entry under the cursor."""
        if self.row:
            self.app.open_ticket(self.row.id)

    @on(RecordTable.Opened)
    def _opened(self) -> None:
        self.action_run("entry")

    @property
    def situation(self) -> Situation:
        """Here it is the entry under the cursor that is undone."""
        return replace(super().situation, undo=self.entry.words or "it" if self.entry else "")

    def do_undo(self) -> None:
        """Take back the entry under the cursor; with the head of a lot all that belongs to it."""
        if not (entry := self.entry):
            return
        if why := why_not(entry):
            self.app.tell(steady(why))
            return
        words = steady(entry.words)
        self.app.carry_out(f"Taking back: {words}", take_back(self.app, words, entry.id))

    def do_back(self) -> None:
        """Clear the find, then leave."""
        if self.table.leave_find():
            self.show_state()
        else:
            self.do_leave()

    def do_leave(self) -> None:
        """Go back; a ticket that one came from is shown again."""
        self.app.pop_screen()
        if self._ticket_id:
            self.app.open_ticket(self._ticket_id)

    # Finding

    def find(self, words: str, *, entered: bool) -> None:
        """Go to the first entry from here on that has the words."""
        self._look_for(words, entered)

    @work(group="find", exclusive=True)
    async def _look_for(self, words: str, entered: bool) -> None:
        found = await self._matches(words.strip().casefold()) if words.strip() else []
        if not self.table.find(found) and entered and words.strip():
            self.app.tell(f'Nothing in the journal has "{words}".')
        self.show_state()

    async def _matches(self, words: str) -> list[int]:
        """The entries whose ticket, words or values have the words in them."""
        desk, found = self.app.desk, []
        for start in range(0, len(self.ids), _AT_ONCE):
            for row in desk.journal.rows(self.ids[start : start + _AT_ONCE]):
                whole = (
                    f"#{row.ticket_id} {row.title} {row.words} {what(row, desk)} {state(row)[0]}"
                )
                if words in whole.casefold():
                    found.append(row.id)
            await asyncio.sleep(0)
        return found
