"""Signing in at the first start: three fields, and a check that ticks itself."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from eddytui.desk.sign_in import STEPS, Account, Step
from eddytui.ui.safe import safe
from eddytui.ui.shell import Shell

KEEPING = "Keeping the key"
_MARKS = {"": "·", "doing": "…", "done": "✓", "failed": "✗"}
_PLAIN_MARKS = {"": ".", "doing": "~", "done": "+", "failed": "x"}
_STYLES = {"": "$text-muted", "doing": "$foreground", "done": "$foreground", "failed": "$error"}


class Entered(NamedTuple):
    """What was typed: address, e-mail, key."""

    url: str
    email: str
    key: str


Check = Callable[[str, str, str], AsyncIterator[Step]]
Keep = Callable[[Account, Entered], Awaitable[str]]
"""Keeps profile and key; "" when that went well, else a sentence that says the way on."""


class SignInApp(Shell):
    """Asks who signs in where, checks it, keeps it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_app", show=False),
        Binding("f2", "this_time", show=False),
    ]

    def __init__(
        self,
        check: Check,
        keep: Keep,
        *,
        entered: Entered,
        why: str = "",
        theme: str = "",
        plain: bool = False,
    ) -> None:
        """An app that checks with `check` and keeps with `keep`; `why` says why it asks."""
        super().__init__(theme=theme, plain=plain)
        self._check = check
        self._keep = keep
        self._entered = entered
        self._why = why
        self._steps: dict[str, Step] = {}
        self.account: Account | None = None
        """Who signed in; None when nobody did."""
        self.entered = entered
        """What was typed for it."""

    def compose(self) -> ComposeResult:
        """Three fields, one sentence, the list."""
        with Vertical(id="sign-in"):
            yield Static("eddytui", id="name", markup=False)
            yield Static(safe(self._why), id="why", markup=False)
            for name, label, value in (
                ("url", "Address of your helpdesk", self._entered.url),
                ("email", "Your e-mail address there", self._entered.email),
                ("key", "Your API key (an administrator finds it in your user card)", ""),
            ):
                yield Static(label, classes="label", markup=False)
                field = Input(value, id=name, password=name == "key", compact=True)
                field.cursor_blink = False
                yield field
            yield Static("enter checks · tab next field · esc leaves", id="hint", markup=False)
            yield Static("", id="steps", markup=False)

    def on_mount(self) -> None:
        """Begin with the first field that is empty."""
        self.listen()
        empty = next((field for field in self.query(Input) if not field.value), None)
        (empty or self.query_one("#key", Input)).focus()

    @on(Input.Submitted)
    def _enter(self) -> None:
        """Go to the next empty field; with none left, check."""
        empty = next((field for field in self.query(Input) if not field.value.strip()), None)
        if empty is not None:
            empty.focus()
            return
        self.entered = Entered(*(field.value.strip() for field in self.query(Input)))
        self._try()

    @work(group="check", exclusive=True)
    async def _try(self) -> None:
        self._steps.clear()
        account = None
        async for step in self._check(*self.entered):
            self._show(step)
            account = step.account or account
        if account is None:
            return
        self.account = account
        self._show(Step(KEEPING, "doing"))
        trouble = await self._keep(account, self.entered)
        if trouble:
            self._show(Step(KEEPING, "failed", trouble))
            hint = self.query_one("#hint", Static)
            hint.update("F2 goes on for this time only · enter checks again · esc leaves")
            hint.add_class("-asks")
            return
        self._show(Step(KEEPING, "done"))
        self.exit()

    def _show(self, step: Step) -> None:
        self._steps[step.name] = step
        marks = _PLAIN_MARKS if self.plain else _MARKS
        names = [*STEPS, KEEPING]
        lines = []
        for name in names:
            known = self._steps.get(name)
            state = known.state if known else ""
            words = f" {marks[state]} {name}"
            if known and known.sentence:
                words += f": {known.sentence}"
            lines.append(safe(words, _STYLES[state]))
        self.query_one("#steps", Static).update(Content("\n").join(lines))

    def action_this_time(self) -> None:
        """Go on with a key that is not kept."""
        if self.account is not None:
            self.exit()

    def action_leave_app(self) -> None:
        """Leave without signing in."""
        self.account = None
        self.exit()
