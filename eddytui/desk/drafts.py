"""What is being typed, on disk from the first key."""

from typing import TYPE_CHECKING

from eddytui.models.rows import Draft
from eddytui.store.drafts import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from eddytui.models.rows import Waiting
    from eddytui.store.store import Store


class Drafts:
    """Drafts of replies and notes; the text that was typed last is the one that stays.

    What could not be sent comes back as a draft, perhaps while the next text is being typed in a
    composer that knows nothing of it. Until it was fetched by `returned` it stands before all that
    is kept, so that no key can write over it.
    """

    def __init__(self, store: "Store", now: "Callable[[], str]") -> None:
        """Drafts in the store, dated by `now`."""
        self._store = store
        self._now = now
        self._returned: dict[tuple[int, str], str] = {}

    def of(self, ticket_id: int, kind: str) -> Draft | None:
        """The draft of a ticket's reply (`post`) or note (`comment`)."""
        return self._store.drafts.one(ticket_id, kind)

    def all(self) -> list[Draft]:
        """Every draft, newest first."""
        return self._store.drafts.all()

    async def keep(self, ticket_id: int, kind: str, text: str) -> None:
        """Put the text on disk; an empty one is no draft.

        The store does what it is told in the order of the calls, also for callers that are
        cancelled: of keys typed quickly the last one wins, and none comes after the sending.
        """
        returned = self._returned.get((ticket_id, kind), "")
        await self._store.drafts.keep(ticket_id, kind, joined(returned, text), self._now())

    async def drop(self, ticket_id: int, kind: str) -> None:
        """Throw away what was typed."""
        await self.keep(ticket_id, kind, "")

    async def sent(self, ticket_id: int, kind: str) -> None:
        """What was typed is on its way; what came back meanwhile is still a draft."""
        if (ticket_id, kind) in self._returned:
            await self.drop(ticket_id, kind)

    async def give_back(self, waiting: "Waiting") -> None:
        """Make a reply or note a draft again, in front of what was typed since."""
        key, text = (waiting.ticket_id, waiting.kind), str(waiting.patch["source"])
        self._returned[key] = joined(text, self._returned.get(key, ""))
        await self._store.pending.give_back(waiting.number, text, now=self._now())

    def returned(self, ticket_id: int, kind: str) -> str:
        """What came back since this was asked last; from now on it is the composer's to keep."""
        return self._returned.pop((ticket_id, kind), "")
