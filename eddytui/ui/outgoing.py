"""What was written and the helpdesk does not have yet: sent, taken back, or told when one quits."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING

from eddytui.desk import TROUBLES, Trouble
from eddytui.desk.decisions import ToDecide
from eddytui.desk.kinds import MESSAGES, NOUNS, POST, Changed, Noun, counted
from eddytui.models.rows import TO_DECIDE, WAITING
from eddytui.text.dates import parse
from eddytui.ui.typed_ahead import OPENING

if TYPE_CHECKING:
    from textual.timer import Timer

    from eddytui.models.rows import Waiting
    from eddytui.ui.desk_app import DeskApp
    from eddytui.ui.widgets.bar import Runs

_DRAFT = ("draft", "drafts")
_NEXT_TIME = (
    "is not sent yet. It goes out when eddytui runs the next time.",
    "are not sent yet. They go out when eddytui runs the next time.",
)
_LOST = (
    "is not sent yet and would be lost: nothing is kept on this machine.",
    "are not sent yet and would be lost: nothing is kept on this machine.",
)
_UNKEPT = (
    "could not be put on disk and would be lost.",
    "could not be put on disk and would be lost.",
)
_DECIDE = ("waits for your decision in :outbox.", "wait for your decision in :outbox.")
_DECIDE_BEFORE = "until you have decided about what comes before it: :outbox."
_BEHIND = (f"waits {_DECIDE_BEFORE}", f"wait {_DECIDE_BEFORE}")


class Outgoing:
    """Replies and notes on their way, and all that waits.

    It is work of the app: leaving a screen does not stop it.
    """

    def __init__(self, app: "DeskApp") -> None:
        """What waits in the desk of `app`."""
        self._app = app
        self._desk = app.desk
        self._counting: list[Waiting] = []
        self._second: Timer | None = None

    def send(self, ticket_id: int, kind: str, text: str, files: Sequence[str]) -> None:
        """Send a reply or note; a reply after the delay, in which it can be taken back.

        What fails is a draft again, and open where it was written.
        """
        delay = self._app.setting.send_delay if kind == POST else 0
        writing = self._desk.write(ticket_id, kind, text, files=files, delay=delay)
        if delay:
            self._app.tell("")
            self._app.run_worker(self._delay(ticket_id, kind, writing), group="changes")
        else:
            self._app.tell(f"{_name(ticket_id, kind)} is on its way.")
            self._see_through(ticket_id, kind, writing)

    # The time in which a reply can be taken back

    @property
    def last(self) -> "Waiting | None":
        """The reply that was written last and goes out soon."""
        return self._counting[-1] if self._counting else None

    def line(self) -> "Runs":
        """What goes out soon, for the status line; nothing when nothing does."""
        if not (last := self.last):
            return ()
        words = f"{_name(last.ticket_id, last.kind)} goes out in"
        words += f" {_seconds(self._desk.now(), last.due)} s"
        if others := len(self._counting) - 1:
            words += f", {others} more before it"
        if not self._app.screen.has_class("-writing"):
            words += f" · {self._app.key_of('undo')} undo"
        return ((words, "soon"),)

    def count_down(self) -> None:
        """Once a second, while something goes out soon: say so, and send what is due."""
        rows = [row for row in self._desk.outbox.rows() if row.due and row.state == WAITING]
        now, before = self._desk.now(), {row.number for row in self._counting}
        self._counting = [row for row in rows if row.is_early(now)]
        for row in rows:
            if row.number in before and not row.is_early(now):
                sending = self._desk.outbox.send(row.ticket_id, row.number)
                self._app.tell(f"{_name(row.ticket_id, row.kind)} is on its way.")
                self._see_through(row.ticket_id, row.kind, sending)
        if self._second:
            self._second.stop()
        self._second = self._app.set_timer(1.0, self.count_down) if self._counting else None
        if before or self._counting:
            self._app.changed.publish(Changed("state"))

    def recall(self, reply: "Waiting") -> None:
        """Take a reply back into the composer."""
        self._app.run_worker(self._recall(reply), group=OPENING)

    async def _recall(self, reply: "Waiting") -> None:
        name = _name(reply.ticket_id, reply.kind)
        try:
            back = await self._desk.outbox.recall(reply.number)
        except TROUBLES as error:
            self._app.refuse(f"{name} was not taken back", error)
            return
        self.count_down()
        if back:
            self._app.open_ticket(reply.ticket_id, write=reply.kind)
        else:
            self._app.tell(f"{name} is being sent already.")

    async def _delay(self, ticket_id: int, kind: str, writing: Awaitable[bool]) -> None:
        try:
            await writing
        except TROUBLES as error:
            self._fail(ticket_id, kind, error)
        self.count_down()

    # What becomes of it

    def _see_through(self, ticket_id: int, kind: str, sending: Awaitable[bool]) -> None:
        self._app.run_worker(self._end(ticket_id, kind, sending), group="changes")

    async def _end(self, ticket_id: int, kind: str, sending: Awaitable[bool]) -> None:
        try:
            sent = await sending
        except TROUBLES as error:
            self._fail(ticket_id, kind, error)
            return
        done = "was sent." if kind == POST else "was added."
        state = done if sent else self._waits(ticket_id)
        self._app.tell(f"{_name(ticket_id, kind)} {state}", "" if sent else "soon")

    def _waits(self, ticket_id: int) -> str:
        """What the newest of a ticket waits for."""
        rows = self._desk.outbox.rows()
        if any(row.ticket_id == ticket_id and row.state in TO_DECIDE for row in rows):
            return _BEHIND[0]
        if self._desk.state().blocked_for:
            return "waits on this machine until the block ends."
        return "waits on this machine until the helpdesk can be reached."

    def _fail(self, ticket_id: int, kind: str, error: Trouble) -> None:
        """Tell why it was not sent; where it is looked at it is written on."""
        from eddytui.ui.screens.ticket import TicketScreen  # noqa: PLC0415 - a lighter start

        ending = "" if isinstance(error, ToDecide) else " was not sent"
        self._app.refuse(f"{_name(ticket_id, kind)}{ending}", error)
        screen = self._app.screen
        is_draft = self._desk.drafts.of(ticket_id, kind) is not None
        if isinstance(screen, TicketScreen) and screen.ticket_id == ticket_id and is_draft:
            screen.write(kind)

    # Quitting

    def leave(self) -> None:
        """Quit; when something waits, ask first. Whoever quits again meanwhile is not asked."""
        from eddytui.ui.dialogs.leaving import Leaving  # noqa: PLC0415 - a lighter start

        words = self._left()
        if not words or isinstance(self._app.screen, Leaving):
            self._app.exit()
        else:
            send = self._send_now if self._desk.outbox.rows() else None
            self._app.push_screen(Leaving(words, send), self._answer)

    def _answer(self, quits: bool | None) -> None:
        if quits:
            self._app.exit()

    async def _send_now(self) -> str:
        """Send all that may be sent; what there is to say afterwards, "" when all is well."""
        outbox = self._desk.outbox
        try:
            for row in outbox.rows():
                if row.due:
                    await outbox.hasten(row.number)
            failures = [str(failure) for failure in await outbox.flush()]
        except TROUBLES as error:
            failures = [str(error)]
        left = self._left()
        trouble = self._desk.state().trouble if left else ""
        return " ".join(filter(None, (*failures, trouble, left)))

    def _left(self) -> str:
        """What waits, and what becomes of it when one quits; "" when nothing does."""
        rows = self._desk.outbox.rows()
        if self._app.setting.in_memory:
            drafts = [_DRAFT for _ in self._desk.drafts.all()]
            return _sentence(_nouns(rows) + drafts, _LOST)
        unkept = [_DRAFT for _ in self._desk.drafts.unkept]
        theirs = [row for row in rows if row.state in TO_DECIDE]
        behind = _behind(rows)
        going = [row for row in rows if row not in theirs and row not in behind]
        told = (
            (unkept, _UNKEPT),
            (_nouns(going), _NEXT_TIME),
            (_nouns(theirs), _DECIDE),
            (_nouns(behind), _BEHIND),
        )
        return " ".join(filter(None, (_sentence(nouns, ends) for nouns, ends in told)))


def _behind(rows: "Sequence[Waiting]") -> "list[Waiting]":
    """What is held up by something of its ticket that the agent has to decide about."""
    held: set[int] = set()
    behind = []
    for row in rows:
        if row.state in TO_DECIDE:
            held.add(row.ticket_id)
        elif row.ticket_id in held:
            behind.append(row)
    return behind


def _nouns(rows: "Sequence[Waiting]") -> list[Noun]:
    return [NOUNS[row.kind] for row in rows]


def _name(ticket_id: int, kind: str) -> str:
    return f"The {MESSAGES[kind]} to #{ticket_id}"


def _seconds(start: str, end: str) -> int:
    """How many seconds there are between two times of the store."""
    then, now = parse(end), parse(start)
    return int((then - now).total_seconds()) if then and now else 0


def _sentence(nouns: "Sequence[Noun]", ends: "Noun") -> str:
    """`2 replies and 1 change are not sent yet.`; one or many decide between the two ends."""
    return f"{counted(nouns)} {ends[len(nouns) != 1]}" if nouns else ""
