"""Whatever comes in whatever order: the helpdesk is never asked more often than it allows."""

import asyncio
import tempfile
from pathlib import Path
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.api.lane import Lane
from eddytui.api.ledger import Ledger, Memory
from eddytui.api.pace import Pace
from eddytui.api.tally import Tally
from eddytui.store.allowance import AllowanceFile

LIMIT = 12
Deed = tuple[Literal["ask", "arrive", "answer", "lose", "rest"], int, float]
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "ask", "ask", "arrive", "answer", "answer", "lose", "rest"]),
        st.integers(0, 5),
        st.floats(0, 30),
    ),
    min_size=40,
    max_size=150,
)


class World:
    """Two programs and a helpdesk that counts the last minute; a request arrives in good time."""

    def __init__(self, ledgers: tuple[Ledger, Ledger]) -> None:
        self.now = 1_795_000_000.0
        self.came: list[float] = []
        self.most = 0
        self.paces = [
            Pace(ledger, clock=lambda: self.now, sleep=self.rest, jitter=lambda: 0.5)
            for ledger in ledgers
        ]
        self.under_way: list[tuple[Pace, int]] = []
        self.told: dict[int, int] = {}

    async def rest(self, seconds: float) -> None:
        """Let time pass, and what is under way arrive before that."""
        for _, number in self.under_way:
            self.arrive(number)
        self.now += seconds
        await asyncio.sleep(0)

    def arrive(self, number: int) -> None:
        """The helpdesk counts a request, and answers; the answer is heard later."""
        if number not in self.told:
            self.came = [at for at in self.came if self.now - at < 60]
            self.came.append(self.now)
            self.most = max(self.most, len(self.came))
            self.told[number] = max(LIMIT - len(self.came), 0)

    async def ask(self, which: int) -> None:
        """One of the two asks, in some lane."""
        pace = self.paces[which % 2]
        self.under_way.append((pace, await pace.turn("api", Lane(which % 3))))

    async def end(self, which: int, *, heard: bool) -> None:
        """A request ends: its answer is heard, or it is lost on one of its ways."""
        pace, number = self.under_way.pop(which % len(self.under_way))
        if heard:
            self.arrive(number)
            await pace.heard("api", LIMIT, self.told[number], number)
        pace.landed("api", number)

    async def live(self, deeds: list[Deed]) -> None:
        """Do all of it."""
        await self.paces[0].heard("api", LIMIT, None)
        for deed, which, seconds in deeds:
            if deed == "ask":
                await self.ask(which)
            elif deed == "rest":
                await self.rest(seconds)
            elif self.under_way:
                if deed == "arrive":
                    self.arrive(self.under_way[which % len(self.under_way)][1])
                else:
                    await self.end(which, heard=deed == "answer")
        for pace in self.paces:
            await pace.close()


@settings(max_examples=80, deadline=None)
@given(DEEDS)
async def test_two_that_count_together_never_ask_too_often(deeds: list[Deed]) -> None:
    ledger = Memory()
    world = World((ledger, ledger))
    await world.live(deeds)

    assert world.most <= LIMIT


@settings(max_examples=6, deadline=None)
@given(DEEDS)
async def test_two_programs_with_one_file_never_ask_too_often(deeds: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pace.db"
        one, other = (AllowanceFile(path, Tally.read, Tally.written) for _ in range(2))
        world = World((one, other))
        await world.live(deeds)

        assert one.warning == other.warning == ""
    assert world.most <= LIMIT
