"""Files of a draft stay with it, go along with the reply, and come back with it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from eddytui.api.errors import BadFile, Refused
from eddytui.desk.desk import Desk
from tests.place import Place

VPN = 1042
KINDS = pytest.mark.parametrize("kind", ["post", "comment"])


@pytest.fixture
async def desk(place: Place) -> AsyncIterator[Desk]:
    async with place.desk() as desk:
        await desk.refresh()
        yield desk


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "log one.txt"
    path.write_text("all of it")
    return str(path)


def draft(desk: Desk, kind: str = "post") -> tuple[str, tuple[str, ...]]:
    found = desk.drafts.of(VPN, kind)
    return (found.text, found.files) if found else ("", ())


async def test_typing_keeps_what_is_attached(desk: Desk, log: str) -> None:
    await desk.drafts.attach(VPN, "post", [log])
    assert draft(desk) == ("", (log,)), "files without a text are a draft"
    await desk.drafts.keep(VPN, "post", "See the log.")
    assert draft(desk) == ("See the log.", (log,))
    await desk.drafts.keep(VPN, "post", "")
    assert draft(desk) == ("", (log,))
    await desk.drafts.attach(VPN, "post", [])
    assert desk.drafts.all() == []


async def test_thrown_away_its_files_go_too(desk: Desk, log: str) -> None:
    await desk.drafts.attach(VPN, "post", [log])
    await desk.drafts.keep(VPN, "post", "See the log.")
    await desk.drafts.drop(VPN, "post")
    assert desk.drafts.all() == []


@KINDS
async def test_they_go_along_once(place: Place, desk: Desk, log: str, kind: str) -> None:
    await desk.drafts.attach(VPN, kind, [log])
    assert await desk.write(VPN, kind, "See the log.", files=[log])
    newest = place.helpdesk.world.thread(VPN).messages(kind)[-1]
    assert [file.name for file in newest.files] == ["log one.txt"]
    assert (draft(desk, kind), len(place.written)) == (("", ()), 1)


async def test_they_wait_with_the_reply_which_shows_their_names(
    place: Place, desk: Desk, log: str
) -> None:
    place.line.offline = True
    assert not await desk.write(VPN, "post", "See the log.", files=[log])
    (row,) = desk.messages(VPN, ("post",), newest_first=True)
    assert row.files == (("log one.txt", ""),)
    place.line.offline = False
    assert await desk.refresh() == []
    assert len(place.helpdesk.world.thread(VPN).posts[-1].files) == 1


async def test_a_file_that_went_away_gives_the_text_back(
    place: Place, desk: Desk, log: str
) -> None:
    place.line.offline = True
    assert not await desk.write(VPN, "post", "See the log.", files=[log])
    place.line.offline = False
    Path(log).unlink()  # noqa: ASYNC240 - one file of a test
    (failure,) = await desk.refresh()
    assert isinstance(failure, BadFile)
    assert log in str(failure)
    assert (draft(desk), place.written) == (("See the log.", (log,)), [])


async def test_what_comes_back_brings_its_files_before_those_attached_since(
    place: Place, desk: Desk, log: str
) -> None:
    place.line.refuse = 400
    await desk.drafts.attach(VPN, "post", ["/home/ira/other.txt"])
    with pytest.raises(Refused):
        await desk.write(VPN, "post", "See the log.", files=[log], is_draft=False)
    assert draft(desk) == ("See the log.", (log, "/home/ira/other.txt"))
    await desk.drafts.keep(VPN, "post", "One more")
    assert draft(desk) == ("See the log.\n\nOne more", (log, "/home/ira/other.txt"))


async def test_recalled_it_has_its_files(desk: Desk, log: str) -> None:
    await desk.write(VPN, "post", "See the log.", files=[log], delay=10)
    assert await desk.outbox.recall(desk.outbox.rows()[0].number)
    assert draft(desk) == ("See the log.", (log,))


async def test_how_much_has_gone_is_told(desk: Desk, log: str) -> None:
    told: list[tuple[int, int]] = []
    desk.outbox.delivery.progress = lambda so_far, total: told.append((so_far, total))
    await desk.write(VPN, "comment", "Without.")
    assert told == []
    await desk.write(VPN, "comment", "See the log.", files=[log])
    assert told[-1][0] == told[-1][1] > 0
