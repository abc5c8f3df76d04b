"""A reply or note: shown as waiting, sent once, found again, or a draft again with the reason."""

import asyncio
import shutil

import pytest

from eddytui.api.errors import Refused
from eddytui.desk.decisions import Undecided
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from eddytui.models.rows import MessageRow
from eddytui.text.blocks import loads, plain
from tests.faults import WRITES
from tests.place import Place

VPN, MINE, LOCKED = 1042, 1036, 898
KINDS = pytest.mark.parametrize("kind", ["post", "comment"])


def thread(desk: Desk, ticket_id: int = VPN, kind: str = "post") -> list[tuple[str, str]]:
    """The words and the state of a ticket's replies here, newest first."""
    rows: list[MessageRow] = desk.messages(ticket_id, (kind,), newest_first=True)
    return [(plain(loads(desk.text(row))), row.state) for row in rows]


def texts(place: Place, ticket_id: int = VPN, kind: str = "post") -> list[str]:
    """The texts on the server, newest first."""
    messages = place.helpdesk.world.thread(ticket_id).messages(kind)
    return [message.text for message in messages[::-1]]


def sent(place: Place) -> int:
    return len([each for each in place.line.sent if each.method == "POST"])


def draft(desk: Desk, ticket_id: int = VPN, kind: str = "post") -> str:
    found = desk.drafts.of(ticket_id, kind)
    return found.text if found else ""


@KINDS
async def test_it_is_shown_before_a_byte_is_sent(place: Place, kind: str) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        await desk.drafts.keep(VPN, kind, "On *it*.")
        place.line.hold, heard = asyncio.Event(), list[Changed]()
        desk.on_change = heard.append
        writing = asyncio.create_task(desk.write(VPN, kind, "On *it*."))
        await place.line.held.wait()
        assert thread(desk, kind=kind)[0] == ("On it.", "sending")
        row = desk.messages(VPN, (kind,), newest_first=True)[0]
        assert (row.id < 0, row.author_id, row.staff) == (True, 7, True)
        assert draft(desk, kind=kind) == ""
        kinds = {changed.kind for changed in heard}
        assert kinds == {"tickets", "thread", "drafts", "journal", "state"}

        place.line.hold.set()
        assert await writing
        assert thread(desk, kind=kind)[0] == ("On it.", "")
        assert len(thread(desk, kind=kind)) == len(texts(place, kind=kind))
        assert texts(place, kind=kind)[0] == "<p>On <em>it</em>.</p>"
        assert sent(place) == 1


@KINDS
async def test_a_lost_answer_is_found_by_its_words(place: Place, kind: str) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        place.line.lose_answers, place.line.methods = True, WRITES
        assert await desk.write(VPN, kind, "We are **on** it:\n\n- router\n- gateway")
        await desk.open(VPN, again=True)
        await desk.refresh()
        assert sent(place) == 1
        assert [state for _, state in thread(desk, kind=kind)].count("") == len(
            texts(place, kind=kind)
        )
        assert draft(desk, kind=kind) == ""


@KINDS
@pytest.mark.parametrize(("switch", "value"), [("drop", True), ("refuse", 302)])
async def test_what_is_not_there_stays_until_the_agent_decides(
    place: Place, kind: str, switch: str, value: object
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        setattr(place.line, switch, value)
        place.line.methods = WRITES
        what = "reply" if kind == "post" else "note"
        told = rf"^It is not known whether #{VPN} has your {what}. Decide in :outbox.$"
        with pytest.raises(Undecided, match=told):
            await desk.write(VPN, kind, "On *it*.")
        assert draft(desk, kind=kind) == "", "it would be sent a second time"
        assert (desk.state().waiting, desk.state().undecided) == (1, 1)
        assert ("On it.", "undecided") in thread(desk, kind=kind)


async def test_an_earlier_reply_in_the_same_words_is_not_mistaken_for_it(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        assert await desk.write(VPN, "post", "Thanks!")
        place.line.drop, place.line.methods = True, WRITES
        with pytest.raises(Undecided):
            await desk.write(VPN, "post", "Thanks!")
        assert thread(desk)[:2] == [("Thanks!", "undecided"), ("Thanks!", "")]


async def test_an_old_reply_that_was_never_read_here_is_not_mistaken_for_it(place: Place) -> None:
    place.answered(VPN, "<p>Thanks!</p>", by=7)
    place.later(minutes=6)
    async with place.desk() as desk:
        place.line.drop, place.line.methods = True, WRITES
        with pytest.raises(Undecided):
            await desk.write(VPN, "post", "Thanks!")


@pytest.mark.parametrize(
    ("text", "by", "is_ours"),
    [
        ("<p>Ok</p>", 7, True),
        ("<p>Ok</p><p>-- <br>Ira Kask, Support</p>", 7, True),
        ("<p>Ok</p>", 8, True),
        ("<p>Ok, but it is not</p>", 8, False),
        ("<p>Ok</p>", 41, False),
        ("<p>Something else</p>", 7, False),
    ],
    ids=[
        "ours",
        "with a signature",
        "through a shared key",
        "a colleague's",
        "the client's",
        "other",
    ],
)
async def test_whose_words_they_are(place: Place, text: str, by: int, is_ours: bool) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        place.line.hold, place.line.drop, place.line.methods = asyncio.Event(), True, WRITES
        writing = asyncio.create_task(desk.write(VPN, "post", "Ok"))
        await place.line.held.wait()
        place.answered(VPN, text, by=by)
        place.line.hold.set()
        outcome = (await asyncio.gather(writing, return_exceptions=True))[0]
        assert outcome is True if is_ours else isinstance(outcome, Undecided)
        assert desk.state().undecided == int(not is_ours)


async def test_it_is_found_behind_many_newer_replies(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.lose_answers = True
        assert not await desk.write(VPN, "post", "On it.")
        assert thread(desk) == [("On it.", "unclear")]
        for number in range(70):
            place.later(minutes=1)
            place.answered(VPN, f"Call {number}")
        place.line.lose_answers = False
        assert await desk.refresh() == []
        assert (desk.state().waiting, draft(desk)) == (0, "")
        assert sent(place) == 1


async def test_a_thread_that_cannot_be_looked_at_gives_no_draft_back(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.html, place.line.address = True, f"/{VPN}/posts"
        assert not await desk.write(VPN, "post", "On it.")
        assert await desk.refresh() == []
        assert thread(desk) == [("On it.", "unclear")]
        assert draft(desk) == "", "it would be sent a second time"
        place.line.html = False
        assert await desk.refresh() == []
        assert thread(desk) == [("On it.", "")]
        assert sent(place) == 1


@pytest.mark.parametrize(
    ("ticket_id", "text", "said"),
    [
        (LOCKED, "Are you there?", "is closed and locked"),
        (VPN, "[1]: https://acme.com", "Required field is missing or empty"),
    ],
    ids=["locked", "empty once it is HTML"],
)
async def test_a_refused_reply_is_a_draft_again_with_the_servers_words(
    place: Place, ticket_id: int, text: str, said: str
) -> None:
    ticket = place.helpdesk.world.tickets[MINE]
    place.helpdesk.world.put(ticket._replace(id=LOCKED, locked=True, status="closed"))
    async with place.desk() as desk:
        await desk.refresh()
        with pytest.raises(Refused, match=said):
            await desk.write(ticket_id, "post", text)
        assert draft(desk, ticket_id) == text
        assert desk.state().waiting == 0


async def test_offline_it_waits_and_is_sent_once(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        assert not await desk.write(VPN, "post", "On it.")
        assert not await desk.write(VPN, "comment", "They called twice.")
        await desk.change(VPN, "mine", owner_id=7)
        assert thread(desk) == [("On it.", "waiting")]
        assert desk.state().waiting == 3
    place.line.offline = False
    async with place.desk() as desk:
        assert thread(desk) == [("On it.", "waiting")]
        for _ in range(2):
            assert await desk.refresh() == []
        assert [(each.method, each.path[-9:]) for each in place.written] == [
            ("POST", "42/posts/"),
            ("POST", "comments/"),
            ("PUT", "kets/1042"),
        ]
        assert thread(desk) == [("On it.", "")]


async def test_a_reply_is_told_as_sent_before_a_later_change_is(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold, place.line.methods = asyncio.Event(), frozenset({"POST"})
        writing = asyncio.create_task(desk.write(VPN, "post", "On it."))
        await place.line.held.wait()
        place.line.held.clear()
        place.line.methods = WRITES
        change = asyncio.create_task(desk.change(VPN, "mine", owner_id=7))
        staged = asyncio.Event()
        desk.on_change = lambda _: staged.set() if desk.state().waiting == 2 else None
        await staged.wait()
        place.line.hold.set()
        place.line.hold = asyncio.Event()
        assert await writing
        await place.line.held.wait()
        place.line.hold.set()
        await change
        assert [sent.method for sent in place.written] == ["POST", "PUT"]


async def test_the_same_words_twice_are_two_replies(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.lose_answers = True
        assert not await desk.write(VPN, "post", "Thanks!")
        assert not await desk.write(VPN, "post", "Thanks!")
        place.line.lose_answers = False
        place.later(minutes=1)
        assert await desk.refresh() == []
        assert texts(place)[:2] == ["<p>Thanks!</p>"] * 2
        assert thread(desk) == [("Thanks!", "")] * 2
        assert sent(place) == 2


@KINDS
@pytest.mark.parametrize("lost", [False, True])
async def test_a_cancelled_caller_neither_loses_nor_doubles_it(
    place: Place, kind: str, lost: bool
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold, place.line.methods = asyncio.Event(), WRITES
        writing = asyncio.create_task(desk.write(VPN, kind, "On it."))
        await place.line.held.wait()
        writing.cancel()
        await asyncio.wait([writing])
        assert thread(desk, kind=kind) == [("On it.", "sending")]
        place.line.drop = lost
        place.line.hold.set()
        failures = await desk.refresh()
        assert len(failures) == int(lost)
        assert sent(place) == int(not lost)
        assert draft(desk, kind=kind) == ""
        assert desk.state().waiting == desk.state().undecided == int(lost)


async def test_cancelled_at_any_moment_it_is_at_one_place(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        for turns in range(12):
            text = f"Reply {turns}."
            await desk.drafts.keep(VPN, "post", text)
            writing = asyncio.create_task(desk.write(VPN, "post", text))
            for _ in range(turns):
                await asyncio.sleep(0)
            writing.cancel()
            await asyncio.wait([writing])
            await desk.refresh()
            await desk.refresh()
            on_server = texts(place).count(f"<p>{text}</p>")
            assert on_server + (draft(desk) == text) == 1
            assert desk.state().waiting == 0
            await desk.drafts.drop(VPN, "post")


async def test_a_program_that_died_while_sending_finds_its_reply(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold_answers, place.line.methods = asyncio.Event(), WRITES
        writing = asyncio.create_task(desk.write(VPN, "post", "On it."))
        await place.line.held.wait()
        left = place.folder / "left"
        shutil.copytree(place.folder / "store", left / "store")  # as a killed program leaves it
        place.line.hold_answers.set()
        await writing
    place.line.hold_answers, place.folder = None, left
    async with place.desk() as desk:
        assert thread(desk) == [("On it.", "sending")]
        assert await desk.refresh() == []
        assert thread(desk) == [("On it.", "")]
        assert sent(place) == 1
