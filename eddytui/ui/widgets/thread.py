"""The conversation of a ticket: replies and notes as lines."""

from collections.abc import Callable

from textual.reactive import var

from eddytui.models.rows import MessageRow
from eddytui.text.blocks import loads
from eddytui.text.dates import ago, exact
from eddytui.ui.safe import cut, steady, width_of
from eddytui.ui.typeset import BLANK, Line, Run, document_lines
from eddytui.ui.widgets.lines import Item, LineView

_STATES = {
    "sending": ("sending", "soon"),
    "waiting": ("not sent yet", "soon"),
    "unclear": ("no answer yet, being checked", "late"),
    "undecided": ("perhaps sent, see :outbox", "late"),
}


class Thread(LineView):
    """Shows messages; the newest is where one looks first."""

    messages: var[tuple[MessageRow, ...]] = var[tuple[MessageRow, ...]]((), init=False)
    unfolded: var[bool] = var(False, init=False)
    now: var[str] = var("", init=False)
    """Server time, for the ages in the heads."""
    fresh: var[frozenset[tuple[str, int]]] = var[frozenset[tuple[str, int]]](
        frozenset(), init=False
    )
    """Kind and id of what came while the agent was writing: marked, and brought into sight."""
    hint: var[str] = var("", init=False)
    """What is said when there is no message: loading, none, or why not."""

    def __init__(
        self,
        text: Callable[[MessageRow], str],
        *,
        newest_first: bool,
        clip: str = "📎",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """A thread that reads from the newest down, or opens at the newest at its end.

        `text` gives the text of a message, as JSON of `text.blocks`, when it comes into sight.
        """
        super().__init__(id=id)
        self._text = text
        self.opens_at_end = not newest_first
        self._clip = clip
        self._ticket_id = 0

    def watch_messages(self, before: tuple[MessageRow, ...]) -> None:
        """Show them. Another ticket opens at its own place, one's own new message is gone to."""
        ticket_id = self.messages[0].ticket_id if self.messages else 0
        other, self._ticket_id = ticket_id != self._ticket_id, ticket_id
        self._show(anew=other or bool(_own(self.messages) - _own(before)))

    def begin(self) -> None:
        """Go to where one begins to read."""
        self._show(anew=True)

    def watch_unfolded(self) -> None:
        """Fold or unfold quoted text."""
        self._set.clear()
        self._show(anew=False)

    def watch_now(self) -> None:
        """Ages move on."""
        self._set.clear()
        self._show(anew=False)

    def watch_fresh(self) -> None:
        """Mark what is new, and go to the first of it."""
        self._set.clear()
        self._show(anew=False)
        self.bring(self.fresh)

    def watch_hint(self) -> None:
        """Say it when there is nothing to show."""
        if not self.messages:
            self._show(anew=True)

    def _show(self, *, anew: bool) -> None:
        if self.messages:
            self.show([Item((row.kind, row.id), row) for row in self.messages], anew=anew)
        else:
            self.show([Item(self.hint, None)], anew=True)

    def lay_out(self, data: MessageRow | None, width: int) -> list[Line]:
        """A head, the text, what is attached."""
        if data is None:
            return [Line(((f"  {self.hint}", "dim"),))]
        ground = "note" if data.kind == "comment" else ""
        inner = max(12, width - 4)
        body = document_lines(loads(self._text(data)), inner, unfolded=self.unfolded)
        if data.files:
            names = "   ".join(steady(name) for name, _ in data.files)
            body.append(Line(((cut(f"{self._clip} {names}", inner), "accent"),)))
        is_fresh = (data.kind, data.id) in self.fresh
        lines = [
            _head(data, self.now, width, is_fresh=is_fresh),
            *(_indented(line) for line in body),
        ]
        return [*(line._replace(ground=ground) for line in lines), BLANK]


def _own(messages: tuple[MessageRow, ...]) -> set[int]:
    """The numbers of what is on its way out."""
    return {row.id for row in messages if row.id < 0}


def _indented(line: Line) -> Line:
    return Line((("  ", ""), *line.runs)) if line.runs else line


def _head(row: MessageRow, now: str, width: int, *, is_fresh: bool) -> Line:
    """Who, in which role, and when."""
    roles = {True: "staff", False: "client", None: ""}
    left: list[Run] = [(" ", "")]
    if is_fresh:
        left.append(("NEW · ", "soon"))
    if row.kind == "comment":
        left.append(("NOTE · ", "note"))
    left.append((steady(row.author) or "unknown", "head"))
    if role := roles[row.staff]:
        left.append((f" · {role}", "dim"))
    if row.state in _STATES:
        words, style = _STATES[row.state]
        left.append((f" · {words}", style))
    when = exact(row.created, now)
    age = ago(row.created, now)
    right = f"{when} · {age} " if age and age not in when else f"{when} "
    room = width - width_of(right)
    used = sum(width_of(text) for text, _ in left)
    if used > room - 1:
        left = [(cut("".join(text for text, _ in left), max(0, room - 1)), "head")]
        used = width_of(left[0][0])
    return Line((*left, (" " * max(0, room - used), ""), (right, "dim")))
