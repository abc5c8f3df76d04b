"""Finding in the queue, and going to a ticket by its number."""

from tests.place import Place, eddy, glass, keys, open_ticket, typed
from tests.ui.sight import cursor, cursor_line, focus, lines, status


async def test_words_are_found_while_they_are_typed(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "G", "slash")
        await keys(pilot, "v", "p")
        assert "vpn" in cursor_line(pilot).lower(), "the first that matches, around the end"
        await keys(pilot, "n", "space", "d", "r", "o", "p", "s")
        assert cursor(pilot) == 1040
        assert lines(pilot)[-1].strip().startswith("/vpn drops")
        assert "1 found" in status(pilot)
        await keys(pilot, "enter")
        assert focus(pilot) == "tickets"
        assert cursor(pilot) == 1040


async def test_n_goes_through_the_finds_and_around(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "slash")
        await typed(pilot, "vpn")
        await keys(pilot, "enter")
        first = cursor(pilot)
        found = int(status(pilot).split(" found")[0].rpartition(" ")[2])
        assert found >= 3
        seen = [first]
        for _ in range(found):
            await keys(pilot, "n")
            seen.append(cursor(pilot))
        assert seen[-1] == first
        assert len(set(seen)) == found
        await keys(pilot, "N")
        assert cursor(pilot) == seen[-2]
        await keys(pilot, "escape")
        assert "found" not in status(pilot)
        await keys(pilot, "n")
        assert status(pilot) == "No further find. Press / to find."


async def test_people_numbers_and_titles_are_found(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        for words in ("maria lopez", "1041", "#1041", "print invoice", "Cannot"):
            await keys(pilot, "g", "slash")
            await typed(pilot, words)
            assert cursor(pilot) == 1041, words
            await keys(pilot, "escape")


async def test_what_was_read_of_a_thread_is_found_too(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        await keys(pilot, "q", "5", "slash")
        await typed(pilot, "session key")
        await keys(pilot, "enter")
        assert cursor(pilot) == 1040


async def test_no_match_is_said_and_moves_nothing(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "j")
        there = cursor(pilot)
        await keys(pilot, "slash")
        await typed(pilot, "xylophone")
        assert cursor(pilot) == there
        await keys(pilot, "enter")
        assert status(pilot) == 'Nothing in this view matches "xylophone".'
        assert cursor(pilot) == there


async def test_escape_gives_a_find_up(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "slash")
        await typed(pilot, "toner")
        await keys(pilot, "escape")
        assert focus(pilot) == "tickets"
        assert "/" not in lines(pilot)[-1].split("?")[0].replace("/ find", "")
        await keys(pilot, "slash", "backspace")
        assert focus(pilot) == "tickets", "and so does taking the sign away"


async def test_a_ticket_is_opened_by_its_number(place: Place) -> None:
    async with place.app() as pilot:
        for key, number in (("number_sign", "1026"), ("colon", "1026"), ("colon", "#1026")):
            await keys(pilot, key)
            await typed(pilot, number)
            await keys(pilot, "enter")
            assert lines(pilot)[0].startswith(" #1026  Outage between Riga and Tartu"), key
            await keys(pilot, "q")
            assert status(pilot).startswith("Needs me ·")


async def test_an_unknown_number_says_what_the_helpdesk_says(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "colon")
        await typed(pilot, "99999")
        await keys(pilot, "enter")
        assert lines(pilot)[0].strip() == "#99999"
        assert "John Doe" not in glass(pilot), "nothing is left of the ticket before"
        assert status(pilot).startswith("Reading #99999: ")
        assert "does not exist" in status(pilot) or "does not have" in status(pilot)
        assert "Reading the thread" not in glass(pilot)
        await keys(pilot, "r", "d", "s")
        assert status(pilot) == "There is no ticket here."
        await keys(pilot, "q")
        assert eddy(pilot).screen.query("#tickets")


async def test_a_ticket_that_is_not_in_the_copy_is_fetched(place: Place) -> None:
    async with place.app() as pilot:
        place.later(minutes=1)
        new = place.happen("open", by=41, title="The lift is stuck", text="Between two floors.")
        await keys(pilot, "colon")
        await typed(pilot, str(new))
        await keys(pilot, "enter")
        screen = glass(pilot)
        assert f"#{new}  The lift is stuck" in screen
        assert "Between two floors." in screen
        assert "John Doe · client" in screen
        assert "john@acme.com" in screen


async def test_minus_goes_to_the_ticket_before(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "minus")
        assert status(pilot) == "No ticket was open before."
        await open_ticket(pilot, 1042)
        await keys(pilot, "q", "minus")
        assert lines(pilot)[0].startswith(" #1042")
        await open_ticket(pilot, 1040)
        await keys(pilot, "minus")
        assert lines(pilot)[0].startswith(" #1042")
        await keys(pilot, "minus")
        assert lines(pilot)[0].startswith(" #1040")
        await keys(pilot, "q")
        assert status(pilot).startswith("Needs me ·"), "one step back, however many were open"
