"""A text is at one place at a time: a draft, or on its way."""

import pytest

from eddytui.store.store import Store
from tests.store_records import NOW, opened

store = pytest.fixture(opened)
BLOCKS = '[[["para",[["Hello"]]]],[],[],false]'


async def test_what_is_sent_is_no_draft_any_more(store: Store) -> None:
    await store.drafts.keep(1, "post", "Hello", NOW)
    await store.drafts.keep(1, "comment", "a note", NOW)
    await store.pending.stage(1, "post", {"text": "<p>Hello</p>"}, now=NOW, blocks=BLOCKS)

    assert store.drafts.one(1, "post") is None
    assert store.drafts.one(1, "comment") is not None, "the note is another text"


async def test_a_change_leaves_drafts_alone(store: Store) -> None:
    await store.drafts.keep(1, "post", "Hello", NOW)
    await store.pending.stage(1, "change", {"status_id": "closed"}, now=NOW)
    assert store.drafts.one(1, "post") is not None


async def test_what_could_not_be_sent_is_a_draft_again(store: Store) -> None:
    number = await store.pending.stage(1, "post", {"text": "x"}, now=NOW, blocks=BLOCKS)
    await store.pending.give_back(number, "Hello", now=NOW)

    draft = store.drafts.one(1, "post")
    assert draft is not None
    assert draft.text == "Hello"
    assert store.pending.count() == 0


async def test_what_was_settled_meanwhile_does_not_come_back(store: Store) -> None:
    number = await store.pending.stage(1, "post", {"text": "x"}, now=NOW, blocks=BLOCKS)
    await store.pending.unstage(number)
    await store.pending.give_back(number, "Hello", now=NOW)
    assert store.drafts.one(1, "post") is None
