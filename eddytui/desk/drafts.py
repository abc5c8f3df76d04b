"""What is being typed, on disk from the first key."""

from typing import TYPE_CHECKING

from eddytui.models.rows import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from eddytui.store.store import Store


class Drafts:
    """Drafts of replies and notes; while one is being written, the newest text wins."""

    def __init__(self, store: "Store", now: "Callable[[], str]") -> None:
        """Drafts in the store, dated by `now`."""
        self._store = store
        self._now = now
        self._newest: dict[tuple[int, str], str] = {}
        self._writing = False

    def of(self, ticket_id: int, kind: str) -> Draft | None:
        """The draft of a ticket's reply (`post`) or note (`comment`)."""
        return self._store.drafts.one(ticket_id, kind)

    def all(self) -> list[Draft]:
        """Every draft, newest first."""
        return self._store.drafts.all()

    async def keep(self, ticket_id: int, kind: str, text: str) -> None:
        """Put the text on disk; an empty one is no draft. Keys typed meanwhile are one write."""
        self._newest[ticket_id, kind] = text
        if self._writing:
            return
        self._writing = True
        try:
            while self._newest:
                (number, which), newest = self._newest.popitem()
                if newest.strip():
                    await self._store.drafts.keep(number, which, newest, self._now())
                else:
                    await self._store.drafts.drop(number, which)
        finally:
            self._writing = False

    async def drop(self, ticket_id: int, kind: str) -> None:
        """Throw a draft away."""
        self._newest.pop((ticket_id, kind), None)
        await self._store.drafts.drop(ticket_id, kind)

    async def calm(self, ticket_id: int, kind: str) -> None:
        """Forget what was typed and not written yet: the text is on its way out.

        A write that came after it would bring the draft back, to be sent a second time.
        """
        self._newest.pop((ticket_id, kind), None)
