"""Whatever stands in a record, every widget shows it as text: no markup, no sequence, no crash.

The records are put into the local copy as they are, past everything that cleans what the server
sends: what is tested here is the interface alone.
"""

from collections.abc import AsyncIterator, Sequence

import pytest
from textual.app import App
from textual.pilot import Pilot

from eddytui.api.errors import Refused
from eddytui.desk.sign_in import Step
from eddytui.text.clean import CONTROL
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.dialogs.choose import Choose
from eddytui.ui.sign_in import Entered, SignInApp
from tests.place import Place, eddy, glass, keys, open_ticket, point_at, settle
from tests.ui.poison import TICKET, hostile, poison, shown

QUEUE = ("title", "from", "own", "sta", "post", "post-file", "name", "Absent")
"""What a look at the queue shows: the row, the preview, who one is."""
HEAD = ("title", "sta", "own")
PANEL = ("from", "user_email", "org", "pri", "typ", "dep", "tags", "cc", "source", "unique_id")
VISITS: tuple[tuple[tuple[str, ...], Sequence[str]], ...] = (
    (("enter",), (*HEAD, *PANEL, "post", "post-file", "comment", "name")),
    (("2",), ("comment", "comment-file")),
    (("3",), ("who", "audit")),
    (("5",), (*PANEL, "fie", "rate", "rate_comment")),
    (("s",), ("sta",)),
    (("escape", "a"), ("Absent",)),
    (("escape", "r"), ("user_email", "draft")),
)
"""Keys, and whose payloads are on the glass after them."""


def assert_clean(app: App[None]) -> None:
    """Nothing on the glass moves the terminal, leads anywhere or does anything when clicked."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert not CONTROL.search(segment.text), repr(segment.text)
            assert segment.style is None or not segment.style.link
            assert segment.style is None or "@click" not in segment.style.meta


@pytest.mark.parametrize("size", [(200, 60), (80, 24)])
async def test_every_text_of_a_record_is_shown_as_it_is(
    place: Place, size: tuple[int, int]
) -> None:
    await poisoned(place)
    async with place.app(size) as pilot:
        await keys(pilot, "5")
        await point_at(pilot, TICKET)
        assert_shown(pilot, QUEUE, size)
        for pressed, names in VISITS:
            await keys(pilot, *pressed)
            assert_shown(pilot, names, size)


def assert_shown(pilot: "Pilot[None]", names: Sequence[str], size: tuple[int, int]) -> None:
    assert_clean(pilot.app)
    if size[0] >= 200:  # a smaller glass has not the room for all of them
        assert [name for name in names if shown(name) not in glass(pilot)] == []


async def poisoned(place: Place) -> None:
    """The local copy with payloads; the helpdesk cannot be reached to mend it."""
    place.answered(TICKET, "A note", kind="comment")
    async with place.app() as pilot:
        await open_ticket(pilot, TICKET)
    (copy,) = place.folder.rglob("copy.db")
    poison(copy)
    place.line.offline = True


async def test_what_is_told_is_shown_as_it_is(place: Place) -> None:
    async with place.app((200, 60)) as pilot:
        app = eddy(pilot)
        app.refuse(hostile("doing"), Refused([]))
        app.refuse("", Refused([hostile("refusal")]))
        await settle(pilot)
        assert_clean(app)
        assert shown("doing") in glass(pilot)
        assert shown("refusal") in glass(pilot)
        app.tell(hostile("sentence"), "late")
        await settle(pilot)
        assert_clean(app)
        assert shown("sentence") in glass(pilot)


async def test_what_is_asked_is_shown_as_it_is(place: Place) -> None:
    async with place.app() as pilot:
        label, beside = hostile("label"), hostile("beside")
        eddy(pilot).push_screen(
            Choose(hostile("question"), [Choice("1", label), Choice("2", "b", beside)])
        )
        await settle(pilot)
        assert_clean(pilot.app)
        for name in ("question", "label", "beside"):
            assert shown(name) in glass(pilot)
        await keys(pilot, *"lab[/nope")
        assert_clean(pilot.app)
        assert shown("label") in glass(pilot)


async def test_the_check_of_a_sign_in_is_shown_as_it_is() -> None:
    async def check(*_: str) -> AsyncIterator[Step]:
        yield Step("Address", "done", hostile("address"))
        yield Step("Connection", "failed", hostile("connection"))

    async def keep(*_: object) -> str:
        return ""

    entered = Entered(hostile("url"), hostile("email"), "")
    app = SignInApp(check, keep, entered=entered, why=hostile("why"))
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("k", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert_clean(app)
        strips = app.screen._compositor.render_strips()
        seen = "\n".join(strip.text for strip in strips)
    for name in ("why", "url", "email", "address", "connection"):
        assert shown(name) in seen
