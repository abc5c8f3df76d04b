"""A machine where customers' data may not touch the disk: the copy is in memory alone."""

from pathlib import Path

import pytest

from tests.e2e.home import Home
from tests.e2e.server import Server


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("older", [False, True], ids=["none before", "an older copy"])
def test_a_day_with_the_copy_in_memory_leaves_no_file_of_it(home: Home, older: bool) -> None:
    with Server() as server:
        environ = server.environ
        home.config.mkdir(parents=True)
        settings = home.config / "config.toml"
        settings.touch(mode=0o600)
        settings.write_text(
            f'[profiles.work]\nurl = "{environ["EDDYTUI_URL"]}"\nme = 7\nsend_delay = 0\n'
        )
        if older:
            assert home.run("tickets", "list", environ=environ).returncode == 0
        before = files(home.data)
        assert bool(before) == older
        with settings.open("a") as file:
            file.write('store = "memory"\n')
        app = home.open(environ=environ)
        app.see("The copy is in memory alone", "VPN down for the whole")
        app.press(":1042", "enter")
        app.see("It is 34 people now")
        app.press("r", "On my way.")
        app.see("draft saved")
        app.press("ctrl+s")
        app.see("The reply to #1042 was sent")
        assert files(home.data) == before
        app.press("q", "q")
        assert app.left() == 0
        assert files(home.data) == before
        said = home.run("tickets", "list", "--offline", environ=environ)
        assert said.returncode == 5, "nothing was kept"
        assert "There is no copy of this helpdesk here yet." in said.stderr
