"""`eddytui kb`: the article on standard output, and a copy that is fresh enough to trust."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from eddytui.api import Blocked, Client, Offline
from eddytui.cli import printing
from eddytui.cli.account import Account
from eddytui.cli.fresh import freshen
from eddytui.cli.launch import Launch
from eddytui.cli.output import Failure
from eddytui.cli.redaction import Redaction
from eddytui.cli.session import Session
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.demo.account import EMAIL, ME
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.articles import fill
from tests.place import Place
from tests.shells import Shell

Run = Callable[[str], Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `eddytui --demo kb`, all of one home: the copy is made once."""
    home = tmp_path_factory.mktemp("home")
    shell = Shell(home)
    environ = {"XDG_DATA_HOME": str(home / "data")}
    return lambda line: shell.run(f"--demo --tickets 1 kb {line}", **environ)


def test_the_article_that_is_meant_is_printed(run: Run) -> None:
    result = run("vpn reconnect")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == ["VPN reconnects every few minutes", "=" * 32]
    assert lines[2].startswith("Article 101: Network > VPN, public, changed 20")
    assert "    16:02:11 tun0: rekey failed, peer 10.20.4.17" in lines
    assert "2. Open Settings > Connection and set Keepalive to 15." in lines
    assert "[1] help.eddytui.example: https://help.eddytui.example/wifi/meeting-rooms" in lines
    assert max(map(len, lines[:-3])) <= 88


def test_several_that_fit_are_listed(run: Run) -> None:
    result = run("vpn --width 60")
    assert result.stdout.splitlines()[:2] == [
        " 1  VPN reconnects every few minutes  (Network > VPN, public)",
        "    You are connected, then everything stops for half a",
    ]
    assert "    …to do with it. Service | Protocol | Port | To [VPN] |" in result.stdout
    assert run("vpn -n 3").stdout.endswith("    4 more: add words, or --most.\n")


def test_one_of_the_list_is_opened_by_its_number(run: Run) -> None:
    assert run("vpn --open 2").stdout.startswith('VPN says "TLS handshake failed"\n')


def test_an_article_is_opened_by_its_id(run: Run) -> None:
    for words in ("--open 107", "vpn --open 107", "--open #107"):
        assert run(words).stdout.startswith("Mailbox is full: how to make room\n")
    result = run("--open #2")
    assert (result.exit_code, result.stderr) == (1, "There is no article 2 here.\n")


def test_open_takes_numbers_alone(run: Run) -> None:
    result = run("vpn --open first")
    assert result.exit_code == 2
    assert "--open takes the number of a result, or an article's id." in result.stderr


def test_a_clear_one_is_only_listed_when_the_list_is_asked_for(run: Run) -> None:
    assert run("vpn reconnect --list").stdout.startswith(" 1  VPN reconnects every few minutes  (")


def test_without_words_all_are_listed_the_pinned_ones_first(run: Run) -> None:
    lines = run("").stdout.splitlines()
    assert lines[0] == " 1  Reset your password  (Accounts and access, public)"
    assert lines[-1] == "    17 more: add words, or --most."


def test_a_language_can_be_preferred(run: Run) -> None:
    assert run("--open 101 --lang ru").stdout.startswith("VPN переподключается каждые несколько")
    assert run("--open 101 --lang uk").stdout.startswith("VPN перепідключається кожні кілька")
    assert "Also in: en, ua (--lang)" in run("--open 101 --lang ru").stdout
    assert run("переадресация").stdout.startswith("Переадресация звонков\n"), "as it was asked"
    assert "Сеть > VPN" in run("vpn --lang ru").stdout


def test_an_article_without_text_says_so(run: Run) -> None:
    result = run("--open 130")
    assert result.stdout.endswith("\n\nThis article has no text.\n")


def test_what_one_keeps_for_oneself_and_files_are_told(run: Run) -> None:
    assert "only you see it" in run("--open 128").stdout
    assert "\nFiles:\n  wg-office.conf: https://demo.eddytui" in run("--open 102").stdout


def test_nothing_found_is_told_and_ends_with_1(run: Run) -> None:
    result = run("xyzzy qwrtz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Nothing found for xyzzy qwrtz. Other words may find more.\n"
    assert run("xyzzy").stderr == "Nothing found for xyzzy.\n"


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("passwords", "Reset your password"),
        ("how to reset my password", "Reset your password"),
        ("сбросить пароль", "Сброс пароля"),
    ],
)
def test_when_no_article_has_all_the_words_those_that_have_most_are_listed_and_none_is_opened(
    run: Run, typed: str, best: str
) -> None:
    result = run(typed)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == ["No article has all of these words; these have some.", ""]
    assert lines[2].startswith(f" 1  {best}  (")
    assert run(f"{typed} --open 1").stdout.startswith(f"{best}\n===")
    assert json.loads(run(f"{typed} --json").stdout)["partial"]
    assert not json.loads(run("vpn --json").stdout)["partial"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("vpn is:publik", "is:publik: did you mean public?"),
        ("is:xyzzy", "is:xyzzy: choose public, user, staff or pinned."),
        ("cat:netwrok vpn", "cat:netwrok: did you mean Network?"),
        ("cat:acounts", "cat:acounts: did you mean Accounts?"),
        ("cat:xyzzy", "cat:xyzzy: no category has this name. See: eddytui kb --categories"),
        ("tag:printr", "tag:printr: did you mean printer?"),
        ("tag:xyzzy", "tag:xyzzy: no article here has this tag."),
        ("tag:!", "tag:!: no article here has this tag."),
        ("lang:de", "lang:de: choose en, ru or ua."),
        ("is:a lang:b", "is:a: choose public, user, staff or pinned. lang:b: choose en, ru or ua."),
    ],
)
def test_a_filter_that_means_nothing_is_told(run: Run, typed: str, said: str) -> None:
    result = run(typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Query: {said}\n"


def test_filters_of_every_kind_may_find_nothing_together(run: Run) -> None:
    result = run('cat:2 tag:vpn is:staff is:pinned lang:uk "xyzzy"')
    assert (result.exit_code, result.stdout) == (1, "")


def test_json_always_has_the_same_keys(run: Run) -> None:
    results = [run(f"{words} --json") for words in ("vpn", "vpn reconnect", "xyzzy", "--open 130")]
    assert [result.exit_code for result in results] == [0, 0, 1, 0]
    documents = [json.loads(result.stdout) for result in results]
    assert {tuple(document) for document in documents} == {
        ("query", "total", "partial", "articles", "article")
    }
    articles = [row for document in documents for row in document["articles"]]
    assert {tuple(row) for row in articles} == {
        *[("id", "language", "title", "categories", "access", "pinned", "views", "updated",
           "excerpt", "score")]
    }  # fmt: skip
    opened = [document["article"] for document in documents]
    assert [one and one["id"] for one in opened] == [None, 101, None, 130]
    assert {tuple(one) for one in opened if one} == {
        *[("id", "language", "languages", "title", "categories", "tags", "access", "pinned", "own",
           "views", "created", "updated", "files", "text")]
    }  # fmt: skip
    assert documents[1]["article"]["text"].startswith("You are connected, then everything stops")


def test_every_key_of_the_json_is_in_the_help(run: Run) -> None:
    told = run("--help").stdout
    documents = [json.loads(run(f"{words} --json").stdout) for words in ("e-207", "--categories")]
    keys = {
        *documents[0],
        *documents[0]["articles"][0],
        *documents[0]["article"],
        *documents[1],
        *documents[1]["categories"][0],
    }
    words = set(told.replace(",", " ").split())
    assert keys <= words


def test_the_categories_are_listed(run: Run) -> None:
    lines = run("--categories").stdout.splitlines()
    assert lines[:2] == [
        "id  category                  access  articles",
        "-1  Templates                 staff   6",
    ]
    assert "10  For colleagues > Backups  staff   2" in lines


def test_in_ascii_lists_have_ascii_marks(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    line = "--demo --tickets 1 --plain kb --open 107"
    assert "•" not in shell.run(line, XDG_DATA_HOME=str(tmp_path)).stdout


def test_on_a_pipe_nothing_is_paged_coloured_or_cut(run: Run) -> None:
    result = run("--open 101")
    assert "\x1b" not in result.output
    assert len(result.stdout.splitlines()) > 40


def test_text_from_the_helpdesk_cannot_act_on_the_terminal() -> None:
    @click.command()
    def command() -> None:
        printing.paged("a\x1b]52;c;AAAA\x07b\u202ec\nd")

    assert CliRunner().invoke(command).stdout == "a␛]52;c;AAAAbc\nd\n"


# Freshness


@asynccontextmanager
async def session(place: Place) -> AsyncIterator[Session]:
    store = Store(Database(place.folder / "copy.db"))

    async def connect(_: Store) -> Client:
        return place.client()

    account = Account("acme", place.folder, ME, EMAIL, place.clock, connect)
    paths = Paths.under(place.folder)
    launch = Launch(Profile(), paths, {}, {}, Redaction(), plain=False, remote=False)
    at = Session(launch, account, store)
    yield at
    if at.desk.client:
        await at.desk.client.aclose()
    store.close()


def asked(place: Place) -> int:
    return sum("knowledge_base" in path for _, path in place.helpdesk.requests)


async def test_a_copy_that_is_not_there_is_read_and_this_is_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    async with session(place) as at:
        await freshen(at, offline=False)
        assert at.desk.knowledge.whole
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "Reading the knowledge base: 10 of 37 articles.\n")


async def test_a_copy_of_today_asks_nothing_and_does_not_even_connect(place: Place) -> None:
    async with session(place) as at:
        await freshen(at, offline=False)
    before = asked(place)
    place.later(hours=23)
    async with session(place) as at:
        await freshen(at, offline=False)
        assert at.desk.client is None
    assert asked(place) == before


async def test_a_copy_older_than_a_day_asks_what_is_new(place: Place) -> None:
    async with session(place) as at:
        await freshen(at, offline=False)
    before = asked(place)
    place.later(hours=25)
    articles = place.helpdesk.world.articles
    articles[101] = articles[101]._replace(title={"en": "Reworded"}, updated=place.now)
    del articles[102]
    async with session(place) as at:
        await freshen(at, offline=True)
        assert asked(place) == before
        await freshen(at, offline=False)
        assert (await at.desk.knowledge.find("reworded")).total == 1
        assert at.desk.knowledge.article(102) is None, "a small one is compared whole"


async def test_of_a_large_one_it_is_told_that_it_takes_long(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(place, 420)
    async with session(place) as at:
        await freshen(at, offline=False)
        first, *others = capsys.readouterr().err.splitlines()
        assert first.endswith("the next run goes on, and --offline searches what is here.")
        assert len(others) == 4


async def test_of_a_large_one_a_part_is_compared_each_day_until_what_is_gone_goes(
    place: Place,
) -> None:
    fill(place, 820)
    async with session(place) as at:
        await freshen(at, offline=False)
    del place.helpdesk.world.articles[7]
    seen, gone = [], []
    for _ in range(3):
        place.later(days=2)
        before = asked(place)
        async with session(place) as at:
            await freshen(at, offline=False)
            assert asked(place) - before < 60, "no command waits for more than a minute"
            seen.append(at.desk.knowledge.progress.here // 400)
            gone.append(at.desk.knowledge.article(7) is None)
    assert (seen, gone) == ([1, 2, 2], [False, False, True])


async def test_without_a_line_the_copy_is_searched_and_this_is_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    async with session(place) as at:
        await freshen(at, offline=False)
    place.later(days=3)
    place.line.offline = True
    capsys.readouterr()
    async with session(place) as at:
        await freshen(at, offline=False)
        assert (await at.desk.knowledge.find("vpn reconnect")).total == 1
    assert capsys.readouterr().err == (
        "No connection: The helpdesk cannot be reached. Check the connection."
        " The 37 articles on this machine are searched.\n"
    )


async def test_without_a_line_and_a_copy_it_fails(place: Place) -> None:
    place.line.offline = True
    async with session(place) as at:
        with pytest.raises(Offline):
            await freshen(at, offline=False)
        with pytest.raises(Failure, match=r"No article is on this machine yet\."):
            await freshen(at, offline=True)


async def test_a_block_in_the_middle_leaves_what_is_here_and_the_next_run_goes_on(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.line.refuse, place.line.address = 429, "to_date_updated"
    async with session(place) as at:
        await freshen(at, offline=False)
        assert at.desk.knowledge.count == 10
    assert "Too many requests: The helpdesk has had too many" in capsys.readouterr().err
    async with session(place) as at:
        await freshen(at, offline=True)
    assert capsys.readouterr().err == "Only 10 of 37 articles are on this machine.\n"
    place.line.refuse = None
    place.later(hours=2)
    async with session(place) as at:
        await freshen(at, offline=False)
        assert at.desk.knowledge.whole


async def test_a_block_without_a_copy_says_until_when(place: Place) -> None:
    for _ in range(61):
        place.helpdesk.arrive("GET", "/api/v2/knowledge_base/articles", "")
    async with session(place) as at:
        with pytest.raises(Blocked, match=r"takes none before 10:00 UTC"):
            await freshen(at, offline=False)
