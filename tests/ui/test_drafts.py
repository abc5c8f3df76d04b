"""What was being written is never further away than a key."""

import pytest

from tests.place import Place, eddy, glass, keys, open_ticket, typed
from tests.ui.sight import line_of, lines, status


async def write(place: Place, *drafts: tuple[int, str, str]) -> None:
    """Drafts that an earlier start has left, a minute apart."""
    async with place.desk() as desk:
        for ticket_id, kind, text in drafts:
            await desk.drafts.keep(ticket_id, kind, text)
            place.later(minutes=1)


async def test_the_next_start_offers_what_was_being_written(place: Place) -> None:
    await write(place, (1041, "post", "Dear Maria,"), (1042, "comment", "Checking."))
    async with place.app() as pilot:
        assert status(pilot) == (
            "You were writing a note to #1042 at 09:01, 9 characters, and 1 more · enter resume"
        )
        await keys(pilot, "enter", "G")
        assert lines(pilot)[0].startswith(" #1042")
        assert "INTERNAL NOTE" in glass(pilot)
        assert "Checking.G" in glass(pilot)


async def test_what_was_written_yesterday_has_its_day(place: Place) -> None:
    await write(place, (1041, "post", "Dear Maria,"))
    place.later(days=1)
    async with place.app() as pilot:
        assert status(pilot).startswith("You were answering #1041, Yesterday 09:00, 11 characters")


async def test_any_other_key_is_what_it_always_is_and_the_offer_goes(place: Place) -> None:
    await write(place, (1041, "post", "Dear Maria,"))
    async with place.app() as pilot:
        assert status(pilot).endswith("enter resume")
        await keys(pilot, "5")
        assert status(pilot).startswith("All open")
        await keys(pilot, "minus")
        assert lines(pilot)[0].startswith(" #1041")
        await keys(pilot, "q", "enter")
        assert lines(pilot)[0].startswith(" #1042"), "the one under the cursor"
        assert "PUBLIC REPLY" not in glass(pilot)


async def test_what_is_said_instead_of_the_offer_takes_it_back(place: Place) -> None:
    await write(place, (1041, "post", "Dear Maria,"))
    place.line.offline = True
    async with place.app() as pilot:
        assert status(pilot).startswith("The helpdesk cannot be reached.")
        await keys(pilot, "enter")
        assert "Dear Maria," not in glass(pilot)


async def test_every_draft_is_listed_and_marked_and_can_be_opened(place: Place) -> None:
    await write(
        place,
        (1041, "post", "Dear Maria,\nthe printer is fine."),
        (1042, "post", "Dear John,"),
        (1042, "comment", "A router."),
    )
    place.later(hours=1)
    async with place.app() as pilot:
        await keys(pilot, "5")
        assert " 1041 ~ " in line_of(pilot, 1041)
        await keys(pilot, ":", *"drafts", "enter")
        assert "#1042 note: A router." in glass(pilot)
        assert "#1041 reply: Dear Maria, the printer is fine." in glass(pilot)
        await keys(pilot, *"maria", "enter")
        assert lines(pilot)[0].startswith(" #1041")
        assert "the printer is fine." in glass(pilot)
        await keys(pilot, "escape", ":", *"drafts", "enter", *"john", "enter")
        assert "PUBLIC REPLY to john@acme.com" in glass(pilot)


@pytest.mark.usefixtures("place")
async def test_without_a_draft_the_list_says_so(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, ":", *"drafts", "enter")
        assert status(pilot).startswith("There is no draft.")


async def test_a_note_that_is_begun_in_a_reply_leaves_the_reply_as_a_draft(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "Dear John")
        await keys(pilot, "tab")
        await keys(pilot, "c")
        assert "INTERNAL NOTE" in glass(pilot)
        assert "Dear John" not in glass(pilot)
        (draft,) = eddy(pilot).desk.drafts.all()
        assert draft.text == "Dear John"
