"""`eddytui config show`: what the settings come to, where each is from, and no secrets."""

import json
from pathlib import Path

import pytest

from tests.shells import Shell

SETTINGS = """\
[ui]
theme = "eddy-light"
preview = false

[profiles.work]
url = "https://acme.eddydesk.com"
email = "ira@acme.com"
me = 7
preview = false
credential_command = ["printf", "k3y-in-a-command"]
proxy = "http://ira:s3cret@proxy.acme.com:3128"

[profiles.home]
url = "https://home.example"
email = "ira@home.example"
user_id = 9
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.config.write_text(SETTINGS)
    shell.config.chmod(0o600)
    return shell


def shown(shell: Shell, line: str = "", **environ: str) -> dict[str, list[str]]:
    """Value and origin by the name of the setting."""
    result = shell.run(f"config show {line}", **environ)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = (row.split(maxsplit=1) for row in result.stdout.splitlines()[2:])
    return {name: rest.rsplit("  ", 1) for name, rest in rows}


def test_each_setting_is_shown_with_where_it_comes_from(shell: Shell) -> None:
    rows = {name: [part.strip() for part in row] for name, row in shown(shell).items()}
    assert rows["url"] == ['"https://acme.eddydesk.com"', "line 6"]
    assert rows["me"] == ["7", "line 8"]
    assert rows["theme"] == ['"eddy-light"', "line 2"]
    assert rows["preview"] == ["false", "line 9"]
    assert rows["newest_first"] == ["false", "default"]
    assert rows["store"] == ['"disk"', "default"]
    assert rows["store_limit"] == ['"0 MB"', "default"]
    other = {name: [part.strip() for part in row] for name, row in shown(shell, "-p home").items()}
    assert (other["me"], other["preview"]) == (["9", "line 16"], ["false", "line 3"])


def test_no_password_and_no_word_of_a_command_is_shown(shell: Shell) -> None:
    for line in ("config show", "config show --json", "config show -p work"):
        output = shell.run(line).output
        assert "s3cret" not in output
        assert "k3y-in-a-command" not in output
        assert "http://…@proxy.acme.com:3128" in output
        assert "printf …" in output


def test_no_password_in_the_address_is_shown(shell: Shell) -> None:
    for line in ("config show", "config show --json", "auth status --offline"):
        assert "s3cret" not in shell.run(line, EDDYTUI_URL="https://ira:s3cret@acme.example").output


def test_what_the_environment_says_comes_first_and_takes_what_is_of_another_away(
    shell: Shell,
) -> None:
    result = shell.run("config show --json", EDDYTUI_EMAIL="max@acme.com")
    document = json.loads(result.stdout)
    rows = {row["name"]: (row["value"], row["origin"]) for row in document["settings"]}
    assert (document["path"], document["profile"]) == (str(shell.config), "work")
    assert rows["email"] == ("max@acme.com", "EDDYTUI_EMAIL")
    assert rows["me"] == (0, "default")
    assert rows["credential_command"] == ("", "default")


def test_a_file_that_others_may_read_is_told_with_the_way_to_mend_it(shell: Shell) -> None:
    shell.config.chmod(0o644)
    result = shell.run("config show")
    assert result.exit_code == 0
    assert result.stderr == f"Others may read {shell.config}. Run: chmod 600 {shell.config}\n"


def test_a_mistake_and_a_wrong_profile_are_told(shell: Shell) -> None:
    result = shell.run("config show -p wrk")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'did you mean "work"?' in result.stderr
    shell.config.write_text("[profiles.work]\napi_key = 's3cret'\n")
    refused = shell.run("config show")
    assert (refused.exit_code, "s3cret" in refused.output) == (2, False)


def test_without_a_file_everything_is_as_usual(shell: Shell) -> None:
    shell.config.unlink()
    assert {row[1].strip() for row in shown(shell).values()} == {"default"}
