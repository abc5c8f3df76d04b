"""What the helpdesk does not have yet, while the app is there and when one quits."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eddytui.desk.kinds import CHANGE, COMMENT, POST

if TYPE_CHECKING:
    from eddytui.ui.desk_app import DeskApp

Noun = tuple[str, str]
"""For one, and for many."""
_NOUNS = {
    POST: ("reply", "replies"),
    COMMENT: ("note", "notes"),
    CHANGE: ("change", "changes"),
}
_DRAFT = ("draft", "drafts")
_THEIRS = ("undecided", "conflict")
"""The states that only the agent ends."""
_NEXT_TIME = (
    "is not sent yet. It goes out when eddytui runs the next time.",
    "are not sent yet. They go out when eddytui runs the next time.",
)
_LOST = (
    "is not sent yet and would be lost: nothing is kept on this machine.",
    "are not sent yet and would be lost: nothing is kept on this machine.",
)
_DECIDE = ("waits for your decision in :outbox.", "wait for your decision in :outbox.")


class Outgoing:
    """Replies, notes and changes that wait."""

    def __init__(self, app: "DeskApp") -> None:
        """What waits in the desk of `app`."""
        self._app = app
        self._desk = app.desk

    def leave(self) -> None:
        """Quit; when something waits, ask first. Whoever quits again meanwhile is not asked."""
        from eddytui.ui.dialogs.leaving import Leaving  # noqa: PLC0415 - a lighter start

        words = self._left()
        if not words or isinstance(self._app.screen, Leaving):
            self._app.exit()
        else:
            self._app.push_screen(Leaving(words, self._send_now), self._answer)

    def _answer(self, quits: bool | None) -> None:
        if quits:
            self._app.exit()

    async def _send_now(self) -> str:
        """Send all that may be sent; what there is to say afterwards, "" when all is well."""
        failures = [str(failure) for failure in await self._desk.outbox.flush()]
        left = self._left()
        trouble = self._desk.state().trouble if left else ""
        return " ".join(filter(None, (*failures, trouble, left)))

    def _left(self) -> str:
        """What waits, and what becomes of it when one quits; "" when nothing does."""
        rows = self._desk.waiting()
        if self._app.setting.in_memory:
            drafts = [_DRAFT for _ in self._desk.drafts.all()]
            return _sentence([_NOUNS[row.kind] for row in rows] + drafts, _LOST)
        going = [_NOUNS[row.kind] for row in rows if row.state not in _THEIRS]
        theirs = [_NOUNS[row.kind] for row in rows if row.state in _THEIRS]
        return f"{_sentence(going, _NEXT_TIME)} {_sentence(theirs, _DECIDE)}".strip()


def _sentence(nouns: "Sequence[Noun]", ends: "Noun") -> str:
    """`2 replies and 1 change are not sent yet.`; one or many decide between the two ends."""
    counts = Counter(nouns).items()
    parts = [f"{count} {noun[count != 1]}" for noun, count in counts]
    *others, last = parts or [""]
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"{listed} {ends[len(nouns) != 1]}" if nouns else ""
