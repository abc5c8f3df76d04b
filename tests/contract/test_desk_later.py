"""A reply that goes out later: it can be taken back until then, and nobody sends it before."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from eddytui.desk.desk import Desk
from eddytui.text.blocks import loads, plain
from tests.faults import WRITES
from tests.place import Place

VPN, MINE = 1042, 1036


@pytest.fixture
async def desk(place: Place) -> AsyncIterator[Desk]:
    async with place.desk() as desk:
        await desk.refresh()
        yield desk


def thread(desk: Desk) -> list[tuple[str, str]]:
    """The words and the state of the replies here, newest first."""
    rows = desk.messages(VPN, ("post",), newest_first=True)
    return [(plain(loads(desk.text(row))), row.state) for row in rows]


def draft(desk: Desk) -> str:
    found = desk.drafts.of(VPN, "post")
    return found.text if found else ""


def number(desk: Desk) -> int:
    """The first in the outbox."""
    return desk.outbox.rows()[0].number


async def test_it_is_sent_at_its_time_and_not_before(place: Place, desk: Desk) -> None:
    assert not await desk.write(VPN, "post", "On it.", delay=10)
    assert thread(desk) == [("On it.", "waiting")]
    assert desk.outbox.next_due() == "2026-03-02 09:00:10"
    place.later(seconds=9)
    assert await desk.outbox.flush() == []
    assert place.written == []
    place.later(seconds=1)
    assert desk.outbox.next_due() == ""
    assert await desk.outbox.flush() == []
    assert (len(place.written), desk.state().waiting) == (1, 0)


async def test_it_does_not_wait_for_hours_when_the_clock_went_back(
    place: Place, desk: Desk
) -> None:
    await desk.write(VPN, "post", "On it.", delay=10)
    place.later(hours=-2)
    async with place.desk() as again:
        assert again.outbox.next_due() == ""
        assert await again.refresh() == []
        assert (len(place.written), again.state().waiting) == (1, 0)


async def test_what_was_made_after_it_waits_with_it(place: Place, desk: Desk) -> None:
    await desk.write(VPN, "post", "On it.", delay=10)
    assert not await desk.change(VPN, "mine", owner_id=7)
    assert await desk.change(MINE, "closed", status_id="closed")
    assert [sent.method for sent in place.written] == ["PUT"]
    place.later(seconds=10)
    await desk.outbox.flush()
    assert [sent.method for sent in place.written] == ["PUT", "POST", "PUT"]


async def test_another_program_waits_for_its_time_too(place: Place, desk: Desk) -> None:
    await desk.write(VPN, "post", "On it.", delay=10)
    async with place.desk() as other:
        assert await other.refresh() == []
        assert place.written == []
        place.later(seconds=10)
        assert await other.refresh() == []
    assert (len(place.written), desk.state().waiting) == (1, 0)


async def test_recalled_it_is_the_draft_before_what_was_typed_since(
    place: Place, desk: Desk
) -> None:
    await desk.write(VPN, "post", "On it.", delay=10)
    await desk.drafts.keep(VPN, "post", "One more.")
    assert await desk.outbox.recall(number(desk))
    assert (draft(desk), desk.state().waiting) == ("On it.\n\nOne more.", 0)
    assert desk.drafts.returned(VPN, "post") == "On it."
    place.later(seconds=10)
    await desk.outbox.flush()
    assert place.written == []


async def test_what_is_being_sent_cannot_be_recalled(place: Place, desk: Desk) -> None:
    place.line.hold, place.line.methods = asyncio.Event(), WRITES
    writing = asyncio.create_task(desk.write(VPN, "post", "On it."))
    await place.line.held.wait()
    assert not await desk.outbox.recall(number(desk))
    place.line.hold.set()
    assert await writing
    assert not await desk.outbox.recall(1), "nor what was sent"
    assert (draft(desk), len(place.written)) == ("", 1)


async def test_of_a_recall_and_a_sending_at_once_one_wins(place: Place, desk: Desk) -> None:
    for turns in range(10):
        text = f"Reply {turns}."
        await desk.write(VPN, "post", text, delay=10)
        place.later(seconds=10)
        flushing = asyncio.create_task(desk.outbox.flush())
        for _ in range(turns):
            await asyncio.sleep(0)
        rows = desk.outbox.rows()
        is_back = bool(rows) and await desk.outbox.recall(rows[0].number)
        await flushing
        posts = place.helpdesk.world.thread(VPN).posts
        assert [post.text for post in posts].count(f"<p>{text}</p>") == int(not is_back)
        assert draft(desk) == (text if is_back else "")
        desk.drafts.returned(VPN, "post")
        await desk.drafts.drop(VPN, "post")


async def test_hastened_it_goes_at_once(place: Place, desk: Desk) -> None:
    await desk.write(VPN, "post", "On it.", delay=10)
    await desk.outbox.hasten(number(desk))
    assert await desk.outbox.send(VPN, number(desk))
    assert (len(place.written), desk.outbox.next_due()) == (1, "")


async def test_a_change_cannot_be_recalled(place: Place, desk: Desk) -> None:
    place.line.offline = True
    await desk.change(MINE, "closed", status_id="closed")
    assert not await desk.outbox.recall(number(desk))
    assert desk.state().waiting == 1
