"""What `config.toml` may say, what wins over it, and how mistakes in it are told."""

from pathlib import Path

import pytest

from eddytui.config.errors import ConfigError
from eddytui.config.profiles import Profile, Profiles, read

FULL = """\
# my helpdesks
default = "work"

[profiles.work]
url = "https://acme.eddydesk.com"
email = "ira@acme.com"
languages = ["uk", "en"]
timezone = "Europe/Riga"
user_id = 7
ca_file = "~/acme.pem"
theme = "eddy-light"

[profiles.home]
url = "help.example.org"
email = "ira@example.org"
languages = "ru"

[ui]
theme = "eddy-dark"
preview = false
newest_first = true
send_delay = 5
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def written(path: Path, text: str = FULL) -> Profiles:
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_profile_is_the_file_over_the_wishes_of_ui_over_what_is_usual(path: Path) -> None:
    profiles = written(path)
    assert profiles.by_name["work"] == Profile(
        name="work",
        url="https://acme.eddydesk.com",
        email="ira@acme.com",
        languages=("ua", "en"),
        timezone="Europe/Riga",
        user_id=7,
        ca_file="~/acme.pem",
        theme="eddy-light",
        preview=False,
        newest_first=True,
        send_delay=5,
    )
    home = profiles.by_name["home"]
    assert (home.languages, home.theme, home.timezone) == (("ru",), "eddy-dark", "")


def test_no_file_is_a_file_that_says_nothing(path: Path) -> None:
    assert read(path).choose({}) == Profile()
    assert not read(path).choose({}).complete


@pytest.mark.parametrize(
    ("environ", "named", "chosen"),
    [
        ({}, "", "work"),
        ({"EDDYTUI_PROFILE": "home"}, "", "home"),
        ({"EDDYTUI_PROFILE": "home"}, "work", "work"),
    ],
)
def test_the_command_line_beats_the_environment_beats_the_default(
    environ: dict[str, str], named: str, chosen: str, path: Path
) -> None:
    assert written(path).choose(environ, named).name == chosen


def test_the_first_profile_is_the_default_when_none_is_named(path: Path) -> None:
    text = '[profiles.b]\nurl = "b"\n[profiles.a]\nurl = "a"\n'
    assert written(path, text).choose({}).name == "b"


def test_the_environment_beats_the_file(path: Path) -> None:
    chosen = written(path).choose({"EDDYTUI_URL": "other.example", "EDDYTUI_EMAIL": " max@x.com "})
    assert (chosen.url, chosen.email) == ("other.example", "max@x.com")
    assert chosen.languages == ("ua", "en")
    assert chosen.user_id == 0, "the id of the file is another person's"
    same = {"EDDYTUI_URL": "https://acme.eddydesk.com", "EDDYTUI_EMAIL": ""}
    assert written(path).choose(same).user_id == 7


def test_the_environment_alone_is_enough(path: Path) -> None:
    chosen = read(path).choose({"EDDYTUI_URL": "acme.example", "EDDYTUI_EMAIL": "a@b.c"})
    assert chosen.complete
    assert chosen.name == ""


def test_a_certificate_file_may_be_named_from_home(path: Path) -> None:
    assert written(path).choose({"HOME": "/home/ira"}).ca_file == "/home/ira/acme.pem"


@pytest.mark.parametrize(
    ("url", "host", "account"),
    [
        ("https://Acme.eddydesk.com", "acme.eddydesk.com", "acme.eddydesk.com-ira@acme.com"),
        ("acme.eddydesk.com/ru/", "acme.eddydesk.com", "acme.eddydesk.com-ira@acme.com"),
        ("http://127.0.0.1:80", "127.0.0.1", "127.0.0.1:80-ira@acme.com"),
        ("https://a:b@acme.example", "acme.example", "acme.example-ira@acme.com"),
        ("https://[::1", "", "-ira@acme.com"),
    ],
)
def test_an_account_is_a_host_and_a_person_however_they_are_spelled(
    url: str, host: str, account: str
) -> None:
    profile = Profile(url=url, email="Ira@acme.com")
    assert (profile.host, profile.account) == (host, account)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[profiles.work]\n\nulr = "x"', 'line 3: there is no setting "ulr" in [profiles.work]; '
         'did you mean "url"?'),
        ('[profiles.work]\n"ulr"=1', 'line 2: there is no setting "ulr"'),
        ('profiles.work.ulr = "x"', 'line 1: there is no setting "ulr" in [profiles.work]'),
        ("[ui]\nwobble = 1", 'line 2: there is no setting "wobble" in [ui].'),
        ('\ndefalt = "x"', 'line 2: there is no setting "defalt" at the top of the file; '
         'did you mean "default"?'),
        ("[profile.work]", 'line 1: there is no table [profile]; did you mean "profiles"?'),
        ("ui = 3", "line 1: ui must be a table, [ui]."),
        ("[profiles]\nwork = 3", "line 2: work must be a table, [profiles.work]."),
        ('[profiles."a b"]', 'line 1: "a b" is no name for a profile'),
        ('default = "wrok"\n[profiles.work]', 'line 1: there is no profile "wrok" in this file; '
         'did you mean "work"?'),
        ("[profiles.work]\nurl = 3", "line 2: url must be text in quotes, on one line."),
        ('[profiles.work]\nurl = "a\\nb"', "line 2: url must be text in quotes, on one line."),
        ('[ui]\npreview = "yes"', "line 2: preview must be true or false, without quotes."),
        ("[profiles.a]\nuser_id = -1", "line 2: user_id must be a whole number from 0 up"),
        ("[profiles.a]\nuser_id = true", "line 2: user_id must be a whole number from 0 up"),
        ("[profiles.a]\nlanguages = []", "line 2: languages must be languages as the helpdesk"),
        ("[profiles.a]\nlanguages = [1]", "line 2: languages must be languages as the helpdesk"),
        ('[profiles.a]\ntimezone = "Europe/Rga"', 'line 2: timezone must be the name of a time '
         'zone; did you mean "Europe/Riga"?'),
        ('[profiles.a]\ntimezone = "../x"', "line 2: timezone must be the name of a time zone, "
         'such as "Europe/Riga".'),
        ("[profiles.a]\nme = 'ira'", "line 2: me must be a whole number from 0 up"),
        ("[profiles.a]\nme = 7\nuser_id = 7", "line 2: me and user_id say the same; keep one."),
        ("[profiles.a]\ncredential_command = []", "line 2: credential_command must be a command"),
        ("[profiles.a]\ncredential_command = ['a', 1]", "line 2: credential_command must be a co"),
        ("[profiles.a]\ncredential_command = 'a \"b'", "line 2: credential_command must be a com"),
        ("[profiles.a]\ncredential_file = 'key'", "line 2: credential_file must be a whole path"),
        ("[profiles.a]\nproxy = 'ftp://me:s3cret@p'", 'line 2: proxy must be an address such as '
         '"http://proxy.acme.com:3128".'),
        ("[profiles.a]\nproxy = 'http://[::1'", "line 2: proxy must be an address such as"),
        ("[profiles.a]\nverify = false", 'line 2: verify must be "system" or "certifi".'),
        ("[profiles.a]\nundocumented = 1", "line 2: undocumented must be true or false"),
        ("[profiles.a]\nstore = 'ram'", 'line 2: store must be "disk" or "memory".'),
        ("[profiles.a]\nhorizon = -1", "line 2: horizon must be a whole number from 0 up"),
        ("[profiles.a]\nhorizon = 36501", "line 2: horizon must be at most 36500 days, or 0"),
        ("[profiles.a]\nstore_limit = 200", 'line 2: store_limit must be a size such as "200 MB"'),
        ("[profiles.a]\nstore_limit = '2 cm'", "line 2: store_limit must be a size such as"),
        ("[ui]\nurl\n", "line 2: Expected '=' after a key"),
        ("[profiles.a]\n[profiles.b]\nurl = 1", "line 3: url must be text"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(
    text: str, told: str, path: Path
) -> None:
    with pytest.raises(ConfigError) as error:
        written(path, text)
    assert str(error.value).startswith(f"{path}, {told}")
    assert str(error.value)[-1] in ".?"


def test_a_key_in_the_file_is_refused_and_not_repeated(path: Path) -> None:
    with pytest.raises(ConfigError, match="line 3: an API key does not belong in") as error:
        written(path, '[profiles.a]\nurl = "x"\napi_key = "s3cret"')
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("wrk", '; did you mean "work"?'),
        ("zzz", ". It has: home work. To make this one, run: eddytui auth login -p zzz"),
    ],
)
def test_a_profile_that_is_not_there_is_told(name: str, told: str, path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        written(path).choose({}, name)
    assert str(error.value) == f'There is no profile "{name}" in {path}{told}'


def test_a_file_that_cannot_be_read_is_told(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not text in UTF-8"):
        read(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(ConfigError, match=r"cannot be read: Is a directory\."):
        read(path)


OWN = """\
[profiles.work]
url = "https://acme.eddydesk.com"
email = "ira@acme.com"
me = 7
language = "ru"
credential_command = "pass show 'eddytui work'"
credential_file = "~/key"
proxy = "http://ira:s3cret@proxy.acme.com:3128"
verify = "certifi"
undocumented = true
"""


def test_a_profile_says_where_its_key_is_and_how_the_helpdesk_is_reached(path: Path) -> None:
    chosen = written(path, OWN).choose({})
    assert (chosen.user_id, chosen.languages) == (7, ("ru",))
    assert chosen.credential_command == ("pass", "show", "eddytui work")
    assert chosen.credential_file == "~/key"
    assert (chosen.verify, chosen.undocumented) == ("certifi", True)
    assert chosen.proxy == "http://ira:s3cret@proxy.acme.com:3128"
    assert "s3cret" not in repr(chosen)


@pytest.mark.parametrize(
    ("text", "size"),
    [("200 MB", 200_000_000), ("1gb", 1_000_000_000), ("500 KB", 500_000), ("0 MB", 0)],
)
def test_a_profile_says_what_is_kept_here(path: Path, text: str, size: int) -> None:
    own = f'[profiles.a]\nstore = "memory"\nhorizon = 90\nstore_limit = "{text}"\n'
    chosen = written(path, own).choose({})
    assert (chosen.store, chosen.horizon, chosen.store_limit) == ("memory", 90, size)


def test_a_command_may_be_an_array_and_stays_as_it_is(path: Path) -> None:
    text = '[profiles.work]\ncredential_command = ["pass", "a b", ""]\n'
    assert written(path, text).choose({}).credential_command == ("pass", "a b", "")


@pytest.mark.parametrize("variable", ["EDDYTUI_URL", "EDDYTUI_EMAIL"])
def test_the_key_of_one_account_is_not_looked_up_for_another(variable: str, path: Path) -> None:
    chosen = written(path, OWN).choose({variable: "other"})
    assert (chosen.credential_command, chosen.credential_file, chosen.user_id) == ((), "", 0)
    assert chosen.proxy, "how the network is reached is nobody's own"


def test_what_a_profile_leaves_open_the_environment_fills_in(path: Path) -> None:
    text = '[profiles.ci]\ncredential_file = "/run/key"\nme = 7\n'
    chosen = written(path, text).choose({"EDDYTUI_URL": "acme.example", "EDDYTUI_EMAIL": "a@b.c"})
    assert (chosen.credential_file, chosen.user_id) == ("/run/key", 7)
