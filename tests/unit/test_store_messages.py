"""Threads: in order, with names, without holes that look like silence."""

import pytest

from eddytui.models.rows import Text
from eddytui.store.marks import ME
from eddytui.store.pages import Page, Pages
from eddytui.store.store import Store
from tests.store_records import IRA, JOHN, NOW, blocks, comment, opened, post, ticket, user

store = pytest.fixture(opened)


def shown(store: Store, *, newest_first: bool = False) -> list[tuple[str, int]]:
    return [(row.kind, row.id) for row in store.messages.rows(1, newest_first=newest_first)]


async def posts(store: Store, *numbers: int, page: Page | None = None) -> None:
    await store.messages.put("post", 1, [post(n) for n in numbers], [""] * len(numbers), page)


async def comments(store: Store, *numbers: int) -> None:
    await store.messages.put("comment", 1, [comment(n) for n in numbers], [""] * len(numbers))


async def test_a_message_comes_back_with_its_text_and_files(store: Store) -> None:
    files = [{"name": "vpn.log", "url": "https://acme.example/en/file/download/1"}]
    await store.messages.put("post", 1, [post(5, "<p>Hi</p>", files=files)], [blocks("Hi")])
    (row,) = store.messages.rows(1)
    assert (row.id, row.kind, row.ticket_id, row.author_id) == (5, "post", 1, JOHN)
    assert (row.created, row.state) == ("2026-11-23 08:05:00", "")
    assert store.messages.text(row) == blocks("Hi")
    assert row.files == (("vpn.log", "https://acme.example/en/file/download/1"),)
    assert store.messages.html("post", 5) == "<p>Hi</p>"
    assert store.messages.html("comment", 5) == ""


async def test_the_author_is_named_as_far_as_he_is_known(store: Store) -> None:
    await store.messages.put(
        "post", 1, [post(1), post(2, user_id=IRA), post(3, user_id=-1)], [""] * 3
    )

    def authors() -> list[tuple[str, bool | None]]:
        return [(row.author, row.staff) for row in store.messages.rows(1)]

    assert authors() == [("", None), ("", None), ("", None)]
    await store.tickets.put([ticket(1, owner_id=IRA, owner_name="Ira")])
    assert authors() == [("John Doe", None), ("Ira", None), ("", None)], "the ticket knows them"
    await store.people.put([user(IRA, "Ira", lastname="Kask"), user(JOHN, "John", group=None)])
    assert authors() == [("John", False), ("Ira Kask", True), ("", None)]


async def test_replies_and_notes_stand_in_the_order_they_were_written(store: Store) -> None:
    await posts(store, 3, 1)
    await comments(store, 2, 4)
    thread = [("post", 1), ("comment", 2), ("post", 3), ("comment", 4)]
    assert shown(store) == thread
    assert shown(store, newest_first=True) == thread[::-1]
    assert [row.id for row in store.messages.rows(1, ("comment",))] == [2, 4]


async def test_notes_older_than_the_oldest_reply_wait_for_the_replies_around_them(
    store: Store,
) -> None:
    await comments(store, 1, 2, 12)
    assert shown(store) == [("comment", 1), ("comment", 2), ("comment", 12)]
    await posts(store, 11, 10, page=Page(1, 3))
    assert shown(store) == [("post", 10), ("post", 11), ("comment", 12)]
    assert [row.id for row in store.messages.rows(1, ("comment",))] == [1, 2, 12]
    await posts(store, 3, page=Page(2, 3))
    assert shown(store)[:3] == [("comment", 1), ("comment", 2), ("post", 3)]


@pytest.mark.parametrize("kind", ["post", "comment"])
async def test_what_waits_to_be_sent_stands_at_the_new_end(store: Store, kind: str) -> None:
    await store.marks.put(ME, str(IRA))
    await store.people.put([user(IRA, "Ira")])
    await posts(store, 1)
    patch = {"text": "<p>Hi</p>", "source": "Hi"}
    number = await store.pending.stage(1, kind, patch, now=NOW, text=Text(blocks("Hi")))
    await store.pending.mark(number, "waiting")
    row = store.messages.rows(1)[-1]
    assert (row.id, row.kind, row.state, row.created) == (-number, kind, "waiting", NOW)
    assert (row.author_id, row.author, row.staff, row.files) == (IRA, "Ira", True, ())
    assert store.messages.text(row) == blocks("Hi")
    assert shown(store, newest_first=True)[0] == (kind, -number)

    answer = post(2) if kind == "post" else comment(2)
    await store.pending.settle_message(number, answer, blocks("Hi"))
    assert shown(store) == [("post", 1), (kind, 2)]
    assert store.pending.count() == 0


async def test_a_reply_in_somebody_elses_name_shows_that_name(store: Store) -> None:
    await store.people.put([user(8, "Olga")])
    await store.pending.stage(1, "post", {"text": "Hi", "user_id": 8}, now=NOW)
    assert [row.author for row in store.messages.rows(1)] == ["Olga"]


@pytest.mark.parametrize(
    ("read", "pages"),
    [
        ([], Pages(0, 0, 0, "")),
        ([((5, 4), Page(1, 5, "a"))], Pages(2, 5, 1, "a")),
        ([((5, 4), Page(1, 5, "a")), ((3, 2), Page(2, 5, "b"))], Pages(4, 5, 2, "a")),
        ([((5, 4), Page(1, 5, "a")), ((1,), Page(3, 5, "b"))], Pages(3, 5, 1, "a")),
        ([((3, 2), Page(1, 3, "a")), ((4, 3), Page(1, 4, "b"))], Pages(3, 4, 1, "b")),
        (
            [((5, 4), Page(1, 4, "a")), ((3, 2), Page(2, 4, "a")), ((6, 5), Page(1, 5, "b"))],
            Pages(5, 5, 2, "b"),
        ),
        (
            [((5, 4), Page(1, 4, "a")), ((3, 2), Page(2, 4, "a")), ((9, 8), Page(1, 8, "b"))],
            Pages(6, 8, 1, "b"),
        ),
        ([((), Page(1, 0, "a"))], Pages(0, 0, 1, "a")),
    ],
    ids=["none", "first", "next", "skipped", "again", "joined", "gap", "empty"],
)
async def test_which_page_is_next_is_known(
    store: Store, read: list[tuple[tuple[int, ...], Page]], pages: Pages
) -> None:
    for numbers, page in read:
        await posts(store, *numbers, page=page)
    assert store.messages.pages(1, "post") == pages
    assert pages.complete == (pages.loaded > 0 and pages.kept == pages.total)


async def test_a_reply_deleted_on_the_server_goes_with_the_next_reading(store: Store) -> None:
    await posts(store, 4, 3, 2, 1, page=Page(1, 4))
    await posts(store, 4, 2, page=Page(1, 3))
    assert shown(store) == [("post", 1), ("post", 2), ("post", 4)]


async def test_an_edited_message_replaces_the_old_one(store: Store) -> None:
    stamps = []
    for text in ("old", "new"):
        await store.messages.put("post", 1, [post(1, text)], [blocks(text)])
        stamps += [row.stamp for row in store.messages.rows(1)]
    (row,) = store.messages.rows(1)
    assert store.messages.text(row) == blocks("new")
    assert stamps[0] != stamps[1], "so that it is set anew"


async def test_a_removed_message_is_neither_shown_nor_found(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    await store.messages.put("post", 1, [post(1), post(2)], [blocks("gateway"), blocks("router")])
    await store.messages.put("comment", 1, [comment(3)], [blocks("cable")])
    await store.messages.remove("post", [1])
    assert shown(store) == [("post", 2), ("comment", 3)]
    found = {word: list(store.search.matches(word)) for word in ("gateway", "router", "cable")}
    assert found == {"gateway": [], "router": [1], "cable": [1]}
