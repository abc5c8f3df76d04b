"""The first frame: painted from the store, before anything slow is even loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.place import Place, glass

LATE = (
    "httpx",
    "pydantic",
    "keyring",
    "markdown_it",
    "nh3",
    "starlette",
    "textual.widgets._text_area",
    "textual.widgets._markdown",
    "eddytui.demo.helpdesk",
    "eddytui.api.pace",
    "eddytui.api.tally",
)

PROGRAM = """
import asyncio, sys
from datetime import datetime
from pathlib import Path

from eddytui.desk.desk import Desk
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.ui.app import EddyApp
from eddytui.ui.desk_app import Setting


async def main() -> None:
    store = Store(Database(Path(sys.argv[1])))
    reached = asyncio.Event()

    async def connect():
        found = [name for name in sys.argv[2].split(",") if name in sys.modules]
        print("LOADED", ",".join(found))
        lines = app.screen._compositor.render_strips()
        print("\\n".join(line.text for line in lines))
        reached.set()
        await asyncio.Event().wait()

    app = EddyApp(Desk(store, clock=lambda: datetime(2026, 3, 2, 9), me=7), connect, Setting())
    app.warm_up = lambda: None
    async with app.run_test(size=(120, 36)):
        await reached.wait()
    store.close()


asyncio.run(main())
"""


@pytest.fixture
async def filled(place: Place) -> Path:
    """A store that an earlier start has filled."""
    async with place.app() as pilot:
        assert "VPN down" in glass(pilot)
    return place.folder / "store" / "copy.db"


async def test_it_shows_the_queue_without_what_is_slow_to_load(filled: Path) -> None:
    done = subprocess.run(  # noqa: ASYNC221, S603 - our own program; the test waits in any case
        [sys.executable, "-c", PROGRAM, str(filled), ",".join(LATE)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
        cwd=Path(__file__).parents[2],
    )
    loaded, *screen = done.stdout.splitlines()
    assert loaded == "LOADED "
    assert any("VPN down for the whole office" in line for line in screen)
    assert any("as of 09:00" in line for line in screen)
