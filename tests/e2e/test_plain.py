"""A terminal that has neither colours nor more than ASCII."""

import re
from collections.abc import Sequence

import pytest

from tests.e2e.home import Home
from tests.e2e.server import Server
from tests.e2e.terminal import Terminal

COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")
DIALOGS = (("?", "Keys here"), ("ctrl+p", "Commands"), ("s", "Status of #"))
WRITING = (("r", "PUBLIC REPLY"), ("c", "INTERNAL NOTE"))
TABS = (("3", "Create request"), ("5", "Dept"), ("1", "client"), ("m", "is yours"))


def test_everything_is_ascii_and_without_colour(home: Home) -> None:
    with Server() as server:
        in_ascii(server)
        desk = home.open(environ=server.environ | {"LANG": "C", "NO_COLOR": "1"})
        desk.see("1041", "as of")
        seen = desk.rest() + visits(desk, DIALOGS)
        desk.press(":1041", "enter")
        desk.see("Replies")
        seen += desk.rest() + visits(desk, (*DIALOGS, *WRITING))
        for key, words in TABS:
            desk.press(key)
            desk.see(words)
            seen += desk.rest()
    assert {character for character in seen if not character.isascii()} == set()
    assert COLOUR.findall(desk.raw) == []


@pytest.mark.parametrize(
    ("words", "environ"),
    [(("--plain",), {}), ((), {"NO_COLOR": "1"}), ((), {"LC_ALL": "C"})],
    ids=["--plain", "NO_COLOR", "C"],
)
def test_the_marks_of_a_table_are_ascii(
    words: tuple[str, ...], environ: dict[str, str], home: Home
) -> None:
    with Server() as server:
        in_ascii(server)
        paper = home.open(*words, "tickets", "list", environ=server.environ | environ)
        assert paper.left() == 0
    assert [mark for mark in "…–" if mark in paper.raw.decode()] == []
    assert re.search(rb"\S~ ", paper.raw), "a cell that was cut"
    assert re.search(rb"  -  ", paper.raw), "a ticket of nobody"


def visits(desk: Terminal, places: Sequence[tuple[str, str]]) -> str:
    """What is seen in places that are left with esc."""
    seen = ""
    for key, words in places:
        desk.press(key)
        desk.see(words)
        seen += desk.rest()
        desk.press("esc")
        desk.miss(words)
        seen += desk.rest()
    return seen


def in_ascii(server: Server) -> None:
    """Take everything else out of the data: only the app's own characters are of interest."""
    world = server.helpdesk.world
    for ticket in list(world.tickets.values()):
        thread = world.thread(ticket.id)
        for kind in ("post", "comment"):
            messages = thread.messages(kind)
            messages[:] = [message._replace(text=plain(message.text)) for message in messages]
        world.put(ticket._replace(title=plain(ticket.title)))
    for person in list(world.people.values()):
        first, last = plain(person.name), plain(person.lastname)
        world.people[person.id] = person._replace(name=first, lastname=last)


def plain(text: str) -> str:
    return text.encode("ascii", "replace").decode()
