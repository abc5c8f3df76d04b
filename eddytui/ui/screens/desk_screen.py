"""What the screens of the desk have in common: keys, status line, prompt, news of changes."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen
from textual.timer import Timer

from eddytui.desk.kinds import Changed, Kind
from eddytui.models.rows import TicketRow
from eddytui.ui.commands import (
    ANYWHERE,
    BY_ID,
    COMMANDS,
    LISTS,
    Situation,
    bindings,
    named,
)
from eddytui.ui.desk_app import DeskApp
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.status import facts
from eddytui.ui.widgets.bar import Bar, KeyBar, Runs
from eddytui.ui.widgets.prompt import Prompt
from eddytui.ui.widgets.window import Window

_SAY_LATER = frozenset({"take", "close"})
"""What these say comes in one frame with what they change: the message before stays till then."""


_MISSED: tuple[Kind, ...] = ("tickets", "thread", "state")
"""News that a screen may have missed while another was above it."""


class DeskScreen(Screen[None]):
    """A screen over the desk. Subclasses say what they show (`repaint`) and do (`do_…`)."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(ANYWHERE)
    AUTO_FOCUS = ""
    PLACES: ClassVar[tuple[str, ...]] = (ANYWHERE, LISTS)
    BAR: ClassVar[tuple[str, ...]] = ()
    """The six commands that matter here."""
    app = getters.app(DeskApp)
    _countdown: Timer | None = None

    # What a subclass fills in

    def repaint(self, changed: Changed) -> None:
        """Show what the desk knows now."""

    def tick(self) -> None:
        """A minute passed: ages and time left move on."""

    def line(self) -> Runs:
        """What the status line says when there is no message."""
        return ()

    @property
    def row(self) -> TicketRow | None:
        """The ticket that commands act on."""
        return None

    def find(self, words: str, *, entered: bool) -> None:
        """Look for words in what is shown, while they are typed and when they are entered."""

    # News

    def on_mount(self) -> None:
        """Listen to the desk."""
        self._news: dict[Kind, frozenset[int]] = {}
        self.app.changed.subscribe(self, self._heard)
        self.show_keys(self.BAR)
        self.show_state()

    def on_screen_resume(self) -> None:
        """Catch up with what happened behind another screen."""
        for kind in _MISSED:
            self._heard(Changed(kind))

    def _heard(self, changed: Changed) -> None:
        """Collect news; what comes together is shown together."""
        if not self._news:
            self.call_next(self._digest)
        known = self._news.get(changed.kind, changed.ids)
        self._news[changed.kind] = known | changed.ids if known and changed.ids else frozenset()

    @property
    def _is_in_sight(self) -> bool:
        """Whether no other place covers it. For Textual what is right below is current, too."""
        above = next(reversed(self.app.screen_stack), None)
        return above is self or (isinstance(above, ModalScreen) and self.is_current)

    def _digest(self) -> None:
        news, self._news = self._news, {}
        if not self._is_in_sight:
            return
        for kind, ids in news.items():
            if kind != "state":
                self.repaint(Changed(kind, ids))
        self.show_state()

    def show_keys(self, names: Sequence[str]) -> None:
        """The keys of some commands in the last line."""
        keys = tuple((BY_ID[name].first_key, BY_ID[name].label) for name in names)
        self.query_one(KeyBar).keys = keys

    def show_state(self) -> None:
        """The message or the screen's own line; the facts in the corner."""
        sentence, tone = self.app.said
        self.query_one("#status", Bar).left = ((sentence, tone),) if sentence else self.line()
        state = self.app.desk.state()
        self.query_one(KeyBar).right = facts(state)
        if state.blocked_for and self._countdown is None:
            self._countdown = self.set_timer(1.0, self._count_down)

    def _count_down(self) -> None:
        self._countdown = None
        self.show_state()

    # Commands

    @property
    def situation(self) -> Situation:
        """What a command may need to know to say why it cannot work."""
        last = self.app.desk.journal.last
        return Situation(self.row, self.app.desk.me, last.words if last else "")

    def action_run(self, name: str, *arguments: int) -> None:
        """Run a command by its id, or say why it cannot be run now."""
        command = BY_ID[name]
        why = command.why_not(self.situation) if command.why_not else None
        if why:
            self.app.tell(why)
            return
        said = self.app.said
        getattr(self, f"do_{name}")(*arguments)
        if said[0] and self.app.said is said and name not in _SAY_LATER:
            self.app.tell("")

    def do_help(self) -> None:
        """Show the keys of this place."""
        from eddytui.ui.screens.help import Help  # noqa: PLC0415 - not needed for the first frame

        self.app.push_screen(Help(self.PLACES))

    def do_command(self) -> None:
        """Type a command."""
        self.query_one(Prompt).ask(":")

    def do_palette(self) -> None:
        """Choose any command by typing."""
        choices = [
            Choice(command.id, f"{command.label} – {command.help}", command.key_text)
            for command in named(self.PLACES)
        ]
        self.choose("Commands", [*choices, *self.more_choices()], self.run_words)

    def choose(
        self,
        title: str,
        choices: Sequence[Choice],
        chosen: Callable[[str | None], None],
        *,
        current: str = "",
    ) -> None:
        """Ask for one of several; `chosen` gets its id, or None."""
        from eddytui.ui.dialogs.choose import Choose  # noqa: PLC0415 - a lighter start

        self.app.push_screen(Choose(title, choices, current=current), chosen)

    def more_choices(self) -> Sequence[Choice]:
        """What the palette offers here beyond the commands."""
        return [
            Choice(f"theme {theme}", f"theme – {theme}")
            for theme in sorted(self.app.available_themes)
            if theme.startswith("eddy")
        ]

    def run_words(self, words: str | None) -> None:
        """Run what was chosen or typed: a number, `view NAME`, `theme NAME`, a command."""
        name, _, rest = (words or "").strip().partition(" ")
        if name.removeprefix("#").isdecimal():
            self.app.open_ticket(int(name.removeprefix("#")))
        elif name == "theme":
            self._theme(rest.strip())
        elif name == "view":
            self.app.go_home().run_words(words)
        elif command := _called(name, rest, self.PLACES):
            self.action_run(command)
        elif name:
            self.app.tell(f'There is no command "{words}" here. ctrl+p shows all of them.')

    def _theme(self, name: str) -> None:
        if name in self.app.available_themes:
            self.app.theme = name
        else:
            own = ", ".join(sorted(t for t in self.app.available_themes if t.startswith("eddy")))
            self.app.tell(f'There is no theme "{name}". There are: {own}.')

    @on(Prompt.Typed)
    def _typed(self, message: Prompt.Typed) -> None:
        done = isinstance(message, Prompt.Done)
        if done:
            self.leave_prompt()
        if message.sign == "/":
            self.find(message.text, entered=done)
        elif done:
            self.run_words(message.text)

    @on(Prompt.Left)
    def _left(self) -> None:
        self.leave_prompt()

    def leave_prompt(self) -> None:
        """Give the keys back to what had them."""
        self.home().focus()

    def home(self) -> Window:
        """The window that has the keys when nothing else has."""
        return self.query_one(Window)

    def do_find(self) -> None:
        """Find words in what is shown."""
        self.query_one(Prompt).ask("/")

    def do_next(self) -> None:
        """The next find."""
        self._step(1, "No further find. Press / to find.")

    def do_previous(self) -> None:
        """The find before."""
        self._step(-1, "No find before. Press / to find.")

    @work(group="find")
    async def _step(self, step: int, otherwise: str) -> None:
        if not await self.home().find_next(step):
            self.app.tell(otherwise)

    def do_back(self) -> None:
        """Go one step back; at the top there is none."""

    def do_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()

    def do_quit(self) -> None:
        """Quit; when something waits, ask first."""
        self.app.outgoing.leave()

    def do_refresh(self) -> None:
        """Ask what is new."""
        self.app.wake()

    def do_redraw(self) -> None:
        """Draw the screen anew."""
        self.app.redraw()

    def do_next_pane(self) -> None:
        """The next pane."""
        self.focus_next()

    def do_previous_pane(self) -> None:
        """The pane before."""
        self.focus_previous()

    def do_undo(self) -> None:
        """Take the last change back."""
        if last := self.app.desk.journal.last:
            self.app.carry_out(f"Taking back: {last.words}", self.app.desk.undo())
            self.app.tell(f"Taken back: {last.words}.")

    def do_outbox(self) -> None:
        """What waits to be sent."""
        from eddytui.ui.screens.outbox import OutboxScreen  # noqa: PLC0415 - a lighter start

        if not isinstance(self, OutboxScreen):
            self.app.push_screen(OutboxScreen())

    def do_drafts(self) -> None:
        """Choose a draft, and go on with it."""
        choices = self.app.correspondence.choices()
        if not choices:
            self.app.tell("There is no draft. What you begin to write is kept as one.")
            return

        def chosen(answer: str | None) -> None:
            if answer:
                ticket_id, kind = answer.split()
                self.app.open_ticket(int(ticket_id), write=kind)

        self.choose("Drafts", choices, chosen)

    def do_last_place(self) -> None:
        """The ticket that was open before."""
        if before := self.app.ticket_before:
            self.app.open_ticket(before)
        else:
            self.app.tell("No ticket was open before.")


def _called(name: str, rest: str, places: Sequence[str]) -> str | None:
    """The id of the command that is called so: by its id, or by its label."""
    words = f"{name} {rest}".strip().casefold()
    for command in COMMANDS:
        known = (command.id.replace("_", " "), command.id, command.label)
        if command.named and command.where in places and words in known:
            return command.id
    return None
