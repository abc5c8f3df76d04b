"""README's pictures, made by driving the app over demo data: `python -m tests.make_screenshots`.

`--size 80x24` makes them at another size, `--to FOLDER` elsewhere: for looking at.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from eddytui.demo.faults import METHODS
from eddytui.desk.sign_in import Account, Step
from eddytui.ui.desk_app import Setting
from eddytui.ui.sign_in import Entered, SignInApp
from tests.faults import WRITES
from tests.place import Place, eddy, keys, open_ticket, point_at, settle, typed

FOLDER = Path(__file__).parents[1] / "screenshots"
Story = Callable[["Pilot[None]", Place], Awaitable[None]]


async def _queue(pilot: "Pilot[None]", _: Place) -> None:
    await keys(pilot, "5", "j")


async def _ticket(pilot: "Pilot[None]", _: Place) -> None:
    eddy(pilot).open_ticket(1042)
    await settle(pilot)


async def _composer(pilot: "Pilot[None]", _: Place) -> None:
    eddy(pilot).open_ticket(1042)
    await settle(pilot)
    await keys(pilot, "r")
    await typed(pilot, "Hello John,\n\nthe gateway in Riga had an expired certificate.")


async def _note(pilot: "Pilot[None]", _: Place) -> None:
    eddy(pilot).open_ticket(1041)
    await settle(pilot)
    await keys(pilot, "c")
    await typed(pilot, "The spooler on print-3 hangs again, restarted it.")


async def _audit(pilot: "Pilot[None]", _: Place) -> None:
    eddy(pilot).open_ticket(1042)
    await settle(pilot)
    await keys(pilot, "3")


async def _status(pilot: "Pilot[None]", _: Place) -> None:
    await keys(pilot, "5", "j", "s")


async def _help(pilot: "Pilot[None]", _: Place) -> None:
    await keys(pilot, "question_mark")


async def _outbox(pilot: "Pilot[None]", place: Place) -> None:
    """A change that a colleague made too, a reply that got no answer, and what waits behind it."""
    line = place.line
    await keys(pilot, "5")
    await point_at(pilot, 1041)
    line.offline = True
    await keys(pilot, "d")
    line.offline = False
    place.later(minutes=2)
    place.happen("change", ticket=1041, set={"status": "process"})
    await keys(pilot, "ctrl+r")
    line.drop, line.methods = True, WRITES
    await open_ticket(pilot, 1042)
    await keys(pilot, "r")
    await typed(pilot, "Hello John,\n\nthe gateway in Riga had an expired certificate.")
    await keys(pilot, "ctrl+s")
    line.drop, line.methods = False, METHODS
    place.answered(1042, "<p>I restarted the <b>gateway</b>, please try again.</p>")
    await keys(pilot, "ctrl+r")
    line.offline = True
    await keys(pilot, "d", "colon")
    await typed(pilot, "outbox")
    await keys(pilot, "enter", "j")


async def _journal(pilot: "Pilot[None]", _: Place) -> None:
    await keys(pilot, "3", "m", "p", "h", "enter", "5", "j", "d", "u", "s", "p", "enter")
    await keys(pilot, "colon")
    await typed(pilot, "journal")
    await keys(pilot, "enter")


STORIES: dict[str, Story] = {
    "queue": _queue,
    "ticket": _ticket,
    "composer": _composer,
    "note": _note,
    "audit": _audit,
    "status": _status,
    "help": _help,
    "outbox": _outbox,
    "journal": _journal,
}


async def _desk_pictures(folder: Path, size: tuple[int, int], setting: Setting) -> None:
    for name, story in STORIES.items():
        with tempfile.TemporaryDirectory() as scratch:
            place = Place(Path(scratch), tickets=240)
            async with place.app(size, setting) as pilot:
                await story(pilot, place)
                _save(pilot, folder / f"{name}.svg")


async def _sign_in_picture(folder: Path, size: tuple[int, int]) -> None:
    async def check(url: str, email: str, key: str):  # type: ignore[no-untyped-def]
        yield Step("Address", "done", "https://acme.eddydesk.com")
        yield Step("Connection", "done", "The helpdesk answers.")
        yield Step("Key", "done", "The helpdesk accepts it.")
        yield Step("Who you are", "done", "Ira Kask", account=Account(url, 7, "Ira Kask"))

    async def keep(account: Account, entered: Entered) -> str:
        return "There is no keyring on this machine. Set EDDYTUI_API_KEY each time instead."

    entered = Entered("acme.eddydesk.com", "ira.kask@acme.com", "")
    app = SignInApp(check, keep, entered=entered, why="Sign in to your helpdesk.")
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"a-made-up-key".replace("-", "x"))
        await pilot.press("enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        _save(pilot, folder / "sign-in.svg")


def _save(pilot: "Pilot[None]", path: Path) -> None:
    path.write_text(pilot.app.export_screenshot(title="eddytui"), encoding="utf-8")


def main() -> None:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="120x36")
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--theme", default="")
    parser.add_argument("--plain", action="store_true")
    chosen = parser.parse_args()
    width, _, height = chosen.size.partition("x")
    size = (int(width), int(height))
    chosen.to.mkdir(parents=True, exist_ok=True)
    setting = Setting(helpdesk="acme", theme=chosen.theme, plain=chosen.plain)
    asyncio.run(_desk_pictures(chosen.to, size, setting))
    asyncio.run(_sign_in_picture(chosen.to, size))


if __name__ == "__main__":
    main()
