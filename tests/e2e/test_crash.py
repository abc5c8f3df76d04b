"""A fault of the program: it ends, says where it is written down, and gives nothing away."""

import stat
import sys

from tests.e2e.home import Home

KEY = "k3y-of-ira-90a1b2c3d4"
FAULTY = f"""
from eddytui.cli.root import main
from eddytui.desk.desk import Desk

def connect(self, client):
    said, local = "of the fault", "value of a variable, {KEY}"
    raise RuntimeError(f"words {{said}}, {KEY}")

Desk.connect = connect
main()
"""
"""The whole program, but for a desk that breaks when it is connected."""
SIGNED_IN = {
    "EDDYTUI_URL": "http://127.0.0.1:9",
    "EDDYTUI_EMAIL": "ira@acme.com",
    "EDDYTUI_API_KEY": KEY,
}


def test_a_crash_is_written_down_without_what_the_variables_had(home: Home) -> None:
    script = home.folder / "faulty.py"
    script.write_text(FAULTY)
    desk = home.terminal(sys.executable, str(script), size=(200, 36), environ=SIGNED_IN)
    desk.see(r"^eddytui has failed\. What happened is written down in .*crash-.*\.txt\.$")
    assert desk.left() == 70
    assert desk.modes_left_on == set()

    (report,) = home.state.glob("crash-*.txt")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "RuntimeError: words of the fault, …" in text
    assert "in connect\n" in text, "where it happened"
    assert "value of a variable" not in text
    assert KEY not in text
    assert KEY.encode() not in desk.raw
    assert b"Traceback" not in desk.raw


FAULTY_DRAFTS = """
import asyncio
from eddytui.cli.root import main
from eddytui.desk.drafts import Drafts

async def keep(self, *_):
    await asyncio.to_thread(int)
    raise RuntimeError("the draft cannot be kept")

Drafts.keep = keep
main()
"""


def test_a_crash_in_the_middle_of_typing_ends_the_program(home: Home) -> None:
    script = home.folder / "faulty.py"
    script.write_text(FAULTY_DRAFTS)
    desk = home.terminal(sys.executable, str(script), "--demo", size=(200, 36))
    desk.see("as of", "VPN down for the whole")
    desk.press("r")
    desk.see("PUBLIC REPLY")
    desk.press("a text of many keys that come together, as from a slow line")
    desk.see(r"^eddytui has failed\.")
    assert desk.left() == 70
