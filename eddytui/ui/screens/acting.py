"""What can be done to a ticket, the same in the queue and in the ticket."""

from collections.abc import Sequence
from typing import Any

from eddytui.desk.kinds import COMMENT, POST
from eddytui.desk.names import CLOSED
from eddytui.models.rows import ListKind, PersonRow, TicketRow
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.screens.desk_screen import DeskScreen

_OPEN, _IN_PROCESS = "open", "process"


class ActingScreen(DeskScreen):
    """A screen with a ticket that one acts on. The effect is on the glass before it is sent."""

    def do_reply(self) -> None:
        """Answer the requester."""
        self.write(POST)

    def do_note(self) -> None:
        """Write a note for colleagues."""
        self.write(COMMENT)

    def write(self, kind: str) -> None:
        """Open the composer."""
        if row := self.row:
            self.app.open_ticket(row.id, write=kind)

    def do_take(self) -> None:
        """Make the ticket mine; one that nobody worked on yet is then in process."""
        if not (row := self.row):
            return
        patch: dict[str, Any] = {"owner_id": self.app.desk.me}
        words = f"#{row.id} is yours"
        statuses = {entry.id for entry in self.app.desk.names.entries("status")}
        if row.status_id == _OPEN and _IN_PROCESS in statuses:
            patch["status_id"] = _IN_PROCESS
            words += f", {self.app.desk.names.word('status', _IN_PROCESS)}"
        self._change(row, words, patch)

    def do_close(self) -> None:
        """Close the ticket."""
        if row := self.row:
            self._set(row, "status", "status_id", CLOSED)

    def do_status(self) -> None:
        """Choose the status."""
        if row := self.row:
            self._choose(row, "status", "status_id", row.status_id)

    def do_priority(self) -> None:
        """Choose the priority."""
        if row := self.row:
            self._choose(row, "priority", "priority_id", str(row.priority_id))

    def do_assign(self) -> None:
        """Choose the owner."""
        if not (row := self.row):
            return
        choices = [Choice("0", "nobody"), *self._colleagues(self.app.desk.staff())]

        def chosen(answer: str | None) -> None:
            if answer is not None and int(answer) != row.owner_id:
                person = self.app.desk.person(int(answer))
                words = f"#{row.id} belongs to {person.name if person else 'nobody'}"
                self._change(row, words, {"owner_id": int(answer)})

        self.choose(f"Owner of #{row.id}", choices, chosen, current=str(row.owner_id))

    def _colleagues(self, staff: Sequence[PersonRow]) -> list[Choice]:
        """Everybody, oneself first, with their presence."""
        names = self.app.desk.names
        ordered = sorted(staff, key=lambda person: person.id != self.app.desk.me)
        return [
            Choice(str(person.id), person.name, names.presence(person.presence)[0])
            for person in ordered
        ]

    def do_copy(self) -> None:
        """Copy the ticket's number."""
        if row := self.row:
            self.app.copy_to_clipboard(f"#{row.id}")
            self.app.tell(f"#{row.id} was sent to the terminal's clipboard.")

    def _choose(self, row: TicketRow, kind: ListKind, field: str, current: str) -> None:
        entries = self.app.desk.names.entries(kind)
        if not entries:
            key = self.app.key_of("refresh")
            self.app.tell(f"The list of {kind} names has not come yet. Press {key} to ask for it.")
            return

        def chosen(answer: str | None) -> None:
            if answer is not None and answer != current:
                self._set(row, kind, field, answer)

        choices = [Choice(entry.id, entry.name or entry.id) for entry in entries]
        self.choose(f"{kind.capitalize()} of #{row.id}", choices, chosen, current=current)

    def _set(self, row: TicketRow, kind: ListKind, field: str, value: str) -> None:
        word = self.app.desk.names.word(kind, value)
        number = int(value) if field != "status_id" else value
        self._change(row, f"#{row.id} {word}", {field: number})

    def _change(self, row: TicketRow, words: str, patch: dict[str, Any]) -> None:
        def shown() -> None:
            self.app.tell(f"{words} · {self.app.key_of('undo')} undo")

        self.app.carry_out(words, self.app.desk.change(row.id, words, shown=shown, **patch))
