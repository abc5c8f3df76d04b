"""Notes about users and about organizations: the same, but for a few words."""

from typing import NamedTuple

import pytest

from tests.canned import example, said
from tests.counter import Counter


class Noted(NamedTuple):
    """What notes are about: how examples call it, where it is, one of them, and its example."""

    name: str
    key: str
    place: str
    one: int
    shown: int


NOTED = (
    Noted("user_notes", "user_id", "/users", 41, 22),
    Noted("organization_notes", "organiz_id", "/organizations", 2, 2),
)


@pytest.fixture(params=NOTED, ids=[noted.name for noted in NOTED])
def noted(request: pytest.FixtureRequest) -> Noted:
    about: Noted = request.param
    return about


@pytest.fixture
def path(noted: Noted) -> str:
    return f"{noted.place}/{noted.one}/notes"


async def test_notes_are_newest_first_and_a_file_is_an_object_or_an_empty_list(
    ira: Counter, noted: Noted, path: str
) -> None:
    shown, answer = example(f"{noted.name}_list.200"), await ira.get(f"{path}/")
    assert answer.keys() == shown.keys()
    ids = [note["id"] for note in answer["data"]]
    assert ids == sorted(ids, reverse=True)
    oldest, newest = answer["data"][-1], answer["data"][0]
    assert oldest.keys() == shown["data"][0].keys()
    assert oldest["file"].keys() == shown["data"][0]["file"].keys()
    assert oldest["file"]["data_type"] == oldest["file"]["name"].rpartition(".")[2]
    assert newest["file"] == []
    assert newest[noted.key] == noted.one
    assert newest["text"]


async def test_a_note_has_a_text_a_file_or_both(ira: Counter, noted: Noted, path: str) -> None:
    new = await ira.post(f"{path}/", text="test")
    shown = example(f"{noted.name}_create.200")["data"]
    assert new.keys() == shown.keys()
    assert (new["text"], new["file"], new["creator_id"]) == (shown["text"], shown["file"], 7)
    assert new["date_created"] == new["date_updated"] == "09:00:00 02.03.2026"
    by_json = await ira.send("POST", path, json={"text": "by JSON"})
    sent = await ira.send("POST", path, files={"file": ("план.png", b"png")})
    both = await ira.send("POST", path, data={"text": "x"}, files={"file": ("a.txt", b"a")})
    empty = await ira.post(path)
    names = [answer.json()["data"]["file"]["name"] for answer in (sent, both)]
    assert names == ["план.png", "a.txt"]
    assert (empty["text"], empty["file"]) == ("", [])
    newest = await ira.data(path)
    assert [note["text"] for note in newest[:5]] == ["", "x", "", "by JSON", "test"]
    assert newest[3] == by_json.json()["data"]


async def test_the_file_of_a_note_can_be_had_as_long_as_the_note_is_there(
    ira: Counter, path: str
) -> None:
    answer = await ira.send("POST", path, files={"file": ("план.png", b"png")})
    note, oldest = answer.json()["data"], (await ira.data(path, page=1))[-1]
    assert (await ira.send("GET", note["file"]["url"])).content == b"png"
    assert (await ira.send("GET", oldest["file"]["url"])).status_code == 200
    john = Counter(ira.helpdesk, 41)
    for url in (note["file"]["url"], oldest["file"]["url"]):
        assert (await john.refused("GET", url))[:2] == (404, ["e-404"])
    await ira.send("DELETE", f"{path}/{note['id']}")
    assert (await ira.send("GET", note["file"]["url"])).status_code == 404


async def test_a_note_can_be_deleted_once(ira: Counter, noted: Noted, path: str) -> None:
    note = (await ira.post(path, text="x"))["id"]
    before = await ira.total(path)
    answer = await ira.send("DELETE", f"{path}/{note}")
    done = example(f"{noted.name}_delete.200")["errors"][0]["details"]
    number = done.split("{")[1].split("}")[0]
    assert (answer.status_code, answer.json()["errors"]) == (
        200,
        [
            {
                "code": "s-204",
                "title": "No content",
                "details": done.replace(number, str(note)),
            }
        ],
    )
    assert await ira.total(path) == before - 1
    # The document's oddity: a failure with the code of a success.
    numbers = {f"_{noted.shown}": noted.one, f"_{number}": note}
    assert await ira.refused("DELETE", f"{path}/{note}") == (
        *(404, ["s-204"]),
        said(f"{noted.name}_delete.404", **numbers),
    )


async def test_notes_about_nobody_are_missing(ira: Counter, noted: Noted) -> None:
    path = f"{noted.place}/5000/notes"
    missing = (404, ["e-404"], said(f"{noted.name}_list.404", **{f"_{noted.shown}": 5000}))
    assert await ira.refused("GET", path) == missing
    assert await ira.refused("POST", path, data={"text": "x"}) == missing
    assert await ira.refused("DELETE", f"{path}/1") == missing


async def test_notes_come_thirty_a_page(ira: Counter) -> None:
    answer = await ira.get("/organizations/3/notes/", page=2)
    assert answer["pagination"] == {
        "total": 34,
        "per_page": 30,
        "current_page": 2,
        "total_pages": 2,
    }
    assert len(answer["data"]) == 4
    assert (await ira.get("/organizations/3/notes/", page=3))["data"] == []


async def test_notes_are_not_for_clients(ira: Counter, noted: Noted, path: str) -> None:
    note = (await ira.post(path, text="x"))["id"]
    john = Counter(ira.helpdesk, 41)
    for method, where in (("GET", path), ("POST", path), ("DELETE", f"{path}/{note}")):
        assert (await john.refused(method, where))[:2] == (403, ["e-403"])


async def test_notes_go_with_what_they_are_about(ira: Counter, noted: Noted, path: str) -> None:
    marta = Counter(ira.helpdesk, 1)
    await marta.send("DELETE", f"{noted.place}/{noted.one}")
    assert (await ira.refused("GET", path))[0] == 404
    kind = noted.name.removesuffix("_notes")
    assert (kind, noted.one) not in ira.helpdesk.world.notes
