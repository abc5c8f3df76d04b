"""What has gone meanwhile does no harm: a text, the lines one was in, a composer."""

from textual.geometry import Region

from eddytui.text.blocks import Document, loads
from eddytui.ui.widgets.composer import Composer
from tests.place import Place, eddy, glass, keys, open_ticket, settle


def test_a_text_that_is_gone_is_an_empty_one() -> None:
    assert loads("") == Document()


async def test_a_find_in_quoted_text_can_be_left_backwards_when_it_is_folded(place: Place) -> None:
    quoted = "".join(f"<p>Line {number} of the log</p>" for number in range(60))
    place.answered(1042, f"<p>See below.</p><blockquote type=cite>{quoted}</blockquote>")
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "T", "/", *"line 59", "enter")
        assert "Line 59 of the log" in glass(pilot)
        await keys(pilot, "T", "N")
        assert "Line 59" not in glass(pilot)


async def test_a_composer_can_be_painted_once_more_after_it_was_taken_away(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        composer = eddy(pilot).screen.query_one(Composer)
        await composer.remove()
        await settle(pilot)
        painted = composer.render_lines(Region(0, 0, 10, 2))
        assert [strip.text for strip in painted] == [" " * 10] * 2
