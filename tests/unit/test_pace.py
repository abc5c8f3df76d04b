"""The allowance is shared and a block costs twenty minutes: nobody may hurry past the pace."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.api.errors import Blocked
from eddytui.api.lane import Lane
from eddytui.api.ledger import Ledger, Memory
from eddytui.api.pace import Allowance, Bucket, Pace
from eddytui.api.tally import Tally
from eddytui.store.allowance import AllowanceFile

START = 1_795_000_000.0


class Time:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    @property
    def passed(self) -> float:
        return self.now - START


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture(params=["in this process", "in a file"])
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    """Where it is counted."""
    here = request.param == "in this process"
    path = tmp_path / "state" / "pace.db"
    ledger = Memory() if here else AllowanceFile(path, Tally.read, Tally.written)
    yield ledger
    await ledger.close()


@pytest.fixture
async def pace(clock: Time, ledger: Ledger) -> Pace:
    return Pace(ledger, clock=clock, sleep=clock.sleep, jitter=lambda: 0.5)


async def spend(pace: Pace, count: int, lane: Lane = Lane.WRITE) -> None:
    for _ in range(count):
        await pace.turn("api", lane)


@pytest.mark.parametrize(
    ("lane", "at_once"), [(Lane.WRITE, 270), (Lane.SCREEN, 240), (Lane.BACKGROUND, 210)]
)
async def test_each_lane_leaves_something_for_those_before_it(
    pace: Pace, clock: Time, lane: Lane, at_once: int
) -> None:
    await spend(pace, at_once, lane)
    assert clock.passed == 0

    await pace.turn("api", lane)
    assert 60 <= clock.passed < 61.5


async def test_the_agents_own_keys_go_on_when_the_rest_has_to_wait(pace: Pace, clock: Time) -> None:
    await spend(pace, 240, Lane.SCREEN)
    await pace.turn("api", Lane.WRITE)

    assert clock.passed == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Lane), st.floats(0, 5)), min_size=300, max_size=600))
async def test_no_minute_ever_holds_more_than_our_part(asked: list[tuple[Lane, float]]) -> None:
    clock = Time()
    pace = Pace(Memory(), clock=clock, sleep=clock.sleep)
    sent: list[float] = []
    for lane, pause in asked:
        clock.now += pause if pause > 4 else 0
        await pace.turn("api", lane)
        sent.append(clock())

    assert all(sum(at <= other < at + 60 for other in sent) <= 270 for at in sent)


async def test_the_servers_figure_beats_our_count(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 300, 1)
    await pace.turn("api", Lane.WRITE)
    assert clock.passed == 0

    await pace.turn("api", Lane.WRITE)
    assert clock.passed >= 60


async def test_a_generous_server_is_believed_too(pace: Pace, clock: Time) -> None:
    await spend(pace, 270)
    await pace.heard("api", 300, 299)
    await pace.turn("api", Lane.BACKGROUND)

    assert clock.passed == 0


@pytest.mark.parametrize(
    ("lane", "remaining", "waits"),
    [
        (Lane.BACKGROUND, 61, False),
        (Lane.BACKGROUND, 60, True),
        (Lane.SCREEN, 31, False),
        (Lane.SCREEN, 30, True),
        (Lane.WRITE, 1, False),
        (Lane.WRITE, 0, True),
    ],
)
async def test_a_low_allowance_stops_the_background_first(
    pace: Pace, clock: Time, lane: Lane, remaining: int, waits: bool
) -> None:
    await pace.heard("api", 300, remaining)
    await pace.turn("api", lane)

    assert (clock.passed > 0) is waits


async def test_a_system_with_another_limit_is_paced_by_its_own(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 100, None)
    await spend(pace, 90)
    assert clock.passed == 0

    await pace.turn("api", Lane.WRITE)
    assert clock.passed >= 60


async def test_missing_headers_change_nothing(pace: Pace) -> None:
    await spend(pace, 10)
    await pace.heard("api", None, None)

    assert pace.allowance() == Allowance(300, 290)


async def test_those_who_wait_go_by_lane_then_by_arrival(pace: Pace, clock: Time) -> None:
    for _ in range(270):
        await pace.turn("api", Lane.WRITE)
        clock.now += 0.2
    order: list[str] = []

    async def ask(name: str, lane: Lane) -> None:
        await pace.turn("api", lane)
        order.append(name)

    names = [("b1", Lane.BACKGROUND), ("s1", Lane.SCREEN), ("w1", Lane.WRITE), ("s2", Lane.SCREEN)]
    await asyncio.gather(*(ask(*name) for name in names))

    assert order == ["w1", "s1", "s2", "b1"]


async def test_a_newcomer_does_not_take_the_slot_of_one_who_waits(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 300, 0)
    held = asyncio.Event()
    waits = asyncio.Semaphore(0)
    order: list[str] = []

    async def sleep(_seconds: float) -> None:
        clock.now += 0.1
        waits.release()
        await held.wait()

    async def ask(name: str) -> None:
        await pace.turn("api", Lane.WRITE)
        order.append(name)

    pace._sleep = sleep
    first = asyncio.create_task(ask("first"))
    await waits.acquire()
    await pace.heard("api", 300, 1)
    second = asyncio.create_task(ask("second"))
    await waits.acquire()
    assert order == []

    held.set()
    pace._sleep = clock.sleep
    await asyncio.gather(first, second)
    assert order == ["first", "second"]


async def test_one_who_stops_waiting_keeps_no_place(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 300, 1)
    waits = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        waits.set()
        await asyncio.Event().wait()

    pace._sleep = sleep
    gone = asyncio.create_task(pace.turn("api", Lane.SCREEN))
    await waits.wait()
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await pace.turn("api", Lane.WRITE)

    assert gone.cancelled()
    assert pace.allowance().remaining == 0


async def test_the_knowledge_base_has_its_own_allowance(pace: Pace, clock: Time) -> None:
    for _ in range(54):
        await pace.turn("kb", Lane.WRITE)
    await pace.turn("api", Lane.BACKGROUND)
    assert clock.passed == 0
    assert pace.allowance("kb").remaining == 6

    await pace.turn("kb", Lane.WRITE)
    assert clock.passed >= 60


@pytest.mark.parametrize(("bucket", "limit", "minutes"), [("api", 300, 20), ("kb", 60, 60)])
async def test_nothing_is_sent_during_a_block(
    pace: Pace, clock: Time, bucket: Bucket, limit: int, minutes: int
) -> None:
    await pace.heard(bucket, None, 0)
    until = await pace.blocked(bucket)

    assert until == pace.now() + timedelta(minutes=minutes)
    assert pace.allowance(bucket) == Allowance(limit, 0, until, minutes * 60)
    for lane in Lane:
        with pytest.raises(Blocked) as caught:
            await pace.turn(bucket, lane)
        assert caught.value.until == until
    assert clock.slept == []

    clock.now = until.timestamp()
    await pace.turn(bucket, Lane.WRITE)
    assert pace.allowance(bucket).blocked_until is None
    assert clock.slept == []


async def test_a_block_of_one_bucket_leaves_the_other_free(pace: Pace) -> None:
    await pace.blocked("kb")
    await pace.turn("api", Lane.BACKGROUND)

    assert pace.allowance("api").blocked_until is None


async def test_the_servers_own_end_of_a_block_is_kept(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 300, 0)
    until = await pace.blocked("api", pace.now() + timedelta(seconds=5))
    assert until == pace.now() + timedelta(seconds=5)

    clock.now += 5
    await pace.turn("api", Lane.WRITE)
    assert clock.slept == [], "the 0 heard with the block is forgotten when it ends"
    assert await pace.blocked("api", datetime(2999, 1, 1, tzinfo=UTC)) == pace.now() + timedelta(
        days=1
    )


async def test_one_who_waits_when_the_block_comes_learns_of_it(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 300, 0)

    async def sleep(seconds: float) -> None:
        clock.now += seconds
        await pace.blocked("api")

    pace._sleep = sleep
    with pytest.raises(Blocked):
        await pace.turn("api", Lane.WRITE)
    assert clock.passed <= 1


async def test_a_clock_that_goes_back_does_not_stop_us(pace: Pace, clock: Time) -> None:
    await spend(pace, 270)
    await pace.heard("api", 300, 0)
    clock.now -= 86_400
    before = clock.now
    await pace.turn("api", Lane.WRITE)

    assert clock.now - before <= 61.5


async def test_a_clock_that_goes_back_makes_no_block_longer(pace: Pace, clock: Time) -> None:
    await pace.blocked("api")
    clock.now -= 86_400
    assert pace.allowance().blocked_for == 20 * 60
    with pytest.raises(Blocked) as caught:
        await pace.turn("api", Lane.WRITE)
    assert caught.value.until == pace.now() + timedelta(minutes=20)

    clock.now += 20 * 60
    await pace.turn("api", Lane.WRITE)
    assert clock.slept == []


async def test_the_minute_of_a_request_begins_when_it_is_over(pace: Pace, clock: Time) -> None:
    numbers = [await pace.turn("api", Lane.WRITE) for _ in range(270)]
    clock.now += 50  # the server may have counted them at any time since
    for number in numbers:
        pace.landed("api", number)
    await pace.turn("api", Lane.WRITE)

    assert 110 <= clock.passed < 111.5


async def test_answers_that_overtake_each_other_leave_the_lowest_figure(pace: Pace) -> None:
    first, second = [await pace.turn("api", Lane.WRITE) for _ in range(2)]
    # The second arrived before the first, so it was told of more.
    await pace.heard("api", 300, 4, first)
    pace.landed("api", first)
    await pace.heard("api", 300, 5, second)
    pace.landed("api", second)
    await pace.check("api")

    assert pace.allowance().remaining == 4


async def test_one_whose_answer_is_lost_may_have_been_counted(pace: Pace) -> None:
    first, second = [await pace.turn("api", Lane.WRITE) for _ in range(2)]
    pace.landed("api", second)
    await pace.heard("api", 300, 5, first)

    assert pace.allowance().remaining == 4


async def test_others_who_use_the_allowance_are_told(pace: Pace, clock: Time) -> None:
    number = await pace.turn("api", Lane.SCREEN)
    await pace.heard("api", 300, 179, number)
    pace.landed("api", number)
    assert pace.allowance() == Allowance(300, 179, others=120)

    number = await pace.turn("api", Lane.SCREEN)
    await pace.heard("api", 300, 298, number)
    assert pace.allowance().others == 0, "it is ours alone"

    await pace.heard("api", None, 100)
    assert pace.allowance().others == 0, "who does not tell the limit does not tell of others"


async def test_what_was_told_of_others_is_forgotten_after_a_minute(pace: Pace, clock: Time) -> None:
    await pace.heard("api", 300, 100)
    assert pace.allowance().others == 200
    clock.now += 60

    assert pace.allowance() == Allowance(300, 300)


async def test_waiting_is_done_in_naps(pace: Pace, clock: Time) -> None:
    await spend(pace, 271)

    assert max(clock.slept) <= 1
    assert len(clock.slept) < 70


async def test_trying_again_is_put_off_longer_each_time(pace: Pace, clock: Time) -> None:
    for attempt in (1, 2, 3):
        await pace.back_off(attempt)

    assert clock.slept == [0.5, 1.0, 2.0]


async def test_the_allowance_of_a_fresh_start_is_whole(pace: Pace) -> None:
    assert pace.allowance() == Allowance(300, 300)
    assert pace.allowance("kb") == Allowance(60, 60)
