"""A text is at one place at a time: a draft, or on its way."""

import pytest

from eddytui.models.rows import Draft, Text
from eddytui.store.pages import Page
from eddytui.store.store import Store
from tests.store_records import NOW, opened, post

store = pytest.fixture(opened)
BLOCKS = '[[["para",[["Hello"]]]],[],[],false]'


async def test_what_is_sent_is_no_draft_any_more(store: Store) -> None:
    await store.drafts.keep(Draft(1, "post", "Hello", NOW))
    await store.drafts.keep(Draft(1, "comment", "a note", NOW))
    await store.pending.stage(1, "post", {"text": "<p>Hello</p>"}, now=NOW, text=Text(BLOCKS))

    assert store.drafts.one(1, "post") is None
    assert store.drafts.one(1, "comment") is not None, "the note is another text"


async def test_a_change_leaves_drafts_alone(store: Store) -> None:
    await store.drafts.keep(Draft(1, "post", "Hello", NOW))
    await store.pending.stage(1, "change", {"status_id": "closed"}, now=NOW)
    assert store.drafts.one(1, "post") is not None


async def test_what_could_not_be_sent_is_a_draft_again(store: Store) -> None:
    number = await store.pending.stage(1, "post", {"text": "x"}, now=NOW, text=Text(BLOCKS))
    assert await store.pending.give_back(Draft(1, "post", "Hello", NOW), number)

    draft = store.drafts.one(1, "post")
    assert draft is not None
    assert draft.text == "Hello"
    assert store.pending.count() == 0


async def test_what_was_settled_meanwhile_does_not_come_back(store: Store) -> None:
    number = await store.pending.stage(1, "post", {"text": "x"}, now=NOW, text=Text(BLOCKS))
    await store.pending.unstage(number)
    assert not await store.pending.give_back(Draft(1, "post", "Hello", NOW), number)
    assert store.drafts.one(1, "post") is None


async def test_a_reply_that_was_sent_counts_at_once_and_once(store: Store) -> None:
    await store.messages.put("post", 1, [post(1)], [""], Page(1, 1))
    number = await store.pending.stage(1, "post", {"text": "x"}, now=NOW, text=Text(BLOCKS))
    await store.pending.settle_message(number, post(2), BLOCKS)
    assert store.messages.pages(1, "post").total == 2

    number = await store.pending.stage(1, "post", {"text": "y"}, now=NOW, text=Text(BLOCKS))
    await store.messages.put("post", 1, [post(3), post(2), post(1)], [""] * 3, Page(1, 3))
    await store.pending.settle_message(number, post(3), BLOCKS)
    assert store.messages.pages(1, "post").total == 3, "a refresh had it already"
