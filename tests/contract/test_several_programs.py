"""Several programs of one person over one copy: one asks, all see, the next takes over."""

from collections.abc import AsyncIterator

import pytest

from eddytui.api.errors import DeskError
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import KINDS, Changed
from tests.faults import WRITES
from tests.place import Place

VPN = 1042


@pytest.fixture
async def others(place: Place) -> AsyncIterator[Desk]:
    """A program that was there first, and has asked what is new."""
    async with place.desk() as desk:
        assert desk.leads
        await desk.refresh()
        yield desk


def asked(place: Place) -> int:
    """How many requests there were."""
    return len(place.line.sent)


async def test_what_another_has_just_asked_is_not_asked_again(place: Place, others: Desk) -> None:
    async with place.desk() as desk:
        before = asked(place)
        place.later(seconds=50)
        assert await desk.keep_up(60) == []
        assert asked(place) == before
        assert desk.state().as_of == others.state().as_of


async def test_the_next_takes_over_when_the_first_does_not_ask_any_more(
    place: Place, others: Desk
) -> None:
    async with place.desk() as desk:
        place.later(seconds=70)
        before = asked(place)
        await desk.keep_up(60)
        assert asked(place) > before
        place.later(seconds=50)
        before = asked(place)
        await others.keep_up(60)
        assert asked(place) == before, "now the first may rest"


@pytest.mark.parametrize("seconds", [60, 0], ids=["a minute later", "by a person"])
async def test_it_is_asked_when_the_clock_went_back(
    place: Place, others: Desk, seconds: float
) -> None:
    place.later(hours=-2)
    async with place.desk() as desk:
        before = asked(place)
        await desk.keep_up(seconds)
        assert asked(place) > before
        assert desk.state().as_of == "2026-03-02 07:00:00"


async def test_ones_own_question_is_repeated_in_its_time(place: Place, others: Desk) -> None:
    before = asked(place)
    place.later(seconds=5)
    await others.keep_up(60)
    assert asked(place) > before


async def test_what_waits_goes_out_though_another_asks(place: Place, others: Desk) -> None:
    async with place.desk() as desk:
        place.line.offline = True
        await desk.change(VPN, "closed", status_id="closed")
        place.line.offline = False
        await desk.keep_up(60)
        assert place.helpdesk.world.tickets[VPN].status == "closed"
        assert others.state().waiting == 0


async def test_what_another_writes_is_told_here_and_ones_own_is_not_told_twice(
    place: Place, others: Desk
) -> None:
    async with place.desk() as desk:
        await desk.notice()
        told: list[Changed] = []
        desk.on_change = told.append
        await desk.notice()
        assert not told
        await others.drafts.keep(VPN, "post", "half a thought")
        await desk.notice()
        assert [each.kind for each in told] == list(KINDS)
        assert [draft.text for draft in desk.drafts.all()] == ["half a thought"]

        await desk.drafts.keep(VPN, "comment", "a note")
        told.clear()
        await desk.notice()
        assert not told


async def test_one_alone_reads_what_is_not_here_and_the_next_goes_on(place: Place) -> None:
    async with place.desk() as first:
        assert first.leads
        async with place.desk() as second:
            assert (first.leads, second.leads) == (True, False)
    async with place.desk() as third:
        assert third.leads


async def test_a_draft_is_written_by_one_program_at_a_time(place: Place, others: Desk) -> None:
    async with place.desk() as desk:
        assert others.drafts.take(VPN, "post")
        assert others.drafts.take(VPN, "post"), "it has it already"
        assert not desk.drafts.take(VPN, "post")
        assert desk.drafts.take(VPN, "comment")
        others.drafts.release(VPN, "post")
        assert desk.drafts.take(VPN, "post")
    assert others.drafts.take(VPN, "comment"), "what a program had is free when it ends"
    others.drafts.release(VPN, "comment")
    others.drafts.release(VPN, "post")
    assert not list((place.folder / "store").glob("*.writing"))


async def test_what_another_could_not_send_is_not_written_over(place: Place, others: Desk) -> None:
    async with place.desk() as desk:
        await desk.drafts.keep(VPN, "post", "a second tho")
        place.line.refuse, place.line.methods = 400, WRITES
        with pytest.raises(DeskError):
            await others.write(VPN, "post", "From a shell.", is_draft=False)
        await desk.drafts.keep(VPN, "post", "a second thought")
        kept = desk.drafts.of(VPN, "post")
        assert kept is not None
        assert kept.text == "From a shell.\n\na second thought"
        assert desk.drafts.returned(VPN, "post") == "From a shell.", "for the composer"
        await desk.drafts.keep(VPN, "post", "From a shell.\n\na second thought.")
        kept = desk.drafts.of(VPN, "post")
        assert kept is not None
        assert kept.text == "From a shell.\n\na second thought."
