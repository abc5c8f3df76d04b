"""The helpdesk goes away while one works, and comes back."""

from base64 import b64encode
from pathlib import Path

from eddytui.demo.account import EMAIL, KEY
from tests.e2e.home import Home
from tests.e2e.server import Server

REPLY = "The driver is the reason, Maria."


def test_work_goes_on_without_the_helpdesk_and_is_sent_once_it_is_back(home: Home) -> None:
    home.prefer("send_delay = 0")
    server = Server()
    with server:
        desk = home.open(environ=server.environ)
        desk.see("1041 .*Cannot print invoice", "Ira Kask · Online", "API")
        desk.press(":1041", "enter", "r", REPLY)
        desk.see(REPLY, "draft saved")
    desk.press("ctrl+s")
    desk.see("waits on this machine until the helpdesk can be reached", "1 waiting")
    desk.press("G")
    desk.see(f"Ira Kask.*not sent yet(?s:.*){REPLY}")
    desk.press("ctrl+r")
    desk.see("offline")
    desk.press("q")
    desk.see("Needs me", "1041")
    desk.press("j", "j", "k", "m")
    desk.see("is yours", "2 waiting")
    with server:
        desk.press("ctrl+r")
        desk.see("API")
        desk.miss("waiting|offline")
        posts = server.helpdesk.world.thread(1041).posts
        assert [REPLY in post.text for post in posts].count(True) == 1
        desk.press("q")
        assert desk.left() == 0
    assert spoors(home.folder, desk.raw) == []


def spoors(folder: Path, screen: bytes) -> list[str]:
    """Where the key can be found, in any spelling."""
    spellings = (KEY.encode(), b64encode(f"{EMAIL}:{KEY}".encode()), b64encode(KEY.encode()))
    places = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert any(name.endswith(".db") for name in places)
    places["the screen"] = screen
    return [
        name
        for name, content in places.items()
        if any(spelling in content for spelling in spellings)
    ]
