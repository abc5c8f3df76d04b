"""How the pretend helpdesk takes requests that are written in other ways."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from eddytui.demo import EMAIL, KEY, URL
from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Counter

VPN = 1042


async def test_lists_are_taken_by_commas_and_as_php_writes_them(ira: Counter) -> None:
    wanted = await ira.data("/tickets/", status_list="open,6")
    assert {one["status_id"] for one in wanted.values()} == {"open", "6"}
    for query in (
        "status_list%5B0%5D=open&status_list%5B1%5D=6",
        "status_list[]=open&status_list[]=6",
        "status_list=open%2C6%2C",
        "status_list=open,+6&nonsense=1",
    ):
        answer = await ira.send("GET", f"/tickets/?{query}")
        assert answer.json()["data"] == wanted, query


async def test_an_empty_list_asks_for_nothing(ira: Counter) -> None:
    for path, name in (
        ("/tickets/", "status_list"),
        ("/tickets/", "owner_list[]"),
        ("/users/", "group_list"),
        ("/knowledge_base/articles/", "category_list"),
        ("/knowledge_base/categories/", "parent_list"),
        ("/custom_fields/2/options/", "pid"),
    ):
        wanted = await ira.get(path)
        assert wanted["data"]
        assert [await ira.get(path, **{name: empty}) for empty in ("", ",", " ")] == [wanted] * 3


async def test_a_helpdesk_that_runs_for_long_remembers_the_last_requests_alone(
    ira: Counter, helpdesk: DemoHelpdesk
) -> None:
    helpdesk.requests += [("GET", "/api/v2/ips")] * 20_000
    await ira.get("/tickets/", page=2)
    assert len(helpdesk.requests) == 10_000
    assert helpdesk.requests[-1] == ("GET", "/api/v2/tickets/?page=2")


JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data; boundary=x"
PART = b'--x\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\n'


@pytest.mark.parametrize(("kind", "start"), [(JSON, b'"'), (FORM, b"text="), (FILES, PART)])
@pytest.mark.parametrize("told", [True, False])
async def test_a_body_that_is_too_large_is_refused_before_it_is_read_whole(
    ira: Counter, helpdesk: DemoHelpdesk, kind: str, start: bytes, told: bool
) -> None:
    assert helpdesk.largest_body == 64 * 1024 * 1024
    helpdesk.largest_body = 5_000
    read = []

    async def content() -> AsyncIterator[bytes]:
        for piece in (start, *[b"a" * 1_000] * 99):
            read.append(piece)
            yield piece

    length = {"content-length": str(len(start) + 99_000)} if told else {}
    status, codes, details = await ira.refused(
        *("POST", f"/tickets/{VPN}/posts/"),
        content=content(),
        headers={"content-type": kind, **length},
    )
    assert (status, codes) == (413, ["e-413"])
    assert details == ["Request body is larger than 5000 bytes"]
    assert len(read) <= (1 if told else 7)


async def test_a_body_that_is_as_large_as_may_be_is_read(
    ira: Counter, helpdesk: DemoHelpdesk
) -> None:
    content = b"text=" + b"a" * 4_995
    helpdesk.largest_body = len(content)
    how = {"content": content, "headers": {"content-type": FORM}}
    answer = await ira.send("POST", f"/tickets/{VPN}/posts/", **how)
    assert answer.json()["data"]["text"] == "a" * 4_995


async def test_readers_can_be_sent_on_to_the_last_slash(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    helpdesk.redirects = True
    for path in ("/tickets?page=2&search=a%20b", f"/tickets/{VPN}"):
        answer = await ira.send("GET", path)
        where, _, query = path.partition("?")
        wanted = f"/api/v2{where}/" + (f"?{query}" if query else "")
        assert (answer.status_code, answer.headers["location"]) == (307, wanted)
    assert (await ira.send("GET", "/tickets/")).status_code == 200
    assert (await ira.send("PUT", f"/tickets/{VPN}", json={"owner_id": 7})).status_code == 200
    transport = httpx.ASGITransport(app=helpdesk.app)
    async with httpx.AsyncClient(transport=transport, auth=(EMAIL, KEY)) as client:
        answer = await client.get(f"{URL}/api/v2/tickets/{VPN}", follow_redirects=True)
    assert answer.json()["data"]["owner_id"] == 7


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/tickets/"),
        ("DELETE", "/tickets"),
        ("POST", f"/tickets/{VPN}"),
        ("PATCH", f"/tickets/{VPN}"),
        ("GET", f"/tickets/{VPN}/posts/1"),
        ("POST", f"/tickets/{VPN}/billing/"),
        ("GET", f"/tickets/{VPN}/union/"),
        ("POST", "/statuses/"),
    ],
)
async def test_a_method_an_address_does_not_know_is_refused(
    ira: Counter, method: str, path: str
) -> None:
    status, codes, _ = await ira.refused(method, path)
    assert (status, codes) == (405, ["e-405"])


@pytest.mark.parametrize("path", ["/ticket/", "/tickets/nine", "/tickets/9/post/", "/"])
async def test_an_address_that_is_none_is_missing(ira: Counter, path: str) -> None:
    assert (await ira.refused("GET", path))[:2] == (404, ["e-404"])


async def test_a_form_that_is_none_is_refused(ira: Counter) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await ira.send("POST", "/tickets/", content=b"--y\r\nnonsense", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] in {"e-400", "e-411"}


async def test_the_platform_s_addresses_are_told(ira: Counter) -> None:
    addresses = await ira.data("/ips")
    assert addresses
    assert all(one.startswith(("192.0.2.", "198.51.100.")) for one in addresses)


@pytest.mark.parametrize("encoding", ["data", "json", "files"])
async def test_replies_are_edited_in_every_encoding(ira: Counter, encoding: str) -> None:
    number = (await ira.post(f"/tickets/{VPN}/posts/", text="one"))["id"]
    how = {"text": (None, "two")} if encoding == "files" else {"text": "two"}
    answer = await ira.send("PUT", f"/tickets/{VPN}/posts/{number}", **{encoding: how})
    assert answer.json()["data"]["text"] == "two"


HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("PUT", f"/tickets/{VPN}", {"json": {"owner_id": HUGE}}),
        ("PUT", f"/tickets/{VPN}", {"json": {"user_id": HUGE}}),
        ("PUT", f"/tickets/{VPN}", {"json": {"pid": HUGE}}),
        ("PUT", f"/tickets/{VPN}", {"json": {"custom_fields": {HUGE: 1, "2": HUGE, "7": HUGE}}}),
        ("POST", f"/tickets/{VPN}/union/", {"json": {"ticket_list": [HUGE]}}),
        ("POST", f"/tickets/{VPN}/posts/", {"json": {"text": "x", "user_id": HUGE}}),
        ("POST", "/organizations/", {"json": {"name": "x", "minute_limit": HUGE}}),
        ("POST", "/custom_fields/2/options/", {"json": {"options": [{"id": HUGE, "name": "x"}]}}),
        ("GET", f"/tickets/?page={HUGE}", {}),
    ],
)
async def test_a_number_longer_than_any_is_a_wrong_value(
    marta: Counter, method: str, path: str, how: dict[str, Any]
) -> None:
    status, codes, _ = await marta.refused(method, path, **how)
    assert (status, set(codes)) == (400, {"e-411"})


@pytest.mark.parametrize("path", ["/tickets/{}", "/tickets/1042/posts/{}", "/users/41/notes/{}"])
async def test_an_id_longer_than_any_is_not_found(marta: Counter, path: str) -> None:
    assert (await marta.refused("DELETE", path.format(HUGE)))[:2] == (404, ["e-404"])
    assert (await marta.send("DELETE", path.format(HUGE[:30]))).status_code == 404


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("[" * 100_000, "application/json"),
        ('{"title":' * 20_000, "application/json"),
        ('{"title":' + "[" * 900 + "]" * 900 + "}", "application/json"),
        ("title" + "[1]" * 3_000 + "=x", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_that_goes_too_deep_is_refused(ira: Counter, content: str, kind: str) -> None:
    how = {"content": content, "headers": {"content-type": kind}}
    assert (await ira.refused("PUT", f"/tickets/{VPN}", **how))[:2] == (400, ["e-411"])


async def test_all_that_is_wrong_with_a_list_is_said_at_once(ira: Counter) -> None:
    _, _, details = await ira.refused("PUT", f"/tickets/{VPN}", json={"followers": [9998, 8, 9999]})
    staff = "Field {followers} value is incorrect, user must be with staff permissions"
    missing = [f"Field {{followers}} with id {{{one}}} does not exist" for one in (9998, 9999)]
    assert details == [missing[0], staff, missing[1]]
