"""All programs of one user count together; what happens to one of them stops no other."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from eddytui.api.errors import Blocked
from eddytui.api.lane import Lane
from eddytui.api.pace import Allowance, Pace
from eddytui.api.tally import Tally
from eddytui.store.allowance import AllowanceFile
from tests.unit.test_pace import START, Time, spend

ROOT = Path(__file__).parents[2]
Program = Callable[[], Pace]

HAMMER = """
import asyncio, sys, time
from pathlib import Path
from eddytui.api.lane import Lane
from eddytui.api.pace import Pace
from eddytui.api.tally import Tally
from eddytui.store.allowance import AllowanceFile

FAST = 40


def clock():
    return time.time() * FAST


async def main():
    ledger = AllowanceFile(Path(sys.argv[1]), Tally.read, Tally.written)
    pace = Pace(ledger, clock=clock, sleep=lambda seconds: asyncio.sleep(seconds / FAST))
    for _ in range(int(sys.argv[2])):
        number = await pace.turn("api", Lane.WRITE)
        print(clock())
        pace.landed("api", number)
    assert not pace.warning
    await pace.close()


asyncio.run(main())
"""

DOOMED = """
import asyncio, sys
from pathlib import Path
from eddytui.api.lane import Lane
from eddytui.api.pace import Pace
from eddytui.api.tally import Tally
from eddytui.store.allowance import AllowanceFile


async def sleep(_):
    print("waiting", flush=True)
    await asyncio.Event().wait()


async def main():
    ledger = AllowanceFile(Path(sys.argv[1]), Tally.read, Tally.written)
    pace = Pace(ledger, clock=lambda: float(sys.argv[2]), sleep=sleep)
    for _ in range(271):
        await pace.turn("api", Lane.WRITE)


asyncio.run(main())
"""


def program(script: str, *words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def be_a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def have_another_table(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE allowances (something_else)")


WRONG: dict[str, Callable[[Path], None]] = {
    "a folder": be_a_folder,
    "another table": have_another_table,
}
LETTER = b"This is no database, it is a letter to whom it may concern. "


def remove(path: Path) -> None:
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()


def damage(path: Path, end: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(LETTER + end)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pace.db"


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
async def start(path: Path, clock: Time) -> AsyncIterator[Program]:
    """Starts a program that counts in the file."""
    running: list[Pace] = []

    def start() -> Pace:
        ledger = AllowanceFile(path, Tally.read, Tally.written)
        running.append(Pace(ledger, clock=clock, sleep=clock.sleep))
        return running[-1]

    yield start
    for pace in running:
        await pace.close()


async def test_what_one_sends_the_other_does_not(start: Program, clock: Time) -> None:
    one, other = start(), start()
    await spend(one, 200)
    await spend(other, 70)
    assert clock.passed == 0
    assert other.allowance().remaining == 30

    await one.turn("api", Lane.WRITE)
    assert clock.passed >= 60


async def test_what_the_helpdesk_told_one_the_other_knows(start: Program, clock: Time) -> None:
    await start().heard("api", 300, 61)
    other = start()
    await other.turn("api", Lane.BACKGROUND)
    assert other.allowance() == Allowance(300, 60, others=239)

    await other.turn("api", Lane.BACKGROUND)
    assert clock.passed >= 60


async def test_a_block_told_to_one_is_obeyed_by_all_and_by_those_that_start_later(
    start: Program, clock: Time
) -> None:
    one, other = start(), start()
    await other.turn("api", Lane.WRITE)
    until = await one.blocked("api")
    for pace in (other, start()):
        with pytest.raises(Blocked) as caught:
            await pace.turn("api", Lane.WRITE)
        assert caught.value.until == until
        with pytest.raises(Blocked):
            await pace.check("api")
        assert pace.allowance().blocked_for == 20 * 60
    clock.now += 90
    assert other.allowance().blocked_for == 20 * 60 - 90
    await other.turn("kb", Lane.WRITE)

    clock.now = until.timestamp()
    await other.turn("api", Lane.WRITE)
    assert clock.slept == []


async def test_a_write_of_one_goes_before_what_another_does_behind_the_screen(
    start: Program,
) -> None:
    one, other = start(), start()
    waits, held = asyncio.Semaphore(0), asyncio.Semaphore(0)
    order: list[str] = []

    async def sleep(_: float) -> None:
        waits.release()
        await held.acquire()

    async def ask(pace: Pace, lane: Lane) -> None:
        pace._sleep = sleep
        await pace.turn("api", lane)
        order.append(lane.name)

    await one.heard("api", 300, 0)
    writing = asyncio.create_task(ask(other, Lane.WRITE))
    await waits.acquire()
    await one.heard("api", 300, 61)
    reading = asyncio.create_task(ask(one, Lane.BACKGROUND))
    await waits.acquire()
    assert order == [], "the last turn of the background is the write's"

    held.release()
    await writing
    await one.heard("api", 300, 61)
    held.release()
    await reading
    assert order == ["WRITE", "BACKGROUND"]


async def test_one_who_is_killed_holds_neither_turns_nor_a_place(
    start: Program, path: Path, clock: Time
) -> None:
    with program(DOOMED, path, START) as doomed:
        assert doomed.stdout is not None
        assert doomed.stdout.readline() == "waiting\n"
        doomed.kill()
    pace = start()
    await pace.heard("api", 300, 31)
    await pace.turn("api", Lane.SCREEN)
    assert 0 < clock.passed <= 6, "as long as one waits for who may be ahead"

    clock.now = START + 60
    assert pace.allowance() == Allowance(300, 299), "what it had under way is over"


def test_programs_that_hammer_together_never_send_more_than_is_allowed(path: Path) -> None:
    asyncio.run(_limit(path, 50))
    programs = [program(HAMMER, path, 25) for _ in range(4)]
    printed = [running.communicate(timeout=60)[0] for running in programs]
    assert [running.returncode for running in programs] == [0] * 4

    sent = sorted(float(moment) for moment in chain(*(text.split() for text in printed)))
    assert len(sent) == 100
    assert max(sum(at <= other < at + 60 for other in sent) for at in sent) <= 50


async def _limit(path: Path, limit: int) -> None:
    pace = Pace(AllowanceFile(path, Tally.read, Tally.written))
    await pace.heard("api", limit, None)
    await pace.close()


async def test_it_is_for_its_owner_alone_and_made_when_it_is_needed(
    start: Program, path: Path
) -> None:
    pace = start()
    assert pace.allowance() == Allowance(300, 300)
    assert not path.parent.exists()

    await pace.turn("api", Lane.WRITE)
    files = list(path.parent.iterdir())
    assert path in files
    assert {each.stat().st_mode & 0o777 for each in files} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_where_nothing_can_be_written_it_goes_at_half_the_rate_and_says_so(
    start: Program, path: Path, clock: Time
) -> None:
    path.parent.write_text("in the way")
    pace = start()
    await spend(pace, 135)
    assert clock.passed == 0
    assert pace.warning == (
        f"{path} cannot be made: File exists. Other eddytui programs cannot see how many requests"
        " this one sends, so it sends half as many."
    )
    await pace.heard("api", 300, 299)
    await pace.turn("api", Lane.WRITE)
    assert clock.passed >= 60, "the helpdesk's figure is shared with those that are not seen"

    await pace.blocked("api")
    with pytest.raises(Blocked):
        await pace.turn("api", Lane.WRITE)


@pytest.mark.parametrize("what", WRONG)
async def test_a_file_that_cannot_be_used_ends_nothing(
    start: Program, path: Path, what: str
) -> None:
    await asyncio.to_thread(WRONG[what], path)
    pace = start()
    await pace.turn("api", Lane.WRITE)

    assert pace.allowance().remaining == 299
    assert "half as many" in pace.warning


async def test_what_was_counted_is_known_when_the_file_is_lost_on_the_way(
    start: Program, path: Path, clock: Time
) -> None:
    pace = start()
    await spend(pace, 200)
    remove(path)
    be_a_folder(path)
    await pace.turn("api", Lane.WRITE)

    assert "half as many" in pace.warning
    assert clock.passed >= 60


@pytest.mark.parametrize("end", [b"", b"nonsense" * 2000])
async def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(
    start: Program, path: Path, clock: Time, end: bytes
) -> None:
    damage(path, end)
    pace, other = start(), start()
    await spend(pace, 135)
    await spend(other, 135)
    assert clock.passed == 0, "at the full rate"
    assert pace.warning == (
        "The count of requests was damaged. It is kept as pace.db.broken-1 and a new one was begun."
    )
    assert path.with_name("pace.db.broken-1").stat().st_size == len(LETTER + end)
    assert other.warning == ""

    await pace.turn("api", Lane.WRITE)
    assert clock.passed >= 60, "they count together"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"limit": "many"}', "null", '{"limit": 1e999}'],
)
async def test_a_text_that_is_none_of_ours_counts_for_nothing(
    start: Program, path: Path, text: str
) -> None:
    one = start()
    await one.turn("api", Lane.WRITE)
    await one.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE allowances SET tally = ?", (text,))
    pace = start()
    await pace.turn("api", Lane.WRITE)

    assert pace.allowance().remaining == 299
    assert pace.warning == ""


async def test_a_file_that_was_removed_is_begun_anew(start: Program, path: Path) -> None:
    one, other = start(), start()
    await spend(one, 5)
    remove(path)
    await spend(one, 3)
    await spend(other, 4)

    assert other.allowance().remaining == 293
    assert one.warning == other.warning == ""


async def test_one_who_has_to_wait_for_the_file_holds_up_nothing_else(
    start: Program, path: Path
) -> None:
    pace = start()
    await pace.turn("api", Lane.WRITE)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        turn = asyncio.create_task(pace.turn("api", Lane.WRITE))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not turn.done()
        assert pace.allowance().remaining == 299
        db.execute("ROLLBACK")
    await turn

    assert pace.allowance().remaining == 298
    assert pace.warning == ""


async def test_one_who_is_given_up_while_the_turn_comes_gives_it_back(start: Program) -> None:
    pace = start()
    await pace.turn("api", Lane.WRITE)
    turn = asyncio.create_task(pace.turn("api", Lane.WRITE))
    await asyncio.sleep(0)
    turn.cancel()
    await asyncio.gather(turn, return_exceptions=True)
    await pace.check("api")

    assert turn.cancelled()
    assert pace.allowance().remaining == 299
