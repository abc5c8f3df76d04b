"""A file that holds the key: whose it must be, and who may read it."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from eddytui.config import key_files
from eddytui.config.credentials import Found, NotFound, find
from eddytui.config.errors import Unusable
from eddytui.config.profiles import Profile


def found(name: str, **environ: str) -> Found | NotFound:
    profile = Profile(url="https://acme.example", email="ira@acme.com", credential_file=name)
    return asyncio.run(find(profile, dict(environ)))


def why_not(name: str, **environ: str) -> str:
    """Why the file gave no key; no other source was asked."""
    one = found(name, **environ)
    assert isinstance(one, NotFound)
    assert [asked.outcome for asked in one.asked][2:] == ["failed", "not asked"]
    return one.asked[2].sentence


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "my key"
    file.write_text("s3cret\n")
    file.chmod(0o600)
    return file


def test_a_file_of_ones_own_has_the_key(file: Path) -> None:
    one = found(str(file))
    assert isinstance(one, Found)
    assert (one.secret.reveal(), one.source) == ("s3cret", f"credential_file ({file})")


@pytest.mark.parametrize("rights", [0o640, 0o604, 0o620, 0o610])
def test_a_file_that_others_may_open_is_refused_with_the_way_to_mend_it(
    rights: int, file: Path
) -> None:
    file.chmod(rights)
    assert why_not(str(file)) == (
        f"credential_file names {file}, which others may read. Run: chmod 600 '{file}'."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff", "which cannot be read: it is not text."),
        (b"", "which does not hold a key and nothing else."),
        (b"s3cret\nlogin: ira\n", "which does not hold a key and nothing else."),
        (b"s3cret\x1b[0m", "which does not hold a key and nothing else."),
    ],
)
def test_a_file_without_a_key_is_told_and_not_shown(content: bytes, told: str, file: Path) -> None:
    file.write_bytes(content)
    assert why_not(str(file)) == f"credential_file names {file}, {told}"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert why_not(str(tmp_path)) == (
        f"credential_file names {tmp_path}, which cannot be read: Is a directory."
    )
    assert why_not(str(tmp_path / "no")).endswith(": No such file or directory.")


def test_a_file_of_another_user_is_refused(file: Path) -> None:
    found = os.stat_result((stat.S_IFREG | 0o600, 0, 0, 1, os.getuid() + 1, 0, 7, 0, 0, 0))
    assert key_files.guarded(file, found) == (
        "which belongs to another user. Make a file of your own"
    )


def test_a_file_may_be_named_from_home_and_from_systemd(file: Path) -> None:
    file.chmod(0o440)  # an access list for the user of the service looks like this
    given = found("$CREDENTIALS_DIRECTORY/my key", CREDENTIALS_DIRECTORY=str(file.parent))
    assert isinstance(given, Found)
    file.chmod(0o600)
    assert isinstance(found("~/my key", HOME=str(file.parent)), Found)
    assert why_not("$CREDENTIALS_DIRECTORY/k") == (
        "credential_file names $CREDENTIALS_DIRECTORY/k, and CREDENTIALS_DIRECTORY is not set."
    )


def test_a_file_that_all_may_read_is_none_of_systemds(file: Path) -> None:
    file.chmod(0o444)
    told = why_not("$CREDENTIALS_DIRECTORY/my key", CREDENTIALS_DIRECTORY=str(file.parent))
    assert told.endswith("which others may read. It is no file of LoadCredential.")


def test_a_key_is_written_for_its_owner_alone_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "acme"
    key_files.write(path, "old")
    key_files.write(path, "s3cret")
    assert path.read_text() == "s3cret\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["acme"]
    assert key_files.remove(path)
    assert not key_files.remove(path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("in the way")
    with pytest.raises(Unusable, match="is in the way"):
        key_files.write(tmp_path / "keys" / "acme", "s3cret")
    with pytest.raises(Unusable, match=r"cannot be removed: Is a directory\."):
        key_files.remove(tmp_path)
