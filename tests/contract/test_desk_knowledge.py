"""The desk's knowledge base: read once within its allowance, kept fresh, found without a line."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from starlette.types import Receive, Scope, Send

from eddytui.api import Blocked, DeskError, Offline
from eddytui.demo.records import File
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from tests.articles import fill
from tests.faults import Line
from tests.place import Place

SMALL, LARGE = 60, 1000


def change(place: Place, number: int, title: str) -> None:
    articles = place.helpdesk.world.articles
    articles[number] = articles[number]._replace(title={"en": title}, updated=place.now)


async def everything(desk: Desk) -> set[int]:
    found = await desk.knowledge.find("", limit=5000)
    assert len(found.rows) == found.total
    return {row.id for row in found.rows}


async def read(desk: Desk) -> None:
    await desk.refresh_knowledge()
    await desk.complete_knowledge()


class Requests:
    """Stands before the helpdesk and notes when the knowledge base was asked for something."""

    def __init__(self, place: Place) -> None:
        self.times: list[datetime] = []
        self._place, self._app = place, place.helpdesk.app
        place.line = Line(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "knowledge_base" in scope["path"]:
            self.times.append(self._place.now)
        await self._app(scope, receive, send)

    def most_in_a_minute(self) -> int:
        minute = timedelta(minutes=1)
        return max(
            sum(start <= time < start + minute for time in self.times) for start in self.times
        )


class Between:
    """Stands before the helpdesk and lets something happen before a request for articles."""

    def __init__(self, place: Place, **deeds: Callable[[], object]) -> None:
        """`third=deed` does it before the third one."""
        self._deeds = [deeds.get(name) for name in ("first", "second", "third", "fourth")]
        self._app = place.helpdesk.app
        place.line = Line(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].endswith("/articles") and self._deeds and (deed := self._deeds.pop(0)):
            deed()
        await self._app(scope, receive, send)


@pytest.fixture
def requests(place: Place) -> Requests:
    return Requests(place)


@pytest.mark.parametrize("count", [0, 7, SMALL, LARGE])
async def test_all_articles_are_read_within_the_allowance(
    place: Place, requests: Requests, count: int
) -> None:
    ids = fill(place, count)
    async with place.desk() as desk:
        before = desk.knowledge.whole
        await read(desk)
        assert await everything(desk) == ids
        assert (before, desk.knowledge.whole) == (False, True)
        assert desk.knowledge.progress == (count, count)
        assert desk.knowledge.as_of
        assert len(desk.knowledge.categories()) == 14
    assert requests.most_in_a_minute() <= 48, "of 60; others of this helpdesk ask too"
    assert len(requests.times) <= count / 9 + 8


async def test_its_requests_do_not_count_against_the_others(place: Place) -> None:
    fill(place, SMALL)
    async with place.desk() as desk:
        await read(desk)
        assert desk.state().limit == desk.state().remaining == 300


async def test_the_newest_articles_are_here_at_once_and_the_rest_is_told(place: Place) -> None:
    fill(place, SMALL)
    async with place.desk() as desk:
        await desk.refresh_knowledge()
        assert await everything(desk) == set(range(SMALL - 9, SMALL + 1))
        seen = []
        desk.on_change = lambda changed: (
            seen.append(desk.knowledge.progress) if changed.kind == "knowledge" else None
        )
        await desk.complete_knowledge()
        here = [progress.here for progress in seen]
        assert here == sorted(here)
        assert {progress.total for progress in seen} == {SMALL}
        assert len(set(here)) >= 6


async def test_it_goes_on_where_it_was_left(place: Place, requests: Requests) -> None:
    ids = fill(place, 200)
    enough = asyncio.Event()
    async with place.desk() as desk:

        def look(changed: Changed) -> None:
            if desk.knowledge.progress.here > 100:
                enough.set()

        await desk.refresh_knowledge()
        desk.on_change = look
        whole = asyncio.create_task(desk.complete_knowledge())
        await enough.wait()
        whole.cancel()
        with pytest.raises(asyncio.CancelledError):
            await whole
    requests.times.clear()
    async with place.desk() as desk:
        here = len(await everything(desk))
        assert 100 < here < 200
        await desk.complete_knowledge()
        assert await everything(desk) == ids
    assert len(requests.times) <= (200 - here) / 9 + 6, "what is here is not read again"


async def test_what_is_written_while_a_first_reading_waits_is_not_missed(place: Place) -> None:
    fill(place, 25)
    articles = place.helpdesk.world.articles

    def cut() -> None:
        place.line.offline = True

    Between(place, first=cut)
    async with place.desk() as desk:
        with pytest.raises(Offline):
            await desk.complete_knowledge()
        assert desk.knowledge.count == 10
    place.line.offline = False
    for number in range(100, 115):
        place.later(minutes=5)
        articles[number] = articles[1]._replace(id=number, updated=place.now)
    async with place.desk() as desk:
        await read(desk)
        assert await everything(desk) == set(articles)
        assert desk.knowledge.whole


async def test_a_block_says_until_when_and_what_is_here_can_be_read(place: Place) -> None:
    ids = fill(place, 300)
    async with place.desk() as desk:
        await desk.refresh_knowledge()
        for _ in range(59):  # somebody else asks as well
            place.helpdesk.arrive("GET", "/api/v2/knowledge_base/articles", "")
        with pytest.raises(Blocked, match=r"takes none before 10:0[01] UTC"):
            await desk.complete_knowledge()
        here = await everything(desk)
        assert len(here) >= 10
        assert (await desk.knowledge.find("article 300")).rows[0].id == 300
        before = len(place.helpdesk.requests)
        with pytest.raises(Blocked):
            await desk.complete_knowledge()
        assert len(place.helpdesk.requests) == before, "nothing is sent while it lasts"
        await desk.open(1036)  # the tickets have an allowance of their own
        place.later(hours=1, minutes=1)
        await desk.complete_knowledge()
        assert await everything(desk) == ids


async def test_when_nothing_is_new_two_requests_are_enough(
    place: Place, requests: Requests
) -> None:
    fill(place, SMALL)
    async with place.desk() as desk:
        await read(desk)
        requests.times.clear()
        await read(desk)
        assert len(requests.times) == 2


@pytest.mark.parametrize("count", [3, 40])
async def test_what_changed_comes_with_few_requests(
    place: Place, requests: Requests, count: int
) -> None:
    fill(place, 300)
    async with place.desk() as desk:
        await read(desk)
        for number in range(1, count + 1):
            place.later(minutes=1)
            change(place, number, f"Reworded {number}")
        requests.times.clear()
        await read(desk)
        assert (await desk.knowledge.find("reworded", limit=100)).total == count
        assert (await desk.knowledge.find("article 2")).partial, "that is not its title now"
        assert len(requests.times) <= 3 + count / 9 + 1


async def test_an_article_that_changes_while_the_news_are_read_is_kept_as_it_is_now(
    place: Place,
) -> None:
    fill(place, 25)
    async with place.desk() as desk:
        await read(desk)
    place.later(days=1)
    for number in range(1, 12):
        change(place, number, "First")
        place.later(minutes=1)
    Between(place, second=lambda: change(place, 11, "Second"))
    async with place.desk() as desk:
        await desk.refresh_knowledge()
        article = desk.knowledge.article(11)
        assert article is not None
        assert article.title == "Second"


async def test_articles_that_are_gone_from_the_server_go_here(place: Place) -> None:
    ids = fill(place, SMALL)
    async with place.desk() as desk:
        await read(desk)
        del place.helpdesk.world.articles[5], place.helpdesk.world.articles[41]
        await desk.refresh_knowledge()
        told = desk.knowledge.whole
        assert await everything(desk) == ids
        await desk.complete_knowledge()
        assert await everything(desk) == ids - {5, 41}
        assert desk.knowledge.article(5) is None
        assert (told, desk.knowledge.whole) == (False, True), "one request tells that some are gone"


async def test_an_article_that_goes_after_it_was_read_is_found_out_by_the_next_round(
    place: Place,
) -> None:
    ids = fill(place, 25)
    Between(place, third=lambda: place.helpdesk.world.articles.pop(24))
    async with place.desk() as desk:
        await read(desk)
        assert not desk.knowledge.whole, "one more is here than the helpdesk has"
        assert not desk.knowledge.first, "though all were read once"
        await read(desk)
        assert await everything(desk) == ids - {24}
        assert desk.knowledge.whole


async def test_an_article_that_one_may_see_now_is_found_although_it_is_old(place: Place) -> None:
    ids = fill(place, SMALL)
    articles = place.helpdesk.world.articles
    articles[9] = articles[9]._replace(owner=8)
    async with place.desk() as desk:
        await read(desk)
        assert await everything(desk) == ids - {9}
        articles[9] = articles[9]._replace(owner=0)
        await read(desk)
        assert await everything(desk) == ids


async def test_an_article_that_moves_while_pages_are_read_is_not_missed(place: Place) -> None:
    ids = fill(place, 200)
    async with place.desk() as desk:
        await desk.refresh_knowledge()
        moving = [1, 2, 150, 199]

        def move(changed: Changed) -> None:
            if moving:
                place.later(seconds=1)
                change(place, moving.pop(), "Moved")

        desk.on_change = move
        await desk.complete_knowledge()
        desk.on_change = lambda _: None
        assert await everything(desk) == ids
        assert (await desk.knowledge.find("moved")).total == 4


async def test_many_articles_of_one_moment_are_all_read(place: Place) -> None:
    ids = fill(place, SMALL, apart=timedelta())
    async with place.desk() as desk:
        await read(desk)
        assert await everything(desk) == ids


async def test_without_a_line_what_is_here_is_found(place: Place) -> None:
    async with place.desk() as desk:
        await read(desk)
        place.line.offline = True
        with pytest.raises(Offline):
            await desk.refresh_knowledge()
        found = await desk.knowledge.find("vpn reconnect")
        assert [row.id for row in found.rows] == [101]
        article = desk.knowledge.article(101, ("ru",))
        assert article is not None
        assert (article.language, article.languages) == ("ru", ("en", "ru", "ua"))


async def test_nothing_in_an_article_can_act_on_a_terminal(place: Place) -> None:
    evil = "\x1b]52;c;AAAA\x07\u202e"
    world = place.helpdesk.world
    world.articles[101] = world.articles[101]._replace(
        title={"en": f"Gateway {evil}"},
        tags={"en": (f"gateway {evil}",)},
        body={"en": f"<h2>{evil}</h2><p>&#27;[2J gateway &#x9b;31m {evil}</p>"},
        files=(File(f"{evil}.png", "0" * 40),),
    )
    world.categories[2] = world.categories[2]._replace(title={"en": f"VPN{evil}"})
    async with place.desk() as desk:
        await read(desk)
        found = await desk.knowledge.find("gateway cat:vpn")
        article = desk.knowledge.article(101)
        assert article is not None
        seen = repr((found.rows[0], article, desk.knowledge.categories()))
        assert "Gateway ␛]52;c;AAAA" in seen
        assert not re.search(r"\\x1b|\\x07|\\x9b|\\u202e|\\u001b|\\u009b", seen)


async def test_a_page_that_fails_leaves_what_came_before(place: Place) -> None:
    fill(place, SMALL)
    async with place.desk() as desk:
        await desk.refresh_knowledge()
        place.line.html = True
        with pytest.raises(DeskError):
            await desk.complete_knowledge()
        assert len(await everything(desk)) == 10
        place.line.html = False
        await desk.complete_knowledge()
        assert desk.knowledge.whole


async def test_what_nobody_can_read_is_counted_and_does_not_begin_a_new_round(
    place: Place, requests: Requests
) -> None:
    ids = fill(place, SMALL)
    articles = place.helpdesk.world.articles
    broken = articles[30]
    articles[30] = broken._replace(views="many")  # type: ignore[arg-type]
    async with place.desk() as desk:
        await read(desk)
        assert await everything(desk) == ids - {30}
        assert desk.state().unreadable == 1
        requests.times.clear()
        await read(desk)
        assert len(requests.times) == 2
        articles[30] = broken._replace(updated=place.now)
        await read(desk)
        assert await everything(desk) == ids
        assert desk.state().unreadable == 0
