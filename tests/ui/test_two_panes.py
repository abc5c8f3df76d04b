"""Two panes of one person over one copy: nothing is written over, nothing is sent twice."""

from eddytui.store.holds import Holds
from tests.place import Place, glass, keys, open_ticket, typed
from tests.ui.sight import status


async def test_a_reply_that_is_being_written_elsewhere_is_not_opened_here(place: Place) -> None:
    other = Holds(place.folder / "store" / "copy.db", alone=False)
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        assert other.take("1042-post")
        await keys(pilot, "r")
        assert status(pilot) == (
            "Another eddytui is writing a reply to #1042. Go on there, or leave it first."
        )
        assert "PUBLIC REPLY" not in glass(pilot)
        await keys(pilot, "c")
        assert "INTERNAL NOTE" in glass(pilot), "a note is another text"
        await keys(pilot, "escape")
        other.release("1042-post")

        await keys(pilot, "r")
        await typed(pilot, "On it.")
        assert not other.take("1042-post")
        await keys(pilot, "escape")
        assert other.take("1042-post")
        other.close()


async def test_what_is_being_written_elsewhere_is_not_offered_here(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "On it.")
        await keys(pilot, "escape")
    other = Holds(place.folder / "store" / "copy.db", alone=False)
    assert other.take("1042-post")
    async with place.app() as pilot:
        assert "You were answering" not in status(pilot)
    other.close()
    async with place.app() as pilot:
        assert status(pilot).startswith("You were answering #1042")
