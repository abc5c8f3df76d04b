"""One ticket: its replies, notes, history and facts, and the composer below them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.reactive import var
from textual.widgets import ContentSwitcher

from eddytui.desk.kinds import AUDIT, COMMENT, POST, Changed, Kind
from eddytui.models.rows import AuditRow, MessageRow, TicketRow
from eddytui.ui.commands import ACTING, ANYWHERE, LISTS, TICKET, bindings
from eddytui.ui.screens.writing import WritingScreen
from eddytui.ui.widgets.audit_log import AuditLog
from eddytui.ui.widgets.bar import Bar, Runs
from eddytui.ui.widgets.facts import Fact, Facts
from eddytui.ui.widgets.lines import LineView
from eddytui.ui.widgets.thread import Thread
from eddytui.ui.words import facts, field_facts, subject, summary

_NARROW = 100
"""Below this width the facts are one line above the thread."""
_READING = "Reading the thread …"
TABS = ("replies", "notes", "audit", "fields")
_DIGITS = {1: "replies", 2: "notes", 3: "audit", 5: "fields"}
_TITLES = {"replies": "Replies", "notes": "Notes", "audit": "Audit", "fields": "Fields"}
_SHOWN: tuple[Kind, ...] = ("tickets", "thread", "audit")
_ANYBODYS = ("people", "catalog")
_COUNTS = {"replies": "post", "notes": "comment", "audit": "audit"}
_OLDER = {"replies": "replies", "notes": "notes", "audit": "events"}


class TicketScreen(WritingScreen):
    """Shows a ticket and lets one answer it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(TICKET, ACTING)
    PLACES: ClassVar[tuple[str, ...]] = (ANYWHERE, LISTS, ACTING, TICKET)
    BAR: ClassVar[tuple[str, ...]] = ("reply", "note", "take", "close", "quotes", "find", "help")
    ticket_id: var[int] = var(0, init=False)
    tab: var[str] = var("replies", init=False)
    replies: var[tuple[MessageRow, ...]] = var[tuple[MessageRow, ...]]((), init=False)
    notes: var[tuple[MessageRow, ...]] = var[tuple[MessageRow, ...]]((), init=False)
    events: var[tuple[AuditRow, ...]] = var[tuple[AuditRow, ...]]((), init=False)
    facts: var[tuple[Fact, ...]] = var[tuple[Fact, ...]]((), init=False)
    unfolded: var[bool] = var(False, init=False)
    fresh: var[frozenset[tuple[str, int]]] = var[frozenset[tuple[str, int]]](
        frozenset(), init=False
    )
    hint: var[str] = var(_READING, init=False)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        screen, clip, desk = TicketScreen, self.app.clip, self.app.desk
        newest_first = self.app.setting.newest_first
        yield Bar(id="header")
        yield Bar(id="tabs")
        yield Bar(id="brief")
        with Horizontal(id="body"):
            with ContentSwitcher(initial="replies", id="panes"):
                yield Thread(
                    desk.text, newest_first=newest_first, clip=clip, id="replies"
                ).data_bind(screen.unfolded, screen.fresh, screen.hint, messages=screen.replies)
                yield Thread(desk.text, newest_first=newest_first, clip=clip, id="notes").data_bind(
                    screen.unfolded, messages=screen.notes
                )
                yield AuditLog(desk.names.languages, desk.now, id="audit").data_bind(screen.events)
                yield Facts(id="fields").data_bind(screen.facts)
            yield Facts(id="panel").data_bind(screen.facts)
        yield from self.foot()

    def on_mount(self) -> None:
        """Be ready for `open`."""
        self._read_at = ""
        self.query_one("#panel").can_focus = False
        key = self.app.key_of("note")
        self.query_one("#notes", Thread).hint = f"No note yet. Press {key} to write one."

    def open(self, ticket_id: int, *, write: str = "") -> None:
        """Show a ticket from its beginning, and a composer when something is to be written.

        What is kept here is shown at once, then the helpdesk is asked for the rest.
        """
        self._give_up_find()
        self.set_reactive(TicketScreen.ticket_id, ticket_id)
        self.set_reactive(TicketScreen.unfolded, False)
        self.tab = "replies"
        self.fresh = frozenset()
        self.shut_composer()
        self._read_at = self.app.desk.now()
        self.hint = _READING
        self.query_one("#audit", AuditLog).hint = "Reading the history …"
        for kind in _SHOWN:
            self.repaint(Changed(kind))
        for thread in self.query(Thread):
            thread.begin()
        self.home().focus()
        self._begin()
        if write:
            self.write(write)

    def on_resize(self, event: Resize) -> None:
        """The panel of facts gives way to one line."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    # Showing

    @property
    def row(self) -> TicketRow | None:
        """The ticket."""
        return self.app.desk.row(self.ticket_id)

    @work(group="thread", exclusive=True)
    async def _begin(self) -> None:
        """What comes with the first reading was not written while one is writing."""
        await self._read()
        self.saw()

    @work(group="thread", exclusive=True)
    async def _fetch(self, *, again: bool = False) -> None:
        await self._read(again=again)

    async def _read(self, *, again: bool = False) -> None:
        if self.app.desk.client is None:
            return
        ticket_id = self.ticket_id
        await self.app.carry_on(
            f"Reading #{ticket_id}", lambda: self.app.desk.open(ticket_id, again=again)
        )
        self._show_hints()

    def _show_hints(self) -> None:
        """Say why nothing is shown: there is nothing, or it was not read or is gone from here."""
        read = self.app.desk.totals(self.ticket_id)
        self.hint = "This ticket has no text." if POST in read else "The thread is not here yet."
        history = "No history yet." if AUDIT in read else "The history is not here yet."
        self.query_one("#audit", AuditLog).hint = history

    def repaint(self, changed: Changed) -> None:
        """Show what the desk knows of this ticket, as far as it may be new."""
        if changed.kind not in _ANYBODYS and not changed.touches(self.ticket_id):
            return
        if changed.kind == "drafts":
            self.show_saved()
        if changed.kind in ("thread", "people"):
            self._show_threads()
        if changed.kind == "audit":
            self.events = tuple(self.app.desk.audit(self.ticket_id))
        if changed.kind in ("tickets", "people", "catalog"):
            self._show_facts()
        self._show_tabs()
        if changed.kind in ("thread", "audit") and self.hint != _READING:
            self._show_hints()
        if self.row and self.row.changed > self._read_at:
            self._read_at = self.row.changed  # the helpdesk changed it while it is open
            self._fetch()

    def _show_threads(self) -> None:
        desk, newest_first = self.app.desk, self.app.setting.newest_first
        for thread in self.query(Thread):
            thread.set_reactive(Thread.now, desk.now())
        self.replies = tuple(desk.messages(self.ticket_id, newest_first=newest_first))
        self.notes = tuple(desk.messages(self.ticket_id, (COMMENT,), newest_first=newest_first))

    def follow(self) -> None:
        """To the newest end, whatever was read meanwhile; what was new is answered."""
        self.fresh = frozenset()
        for thread in self.query(Thread):
            thread.begin()

    def mark(self, news: Sequence[MessageRow]) -> None:
        """Show what came while one was writing."""
        self.tab = "replies"
        self._show_threads()
        self.fresh = frozenset((row.kind, row.id) for row in news)

    def _show_facts(self) -> None:
        desk, now, row = self.app.desk, self.app.desk.now(), self.row
        head = self.query_one("#header", Bar)
        if row is None:
            head.left, head.right = ((f"#{self.ticket_id}", "bold"),), ()
            self.query_one("#brief", Bar).left = self.facts = ()
            return
        head.left = ((f"#{row.id}", "dim"), (f"  {subject(row)}", "bold"))
        right = summary(row, desk.names, now, plain=self.app.plain)
        head.right = right
        self.query_one("#brief", Bar).left = (
            (row.requester, "bold"),
            (f"  {desk.names.word('department', row.department_id)}", "dim"),
            (f"  {desk.names.word('type', row.type_id)}", "dim"),
            ("  5 all facts", "dim"),
        )
        ticket = desk.ticket(row.id)
        found = facts(row, ticket, desk.person(row.requester_id), desk.names, now)
        if ticket:
            found += field_facts(ticket, desk.field_names(), desk.names.languages)
        self.facts = tuple(found)

    def _show_tabs(self) -> None:
        totals = self.app.desk.totals(self.ticket_id)
        runs: list[tuple[str, str]] = []
        for name in TABS:
            count = totals.get(_COUNTS.get(name, ""))
            title = _TITLES[name] + ("" if count is None else f" {count}")
            chosen = name == self.tab
            runs += [(f"[{title}]" if chosen else f" {title} ", "accent" if chosen else "dim")]
            runs += [(" ", "")]
        self.query_one("#tabs", Bar).left = tuple(runs)

    def line(self) -> Runs:
        """Where one is in the view."""
        place = self.app.place_of(self.ticket_id)
        return ((place, "dim"),) if place else ()

    def tick(self) -> None:
        """A minute passed: ages and time left move on."""
        now = self.app.desk.now()
        for name in ("#replies", "#notes"):
            self.query_one(name, Thread).now = now
        self._show_facts()

    @on(LineView.Edge, "#replies, #notes, #audit")
    def _edge(self, message: LineView.Edge) -> None:
        """More is read when the reader comes to the older end."""
        older = 1 if self.app.setting.newest_first or message.view.id == "audit" else -1
        kind = _COUNTS[str(message.view.id)]
        begun = kind in self.app.desk.totals(self.ticket_id)
        if begun and message.end == older and message.view.id == self.tab:
            self._older(kind)

    @work(group="older", exclusive=True)
    async def _older(self, kind: str) -> None:
        if self.app.desk.client is not None:
            await self.app.carry_on(
                "Reading older messages", lambda: self.app.desk.older(self.ticket_id, kind)
            )

    # Tabs and places

    def home(self) -> LineView:
        """The pane that is read; the composer when something is being written."""
        return self.query_one(f"#{self.tab}", LineView)

    def watch_tab(self) -> None:
        """Show another tab; the history is asked for when the ticket moved since it was read."""
        self.query_one("#panes", ContentSwitcher).current = self.tab
        self.set_class(self.tab == "fields", "-fields")
        self._show_tabs()
        self.home().focus()
        if self.tab == "audit":
            self._fetch()

    def do_next_tab(self) -> None:
        """The next tab."""
        self.tab = TABS[(TABS.index(self.tab) + 1) % len(TABS)]

    def do_previous_tab(self) -> None:
        """The tab before."""
        self.tab = TABS[TABS.index(self.tab) - 1]

    def do_tab(self, digit: int) -> None:
        """The tab of this number."""
        self.tab = _DIGITS[digit]

    def do_quotes(self) -> None:
        """Fold or unfold quoted text."""
        self.unfolded = not self.unfolded

    def do_next_ticket(self) -> None:
        """The next ticket of the view."""
        self._neighbour(1)

    def do_previous_ticket(self) -> None:
        """The ticket before."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        other = self.app.neighbour(self.ticket_id, step)
        if other:
            self.app.open_ticket(other)
        else:
            self.app.tell("This is the last ticket." if step > 0 else "This is the first ticket.")

    def do_shut(self) -> None:
        """Back to the queue."""
        self.do_leave()

    def do_back(self) -> None:
        """Clear the find, then leave."""
        if not self.home().leave_find():
            self.do_leave()

    def do_refresh(self) -> None:
        """Read this ticket anew, and ask what else is new."""
        self._fetch(again=True)
        super().do_refresh()

    # Finding

    def on_screen_suspend(self) -> None:
        """What is still being looked for is not told elsewhere."""
        self._give_up_find()

    def _give_up_find(self) -> None:
        self.workers.cancel_group(self, "find")

    def find(self, words: str, *, entered: bool) -> None:
        """Go to the first line from here on that has the words."""
        if words:
            self._look_for(words, entered)

    @work(group="find", exclusive=True)
    async def _look_for(self, words: str, entered: bool) -> None:
        if await self.home().find(words) or not entered:
            return
        more = "" if self._is_whole else f" Older {_OLDER[self.tab]} are not here yet."
        self.app.tell(f'Nothing here has "{words}".{more}')

    @property
    def _is_whole(self) -> bool:
        """Whether all that the tab shows was read."""
        kind = _COUNTS.get(self.tab, "")
        read = sum(row.kind == kind for row in self.replies)
        total = self.app.desk.totals(self.ticket_id).get(kind, 0)
        return (len(self.events) if self.tab == "audit" else read) >= total
