"""Ids in the helpdesk's own words, and how urgent a priority is."""

import pytest

from eddytui.desk.names import Names
from eddytui.models.catalog import Priority, Status, UserStatus
from eddytui.models.rows import ListKind
from eddytui.store.store import Store
from tests.store_records import opened

store = pytest.fixture(opened)

STATUSES = [
    {"id": "open", "name": {"ru": "Открыта", "en": "Open"}},
    {"id": "6", "name": {"ru": "У поставщика"}},
    {"id": "closed", "name": ""},
]


def names(store: Store, *languages: str) -> Names:
    return Names(store.catalog, languages or ("en",))


async def priorities(store: Store, *ids: int) -> Names:
    """From the least to the most urgent, as the server lists them."""
    await store.catalog.put("priority", [Priority(id=each) for each in ids])
    return names(store)


@pytest.mark.parametrize(
    ("languages", "entry_id", "word"),
    [
        (("en",), "open", "Open"),
        (("ua", "ru"), "open", "Открыта"),
        (("en",), "6", "У поставщика"),
        (("en",), "closed", "Closed"),
        (("en",), "awaiting-client", "Awaiting client"),
        (("en",), "v_processe", "V processe"),
        (("en",), 17, "17"),
        (("en",), 0, "–"),
        (("en",), "", "–"),
    ],
)
async def test_an_id_is_shown_as_a_word(
    store: Store, languages: tuple[str, ...], entry_id: object, word: str
) -> None:
    await store.catalog.put("status", [Status.model_validate(each) for each in STATUSES])
    assert names(store, *languages).word("status", entry_id) == word


async def test_entries_come_in_the_servers_order(store: Store) -> None:
    await store.catalog.put("status", [Status.model_validate(each) for each in STATUSES])
    assert [entry.id for entry in names(store).entries("status")] == ["open", "6", "closed"]


@pytest.mark.parametrize(
    ("ids", "urgencies"),
    [
        ((4, 2, 3, 1), (0, 0, 1, 2)),
        ((1, 2, 3), (0, 1, 2)),
        ((1, 2), (0, 2)),
        ((7,), (0,)),
        ((), ()),
    ],
    ids=str,
)
async def test_the_order_of_the_list_tells_what_is_urgent(
    store: Store, ids: tuple[int, ...], urgencies: tuple[int, ...]
) -> None:
    known = await priorities(store, *ids)
    assert tuple(known.urgency(each) for each in ids) == urgencies
    assert known.urgency(99) == 0


async def test_presence_has_a_word_and_a_colour(store: Store) -> None:
    lunch = {"id": "obed", "name": {"en": "Lunch break"}, "color": "#28D611"}
    await store.catalog.put("presence", [UserStatus.model_validate(lunch)])
    known = names(store)
    assert known.presence("obed") == ("Lunch break", "#28D611")
    assert known.presence("vremenno-o") == ("Vremenno o", "")
    assert known.presence("") == ("–", "")


@pytest.mark.parametrize("kind", ["status", "priority", "type", "department", "presence"])
async def test_a_helpdesk_that_was_never_read_has_no_words(store: Store, kind: ListKind) -> None:
    assert list(names(store).entries(kind)) == []


async def test_new_words_are_shown_once_the_old_ones_are_forgotten(store: Store) -> None:
    known = names(store)
    assert known.word("status", "open") == "Open"
    await store.catalog.put("status", [Status(id="open", name={"en": "New"})])
    assert known.word("status", "open") == "Open"
    known.forget()
    assert known.word("status", "open") == "New"
