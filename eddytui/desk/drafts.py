"""What is being typed, on disk from the first key."""

from typing import TYPE_CHECKING

from eddytui.models.rows import Draft
from eddytui.store.drafts import before, joined
from eddytui.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        self._returned: dict[tuple[int, str], Draft] = {}
        self._unkept: dict[tuple[int, str], Draft] = {}
        self._last: dict[tuple[int, str], str] = {}
        """What was kept here last."""
        self._durable = ""
        """When it was last waited for the disk."""

    def of(self, ticket_id: int, kind: str) -> Draft | None:
        """The draft of a ticket's reply (`post`) or note (`comment`)."""
        return self._unkept.get((ticket_id, kind)) or self._store.drafts.one(ticket_id, kind)

    @property
    def unkept(self) -> list[Draft]:
        """Those that could not be put on disk: they live as long as the program."""
        return list(self._unkept.values())

    def all(self) -> list[Draft]:
        """Every draft, newest first."""
        kept = [each for each in self._store.drafts.all() if each[:2] not in self._unkept]
        return [*self.unkept, *kept]

    def take(self, ticket_id: int, kind: str) -> bool:
        """Begin to write one; False while another program over the same copy is writing it.

        Two would write over each other, and send the same text twice.
        """
        return self._store.holds.take(f"{ticket_id}-{kind}")

    def left(self) -> list[Draft]:
        """Every draft that no program is writing, newest first."""
        return [each for each in self.all() if self._is_left(each.ticket_id, each.kind)]

    def _is_left(self, ticket_id: int, kind: str) -> bool:
        if is_free := self.take(ticket_id, kind):
            self.release(ticket_id, kind)
        return is_free

    def release(self, ticket_id: int, kind: str) -> None:
        """Stop writing one."""
        self._store.holds.release(f"{ticket_id}-{kind}")

    async def keep(self, ticket_id: int, kind: str, text: str) -> None:
        """Put the text on disk, with what is attached; an empty one without files is no draft.

        The store does what it is told in the order of the calls, also for callers that are
        cancelled: of keys typed quickly the last one wins, and none comes after the sending.
        Once a second it waits for the disk itself: when the power goes no more than that is lost.
        """
        returned, now = self._back(ticket_id, kind), self._now()
        is_due, self._durable = now != self._durable, now
        whole, key = joined(returned.text, text), (ticket_id, kind)
        draft = Draft(ticket_id, kind, whole, now)
        last, self._last[key] = self._last.get(key), whole
        try:
            front = await self._store.drafts.keep(draft, last, durable=is_due)
        except StoreError:
            self._last.pop(key, None)
            self._unkept[key] = draft._replace(files=self._files(key))
            raise
        self._unkept.pop(key, None)
        if front:  # another program could not send it, and gave it back
            back = Draft(ticket_id, kind, front, now)
            self._returned[key] = before(back, self._returned.get(key))

    async def attach(self, ticket_id: int, kind: str, paths: "Sequence[str]") -> None:
        """Let these files go along with a reply or note, in the place of those before."""
        await self._store.drafts.attach(ticket_id, kind, paths, self._now())

    async def drop(self, ticket_id: int, kind: str) -> None:
        """Throw away what was typed and attached; what came back meanwhile stays."""
        self._unkept.pop((ticket_id, kind), None)
        await self._store.drafts.put(self._back(ticket_id, kind))

    async def sent(self, ticket_id: int, kind: str) -> None:
        """What was typed is on its way; what came back meanwhile is still a draft."""
        self._unkept.pop((ticket_id, kind), None)
        if (ticket_id, kind) in self._returned:
            await self.drop(ticket_id, kind)

    async def give_back(self, waiting: "Waiting", states: "Sequence[str]" = ()) -> bool:
        """Make a reply or note a draft again, with its files, in front of what was typed since.

        False when it was gone already, or is in none of these states.
        """
        key = (waiting.ticket_id, waiting.kind)
        others = self._returned.get(key)
        files: object = waiting.patch.get("files", ())
        paths = tuple(map(str, files)) if isinstance(files, list | tuple) else ()
        draft = Draft(*key, str(waiting.patch["source"]), self._now(), paths)
        # Noted first: a key typed before the store has done it must not write over it.
        self._returned[key] = before(draft, others)
        if await self._store.pending.give_back(draft, waiting.number, states):
            return True
        if others is None:
            self._returned.pop(key, None)
        else:
            self._returned[key] = others
        return False

    def returned(self, ticket_id: int, kind: str) -> str:
        """What came back since this was asked last; from now on it is the composer's to keep."""
        back = self._back(ticket_id, kind)
        self._returned.pop((ticket_id, kind), None)
        return back.text

    def _files(self, key: tuple[int, str]) -> tuple[str, ...]:
        kept = self.of(*key)
        return kept.files if kept else ()

    def _back(self, ticket_id: int, kind: str) -> Draft:
        """What came back and was not fetched yet; an empty draft when nothing did."""
        nothing = Draft(ticket_id, kind, "", self._now())
        return self._returned.get((ticket_id, kind), nothing)
