"""Files of the pretend helpdesk: what is attached can be had again, by those who may."""

import csv
import os
import zipfile
import zlib
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from eddytui.demo import EMAIL, URL
from eddytui.demo.data.content import content_of
from eddytui.demo.files import Upload
from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Clock, Counter

VPN = 1042
NAMES = [
    "a b.txt",
    "отчёт за март.pdf",
    "it's; so.log",
    "100% déjà.png",
    "../../etc/passwd",
    "README",
]
BYTES = bytes(range(256)) * 1000


async def attached(ira: Counter, kind: str, *files: tuple[str, bytes]) -> list[dict[str, str]]:
    """What a new reply or note, or a new ticket's first reply, has attached."""
    parts = [("files[]", one) for one in files]
    words = {"text": "x", "title": "x", "description": "x"}
    path = "/tickets/" if kind == "tickets" else f"/tickets/{VPN}/{kind}/"
    answer = await ira.send("POST", path, data=words, files=parts)
    assert answer.status_code == 200, answer.text
    written = answer.json()["data"]
    if kind == "tickets":
        (written,) = await ira.data(f"/tickets/{written['id']}/posts/")
    found: list[dict[str, str]] = written["files"]
    return found


def saved_as(answer: httpx.Response) -> str:
    """The name under which a program saves a download."""
    said = answer.headers["content-disposition"]
    assert said.isascii()
    assert said.startswith('attachment; filename="')
    whole = said.partition("; filename*=UTF-8''")[2]
    return unquote(whole) if whole else said.partition('"')[2].rpartition('"')[0]


@pytest.mark.parametrize("kind", ["posts", "comments", "tickets"])
async def test_an_upload_comes_back_byte_for_byte(ira: Counter, kind: str) -> None:
    one, two = await attached(ira, kind, ("one.bin", BYTES), ("one.bin", b""))
    answer = await ira.send("GET", one["url"])
    assert (answer.status_code, answer.content) == (200, BYTES)
    assert answer.headers["content-length"] == str(len(BYTES))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert (await ira.send("GET", two["url"])).content == b"", "the same name is another file"


@pytest.mark.parametrize("name", NAMES)
async def test_a_file_is_saved_under_its_own_name(ira: Counter, name: str) -> None:
    (shown,) = await attached(ira, "posts", (name, b"x"))
    assert shown["name"] == name
    assert saved_as(await ira.send("GET", shown["url"])) == name
    named = await ira.send("GET", f"{shown['url']}/what ever/it is.txt")
    assert (named.status_code, saved_as(named)) == (200, name), (
        "the name in the address is for show"
    )


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("a.PNG", "png", "image/png"),
        ("a.tar.gz", "gz", "application/x-tar"),
        ("vpn.log", "log", "text/plain; charset=utf-8"),
        ("README", "", "application/octet-stream"),
    ],
)
async def test_the_kind_of_a_file_is_told(ira: Counter, name: str, kind: str, said: str) -> None:
    (shown,) = await attached(ira, "posts", (name, b"x"))
    assert set(shown) == {"name", "url", "data_type"}
    assert shown["data_type"] == kind
    assert (await ira.send("GET", shown["url"])).headers["content-type"] == said


async def test_only_those_who_see_the_ticket_see_its_files(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    (shown, *_) = (await ira.data(f"/tickets/{VPN}/posts"))[-1]["files"]
    for auth in (None, (EMAIL, "wrong")):
        refused = await ira.send("GET", shown["url"], auth=auth)
        assert refused.status_code == 401
        assert refused.json()["errors"][0]["code"] == "e-401"
    assert (await Counter(helpdesk, 4).send("GET", shown["url"])).status_code == 404
    assert (await Counter(helpdesk, 42).send("GET", shown["url"])).status_code == 404
    assert (await Counter(helpdesk, 41).send("GET", shown["url"])).status_code == 200
    for nowhere in ("0" * 40, "x", shown["url"][-40:-4] + "none"):
        assert (await ira.send("GET", f"{URL}/en/file/download/{nowhere}")).status_code == 404


async def test_files_of_notes_are_for_colleagues_alone(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    john = Counter(helpdesk, 41)
    (reply,) = await attached(ira, "posts", ("seen.bin", BYTES))
    (note,) = await attached(ira, "comments", ("secret.bin", BYTES))
    assert (await john.send("GET", reply["url"])).status_code == 200
    assert (await john.send("GET", note["url"])).status_code == 404
    into = await ira.post("/tickets/", title="x", description="x", user_id=41)
    await ira.send("POST", f"/tickets/{into['id']}/union", json={"ticket_list": [VPN]})
    assert (await ira.send("GET", note["url"])).content == BYTES
    assert (await john.send("GET", note["url"])).status_code == 404, "wherever it was moved"


async def test_head_tells_without_giving(ira: Counter) -> None:
    (shown,) = await attached(ira, "posts", ("one.bin", BYTES))
    head, get = await ira.send("HEAD", shown["url"]), await ira.send("GET", shown["url"])
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "content-disposition"):
        assert head.headers[name] == get.headers[name]
    assert (await ira.send("POST", shown["url"])).status_code == 405


async def test_downloads_are_not_counted_as_requests_to_the_api(ira: Counter) -> None:
    (shown, *_) = (await ira.data(f"/tickets/{VPN}/posts"))[-1]["files"]
    assert "x-rate-limit-remaining" not in (await ira.send("GET", shown["url"])).headers
    assert (await ira.send("GET", "/statuses")).headers["x-rate-limit-remaining"] == "298"


async def test_a_deleted_reply_takes_its_files_along(ira: Counter) -> None:
    answer = await ira.send(
        "POST", f"/tickets/{VPN}/posts", data={"text": "x"}, files={"files": ("a.txt", b"a")}
    )
    post = answer.json()["data"]
    await ira.send("DELETE", f"/tickets/{VPN}/posts/{post['id']}")
    assert (await ira.send("GET", post["files"][0]["url"])).status_code == 404


async def test_the_address_of_files_is_the_helpdesk_s_own(helpdesk: DemoHelpdesk) -> None:
    helpdesk.address = "http://127.0.0.1:8123"
    (shown, *_) = (await Counter(helpdesk).data(f"/tickets/{VPN}/posts"))[-1]["files"]
    assert shown["url"].startswith("http://127.0.0.1:8123/en/file/download/")


async def test_files_survive_a_restart_for_their_owner_s_eyes_only(tmp_path: Path) -> None:
    path, clock = tmp_path / "demo.jsonl", Clock()
    before = Counter(DemoHelpdesk(clock=clock, journal=path, lively=False))
    (new,) = await attached(before, "comments", ("one.bin", BYTES))
    (old, *_) = (await before.data(f"/tickets/{VPN}/posts"))[-1]["files"]
    was = await before.send("GET", old["url"])
    after = Counter(DemoHelpdesk(clock=clock, journal=path, lively=False))
    assert (await after.send("GET", new["url"])).content == BYTES
    assert (await after.send("GET", old["url"])).content == was.content
    assert sorted(os.listdir(tmp_path)) == [f".{path.name}.lock", path.name], "nothing beside it"
    assert os.stat(path).st_mode & 0o777 == 0o600


def made(name: str) -> bytes:
    return content_of(name, "00000412ab")


def test_pictures_of_the_beginning_are_pictures() -> None:
    png, size = made("screen.PNG"), (96).to_bytes(4) + (64).to_bytes(4)
    assert png.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size)
    data = png.partition(b"IDAT")[2][:-16]
    assert len(zlib.decompress(data)) == 64 * (1 + 3 * 96)
    photo = made("IMG_1.jpg")
    assert (photo[:3], photo[-2:]) == (b"\xff\xd8\xff", b"\xff\xd9")
    assert made("IMG_1.heic")[4:12] == b"ftypheic"


def test_documents_of_the_beginning_can_be_opened() -> None:
    pdf = made("invoice.pdf")
    start = int(pdf.split(b"startxref\n")[1].split()[0])
    assert pdf[start:].startswith(b"xref")
    first = int(pdf[start:].splitlines()[3].split()[0])
    assert pdf[first:].startswith(b"1 0 obj")
    for name, part in (
        ("table.xlsx", "xl/worksheets/sheet1.xml"),
        ("list.docx", "word/document.xml"),
    ):
        with zipfile.ZipFile(BytesIO(made(name))) as archive:
            assert archive.testzip() is None
            assert b"Headset" in archive.read(part)
            assert part in archive.read("[Content_Types].xml").decode()
    rows = list(csv.reader(StringIO(made("list.csv").decode())))
    assert (rows[0], {len(row) for row in rows}) == (["item", "quantity", "price"], {3})
    assert len(made("vpn.log").decode().splitlines()) >= 30


def test_a_file_is_the_same_whenever_it_is_asked_for() -> None:
    for name in ("a.png", "a.pdf", "a.xlsx", "a.docx", "a.csv", "a.log", "a.zip", "a.heic", "a"):
        assert made(name) == made(name)
        assert made(name) != content_of(name, "00000411cd"), name


async def test_every_attachment_of_the_beginning_can_be_had(helpdesk: DemoHelpdesk) -> None:
    files = [
        one.hash
        for number in helpdesk.world.tickets
        for post in helpdesk.world.thread(number).posts
        for one in post.files
    ]
    assert len(set(files)) == len(files) > 30
    assert {len(address) for address in files} == {40}
    admin = Counter(DemoHelpdesk(clock=Clock(), lively=False), 1)  # who has read no thread yet
    for address in files[::5]:
        answer = await admin.send("GET", f"{URL}/ru/file/download/{address}/")
        assert answer.status_code == 200
        assert len(answer.content) > 100


async def test_what_belongs_to_no_ticket_has_an_address_too(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    (kept,) = helpdesk.world.files.keep([Upload("photo.jpg", BYTES)], "note/5")
    photo = f"{URL}/en/file/download/{kept.hash}"
    assert (await ira.send("GET", photo)).content == BYTES
    helpdesk.world.files.drop([kept])
    assert (await ira.send("GET", photo)).status_code == 404


async def test_the_files_of_an_article_are_for_those_who_read_it(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    helpdesk.address = URL.replace("https", "http")
    with_files = [one for one in helpdesk.world.articles.values() if one.files]
    assert with_files
    for article in with_files:
        path = f"/knowledge_base/articles/{article.id}"
        for shown in (await ira.data(path))["files"]:
            assert shown["url"].startswith(f"{helpdesk.address}/en/knowledge_base/download/")
            answer = await ira.send("GET", shown["url"])
            assert (answer.status_code, saved_as(answer)) == (200, shown["name"])
            assert (await ira.send("GET", shown["url"], auth=None)).status_code == 401
            john = Counter(helpdesk, 41)
            reads = (await john.send("GET", path)).status_code
            assert (await john.send("GET", shown["url"])).status_code == reads
            attached_to_nothing = f"{URL}/en/file/download/{shown['url'][-40:]}"
            for anybody in (ira, john):
                assert (await anybody.send("GET", attached_to_nothing)).status_code == 404
            other = shown["url"].replace(f"/{article.id}/", "/999/")
            assert (await ira.send("GET", other)).status_code == 404
