"""Settings written back: what the owner wrote stays, and no reader finds half a file."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from eddytui.config.errors import ConfigError
from eddytui.config.profiles import Profile, read
from eddytui.config.writing import forget, keep

FILES = [".config.toml.lock", "config.toml"]
SIGNED_IN = {"url": "https://acme.eddydesk.com", "email": "ira@acme.com", "user_id": 7}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def test_a_first_profile_makes_the_file_and_is_the_default(path: Path) -> None:
    keep(path, "work", SIGNED_IN)
    profile = read(path).choose({})
    assert (profile.name, profile.url, profile.email, profile.user_id) == (
        "work",
        "https://acme.eddydesk.com",
        "ira@acme.com",
        7,
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sorted(file.name for file in path.parent.iterdir()) == FILES


def test_comments_order_and_other_settings_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        "# mine\n[ui]\npreview = false # small screen\n\n"
        '[profiles.work]\nurl = "old" # the old one\nlanguages = ["ru"]\n'
    )
    keep(path, "work", SIGNED_IN)
    keep(path, "home", {"url": "https://home.example"})
    assert path.read_text() == (
        "# mine\n[ui]\npreview = false # small screen\n\n"
        '[profiles.work]\nurl = "https://acme.eddydesk.com" # the old one\nlanguages = ["ru"]\n'
        'email = "ira@acme.com"\nuser_id = 7\n\n[profiles.home]\nurl = "https://home.example"\n'
    )
    assert read(path).default == "work"


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n")
    path.symlink_to(real)
    keep(path, "work", SIGNED_IN)
    assert path.is_symlink()
    assert real.read_text().startswith("# mine\n")


def test_a_file_with_a_mistake_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("[profiles.work\n")
    with pytest.raises(ConfigError, match="line 1"):
        keep(path, "work", SIGNED_IN)
    assert path.read_text() == "[profiles.work\n"


def test_a_name_that_is_none_is_refused(path: Path) -> None:
    with pytest.raises(ConfigError, match="is no name for a profile"):
        keep(path, "a b", SIGNED_IN)


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    keep(path, "work", SIGNED_IN)
    before = path.read_text()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ConfigError, match=r"cannot be written: No space left on device\."):
        keep(path, "work", {"url": "https://new.example"})
    assert path.read_text() == before
    assert sorted(file.name for file in path.parent.iterdir()) == FILES


def test_a_setting_keeps_the_name_that_it_has_in_the_file(path: Path) -> None:
    keep(path, "new", {"me": 7})
    keep(path, "old", {"user_id": 7})
    keep(path, "old", {"me": 8})
    assert path.read_text() == (
        'default = "new"\n\n[profiles.new]\nme = 7\n\n[profiles.old]\nuser_id = 8\n'
    )


def test_a_setting_is_taken_out_and_all_others_stay(path: Path) -> None:
    keep(path, "work", SIGNED_IN | {"credential_file": "/k"})
    keep(path, "work", {}, without=("credential_file", "theme"))
    assert "credential_file" not in path.read_text()
    assert read(path).choose({}).user_id == 7


def test_a_profile_is_forgotten_and_another_becomes_the_default(path: Path) -> None:
    keep(path, "work", SIGNED_IN)
    keep(path, "home", {"url": "https://home.example"})
    path.write_text(path.read_text() + "# mine\n")
    forget(path, "work")
    assert (list(read(path).by_name), read(path).default) == (["home"], "home")
    assert path.read_text().endswith("# mine\n")
    forget(path, "no such profile")
    forget(path, "home")
    assert read(path).choose({}) == Profile()
    keep(path, "work", SIGNED_IN)
    assert read(path).default == "work"


WRITE = """
import sys
from pathlib import Path
from eddytui.config.writing import forget, keep
sys.stdin.readline()
for number in range(10):
    keep(Path(sys.argv[1]), f"{sys.argv[2]}{number}", {"url": f"https://{number}.example"})
"""


def test_of_several_processes_that_write_none_loses_what_another_wrote(path: Path) -> None:
    writers = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", WRITE, str(path), name],
            stdin=subprocess.PIPE,
            env={"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        for name in "ab"
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"now\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    wanted = {f"{name}{number}" for name in "ab" for number in range(10)}
    assert set(read(path).by_name) == wanted
    assert sorted(file.name for file in path.parent.iterdir()) == FILES
