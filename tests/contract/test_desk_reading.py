"""Opening a ticket: everything once, nothing twice, and what others do meanwhile is not lost."""

import asyncio
from pathlib import Path

import pytest

from eddytui.api import DeskError
from eddytui.api.errors import Missing
from eddytui.demo.account import ME
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from tests.place import Place

VPN, MINE, OUTAGE, MIGRATION = 1042, 1036, 1026, 1023
OF_VPN = [f"/api/v2/tickets/{VPN}/{part}/" for part in ("posts", "comments", "audit")]


def asked(place: Place) -> list[str]:
    """The addresses that were asked for since the last look."""
    paths = [path for _, path in place.helpdesk.requests]
    place.helpdesk.requests.clear()
    return paths


def posts(place: Place, ticket_id: int) -> list[int]:
    """The replies of a ticket on the server, oldest first."""
    return [post.id for post in place.helpdesk.world.thread(ticket_id).posts]


def shown(desk: Desk, ticket_id: int, kind: str = "post") -> list[int]:
    """The replies of a ticket here, oldest first."""
    return [row.id for row in desk.messages(ticket_id, (kind,), newest_first=False)]


async def test_opening_asks_for_each_part_once(place: Place) -> None:
    place.answered(VPN, "Checking the gateway.", kind="comment")
    async with place.desk() as desk:
        await desk.refresh()
        asked(place)
        await desk.open(VPN)
        assert sorted(asked(place)[:3]) == sorted(OF_VPN)
        assert shown(desk, VPN) == posts(place, VPN)
        writers = [(row.author, row.staff) for row in desk.messages(VPN, newest_first=False)]
        assert writers == [("John Doe", False), ("John Doe", False), ("Olga Petrova", True)]
        assert desk.totals(VPN)["post"] == 2
        assert desk.audit(VPN)


async def test_people_are_asked_for_in_one_request(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        asked(place)
        await desk.open(OUTAGE)
        assert len([path for path in asked(place) if "/users" in path]) == 1
        assert all(row.staff is not None for row in desk.messages(OUTAGE, newest_first=False))


async def test_news_are_what_others_wrote_since_for_two_requests(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        seen = desk.seen(VPN)
        asked(place)
        assert await desk.news(VPN, seen) == []
        assert sorted(asked(place)) == sorted(OF_VPN[:2])
        place.answered(VPN, "My own, from another machine.", by=ME)
        place.answered(VPN, "I take this one.", kind="comment")
        place.later(minutes=1)
        place.answered(VPN, "It is up again.")
        news = [(row.kind, row.author, row.created) for row in await desk.news(VPN, seen)]
        assert news == [
            ("comment", "Olga Petrova", "2026-03-02 09:00:00"),
            ("post", "Olga Petrova", "2026-03-02 09:01:00"),
        ]
        assert await desk.news(VPN, desk.seen(VPN)) == []
        place.line.offline = True
        with pytest.raises(DeskError):
            await desk.news(VPN, seen)


async def test_nothing_is_asked_when_nothing_moved(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
    async with place.desk() as desk:
        asked(place)
        await desk.open(VPN)
        await desk.preview(VPN)
        assert asked(place) == []


async def test_again_asks_for_all_parts_but_not_for_people(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        asked(place)
        await desk.open(VPN, again=True)
        assert sorted(asked(place)) == sorted(OF_VPN)


async def test_preview_and_opening_do_not_do_the_same_work(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        asked(place)
        await asyncio.gather(desk.preview(VPN), desk.open(VPN), desk.preview(VPN))
        assert sorted(path for path in asked(place) if "/users" not in path) == sorted(OF_VPN)


@pytest.mark.parametrize("refused", [False, True], ids=["unknown", "not for us"])
async def test_whom_the_helpdesk_does_not_show_is_asked_for_once(
    place: Place, refused: bool
) -> None:
    if refused:
        place.line.refuse, place.line.address = 403, "/users"
    async with place.desk() as desk:
        await desk.refresh()
        place.helpdesk.world.people[41] = place.helpdesk.world.people[41]._replace(id=4100)
        for _ in range(2):
            await desk.open(VPN, again=True)
        assert len(shown(desk, VPN)) == 2
    assert place.line.tried.count(("GET", "/api/v2/users/")) == 1


async def test_news_are_read_after_the_ticket_moved(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        place.later(minutes=1)
        place.answered(VPN, "It works again.", by=41)
        await desk.refresh()
        await desk.open(VPN)
        assert shown(desk, VPN) == posts(place, VPN)


async def test_news_that_come_while_a_page_is_on_its_way_are_not_missed(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold_answers, place.line.address = asyncio.Event(), f"/{VPN}/posts"
        opening = asyncio.create_task(desk.open(VPN))
        await place.line.held.wait()
        place.later(minutes=1)
        place.answered(VPN, "It works again.", by=41)
        await desk.refresh()
        place.line.hold_answers.set()
        await opening
        assert len(shown(desk, VPN)) == 2, "the page was made before the reply"
        await desk.open(VPN)
        assert shown(desk, VPN) == posts(place, VPN)


@pytest.mark.parametrize(("ticket_id", "count"), [(OUTAGE, 85), (MIGRATION, 1000)])
async def test_a_long_thread_is_read_to_its_end(tmp_path: Path, ticket_id: int, count: int) -> None:
    place = Place(tmp_path, tickets=60, long_thread=1000)
    async with place.desk() as desk:
        await desk.open(ticket_id)
        assert shown(desk, ticket_id) == posts(place, ticket_id)[-30:]
        while await desk.older(ticket_id, "post"):
            pass
        assert shown(desk, ticket_id) == posts(place, ticket_id)
        assert len(shown(desk, ticket_id)) == count
        asked(place)
        assert not await desk.older(ticket_id, "post")
        assert asked(place) == [], "the end is known"


async def test_the_history_is_read_to_its_end(place: Place) -> None:
    async with place.desk() as desk:
        await desk.open(OUTAGE)
        while await desk.older(OUTAGE, "audit"):
            pass
        events = place.helpdesk.world.thread(OUTAGE).events
        assert len(events) > 60
        assert {row.id for row in desk.audit(OUTAGE)} == {event.id for event in events}


async def test_replies_that_come_while_older_ones_are_read_are_not_lost(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(OUTAGE)
        for _ in range(3):
            place.later(minutes=1)
            place.answered(OUTAGE, "Still down.")
            await desk.older(OUTAGE, "post")
        await desk.refresh()
        await desk.open(OUTAGE)
        while await desk.older(OUTAGE, "post"):
            pass
        assert shown(desk, OUTAGE) == posts(place, OUTAGE)


async def test_more_news_than_a_page_leave_no_gap(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(OUTAGE)
        for _ in range(40):
            place.later(minutes=1)
            place.answered(OUTAGE, "Still down.")
        await desk.refresh()
        await desk.open(OUTAGE)
        while await desk.older(OUTAGE, "post"):
            pass
        assert shown(desk, OUTAGE) == posts(place, OUTAGE)


@pytest.mark.parametrize("which", [-1, -2, 0], ids=["newest", "between", "oldest"])
@pytest.mark.parametrize("kind", ["post", "comment"])
async def test_a_deleted_message_goes(place: Place, kind: str, which: int) -> None:
    for text in ("one", "two", "three"):
        place.answered(VPN, text, kind=kind)
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        gone = shown(desk, VPN, kind)[which]
        place.later(minutes=1)
        place.happen("delete", ticket=VPN, kind=kind, id=gone)
        await desk.refresh()
        await desk.open(VPN)
        assert gone not in shown(desk, VPN, kind)
        assert len(shown(desk, VPN, kind)) >= 2


async def test_the_only_note_goes_too(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        note = place.answered(MINE, "Only this.", kind="comment")
        for other in place.helpdesk.world.thread(MINE).comments[:-1]:
            place.happen("delete", ticket=MINE, kind="comment", id=other.id)
        await desk.open(MINE)
        assert shown(desk, MINE, "comment") == [note]
        place.later(minutes=1)
        place.happen("delete", ticket=MINE, kind="comment", id=note)
        await desk.refresh()
        await desk.open(MINE)
        assert shown(desk, MINE, "comment") == []


async def test_a_ticket_that_is_not_here_is_fetched_by_its_number(place: Place) -> None:
    async with place.desk() as desk:
        assert desk.row(VPN) is None
        heard: list[Changed] = []
        desk.on_change = heard.append
        await desk.open(VPN)
        row = desk.row(VPN)
        assert row is not None
        assert row.title == "VPN down for the whole office"
        assert Changed("tickets", frozenset({VPN})) in heard
        assert shown(desk, VPN) == posts(place, VPN)


@pytest.mark.parametrize("known", [True, False])
async def test_a_missing_ticket_is_forgotten(place: Place, known: bool) -> None:
    async with place.desk() as desk:
        if known:
            await desk.refresh()
            await desk.open(VPN)
            await desk.drafts.keep(VPN, "post", "Dear John")
        del place.helpdesk.world.tickets[VPN]
        asked(place)
        with pytest.raises(Missing):
            await desk.open(VPN, again=True)
        assert asked(place).count(f"/api/v2/tickets/{VPN}") == 1
        assert desk.row(VPN) is None
        assert desk.messages(VPN, newest_first=True) == []
        assert len(desk.drafts.all()) == int(known), "what was typed stays"


async def test_a_missing_part_does_not_make_the_ticket_go(place: Place) -> None:
    place.line.refuse, place.line.address = 404, "/comments"
    async with place.desk() as desk:
        await desk.refresh()
        with pytest.raises(Missing):
            await desk.open(VPN)
        assert desk.row(VPN) is not None
        assert shown(desk, VPN) == posts(place, VPN), "the other parts are here"


async def test_a_broken_line_leaves_what_was_read(place: Place) -> None:
    async with place.desk() as desk:
        await desk.open(OUTAGE)
        here = shown(desk, OUTAGE)
        place.line.offline = True
        for ask in (lambda: desk.open(OUTAGE, again=True), lambda: desk.older(OUTAGE, "post")):
            with pytest.raises(DeskError):
                await ask()
        assert shown(desk, OUTAGE) == here
        place.line.offline = False
        assert await desk.older(OUTAGE, "post")
        assert len(shown(desk, OUTAGE)) == 60


async def test_a_reply_that_cannot_be_read_is_counted(place: Place) -> None:
    thread = place.helpdesk.world.thread(OUTAGE)
    thread.posts[3] = thread.posts[3]._replace(author="nobody")  # type: ignore[arg-type]
    async with place.desk() as desk:
        await desk.open(OUTAGE)
        assert desk.state().unreadable == 0
        while await desk.older(OUTAGE, "post"):
            pass
        assert desk.state().unreadable == 1
        assert len(shown(desk, OUTAGE)) == 84
        asked(place)
        assert not await desk.older(OUTAGE, "post")
        assert asked(place) == [], "no more can be read, so no more is asked for"


async def test_what_was_sent_while_a_page_came_is_not_taken_for_deleted(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        place.line.hold_answers, place.line.address = asyncio.Event(), f"/{VPN}/posts"
        place.line.methods = frozenset({"GET"})
        opening = asyncio.create_task(desk.open(VPN, again=True))
        await place.line.held.wait()
        assert await desk.write(VPN, "post", "On it.")
        place.line.hold_answers.set()
        await opening
        assert shown(desk, VPN) == posts(place, VPN)
        assert len(shown(desk, VPN)) == 3
