"""A disk without room: the app says so, goes on, and has what was typed."""

import sqlite3

from textual.widgets import Static

from eddytui.ui.app import EddyApp
from eddytui.ui.desk_app import Setting
from tests.place import Place, eddy, glass, keys, open_ticket, settle, typed
from tests.ui.sight import toast

TEXT = "Dear John, we look into it. " * 400


async def fill(app: EddyApp, *, full: bool) -> None:
    """Let the copy grow no further, as on a full disk; or let it grow again."""

    def job(db: sqlite3.Connection) -> None:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages if full else 4_000_000_000}")

    await app.desk._store.database.read(job)


async def freeze(app: EddyApp, *, frozen: bool) -> None:
    """Let nothing at all be written to the copy, however short; or let it again."""

    def job(db: sqlite3.Connection) -> None:
        db.execute(f"PRAGMA query_only = {frozen:d}")

    await app.desk._store.database.read(job)


async def test_what_cannot_be_put_on_disk_is_told_and_still_there(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await fill(eddy(pilot), full=True)
        await typed(pilot, TEXT)
        assert "What you write is not on disk: The disk is full." in glass(pilot)
        assert "draft saved" not in glass(pilot)

        await keys(pilot, "escape", "r")
        assert "we look into it." in glass(pilot), "it is not lost with its composer"
        await keys(pilot, "escape", "ctrl+q")
        assert "1 draft could not be put on disk and would be lost." in glass(pilot)
        await keys(pilot, "escape")

        await fill(eddy(pilot), full=False)
        await keys(pilot, "r")
        await typed(pilot, "Yours, Ira")
        assert "draft saved" in glass(pilot)
        await keys(pilot, "ctrl+s")
        assert "The reply to #1042 was sent." in glass(pilot)


async def test_what_cannot_be_staged_is_not_sent_and_stays_a_draft(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await fill(eddy(pilot), full=True)
        await typed(pilot, TEXT)
        await keys(pilot, "ctrl+s")
        assert "The disk is full." in glass(pilot)
        assert not place.written
        assert "PUBLIC REPLY" in glass(pilot)
        await keys(pilot, "escape", "m", "ctrl+r")
        assert "The disk is full." in glass(pilot)


async def test_what_waits_is_neither_taken_back_nor_sent_and_one_can_still_quit(
    place: Place,
) -> None:
    async with place.app(setting=Setting(send_delay=10)) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, TEXT)
        await keys(pilot, "ctrl+s")
        await freeze(eddy(pilot), frozen=True)
        await keys(pilot, "u")
        assert "The reply to #1042 was not taken back" in toast(pilot)
        await keys(pilot, "ctrl+q", "s")
        words = str(eddy(pilot).screen.query_one("#words", Static).render())
        assert "may not be written." in words
        assert "1 reply is not sent yet." in words
        assert eddy(pilot).is_running
        assert not place.written

        await freeze(eddy(pilot), frozen=False)
        await pilot.press("s")
        await settle(pilot)
        assert len(place.written) == 1
        assert not eddy(pilot).is_running


async def test_what_cannot_be_claimed_is_told_once_all_was_tried(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        for ticket_id in (1042, 1041):
            await open_ticket(pilot, ticket_id)
            await keys(pilot, "r")
            await typed(pilot, TEXT)
            await keys(pilot, "ctrl+s")
        place.line.offline = False
        await freeze(eddy(pilot), frozen=True)
        failures = await eddy(pilot).desk.outbox.flush()
        assert [failure.title for failure in failures] == ["Local copy"] * 2
        assert not place.written
