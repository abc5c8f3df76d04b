"""Mail that tries to take the terminal over, read in a real one."""

import re

from eddytui.demo.data.hostile import BY_KEY
from eddytui.text.clean import CONTROL
from tests.e2e.home import Home
from tests.e2e.server import Server
from tests.e2e.terminal import TOKEN

OWN = re.compile(
    rb"\x1b\[(?:[\d;]*[HmXKCG]|\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026)[hl]|[<>]\d*u)"
    rb"|\x1b\[\?(?:2026|2048)\$p"
    rb"|\x1b\]22;default\x07"
)
"""What the app itself sends: cursor, colours, erasing, modes, two questions, a pointer."""
INJECTED = (
    "\x1b]52;c;cm0gLXJmIC8=\x1b\\",
    "\x1b]0;owned\x07",
    "\x1bP$qm\x1b\\",
    "\x1b[38;2;6;66;166m",
    "\x1b[2J",
    "\x1b[?47h",
    "\x9b5m",
    "\x9d0;owned\x9c",
)
PAYLOAD = f"[/nope] [@click=app.quit]x[/] {'-'.join(INJECTED)} \u202eevil\u2066 \x00\x7f\x85\u2028!"


def test_no_sequence_of_a_mail_reaches_the_terminal(home: Home) -> None:
    with Server() as server:
        traps = poisoned(server)
        desk = home.open(environ=server.environ)
        desk.see("as of", "API")
        desk.rest()
        for ticket_id in traps:
            desk.press(f":{ticket_id}", "enter")
            desk.see(f"^ #{ticket_id} ")
            for key in "TG25" if ticket_id == traps[0] else "T":
                desk.press(key)
                desk.rest()
            desk.press("1")
        for key, words in (("a", "Owner of #"), ("r", "PUBLIC REPLY")):
            desk.press(key)
            desk.see(words)
            desk.press("esc")
            desk.miss(words)
        desk.press("q", "g")
        desk.see("Needs me", re.escape("[/nope] [@click=app.quit]x[/]"))
        desk.press("q")
        assert desk.left() == 0

    assert foreign(desk.raw) == set()
    drawn = TOKEN.sub(b"", desk.raw).decode()
    assert set(CONTROL.findall(drawn)) <= {"\r", "\n"}
    assert [bad for bad in INJECTED if bad.encode() in desk.raw] == []


def foreign(raw: bytes) -> set[bytes]:
    """The escape sequences that are none of the app's own."""
    return {token for token in TOKEN.findall(raw) if not OWN.fullmatch(token)}


def poisoned(server: Server) -> list[int]:
    """Put the payload wherever a client can write; the tickets to be read, the worst one first."""
    world = server.helpdesk.world
    worst = world.tickets[1041]
    thread = world.thread(worst.id)
    thread.posts[0] = thread.posts[0]._replace(text=f"<p>{PAYLOAD}</p><pre>{PAYLOAD}</pre>")
    world.put(
        worst._replace(
            title=PAYLOAD, tags=(PAYLOAD,), cc=(PAYLOAD,), rate="dislike", rate_comment=PAYLOAD
        )
    )
    client = world.people[worst.user]
    world.people[worst.user] = client._replace(name=PAYLOAD, lastname=PAYLOAD, email=PAYLOAD)
    return [worst.id, *(ticket.id for ticket in world.tickets.values() if ticket.topic in BY_KEY)]
