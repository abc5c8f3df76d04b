"""What the screens of the desk have in common: keys, status line, prompt, news of changes."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
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
from eddytui.ui.safe import steady
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

    def foot(self) -> ComposeResult:
        """What stands below every screen: the status line, the prompt, the keys."""
        yield Bar(id="status")
        yield Prompt()
        yield KeyBar(id="keys")

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
        commands = (self.app.keymap.by_id[name] for name in names)
        keys = tuple((command.first_key, command.label) for command in commands if command.keys)
        self.query_one(KeyBar).keys = keys

    def show_state(self) -> None:
        """The message, what goes out soon, or the screen's own line; the facts in the corner."""
        sentence, tone = self.app.said
        line = ((sentence, tone),) if sentence else self.app.outgoing.line() or self.line()
        self.query_one("#status", Bar).left = line
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
        last, going = self.app.desk.journal.last, self.app.outgoing.last
        undo = last.words if last else f"#{going.ticket_id}" if going else ""
        return Situation(self.row, self.app.desk.me, undo)

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
            for command in named(self.PLACES, self.app.keymap.commands)
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
            key = self.app.key_of("palette", "help")
            self.app.tell(f'There is no command "{words}" here. {key} shows all of them.')

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
            self.entered(message.sign, message.text)

    def entered(self, sign: str, text: str) -> None:
        """Do what was typed after a sign: here that is a command."""
        self.run_words(text)

    @on(Prompt.Several)
    def _several(self, message: Prompt.Several) -> None:
        self.app.tell("  ".join(message.ways))

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
        self._step(1, "No further find.")

    def do_previous(self) -> None:
        """The find before."""
        self._step(-1, "No find before.")

    @work(group="find")
    async def _step(self, step: int, otherwise: str) -> None:
        if not await self.home().find_next(step):
            self.app.tell(f"{otherwise} Press {self.app.key_of('find')} to find.")

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
        """Take the last change back, or the reply that was written after it and goes out soon."""
        from eddytui.ui.taking_back import take_back  # noqa: PLC0415 - a lighter start

        last, going = self.app.desk.journal.last, self.app.outgoing.last
        if going and (last is None or last.pending < going.number):
            self.app.outgoing.recall(going)
        elif last:
            words = steady(last.words)
            self.app.carry_out(f"Taking back: {words}", take_back(self.app, words))

    def do_journal(self) -> None:
        """Show what was done."""
        self.app.open_journal()

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
        known = (command.id.replace("_", " "), command.id, command.label, *command.also)
        if command.named and command.where in places and words in known:
            return command.id
    return None
