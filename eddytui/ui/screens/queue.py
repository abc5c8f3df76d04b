"""The queue: views, the table of tickets, a preview of the thread."""

import asyncio
from array import array
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.reactive import var

from eddytui.desk.kinds import Changed
from eddytui.desk.views import View
from eddytui.models.rows import TicketRow
from eddytui.text.fuzzy import rank
from eddytui.ui.commands import ACTING, ANYWHERE, LISTS, QUEUE, bindings
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.screens.preview import PreviewScreen
from eddytui.ui.ticket_columns import ticket_columns
from eddytui.ui.widgets.bar import Bar, Runs
from eddytui.ui.widgets.columns import heads
from eddytui.ui.widgets.prompt import Prompt
from eddytui.ui.widgets.record_table import RecordTable
from eddytui.ui.widgets.thread import Thread
from eddytui.ui.widgets.views_pane import ViewCount, ViewsPane

_FEW = 3
"""So many changed tickets are shown in the next frame; more are read off the keys' thread."""
_NARROW, _BROAD = 100, 150
"""Below the first the views are a strip, and the preview is there when `P` asks for it; from the
second it stands beside the table."""


class QueueScreen(PreviewScreen):
    """Lists the tickets of a view."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(QUEUE, ACTING)
    PLACES: ClassVar[tuple[str, ...]] = (ANYWHERE, LISTS, QUEUE, ACTING)
    BAR: ClassVar[tuple[str, ...]] = ("open", "reply", "take", "status", "close", "find", "help")
    view_id: var[str] = var("needs-me", init=False)
    ids: var["array[int]"] = var(lambda: array("q"), init=False)
    views: var[tuple[ViewCount, ...]] = var[tuple[ViewCount, ...]]((), init=False)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        desk = self.app.desk
        columns = ticket_columns(desk.names, desk.now, plain=self.app.plain)
        self._columns = columns
        yield Bar(id="header")
        with Horizontal(id="body"):
            yield ViewsPane(id="views").data_bind(QueueScreen.views, current=QueueScreen.view_id)
            with Vertical(id="main"):
                with Vertical(id="list"):
                    yield Bar(id="heads")
                    yield RecordTable(desk.rows, columns, id="tickets").data_bind(QueueScreen.ids)
                yield Thread(
                    desk.text, newest_first=True, clip=self.app.clip, id="preview"
                ).data_bind(QueueScreen.messages)
        yield from self.foot()

    @property
    def table(self) -> RecordTable:
        """The table of tickets."""
        return self.query_one(RecordTable)

    @property
    def row(self) -> TicketRow | None:
        """The ticket under the cursor."""
        row = self.table.current_row
        return row if isinstance(row, TicketRow) else None

    def on_mount(self) -> None:
        """Show the first view at once, from the store."""
        self._places: dict[str, int] = {}
        self.previewing = self.app.setting.preview
        self.show_view(self.view_id)
        self.table.focus()

    # Showing

    @property
    def view(self) -> View:
        """The view that is shown."""
        return next(view for view in self.app.desk.views() if view.id == self.view_id)

    def show_view(self, view_id: str) -> None:
        """Show another view, where one was in it."""
        self._places[self.view_id] = self.table.current
        self.view_id = view_id
        self.table.forget_place(self._places.get(view_id, 0))
        ids = self.app.desk.ids(self.view.query)
        if ids == self.ids:
            self.table.watch_ids()
        self.ids = ids
        self._count()
        self.show_state()

    def _why_empty(self) -> str:
        state = self.app.desk.state()
        if state.loading:
            return f"None so far: {state.loading} from the helpdesk …"
        if state.as_of:
            advice = self.view.advice.format(take=self.app.key_of("take"))
            return f"{self.view.empty} {advice}".rstrip()
        if state.trouble:
            return f"Nothing is here yet. {self.app.key_of('refresh')} asks the helpdesk again."
        return "Reading the tickets from the helpdesk …"

    def show_state(self) -> None:
        """The status line; an empty list may be empty for another reason, and counts be known."""
        self.table.empty = self._why_empty()
        if self.app.desk.state().as_of and any(view.size is None for view in self.views):
            self._count()
        super().show_state()

    def repaint(self, changed: Changed) -> None:
        """Show what the desk knows: at once when it is one ticket, soon when it is many."""
        if changed.kind in ("tickets", "drafts"):
            if 0 < len(changed.ids) <= _FEW:
                self._take(self.app.desk.ids(self.view.query), changed.ids)
                self._count()
            else:
                self._take_later()
        elif changed.kind == "catalog":
            self.table.look_again()
        elif changed.kind == "people" or (
            changed.kind == "thread" and changed.touches(self.table.current)
        ):
            self.show_preview(self.table.current)
        self._head()

    def watch_ids(self) -> None:
        """The ticket screen goes through the same list."""
        self.app.shown = self.ids

    def _take(self, ids: "array[int]", changed: frozenset[int] = frozenset()) -> None:
        """Show another list, or the same with some rows changed (all, when none is named)."""
        self.table.forget(changed)
        self.ids = ids
        self.table.paint()
        if self.row and self.row.changed > self.followed:
            self.follow(self.row.id)  # the helpdesk changed what the preview shows

    @work(group="window", exclusive=True)
    async def _take_later(self) -> None:
        await asyncio.sleep(0.05)
        self._take(await self.app.desk.ids_later(self.view.query))
        self._count()
        self.show_state()

    @work(group="counts", exclusive=True)
    async def _count(self) -> None:
        known = bool(self.app.desk.state().as_of)  # before that there is nothing to count
        counts = await self.app.desk.counts() if known else {}
        self.views = tuple(
            ViewCount(view.id, view.title, counts.get(view.id)) for view in self.app.desk.views()
        )

    def tick(self) -> None:
        """A minute passed: ages and time left move on, tickets come to be late."""
        self._take_later()

    def _head(self) -> None:
        desk = self.app.desk
        me = desk.person(desk.me)
        bar = self.query_one("#header", Bar)
        bar.left = (("eddytui", "accent"), (f"  {self.app.setting.helpdesk}", ""))
        if me:
            word, _ = desk.names.presence(me.presence)
            bar.right = ((me.name, ""), (f" · {word}" if word else "", "dim"))

    def line(self) -> Runs:
        """Which view, and how much of it."""
        count = len(self.ids)
        if not count and not self.app.desk.state().as_of:
            return ((self.view.title, "bold"),)
        found = f" · {len(self.table.found)} found" if self.table.found else ""
        place = f"{self.table.index + 1} of {count}" if count else "0"
        return ((self.view.title, "bold"), (f" · {place}{found}", "dim"))

    # Room

    def on_resize(self, event: Resize) -> None:
        """Views and preview find their place by the room there is."""
        narrow = event.size.width < _NARROW
        if narrow != self.has_class("-narrow"):
            self.previewing = self.app.setting.preview and not narrow
        self.set_class(narrow, "-narrow")
        self.set_class(event.size.width >= _BROAD, "-broad")
        self.call_after_refresh(self._heads)

    def _heads(self) -> None:
        room = self.table.size.width - 2
        self.query_one("#heads", Bar).left = ((heads(self._columns, room), "dim"),)

    @on(RecordTable.Pointed)
    def _pointed(self, message: RecordTable.Pointed) -> None:
        self.follow(message.record_id)

    # Commands

    def home(self) -> RecordTable:
        """The table."""
        return self.table

    def do_open(self) -> None:
        """Open the ticket under the cursor."""
        if self.row:
            self.app.open_ticket(self.row.id)

    @on(RecordTable.Opened)
    def _opened(self) -> None:
        self.do_open()

    def do_view(self, number: int) -> None:
        """Show the view of this number."""
        views = self.app.desk.views()
        if number <= len(views):
            self.show_view(views[number - 1].id)
        else:
            self.app.tell(f"There are {len(views)} views.")

    def run_words(self, words: str | None) -> None:
        """Here a view can be called by its name, or by a part of it."""
        name, _, wanted = (words or "").strip().partition(" ")
        if name != "view":
            super().run_words(words)
            return
        views = self.app.desk.views()
        matches = rank(wanted.strip(), [view.title for view in views])
        if matches and wanted.strip():
            self.show_view(views[matches[0][0]].id)
        else:
            titles = ", ".join(view.title for view in views)
            self.app.tell(f'There is no view "{wanted.strip()}". There are: {titles}.')

    def do_views(self) -> None:
        """Choose a view."""
        choices = [
            Choice(f"view {view.title}", view.title, "" if view.size is None else str(view.size))
            for view in self.views
        ]
        current = f"view {self.view.title}"
        self.choose("Views", choices, self.run_words, current=current)

    def do_pane(self) -> None:
        """Go to the pane of views."""
        self.query_one(ViewsPane).focus()

    @on(ViewsPane.Chosen)
    def _chosen(self, message: ViewsPane.Chosen) -> None:
        self.show_view(message.view_id)

    def do_number(self) -> None:
        """Go to a number."""
        self.query_one(Prompt).ask(":", "#")

    def do_back(self) -> None:
        """Clear the find; then nothing is left to go back from."""
        if self.table.leave_find():
            self.show_state()
        elif not self.table.has_focus:
            self.table.focus()
        else:
            self.app.tell(f"This is the top. Press {self.app.key_of('leave', 'quit')} to quit.")

    def do_leave(self) -> None:
        """At the top, quit."""
        if self.table.has_focus:
            self.app.outgoing.leave()
        else:
            self.table.focus()

    # Finding

    def find(self, words: str, *, entered: bool) -> None:
        """Go to the first ticket from here on that matches."""
        self._look_for(words, entered)

    @work(group="find", exclusive=True)
    async def _look_for(self, words: str, entered: bool) -> None:
        found = await self.app.desk.find(words, self.view.query) if words.strip() else array("q")
        if not self.table.find(found) and entered and words.strip():
            self.app.tell(f'Nothing in this view matches "{words}".')
        self.show_state()
