"""What was done is in the journal and can be taken back, but for what somebody changed since."""

import asyncio
from typing import Any

import pytest

from eddytui.api.errors import Missing, Refused
from eddytui.demo.account import ME
from eddytui.demo.records import Ticket
from eddytui.desk.desk import Desk
from eddytui.desk.undo import Stay, Undone
from eddytui.models.rows import JournalRow
from tests.faults import WRITES
from tests.place import OLGA, Place

VPN, PRINTER, MINE = 1042, 1041, 1036
CLOSED: dict[str, Any] = {"status_id": "closed"}


def server(place: Place, ticket_id: int = MINE) -> Ticket:
    return place.helpdesk.world.tickets[ticket_id]


def journal(desk: Desk) -> list[JournalRow]:
    return desk.journal.rows(desk.journal.ids())


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """Words, state and state in the outbox of each entry, the newest first."""
    return [(row.words, row.state, row.waiting) for row in journal(desk)]


def last(desk: Desk) -> str:
    return desk.journal.last.words if desk.journal.last else ""


def written(place: Place) -> list[bytes]:
    return [sent.body for sent in place.written]


async def close_all(desk: Desk, *ticket_ids: int) -> int:
    """A bulk action, as one lot."""
    lot = await desk.lot(f"{len(ticket_ids)} tickets closed")
    changes = (desk.change(number, f"#{number} Closed", lot=lot, **CLOSED) for number in ticket_ids)
    await asyncio.gather(*changes, return_exceptions=True)
    return lot


async def test_everything_done_is_noted_with_old_and_new_values_and_the_time(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "#1036 Closed", **CLOSED)
        place.later(minutes=5)
        await desk.write(MINE, "post", "Dear *John*,\n\nall is well.")
        await desk.write(MINE, "comment", "done")
    async with place.desk() as desk:
        note, reply, change = journal(desk)
        assert (change.before, change.after) == ({"status_id": "process"}, CLOSED)
        assert (change.made, change.state) == ("2026-03-02 09:00:00", "made")
        assert (reply.kind, reply.words) == ("post", "Dear *John*, all is well.")
        assert (note.kind, note.words, note.made) == ("comment", "done", "2026-03-02 09:05:00")
        assert desk.journal.last is not None
        assert desk.journal.last.number == change.id, "what was sent cannot be taken back"


async def test_undo_works_after_a_restart_and_is_seen_itself(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "#1036 Closed", **CLOSED)
    place.later(days=2)
    async with place.desk() as desk:
        undone = await desk.undo()
        assert (undone.words, undone.done, undone.stays) == ("#1036 Closed", (MINE,), ())
        assert server(place).status == "process"
        assert told(desk) == [
            ("Taken back: #1036 Closed", "made", ""),
            ("#1036 Closed", "undone", ""),
        ]
        undo = journal(desk)[0]
        assert (undo.before, undo.after) == (CLOSED, {"status_id": "process"})
        assert await desk.undo() == Undone()
        assert len(place.written) == 2


async def test_what_somebody_else_changed_since_stays_though_it_is_not_here_yet(
    place: Place,
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "urgent and mine", priority_id=1, owner_id=OLGA)
        place.later(minutes=1)
        place.happen("change", ticket=MINE, set={"priority": 3})
        undone = await desk.undo()
        assert undone.stays == (Stay(MINE, {"priority_id": 3}, mine=False),)
        assert undone.done == (MINE,)
        assert (server(place).priority, server(place).owner) == (3, ME)
        assert written(place)[1:] == [b'{"owner_id":7}']
        assert journal(desk)[0].after == {"owner_id": ME}
        assert last(desk) == ""


async def test_when_all_was_changed_since_nothing_is_sent_and_the_one_before_is_next(
    place: Place,
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(VPN, "high", priority_id=3)
        await desk.change(MINE, "urgent", priority_id=1)
        place.later(minutes=1)
        place.happen("change", ticket=MINE, set={"priority": 3})
        undone = await desk.undo()
        assert (undone.done, undone.failures) == ((), ())
        assert undone.stays == (Stay(MINE, {"priority_id": 3}, mine=False),)
        assert len(place.written) == 2
        assert told(desk)[0] == ("urgent", "kept", "")
        assert last(desk) == "high"


async def test_what_is_as_it_was_already_is_not_sent_again(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "urgent", priority_id=1)
        place.later(minutes=1)
        place.happen("change", ticket=MINE, set={"priority": 2})
        undone = await desk.undo()
        assert (undone.done, undone.stays) == ((MINE,), ())
        assert len(place.written) == 1
        assert told(desk) == [("urgent", "undone", "")]


async def test_an_older_change_leaves_what_one_changed_oneself_since(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "high", priority_id=3)
        (first,) = journal(desk)
        await desk.change(MINE, "urgent", priority_id=1)
        undone = await desk.undo(first.id)
        assert undone.stays == (Stay(MINE, {"priority_id": 1}, mine=True),)
        await desk.undo()
        assert server(place).priority == 3, "the one after it is back"
        undone = await desk.undo(first.id)
        assert undone.done == (MINE,)
        assert server(place).priority == 2


async def test_custom_fields_are_put_back_one_by_one(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "first", custom_fields={"2": "21", "3": "A-1"})
        await desk.change(MINE, "second", custom_fields={"2": "22", "3": "B-2"})
        place.later(minutes=1)
        fields = dict(server(place).fields)
        place.happen("change", ticket=MINE, set={"fields": {**fields, 3: "Olga's"}})
        before = journal(desk)[0].before["custom_fields"]
        assert isinstance(before, dict)
        assert before["2"]["name"], "options can be told by name"
        undone = await desk.undo()
        assert undone.stays == (Stay(MINE, {"custom_fields": {"3": "Olga's"}}, mine=False),)
        fields = dict(server(place).fields)
        assert (str(fields[2]), fields[3]) == ("21", "Olga's")


async def test_what_waits_unsent_is_taken_off_without_a_request(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        await desk.change(MINE, "#1036 Closed", **CLOSED)
        place.line.offline = False
        tried = len(place.line.tried)
        undone = await desk.undo()
        assert undone.done == (MINE,)
        assert desk.state().waiting == 0
        row = desk.row(MINE)
        assert row is not None
        assert row.status_id == "process"
        assert len(place.line.tried) == tried
        assert await desk.refresh() == []
        assert written(place) == []
        assert told(desk)[1] == ("#1036 Closed", "undone", "")


async def test_offline_what_was_sent_is_put_back_when_the_line_is_there(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "#1036 Closed", **CLOSED)
        place.later(minutes=5)
        place.line.offline = True
        undone = await desk.undo()
        assert (undone.done, undone.waits) == ((MINE,), True)
        assert told(desk)[0] == ("Taken back: #1036 Closed", "made", "waiting")
    place.line.offline = False
    async with place.desk() as desk:
        assert await desk.refresh() == []
        assert server(place).status == "process"
        assert told(desk)[0] == ("Taken back: #1036 Closed", "made", "")


async def test_a_refused_change_is_no_action_and_a_refused_undo_leaves_the_change(
    place: Place,
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        with pytest.raises(Refused):
            await desk.change(MINE, "odd", status_id="none")
        assert told(desk) == [("odd", "refused", "")]
        assert await desk.undo() == Undone()
        await desk.change(MINE, "#1036 Closed", **CLOSED)
        place.line.refuse, place.line.methods = 400, WRITES
        shown: list[Undone] = []
        undone = await desk.undo(shown=shown.append)
        assert shown[0].done == (MINE,)
        ((ticket_id, error),) = undone.failures
        assert (ticket_id, type(error), undone.done) == (MINE, Refused, ())
        assert "Refused by the test" in str(error)
        assert told(desk)[:2] == [
            ("Taken back: #1036 Closed", "refused", ""),
            ("#1036 Closed", "kept", ""),
        ]
        assert last(desk) == ""


async def test_a_reply_that_is_not_sent_is_no_part_of_the_journal_any_more(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.refuse = 400
        with pytest.raises(Refused):
            await desk.write(MINE, "post", "Dear John")
        assert told(desk) == [("Dear John", "refused", "")]


async def test_a_lot_is_taken_back_whole(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        were = {number: server(place, number).status for number in (VPN, PRINTER, MINE)}
        await close_all(desk, *were)
        assert [server(place, number).status for number in were] == ["closed"] * 3
        assert last(desk) == "3 tickets closed"
        place.later(minutes=1)
        place.happen("change", ticket=PRINTER, set={"status": "process"})
        undone = await desk.undo()
        assert undone.words == "3 tickets closed"
        assert sorted(undone.done) == [MINE, VPN]
        assert undone.stays == (Stay(PRINTER, {"status_id": "process"}, mine=False),)
        assert server(place, VPN).status == were[VPN]
        assert server(place, MINE).status == were[MINE]
        assert server(place, PRINTER).status == "process"
        states = {row.words: row.state for row in journal(desk)}
        assert states["Taken back: 3 tickets closed"] == "made"
        assert states["3 tickets closed"] == "undone"
        assert states["#1041 Closed"] == "kept"
        assert last(desk) == ""


async def test_what_was_refused_of_a_lot_is_not_taken_back_with_it(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.refuse, place.line.address = 400, f"/{PRINTER}"
        await close_all(desk, VPN, PRINTER)
        place.line.refuse = None
        undone = await desk.undo()
        assert undone.done == (VPN,)
        assert len(place.written) == 2


async def test_one_of_a_lot_can_be_taken_back_alone(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await close_all(desk, VPN, MINE)
        (entry,) = [row for row in journal(desk) if row.ticket_id == VPN]
        undone = await desk.undo(entry.id)
        assert (undone.words, undone.done) == ("#1042 Closed", (VPN,))
        assert (server(place, VPN).status, server(place, MINE).status) == ("open", "closed")
        assert last(desk) == "2 tickets closed"
        assert (await desk.undo()).done == (MINE,)


async def test_two_undos_at_once_take_two_actions_back(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(VPN, "high", priority_id=3)
        await desk.change(MINE, "urgent", priority_id=1)
        done = await asyncio.gather(desk.undo(), desk.undo())
        assert [undone.words for undone in done] == ["urgent", "high"]
        assert len(place.written) == 4


async def test_two_programs_over_one_copy_take_a_change_back_once(place: Place) -> None:
    async with place.desk() as first, place.desk() as second:
        await first.refresh()
        await first.change(MINE, "#1036 Closed", **CLOSED)
        assert last(second) == "#1036 Closed"
        (entry,) = journal(second)
        done = await asyncio.gather(first.undo(entry.id), second.undo(entry.id))
        assert sorted(undone.done for undone in done) == [(), (MINE,)]
        assert written(place) == [b'{"status_id":"closed"}', b'{"status_id":"process"}']


async def test_of_a_ticket_that_is_gone_the_helpdesk_is_quoted(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "#1036 Closed", **CLOSED)
        place.later(minutes=1)
        del place.helpdesk.world.tickets[MINE]
        undone = await desk.undo()
        ((ticket_id, error),) = undone.failures
        assert (ticket_id, type(error), undone.done) == (MINE, Missing, ())
        assert told(desk) == [("#1036 Closed", "kept", "")]
        assert len(place.written) == 1


async def test_what_cannot_be_taken_back_is_left_alone(place: Place) -> None:
    async with place.desk() as desk:
        await desk.change(MINE, "a ticket that is not here", **CLOSED)
        await desk.write(MINE, "comment", "done")
        assert len(journal(desk)) == 2
        assert last(desk) == ""
        for row in journal(desk):
            assert await desk.undo(row.id) == Undone()
        assert await desk.undo(4711) == Undone()
        assert len(place.written) == 2


async def test_dates_are_put_back_to_the_minute(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "earlier", sla_date="05.03.2026 12:30")
        was = server(place).sla
        await desk.change(MINE, "later", sla_date="06.03.2026 12:30")
        place.later(minutes=1)
        undone = await desk.undo()
        assert (undone.done, undone.stays) == ((MINE,), ())
        assert server(place).sla == was
