"""Takes back what the agent did: puts back what is still ours, and leaves what others changed."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.api.errors import Blocked, DeskError, Offline
from eddytui.desk.conflicts import SURE
from eddytui.desk.journal import KEPT, LOT, UNDO, before, why_not
from eddytui.desk.kinds import CHANGE, Changed
from eddytui.models.fields import field_written
from eddytui.models.rows import JournalRow
from eddytui.store.patches import holds
from eddytui.text.dates import parse

if TYPE_CHECKING:
    from eddytui.desk.desk import Desk
    from eddytui.models.tickets import Ticket
    from eddytui.store.store import Store

Patch = dict[str, Any]


class Stay(NamedTuple):
    """A field that is left as it is: it was changed since."""

    ticket_id: int
    patch: Patch
    """The field, and what is in it now."""
    mine: bool
    """Whether the agent changed it, and not somebody else."""


class Undone(NamedTuple):
    """What became of an undo."""

    words: str = ""
    """How what was taken back had been told; "" when there was nothing to take back."""
    done: tuple[int, ...] = ()
    """The tickets that are as they were before."""
    stays: tuple[Stay, ...] = ()
    failures: tuple[tuple[int, DeskError], ...] = ()
    """Tickets that were not put back, and why, in the helpdesk's words."""
    waits: bool = False
    """Whether some of it waits for the line."""


class _Step(NamedTuple):
    """One change of an action."""

    ticket_id: int
    done: bool = False
    number: int = 0
    """What has to be sent, by its number in the outbox."""
    stays: tuple[Stay, ...] = ()
    failure: DeskError | None = None


class Undo:
    """Takes actions back, one after the other."""

    def __init__(self, desk: "Desk", store: "Store") -> None:
        """An undo over the desk's journal."""
        self._desk = desk
        self._store = store
        self._turn = asyncio.Lock()

    async def take_back(self, number: int, shown: Callable[[Undone], None]) -> Undone:
        """Take an action back, or one entry of it; 0 for the last one. Nothing is tried twice.

        `shown` hears what will be so when every window shows it, before anything is sent.
        """
        async with self._turn:
            if not number and (last := self._desk.journal.last):
                number = last.number
            entries = self._store.journal.of(number)
            steps = await self._steps(entries)
        words = entries[0].words if steps else ""
        undone = _summed_up(words, steps)
        shown(undone)
        sent = await asyncio.gather(*(self._send(step) for step in steps))
        return _summed_up(words, [step for step, _ in sent], waits=any(late for _, late in sent))

    async def _steps(self, entries: Sequence[JournalRow]) -> list[_Step]:
        """Prepare everything, ticket by ticket, each from its last change on."""
        of_ticket: dict[int, list[JournalRow]] = defaultdict(list)
        for entry in entries:
            if entry.kind == CHANGE and not why_not(entry):
                of_ticket[entry.ticket_id].insert(0, entry)
        if not of_ticket:
            return []
        lot = await self._head(entries)
        found = await asyncio.gather(*(self._of_ticket(each, lot) for each in of_ticket.values()))
        self._desk.say(Changed("journal"))
        return [step for steps in found for step in steps]

    async def _head(self, entries: Sequence[JournalRow]) -> int:
        """The lot of what takes a lot back; 0 for what takes back a single change."""
        head = entries[0]
        if head.kind != LOT:
            return 0
        return await self._desk.lot(f"Taken back: {head.words}")

    async def _of_ticket(self, entries: Sequence[JournalRow], lot: int) -> list[_Step]:
        return [await self._step(entry, lot) for entry in entries]

    async def _step(self, entry: JournalRow, lot: int) -> _Step:
        """Take one change off the outbox, or stage what puts its fields back."""
        if not entry.waiting and (failure := await self._look(entry)):
            await self._store.journal.mark(entry.id, KEPT)
            return _Step(entry.ticket_id, failure=failure)
        claim = await self._store.journal.claim(entry.id)
        if claim == "gone":
            return _Step(entry.ticket_id)
        undo = JournalRow(
            *(UNDO, f"Taken back: {entry.words}", self._desk.now(), entry.ticket_id),
            before=entry.after,
            after=entry.before,
            lot=lot,
        )
        if claim == "unsent":
            await self._store.journal.undone(entry.id, undo)
            self._desk.say(Changed("tickets", frozenset({entry.ticket_id})))
            self._desk.say(Changed("state"))
            return _Step(entry.ticket_id, done=True)
        return await self._put_back(entry, undo)

    async def _look(self, entry: JournalRow) -> DeskError | None:
        """Read the ticket as it is now, unless it was answered for just now; why that failed.

        Without a line the copy is what is known.
        """
        made, now = parse(entry.made), parse(self._desk.now())
        fresh = made and now and (now - made).total_seconds() <= SURE
        if fresh or self._desk.client is None:
            return None
        try:
            await self._desk.reread(entry.ticket_id)
        except (Offline, Blocked):
            return None
        except DeskError as error:
            return error
        return None

    async def _put_back(self, entry: JournalRow, undo: JournalRow) -> _Step:
        """Stage the fields that are still ours; those that somebody changed since stay."""
        ticket = self._desk.ticket(entry.ticket_id)
        back, stays = self._compared(entry, ticket) if ticket else (_written(entry.before), ())
        if not back:
            if stays:
                await self._store.journal.mark(entry.id, KEPT)
            return _Step(entry.ticket_id, done=not stays, stays=stays)
        number = await self._desk.outbox.stage(entry.ticket_id, CHANGE, back)
        ours = before(ticket, back) if ticket else entry.after
        was = undo._replace(pending=number, before=ours, after=_only(entry.before, back))
        await self._store.journal.undone(entry.id, was)
        return _Step(entry.ticket_id, done=True, number=number, stays=stays)

    def _compared(self, entry: JournalRow, ticket: "Ticket") -> tuple[Patch, tuple[Stay, ...]]:
        """What puts the fields back that are still ours, and those that are not ours any more."""
        record = ticket.model_dump(mode="json")
        back: Patch = {}
        stays = []
        for was, ours in zip(_singly(entry.before), _singly(entry.after), strict=True):
            if holds(record, ours):
                _add(back, _written(was))
            elif not holds(record, was):
                now = before(ticket, ours)
                stays.append(Stay(entry.ticket_id, now, self._is_mine(entry, record, now)))
        return back, tuple(stays)

    def _is_mine(self, entry: JournalRow, record: Patch, now: Patch) -> bool:
        """Whether the agent made a field what it is, after the entry."""
        later = self._store.journal.since(entry.id, entry.ticket_id)
        fields = [each for row in later for each in _singly(row.after)]
        return any(_names(each) == _names(now) and holds(record, each) for each in fields)

    async def _send(self, step: _Step) -> tuple[_Step, bool]:
        """Send what was staged: how it went, and whether it has to wait."""
        if not step.number:
            return step, False
        try:
            sent = await self._desk.outbox.send(step.ticket_id, step.number)
        except DeskError as error:
            return step._replace(done=False, failure=error), False
        return step, not sent


def _summed_up(words: str, steps: Sequence[_Step], *, waits: bool = False) -> Undone:
    return Undone(
        words,
        tuple(step.ticket_id for step in steps if step.done),
        tuple(stay for step in steps for stay in step.stays),
        tuple((step.ticket_id, step.failure) for step in steps if step.failure),
        waits,
    )


def _singly(patch: Mapping[str, Any]) -> Iterator[Patch]:
    """A change field by field, custom fields too."""
    for name, value in patch.items():
        if name == "custom_fields" and isinstance(value, Mapping):
            for key, each in value.items():
                yield {name: {str(key): each}}
        else:
            yield {name: value}


def _names(patch: Patch) -> list[object]:
    """The field of a change of one, custom ones by their number."""
    return [(name, *value) if name == "custom_fields" else name for name, value in patch.items()]


def _add(patch: Patch, single: Patch) -> None:
    for name, value in single.items():
        patch[name] = {**patch.get(name, {}), **value} if name == "custom_fields" else value


def _written(patch: Mapping[str, Any]) -> Patch:
    """Values as they are written: options of custom fields by their ids."""
    fields = patch.get("custom_fields")
    if not isinstance(fields, Mapping):
        return dict(patch)
    return {**patch, "custom_fields": {key: field_written(fields[key]) for key in fields}}


def _only(patch: Patch, names: Patch) -> Patch:
    """Those fields of a change that another one has, too."""
    wanted = [_names(each) for each in _singly(names)]
    kept: Patch = {}
    for each in _singly(patch):
        if _names(each) in wanted:
            _add(kept, each)
    return kept
