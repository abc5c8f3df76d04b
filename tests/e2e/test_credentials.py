"""Signing in and out at a terminal, and where the key can be found meanwhile: nowhere."""

import asyncio
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eddytui.demo.account import EMAIL, KEY
from eddytui.models.rows import Draft
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.e2e.home import EDDYTUI, Home
from tests.e2e.server import Server

HOLDS_BACK = {"PYTHON_KEYRING_BACKEND": "tests.rings.Hanging"}


def holders(folder: Path) -> list[str]:
    """The files below a folder that have the key in them."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        str(path.relative_to(folder)) for path in files if KEY.encode() in path.read_bytes()
    )


def test_where_there_is_no_keyring_a_file_is_offered_and_explained(home: Home) -> None:
    with Server(tickets=5) as server:
        terminal = home.open("auth", "login", size=(160, 40))
        for question, answer in (
            ("Address of the helpdesk", server.environ["EDDYTUI_URL"]),
            ("Your e-mail address", EMAIL),
            ("API key", KEY),
        ):
            terminal.see(question)
            terminal.press(answer, "enter")
        terminal.see("There is no keyring on this machine", "A file is not encrypted", r"\[y/N\]")
        terminal.press("y", "enter")
        terminal.see("✓ Key kept")
        assert terminal.process.wait(10) == 0
        assert KEY.encode() not in terminal.raw
        assert [name.split("/")[:3] for name in holders(home.folder)] == [
            ["data", "eddytui", "keys"]
        ]
        assert home.run("auth", "status").returncode == 0


def test_who_declines_the_file_has_no_key_on_disk(home: Home) -> None:
    with Server(tickets=5) as server:
        words = ("--url", server.environ["EDDYTUI_URL"], "--email", EMAIL)
        terminal = home.open("auth", "login", *words, size=(160, 40))
        terminal.see("API key")
        terminal.press(KEY, "enter")
        terminal.see(r"\[y/N\]")
        terminal.press("enter")
        terminal.see("The key is not kept on this machine")
        assert terminal.process.wait(10) == 0, "as it was wished"
        assert holders(home.folder) == []


def test_who_signs_out_is_asked_about_the_copy_and_what_was_typed(home: Home) -> None:
    with Server(tickets=5) as server:
        assert sign_in(home, server).returncode == 0
    (key,) = (home.data / "keys").iterdir()
    store = Store(Database(home.data / f"{key.name}.db"))
    asyncio.run(store.drafts.keep(Draft(7, "post", "Dear", "2026-11-24 09:00:00")))
    store.close()
    terminal = home.open("auth", "logout", size=(160, 40))
    terminal.see("1 draft in it would be lost", r"Delete it\? \[y/N\]")
    terminal.press("y", "enter")
    terminal.see("1 draft went with it")
    assert terminal.process.wait(10) == 0
    assert list(home.data.glob("*.db*")) == []


@pytest.mark.parametrize(
    "words",
    [("kb", "vpn", "reconnect"), ("tickets", "reply", "1042")],
    ids=["pager", "editor"],
)
def test_no_program_that_is_started_inherits_the_key(words: tuple[str, ...], home: Home) -> None:
    program, seen = home.folder / "program", home.folder / "seen"
    program.write_text(f"#!/bin/sh\nenv > {seen}\n")
    program.chmod(0o700)
    started = dict.fromkeys(("PAGER", "VISUAL", "EDITOR"), str(program))
    key = {"EDDYTUI_API_KEY": KEY, "EDDYTUI_API_KEY_FILE": str(home.folder / KEY)}
    paper = home.open(
        *("--demo", "--tickets", "60", *words), size=(80, 5), environ={**started, **key}
    )
    paper.left()
    assert "EDITOR=" in seen.read_text()
    assert KEY not in seen.read_text()


def test_the_key_is_found_nowhere_but_where_it_is_kept(home: Home) -> None:
    with Server(tickets=5) as server:
        said = [sign_in(home, server), home.run("auth", "doctor"), home.run("auth", "status")]
        desk = home.open()
        desk.see("as of")
        desk.press("q")
        assert desk.process.wait(10) == 0
        assert len(holders(home.folder)) == 1, "the key file alone"
        said.append(home.run("auth", "logout"))
    assert [done.returncode for done in said] == [0] * len(said)
    assert KEY not in "".join(done.stdout + done.stderr for done in said)
    assert KEY.encode() not in desk.raw
    assert holders(home.folder) == []


def test_no_other_process_is_shown_the_key(home: Home) -> None:
    """Neither the list of processes, nor what a command of the profile inherits."""
    outside = home.folder / "seen"
    (home.folder / "key").write_text(KEY)
    look = f"cat /proc/[0-9]*/cmdline /proc/self/environ > {shlex.quote(str(outside))} 2>/dev/null"
    told = ["/bin/sh", "-c", f"{look}; cat {shlex.quote(str(home.folder / 'key'))}"]
    with Server(tickets=5) as server:
        home.config.mkdir(parents=True)
        (home.config / "config.toml").write_text(
            f'[profiles.work]\nurl = "{server.environ["EDDYTUI_URL"]}"\nemail = "{EMAIL}"\n'
            f"credential_command = {told}\n"
        )
        done = home.run("auth", "login", environ={"EDDYTUI_API_KEY": KEY}, stdin="\n\n")
        assert done.returncode == 0, done.stderr
        assert b"eddytui" in outside.read_bytes()
        assert KEY.encode() not in outside.read_bytes()
        server.answers_until = len(server.helpdesk.requests)
        (home.config / "config.toml").unlink()
        words = ("auth", "login", "--url", server.environ["EDDYTUI_URL"], "--email", EMAIL)
        with subprocess.Popen(  # noqa: S603 - our own program
            [*EDDYTUI, *words, "--store", "file"],
            env=home.environ({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as waiting:
            assert waiting.stdin is not None
            waiting.stdin.write(f"{KEY}\n".encode())
            waiting.stdin.flush()
            assert server.held.wait(10)
            for name in ("cmdline", "environ"):
                assert KEY.encode() not in Path(f"/proc/{waiting.pid}/{name}").read_bytes()
            server.free.set()
            assert KEY.encode() not in waiting.communicate(timeout=20)[0]
        assert waiting.returncode == 0


def test_a_keyring_that_hangs_holds_nobody_for_ever(home: Home) -> None:
    with Server(tickets=5) as server:
        known = {name: server.environ[name] for name in ("EDDYTUI_URL", "EDDYTUI_EMAIL")}
        environ = known | HOLDS_BACK
        with ThreadPoolExecutor() as people:  # it takes five seconds each
            runs = [
                people.submit(home.run, "auth", word, environ=environ)
                for word in ("status", "doctor", "logout")
            ]
        for done in (run.result() for run in runs):
            assert done.returncode in {2, 3}
            assert "The keyring does not answer" in done.stdout


def sign_in(home: Home, server: Server) -> "subprocess.CompletedProcess[str]":
    words = ("--url", server.environ["EDDYTUI_URL"], "--email", EMAIL, "--store", "file")
    return home.run("auth", "login", *words, stdin=f"{KEY}\n")
