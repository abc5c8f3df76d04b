"""Where things are kept."""

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from eddytui.config.errors import ConfigError
from eddytui.config.paths import Paths, private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_xdg_variables_say_where() -> None:
    names = ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
    paths = Paths.of({f"XDG_{name}": f"/x/{name.lower()}" for name in names})
    assert paths == Paths(
        Path("/x/config_home/eddytui"),
        Path("/x/data_home/eddytui"),
        Path("/x/cache_home/eddytui"),
        Path("/x/state_home/eddytui"),
        Path("/x/runtime_dir/eddytui"),
    )


@pytest.mark.parametrize("unfit", ["", "relative/folder"])
def test_a_variable_that_is_empty_or_relative_is_as_good_as_none(
    unfit: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # platformdirs reads these for itself.
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    paths = Paths.of({"XDG_CONFIG_HOME": unfit, "XDG_RUNTIME_DIR": unfit})
    assert paths.config.is_relative_to(tmp_path)
    assert paths.runtime == paths.state, "never a folder that everybody shares"


def test_asking_where_makes_nothing(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "all")
    assert paths.config_path.name == "config.toml"
    assert paths.log_path.name == "eddytui.log"
    assert paths.crash_path(datetime(2026, 11, 24)).name == "crash-20261124-000000.txt"
    assert not (tmp_path / "all").exists()


def test_a_file_that_is_asked_for_has_a_folder_for_its_owner_alone(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "all")
    before = os.umask(0)
    try:
        file = paths.store_path("work")
    finally:
        os.umask(before)
    assert mode(file.parent) == 0o700
    assert mode(tmp_path / "all") == 0o700, "those on the way as well"


def test_a_folder_that_is_there_already_is_left_as_its_owner_made_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert mode(private(tmp_path)) == 0o755


@pytest.mark.parametrize(
    ("account", "file"),
    [
        ("acme.eddydesk.com-ira@acme.com", "acme.eddydesk.com-ira@acme.com.db"),
        ("127.0.0.1:8000-ira@acme.com", "127.0.0.1_8000-ira@acme.com.db"),
        ("../../etc/passwd", "__.._etc_passwd.db"),
        ("", "_.db"),
    ],
)
def test_an_account_names_a_file_inside_the_folder(account: str, file: str, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    assert paths.store_path(account) == paths.data / file


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(ConfigError, match=r"state is in the way: a folder is needed there\."):
        private(tmp_path / "state")
    with pytest.raises(ConfigError, match=r"cannot be made: Not a directory\."):
        private(tmp_path / "state" / "deeper")
