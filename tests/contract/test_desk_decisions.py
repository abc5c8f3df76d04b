"""What got no answer and is not there: looked for again, until the agent decides."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest

from eddytui.api.errors import Offline, Refused
from eddytui.desk.decisions import Decided, Decision, Undecided
from eddytui.desk.desk import Desk
from eddytui.desk.dispatch import BeingSent
from eddytui.store.errors import StoreError
from eddytui.text.blocks import loads, plain
from tests.faults import WRITES
from tests.place import Place

VPN, MINE = 1042, 1036
KINDS = pytest.mark.parametrize("kind", ["post", "comment"])


@pytest.fixture
async def desk(place: Place) -> AsyncIterator[Desk]:
    async with place.desk() as desk:
        await desk.refresh()
        yield desk


def texts(place: Place, kind: str = "post", ticket_id: int = VPN) -> list[str]:
    """The texts on the server, newest first."""
    messages = place.helpdesk.world.thread(ticket_id).messages(kind)
    return [message.text for message in messages[::-1]]


def draft(desk: Desk, kind: str = "post") -> str:
    found = desk.drafts.of(VPN, kind)
    return found.text if found else ""


def number(desk: Desk) -> int:
    """The first in the outbox."""
    return desk.outbox.rows()[0].number


async def perhaps_sent(place: Place, desk: Desk, text: str = "On it.", kind: str = "post") -> None:
    """Write something that gets no answer and does not arrive."""
    place.line.drop, place.line.methods = True, WRITES
    with pytest.raises(Undecided):
        await desk.write(VPN, kind, text)
    place.line.drop = False


async def perhaps_changed(place: Place, desk: Desk) -> None:
    place.line.drop, place.line.methods = True, WRITES
    with pytest.raises(Undecided):
        await desk.change(MINE, "closed", status_id="closed")
    place.line.drop = False


async def allow_writing(desk: Desk, *, allowed: bool) -> None:
    """Let the copy be written, or not, as on a disk that fails."""

    def job(db: sqlite3.Connection) -> None:
        db.execute(f"PRAGMA query_only = {int(not allowed)}")

    await desk._store.database.read(job)


@KINDS
async def test_what_turns_up_after_all_is_settled_by_the_next_look(
    place: Place, desk: Desk, kind: str
) -> None:
    await perhaps_sent(place, desk, kind=kind)
    place.answered(VPN, "<p>On it.</p>", by=7, kind=kind)
    place.line.sent.clear()
    assert await desk.refresh() == []
    assert desk.state().waiting == 0
    assert place.written == []
    assert [sent.path for sent in place.line.sent if f"/{kind}s" in sent.path] == [
        f"/api/v2/tickets/{VPN}/{kind}s/"
    ]


async def test_a_change_that_is_there_after_all_is_settled_without_a_question(
    place: Place, desk: Desk
) -> None:
    await perhaps_changed(place, desk)
    place.later(minutes=1)
    place.happen("change", by=7, ticket=MINE, set={"status": "closed"})
    assert await desk.refresh() == []
    assert desk.state().waiting == 0
    assert place.written == []


@pytest.mark.parametrize("switch", ["offline", "html"])
async def test_a_look_that_tells_nothing_leaves_it(place: Place, desk: Desk, switch: str) -> None:
    await perhaps_sent(place, desk)
    setattr(place.line, switch, True)
    place.line.methods, place.line.address = frozenset({"GET"}), f"/{VPN}/posts"
    assert await desk.refresh() == []
    assert (desk.state().undecided, draft(desk)) == (1, "")


async def test_it_holds_up_what_was_made_after_it_for_its_ticket(place: Place, desk: Desk) -> None:
    await perhaps_sent(place, desk)
    assert not await desk.change(VPN, "mine", owner_id=7)
    await desk.change(MINE, "closed", status_id="closed")
    assert [sent.path for sent in place.written] == [f"/api/v2/tickets/{MINE}"]
    assert (desk.state().waiting, desk.state().undecided) == (2, 1)
    assert await desk.outbox.decide(number(desk), Decision.SEND_AGAIN)
    assert [sent.method for sent in place.written][1:] == ["POST", "PUT"]
    assert desk.state().waiting == 0


@KINDS
async def test_sent_again_it_is_there_once(place: Place, desk: Desk, kind: str) -> None:
    await perhaps_sent(place, desk, kind=kind)
    assert await desk.outbox.decide(number(desk), Decision.SEND_AGAIN)
    assert texts(place, kind).count("<p>On it.</p>") == 1
    assert (desk.state().waiting, draft(desk, kind)) == (0, "")


async def test_what_turned_up_is_not_sent_again(place: Place, desk: Desk) -> None:
    await perhaps_sent(place, desk)
    place.answered(VPN, "<p>On it.</p>", by=7)
    assert await desk.outbox.decide(number(desk), Decision.SEND_AGAIN)
    assert place.written == []
    assert desk.state().waiting == 0


async def test_sent_again_without_an_answer_both_times_is_one_to_be_decided(
    place: Place, desk: Desk
) -> None:
    await perhaps_sent(place, desk)
    place.line.drop = True
    with pytest.raises(Undecided):
        await desk.outbox.decide(number(desk), Decision.SEND_AGAIN)
    assert (desk.state().undecided, place.written) == (1, [])


async def test_without_a_line_nothing_is_sent_again(place: Place, desk: Desk) -> None:
    await perhaps_sent(place, desk)
    place.line.offline, place.line.methods = True, frozenset({"GET", *WRITES})
    with pytest.raises(Offline):
        await desk.outbox.decide(number(desk), Decision.SEND_AGAIN)
    assert desk.state().undecided == 1
    place.line.offline = False
    assert await desk.refresh() == []
    assert (desk.state().undecided, place.written) == (1, []), "it was not decided"


async def test_refused_when_it_is_sent_again_it_is_a_draft(place: Place, desk: Desk) -> None:
    await perhaps_sent(place, desk)
    place.line.refuse = 400
    with pytest.raises(Refused):
        await desk.outbox.decide(number(desk), Decision.SEND_AGAIN)
    assert (desk.state().waiting, draft(desk)) == (0, "On it.")


@KINDS
async def test_kept_as_a_draft_it_stands_before_what_was_typed_since(
    place: Place, desk: Desk, kind: str
) -> None:
    await perhaps_sent(place, desk, kind=kind)
    await desk.drafts.keep(VPN, kind, "One more.")
    assert await desk.outbox.decide(number(desk), Decision.KEEP_AS_DRAFT)
    assert draft(desk, kind) == "On it.\n\nOne more."
    assert (desk.state().waiting, place.written) == (0, [])


async def test_thrown_away_it_is_nowhere_and_the_next_one_goes(place: Place, desk: Desk) -> None:
    await perhaps_sent(place, desk)
    assert not await desk.write(VPN, "post", "Two.")
    assert await desk.outbox.decide(number(desk), Decision.THROW_AWAY)
    assert texts(place)[0] == "<p>Two.</p>"
    assert (desk.state().waiting, draft(desk), len(place.written)) == (0, "", 1)


async def test_what_only_waits_can_be_thrown_away_too(place: Place, desk: Desk) -> None:
    place.line.offline = True
    await desk.change(MINE, "closed", status_id="closed")
    assert await desk.outbox.decide(number(desk), Decision.THROW_AWAY)
    place.line.offline = False
    await desk.refresh()
    row = desk.row(MINE)
    assert row is not None
    assert (row.closed, desk.journal.last, place.written) == (False, None, [])


@pytest.mark.parametrize("second", list(Decision))
async def test_of_two_programs_that_decide_one_wins_and_the_other_is_told(
    place: Place, desk: Desk, second: Decision
) -> None:
    await perhaps_sent(place, desk)
    async with place.desk() as other:
        place.line.hold, place.line.held = asyncio.Event(), asyncio.Event()
        deciding = asyncio.create_task(desk.outbox.decide(number(desk), Decision.SEND_AGAIN))
        await place.line.held.wait()
        with pytest.raises(Decided):
            await other.outbox.decide(number(other), second)
        place.line.hold.set()
        assert await deciding
        with pytest.raises(Decided):
            await other.outbox.decide(1, second)
        assert texts(place).count("<p>On it.</p>") == 1
        assert (draft(other), other.state().waiting) == ("", 0)


async def test_a_program_that_dies_while_it_sends_again_leaves_it_to_be_decided(
    place: Place, desk: Desk
) -> None:
    await perhaps_sent(place, desk)
    await desk._store.pending.mark(number(desk), "sending")
    async with place.desk() as again:
        (failure,) = await again.refresh()
        assert isinstance(failure, Undecided)
        assert (again.state().undecided, place.written) == (1, [])


@pytest.mark.parametrize("state", ["sending", "unclear"])
@pytest.mark.parametrize("decision", [Decision.KEEP_AS_DRAFT, Decision.THROW_AWAY])
async def test_what_a_program_left_that_died_is_decided_without_a_line(
    place: Place, desk: Desk, state: str, decision: Decision
) -> None:
    await perhaps_sent(place, desk)
    await desk._store.pending.mark(number(desk), state)
    place.line.offline, place.line.methods = True, frozenset({"GET", *WRITES})
    async with place.desk() as again:
        assert await again.outbox.decide(number(again), decision)
        is_kept = decision is Decision.KEEP_AS_DRAFT
        assert (again.state().waiting, draft(again)) == (0, "On it." if is_kept else "")
    assert place.written == []


@pytest.mark.parametrize("state", ["sending", "unclear"])
async def test_what_a_program_left_that_died_is_looked_for_before_it_is_sent_again(
    place: Place, desk: Desk, state: str
) -> None:
    await perhaps_sent(place, desk)
    await desk._store.pending.mark(number(desk), state)
    async with place.desk() as again:
        place.line.offline, place.line.methods = True, frozenset({"GET", *WRITES})
        with pytest.raises(Offline):
            await again.outbox.decide(number(again), Decision.SEND_AGAIN)
        assert again.outbox.rows()[0].state == "unclear", "the next look may find it"
        place.line.offline = False
        place.answered(VPN, "<p>On it.</p>", by=7)
        assert await again.outbox.decide(number(again), Decision.SEND_AGAIN)
        assert (place.written, again.state().waiting) == ([], 0)


@pytest.mark.parametrize("decision", list(Decision))
async def test_what_a_living_program_sends_is_left_to_it(
    place: Place, desk: Desk, decision: Decision
) -> None:
    place.line.hold, place.line.methods = asyncio.Event(), WRITES
    writing = asyncio.create_task(desk.write(VPN, "post", "On it."))
    await place.line.held.wait()
    async with place.desk() as other:
        with pytest.raises(BeingSent, match=r"^It is being sent now. Wait for the answer.$"):
            await other.outbox.decide(number(other), decision)
        place.line.hold.set()
        assert await writing
        assert (other.state().waiting, draft(other), len(place.written)) == (0, "", 1)


async def test_what_the_copy_could_not_be_told_of_is_looked_for_by_the_next_round(
    place: Place, desk: Desk
) -> None:
    place.line.hold, place.line.drop, place.line.methods = asyncio.Event(), True, WRITES
    writing = asyncio.create_task(desk.write(VPN, "post", "On it."))
    await place.line.held.wait()
    await allow_writing(desk, allowed=False)
    place.line.hold.set()
    with pytest.raises(StoreError):
        await writing
    await allow_writing(desk, allowed=True)
    (failure,) = await desk.refresh()
    assert isinstance(failure, Undecided)
    assert (desk.state().undecided, place.written) == (1, [])


async def test_both_sides_of_a_reply_are_read_without_a_line(place: Place, desk: Desk) -> None:
    await desk.learn()
    await desk.open(VPN)
    place.line.hold, place.line.drop, place.line.methods = asyncio.Event(), True, WRITES
    writing = asyncio.create_task(desk.write(VPN, "post", "On *it*."))
    await place.line.held.wait()
    place.answered(VPN, "<p>I took it.</p>")
    place.line.hold.set()
    await asyncio.gather(writing, return_exceptions=True)
    place.line.offline = True
    sides = desk.outbox.sides(number(desk))
    assert sides.text == "On *it*."
    assert [(who, plain(loads(blocks))) for who, _, blocks in sides.said] == [
        ("Olga Petrova", "I took it.")
    ]
    assert sides.said[0].when == "2026-03-02 09:00:00"


async def test_both_sides_of_a_change_are_told_field_by_field(place: Place, desk: Desk) -> None:
    place.line.drop, place.line.methods = True, WRITES
    patch: dict[str, Any] = {"priority_id": 3, "custom_fields": {"3": "A-17"}}
    with pytest.raises(Undecided):
        await desk.change(MINE, "high", **patch)
    sides = desk.outbox.sides(number(desk))
    assert sides.waiting.state == "undecided"
    assert [field[:4] for field in sides.fields] == [
        ("priority_id", 2, 3, 2),
        ("custom_fields.3", None, "A-17", None),
    ]
