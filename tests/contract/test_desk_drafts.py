"""What is being typed: on disk from the first key, the newest text wins, nothing writes over it."""

import asyncio

import pytest

from eddytui.api.errors import Refused
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from tests.faults import WRITES
from tests.place import Place

VPN, MINE = 1042, 1036
TYPED = "Hello John, the gateway is back."


def draft(desk: Desk, ticket_id: int = VPN, kind: str = "post") -> str:
    found = desk.drafts.of(ticket_id, kind)
    return found.text if found else ""


async def typed(desk: Desk, text: str, ticket_id: int = VPN, kind: str = "post") -> None:
    """Every key as work of its own, as the app does it."""
    keys = [text[: end + 1] for end in range(len(text))]
    await asyncio.gather(*(desk.drafts.keep(ticket_id, kind, key) for key in keys))


async def test_the_first_key_is_on_disk(place: Place) -> None:
    async with place.desk() as desk:
        await desk.drafts.keep(VPN, "post", "H")
    async with place.desk() as desk:
        (kept,) = desk.drafts.all()
        assert kept == (VPN, "post", "H", "2026-03-02 09:00:00", ())


async def test_keys_typed_quickly_end_with_the_newest_text(place: Place) -> None:
    async with place.desk() as desk:
        await typed(desk, TYPED)
        assert draft(desk) == TYPED


async def test_a_program_that_ends_while_one_types_has_every_key(place: Place) -> None:
    async with place.desk() as desk:
        keys = [TYPED[: end + 1] for end in range(len(TYPED))]
        work = [asyncio.create_task(desk.drafts.keep(VPN, "post", key)) for key in keys]
        await asyncio.sleep(0)
        for each in work:
            each.cancel()
        await asyncio.wait(work)
    async with place.desk() as desk:
        assert draft(desk) == TYPED


async def test_several_texts_at_once_do_not_mix(place: Place) -> None:
    async with place.desk() as desk:
        await asyncio.gather(
            typed(desk, TYPED), typed(desk, "Sent.", MINE), typed(desk, "A note", VPN, "comment")
        )
        assert draft(desk) == TYPED
        assert draft(desk, MINE) == "Sent."
        assert draft(desk, VPN, "comment") == "A note"


@pytest.mark.parametrize("text", ["", "  \n"])
async def test_an_emptied_text_is_no_draft(place: Place, text: str) -> None:
    async with place.desk() as desk:
        await desk.drafts.keep(VPN, "post", "H")
        await desk.drafts.keep(VPN, "post", text)
        assert desk.drafts.all() == []


async def test_a_draft_is_thrown_away(place: Place) -> None:
    async with place.desk() as desk:
        await typed(desk, TYPED)
        await desk.drafts.drop(VPN, "post")
        assert desk.drafts.all() == []


async def test_the_last_keys_do_not_bring_a_sent_draft_back(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await asyncio.gather(typed(desk, TYPED), desk.write(VPN, "post", TYPED))
        assert desk.drafts.all() == []
        assert len(place.written) == 1


async def test_the_next_text_is_kept_while_one_is_sent(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold, place.line.methods = asyncio.Event(), WRITES
        writing = asyncio.create_task(desk.write(VPN, "post", TYPED))
        await place.line.held.wait()
        await typed(desk, "One more thing")
        place.line.hold.set()
        assert await writing
        assert draft(desk) == "One more thing"


async def refuse_while_typing(place: Place, desk: Desk, text: str, since: str) -> None:
    """Send a text that is refused after the next one was begun."""
    place.line.hold, place.line.methods = asyncio.Event(), WRITES
    place.line.refuse = 400
    place.line.held.clear()
    writing = asyncio.create_task(desk.write(VPN, "post", text))
    await place.line.held.wait()
    await typed(desk, since)
    place.line.hold.set()
    with pytest.raises(Refused):
        await writing
    place.line.hold = place.line.refuse = None


async def test_what_comes_back_stands_before_what_was_typed_since(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        heard: list[Changed] = []
        desk.on_change = heard.append
        await refuse_while_typing(place, desk, TYPED, "One more")
        assert draft(desk) == f"{TYPED}\n\nOne more"
        assert Changed("drafts", frozenset({VPN})) in heard


async def test_the_next_key_does_not_write_over_what_came_back(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await refuse_while_typing(place, desk, TYPED, "One more")
        await desk.drafts.keep(VPN, "post", "One more thing")
        assert draft(desk) == f"{TYPED}\n\nOne more thing"
        await desk.drafts.keep(VPN, "post", "")
        assert draft(desk) == TYPED

        assert desk.drafts.returned(VPN, "post") == TYPED
        assert desk.drafts.returned(VPN, "post") == "", "from now on the composer has all of it"
        await desk.drafts.keep(VPN, "post", "Hello")
        assert draft(desk) == "Hello"


async def test_a_text_that_came_back_survives_that_another_is_sent(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await refuse_while_typing(place, desk, "First.", "Second.")
        await refuse_while_typing(place, desk, "Second.", "Third.")
        assert draft(desk) == "Second.\n\nFirst.\n\nThird."
        assert await desk.write(VPN, "post", "Third.")
        assert draft(desk) == "Second.\n\nFirst."
        assert len(place.written) == 1
