"""The bench reads what a program paints, answers what it asks, and judges figures rightly."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from eddytui.models.queries import TicketQuery
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.bench import glass, table
from tests.bench.__main__ import main
from tests.bench.fill import Home, filled
from tests.bench.keys import Answers, key_bytes
from tests.bench.measuring import hold, press, press_until, rest
from tests.bench.session import Chunk, Session, Unseen, frames, size
from tests.bench.targets import GROUPS, ROWS, Figure, growth

BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
ECHO = """
import os, tty
tty.setraw(0)
os.write(1, b"\\x1b[?2026$p")
heard = os.read(0, 64)
os.write(1, b"\\x1b[?2026h\\x1b[2;5Hready " + heard[2:] + b"\\x1b[?2026l")
while (key := os.read(0, 1)) != b"\\x11":
    os.write(1, b"\\x1b[?2026h\\x1b[4;1H" + key * 9 + b"\\x1b[?2026l")
"""
QUEUE = """\
 eddytui  demo
 Needs me       32 │      #   From           Subject
 Mine           33 │▌  1042   John Doe       VPN down for the whole office
 Unassigned     21 │× 1041 + Maria Lopez    12 invoices
                   │    963 ~ Amelia Hart
                   │────────────────────
                   │  4 mm off.
 enter open  r reply
"""


@pytest.fixture
def echo(tmp_path: Path) -> Session:
    return Session((sys.executable, "-S", "-c", ECHO), {}, tmp_path)


def test_a_program_gets_its_answer_and_is_seen_at_its_place(echo: Session) -> None:
    with echo as session:
        painted = session.wait_for(lambda text: "ready" in text)
        assert session.text().splitlines()[1] == "    ready ?2026;2$y"
        assert painted.at > session.begun
        assert painted.cpu > 0
        assert session.memory() > 1 << 20
    assert session.ended


def test_a_key_is_measured_in_time_bytes_and_frames(echo: Session) -> None:
    with echo as session:
        session.wait_for(lambda text: "ready" in text)
        answer = press(session, "j")
        assert answer[1:] == (len(BEGIN + b"\x1b[4;1H" + b"j" * 9 + END), 1)
        assert 0 < answer.time < 1000
        assert press_until(session, lambda text: "kkkk" in text, "k").frames == 1


def test_a_held_key_and_silence_are_measured(echo: Session) -> None:
    with echo as session:
        session.wait_for(lambda text: "ready" in text)
        held = hold(session, "j", "k", count=4, rate=100)
        assert 0 < held.bytes_a_key <= len(BEGIN + b"\x1b[4;1H" + b"j" * 9 + END)
        assert 0 < held.longest < 1000
        assert rest(session, 0.01).bytes == 0


def test_what_does_not_come_is_told_with_the_screen(echo: Session) -> None:
    with echo as session:
        session.wait_for(lambda text: "ready" in text)
        with pytest.raises(Unseen, match="ready"):
            session.wait_for(lambda text: "never" in text, 0.01)


def test_a_frame_counts_when_its_end_comes_in_two_parts() -> None:
    parts = (BEGIN + b"a" + END[:3], END[3:] + BEGIN, b"b" + END + END)
    chunks = [Chunk(at, data, 0, 0) for at, data in enumerate(parts)]
    assert frames(chunks) == [1, 2, 2]
    assert size(chunks) == sum(map(len, parts))


@pytest.mark.parametrize(
    ("parts", "answers"),
    [
        ([b"\x1b[?2026$p"], b"\x1b[?2026;2$y"),
        ([b"text\x1b[?20", b"26$p", b"more"], b"\x1b[?2026;2$y"),
        ([b"\x1b[?2048$p\x1b[c"], b"\x1b[?2048;0$y\x1b[?64;1;2;6;22c"),
        ([b"\x1b[31m", b"\x1b[?25l"], b""),
    ],
)
def test_a_question_is_answered_once(parts: list[bytes], answers: bytes) -> None:
    terminal = Answers()
    assert b"".join(terminal.to(part) for part in parts) == answers


@pytest.mark.parametrize(
    ("key", "sent"),
    [("j", b"j"), ("enter", b"\r"), ("pagedown", b"\x1b[6~"), ("ctrl+q", b"\x11"), ("12", b"12")],
)
def test_keys_are_sent_as_a_terminal_sends_them(key: str, sent: bytes) -> None:
    assert key_bytes(key) == sent


def test_the_screens_are_told_apart() -> None:
    assert glass.rows(QUEUE) == [1042, 1041, 963]
    assert glass.queue(QUEUE)
    assert not glass.without(1041)(QUEUE)
    assert glass.without(7)(QUEUE)
    thread = " #963  Phones\n [Replies 2]  Notes\n Amelia Hart · client   Today"
    assert glass.ticket(963)(thread)
    assert not glass.ticket(96)(thread)
    assert glass.tab("Replies")(thread)
    assert not glass.tab("Notes")(thread)
    assert not glass.queue(thread)


@pytest.mark.parametrize(
    ("figure", "held"),
    [
        (Figure("down.time", 240, (3.0, 4.0, 90.0)), True),
        (Figure("down.time", 240, (4.1,)), False),
        (Figure("start.time", 240, (390.0,), (300.0,)), True),
        (Figure("start.time", 10_000, (410.0,), (300.0,)), False),
        (Figure("start.memory", 240, (46.0,), (35.0,)), True),
        (Figure("start.memory", 240, (48.0,), (35.0,)), False),
        (Figure("open.bytes", 10, (1e9,)), None),
        (Figure("idle.bytes", 240, (0.1,), (0.0,)), False),
    ],
)
def test_a_figure_is_held_by_its_median(figure: Figure, held: bool | None) -> None:
    assert ROWS[figure.name].held(figure) is held
    assert ("NO" in table.told(figure).split()) is (held is False)
    assert (figure.name in table.summary([figure])) is (held is False)


def test_growth_is_the_most_tickets_against_the_fewest() -> None:
    figures = [Figure("down.time", 240, (2.0,)), Figure("down.time", 100_000, (3.0,))]
    assert list(growth(figures)) == [Figure("down.growth", 100_000, (1.5,))]
    assert list(growth(figures[:1])) == []


def test_every_figure_belongs_to_a_group_that_can_be_asked_for() -> None:
    assert {name.partition(".")[0] for name in ROWS} == set(GROUPS)
    assert len(GROUPS) == len(set(GROUPS))


def test_a_filled_home_has_every_ticket_and_whole_threads(tmp_path: Path) -> None:
    home = filled(Home(tmp_path, 60), (5,))
    (path,) = tmp_path.rglob("*.db")
    store = Store(Database(path))
    (thread,) = home.threads
    kept = store.tickets.count(TicketQuery(frozen=None), "2026-01-01 00:00:00")
    replies = store.messages.rows(thread.ticket, ("post",))
    store.close()
    assert 30 < kept <= 60
    assert len(replies) == thread.replies == 5
    assert "SSH_CONNECTION" not in home.environ


def test_the_table_is_printed_and_kept_and_the_exit_code_is_0(tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    words = ("--quick", "--calm", "0", "--only", "version", "--json", str(kept))
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert "eddytui --version" in result.output
    assert '"name": "version.time"' in kept.read_text()
