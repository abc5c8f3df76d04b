"""The kept knowledge base: what is typed finds the article that a person means."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eddytui.demo import URL, knowledge
from eddytui.demo.data.knowledge import articles, categories
from eddytui.models.articles import ArticleRow, Found
from eddytui.models.knowledge import Article, Category
from eddytui.store.migrations import STEPS, migrate
from eddytui.store.question import Question
from eddytui.store.store import Store
from eddytui.text import html
from eddytui.text.blocks import dumps
from tests.place import START
from tests.store_records import opened, reopened

store = pytest.fixture(opened)


def readable(record: Article) -> dict[str, str]:
    return {
        language: dumps(html.document(body, history=False))
        for language, body in record.body.items()
    }


DEMO = [
    Article.model_validate(knowledge.sent_article(URL, shown)) for shown in articles(START).values()
]
SHELVES = [
    Category.model_validate(knowledge.sent_category(shown)) for shown in categories(START).values()
]
READABLE = [readable(record) for record in DEMO]


@pytest.fixture
async def full(store: Store) -> Store:
    """The demo's articles, all of them."""
    await store.knowledge.put_categories(SHELVES)
    await store.knowledge.put(DEMO, READABLE, 1)
    return store


def article(number: int, title: str, body: str = "", **fields: Any) -> Article:
    return Article.model_validate(
        {"id": number, "title": {"en": title}, "body": {"en": body}, "access": "public", **fields}
    )


async def put(store: Store, *records: Article, number: int = 1) -> None:
    await store.knowledge.put(records, [readable(record) for record in records], number)


async def find(store: Store, typed: str, languages: Sequence[str] = ("en",)) -> list[int]:
    return [row.id for row in (await found(store, typed, languages)).rows]


async def found(store: Store, typed: str, languages: Sequence[str] = ("en",)) -> Found:
    return await store.knowledge.find(typed, languages, 50)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("vpn reconnect", 101),
        ("vpn drops", 101),
        ("keepalive", 101),
        ("linux vpn", 102),
        ("tls handshake", 103),
        ("ports hotel", 104),
        ("firewall port 51820", 104),
        ("wifi certificate", 105),
        ("wi-fi slow", 106),
        ("mailbox full", 107),
        ("mail phone", 108),
        ("phishing", 109),
        ("out-of-office", 110),
        ("holiday autoreply", 110),
        ("password reset", 111),
        ("account locked", 111),
        ("2fa new phone", 112),
        ("recovery codes", 112),
        ("onboarding", 113),
        ("printer offline", 115),
        ("blank pages", 116),
        ("monitor black dock", 117),
        ("barcode", 118),
        ("forward calls", 119),
        ("microphone", 120),
        ("invoices", 121),
        ("licence renewal", 122),
        ("refund", 123),
        ("restore backup", 124),
        ("e-207", 125),
        ("api limits", 126),
        ("#124", 124),
        ("переподключ", 101),
        ("пароль", 111),
        ("забыл", 111),
        ("passwords", 111),
        ("how to reset my password", 111),
        ("сбросить пароль", 111),
        ("vpn slowness", 101),
        ("wi-fi disconnecting", 105),
        ("e-207 misprints", 125),
        ("printer's offlines", 115),
        ("принтер", 115),
        ("ПОЧТОВЫЙ ЯЩИК", 107),
        ("еще раз обновить сертификат", 105),
        ("сертификат", 105),
        ("зелёный огонёк", 115),
        ("зеленый огонек", 115),
        ("резервная копия", 124),
        ("переадресация", 119),
        ("скринька", 107),
        ("сертифікат wifi", 105),
        ("обліковий", 111),
        ("комп'ютер мережі", 115),
        ("комп’ютер мережі", 115),
        ("впн", 0),
        ("відпустка", 110),
    ],
)
async def test_what_is_typed_finds_the_article_that_is_meant(
    full: Store, typed: str, wanted: int
) -> None:
    best = (await find(full, typed))[:3]
    assert wanted in best if wanted else best == []


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("cat:vpn", {101, 102, 103, 104, 301}),
        ("cat:network linux", {102}),
        ("cat:2 tag:linux", {102}),
        ("cat:сеть tag:hotel", {104}),
        ("cat:for cat:backups", {124, 125}),
        ('cat:"accounts and access" is:staff', {114}),
        ("cat:-1", {201, 202, 203, 204, 205, 206}),
        ("cat:templ visit", {205}),
        ("cat:nowhere", set()),
        ("tag:вопрос", {202}),
        ("tag:vpn is:staff", set()),
        ("is:pinned", {101, 109, 111, 115}),
        ("is:public is:user tag:phone", {108, 112, 119}),
        ("lang:ua is:staff", {124, 201, 204}),
        ("lang:uk журнал", {101}),
        ("lang:de", set()),
    ],
)
async def test_filters_stand_among_the_words(full: Store, typed: str, ids: set[int]) -> None:
    assert set(await find(full, typed)) == ids
    assert set(await find(full, typed.upper())) == ids


def test_what_looks_like_a_filter_and_is_none_is_a_word() -> None:
    assert Question.read("size:10mb cat: x:y").words == "size:10mb cat: x:y"
    assert Question.read('a cat:"b c" d cat:e').categories == ("b c", "e")
    assert Question.read("concat:a").categories == ()
    assert Question.read("iſ:a ıs:b").words == "iſ:a ıs:b", "letters that are as good as s and i"


async def test_title_and_tags_count_more_than_headings_and_these_more_than_text(
    store: Store,
) -> None:
    filler = "<p>" + "something else to read " * 8 + "</p>"
    await put(
        store,
        article(1, "Router", f"{filler}<p>gateway gateway</p>"),
        article(2, "Switch", f"{filler}<h2>Gateway</h2>"),
        article(3, "Cable", filler, tags={"ru": ["gateway"]}),
        article(4, "Gateway", filler),
        *(article(number, f"Other {number}", filler) for number in range(5, 20)),
    )
    assert await find(store, "gateway") == [4, 3, 2, 1]


async def test_when_no_article_has_all_words_those_with_most_are_found(store: Store) -> None:
    await put(
        store,
        article(1, "Gateways", "restarts"),
        article(2, "Gateways gateways gateways", "nothing"),
        article(3, "How to", "how to the"),
        article(4, "Gateways of others", "restarts, slowly", categories=[9]),
    )
    await store.knowledge.put_categories(
        [Category.model_validate({"id": 9, "title": {"en": "Others"}})]
    )
    assert await find(store, "gateway restart") == [1, 4]
    assert not (await found(store, "gateway restart")).partial
    answer = await found(store, "how to restart the gateway slow 4711")
    assert ([row.id for row in answer.rows], answer.total, answer.partial) == ([4], 1, True)
    marked = [text for text, hit in answer.rows[0].excerpt if hit]
    assert marked == ["restarts", "slowly"]
    assert await find(store, "how gateway restarting lang:en is:public") == [1, 4]
    assert await find(store, "cat:others gatewayed") == [4]
    assert await find(store, "tag:vpn gatewayed") == [], "filters hold all the same"
    nothing = await found(store, "47110815 is:public")
    assert nothing == Found((), 0), "a number is not cut"


async def test_what_is_pinned_or_read_much_goes_up_a_little(store: Store) -> None:
    await put(
        store,
        article(1, "Gateway one"),
        article(2, "Gateway two", views_count=900),
        article(3, "Gateway three", pin=True),
        article(4, "Answer about gateway", categories=[-1], views_count=900),
        *(article(number, f"Other {number}") for number in range(5, 20)),
    )
    assert await find(store, "gateway") == [3, 2, 1, 4]


@pytest.mark.parametrize(
    ("typed", "languages", "seen"),
    [
        ("vpn", ("en",), "en"),
        ("vpn", ("ru", "en"), "ru"),
        ("vpn", ("ua",), "ua"),
        ("переподключается", ("en",), "ru"),
        ("перепідключається", ("ru", "en"), "ua"),
    ],
)
async def test_an_article_is_shown_in_the_readers_language_if_that_has_the_words(
    full: Store, typed: str, languages: tuple[str, ...], seen: str
) -> None:
    row = (await found(full, typed, languages)).rows[0]
    assert (row.id, row.language) == (101, seen)


async def test_a_row_tells_where_the_article_stands_and_what_it_says(full: Store) -> None:
    answer = await found(full, "vpn idle connections", ("ru", "en"))
    row = answer.rows[0]
    assert row._replace(excerpt=(), score=0) == ArticleRow(
        *(101, "en", "VPN reconnects every few minutes", ("Сеть > VPN",), "public", True, 1894),
        updated="2026-02-18 07:20:00",
        excerpt=(),
        score=0,
    )
    marked = "".join(f"[{text}]" if hit else text for text, hit in row.excerpt)
    assert "Your provider closes [idle] [connections] | Step 1" in marked
    assert row.score > 0


async def test_only_some_are_given_and_all_are_counted(full: Store) -> None:
    answer = await full.knowledge.find("", ("en",), 5)
    assert (len(answer.rows), answer.total) == (5, len(DEMO))
    assert [row.id for row in answer.rows[:2]] == [111, 115], "pinned and read most"
    assert {row.score for row in answer.rows} == {0}


@pytest.mark.parametrize("typed", ["---", '"*()', "· ·"])
async def test_signs_alone_find_nothing(full: Store, typed: str) -> None:
    assert await find(full, typed) == []


HOSTILE = st.lists(
    st.sampled_from(['"', "*", "(", ")", "-", ":", "^", "AND", "OR", "NEAR", "cat:", "tag:", "is:"])
    | st.sampled_from(["title:", "#1", "a", "\0", "'", ";", "ё", "\ud800", "İ", "²", "lang:", "-1"])
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(typed=st.text() | HOSTILE)
def test_anything_may_be_typed(full: Store, typed: str) -> None:
    asyncio.run(found(full, typed))
    asyncio.run(full.knowledge.mistakes(typed))


async def test_an_article_is_read_in_the_first_language_it_has(full: Store) -> None:
    read = full.knowledge.one(102, ("ua", "ru", "en"))
    assert read is not None
    assert (read.title, read.language) == ("VPN в Linux без нашего клиента", "ru")
    assert read.languages == ("en", "ru")
    assert read.tags == ("vpn", "linux")
    assert read.files[0][0] == "wg-office.conf"
    assert full.knowledge.one(7, ("en",)) is None
    whole = full.knowledge.record(102)
    assert whole is not None
    assert Article.model_validate_json(whole) == next(one for one in DEMO if one.id == 102)
    assert full.knowledge.record(7) is None


async def test_categories_stand_below_their_parents(full: Store) -> None:
    rows = full.knowledge.categories(("en",))
    names = [row.name for row in rows]
    assert names[:5] == ["Templates", "News", "Network", "Network > VPN", "Network > Wi-Fi"]
    assert names[7:9] == ["Equipment > Phones", "Accounts and access"]
    assert {row.id: row.articles for row in rows}[2] == 5
    assert full.knowledge.categories(("ru",))[2].name == "Сеть"


async def test_categories_that_are_their_own_parents_are_still_shown(store: Store) -> None:
    rows = [
        {"id": 1, "parent_id": 2, "title": {"en": "Hen"}},
        {"id": 2, "parent_id": 1, "title": {"en": "Egg"}},
        {"id": 3, "parent_id": 99, "title": {"en": "Lost"}},
        {"id": 4, "parent_id": 4, "title": {"en": "Ouroboros"}},
    ]
    await store.knowledge.put_categories([Category.model_validate(row) for row in rows])
    await put(store, article(1, "Nest", categories=[1, 77]))
    names = {row.id: row.name for row in store.knowledge.categories(("en",))}
    assert names == {1: "Egg > Hen", 2: "Hen > Egg", 3: "Lost", 4: "Ouroboros"}
    assert await find(store, "cat:egg") == [1]
    read = store.knowledge.one(1, ("en",))
    assert read is not None
    assert len(read.categories) == 1, "a category that one may not see has no name"


async def test_a_new_text_replaces_the_old_one_in_every_language(store: Store) -> None:
    first = article(1, "Gateway", "old words", tags={"en": ["net"]}, categories=[1])
    await put(store, first, first.model_copy(update={"id": 2}))
    changed = {"title": {"ru": "Шлюз"}, "body": {"ru": "новые слова"}, "tags": {}}
    await put(store, first.model_copy(update=changed))
    assert await find(store, "gateway") == await find(store, "tag:net") == [2]
    assert await find(store, "шлюз новые") == [1]
    read = store.knowledge.one(1, ("en",))
    assert read is not None
    assert read.languages == ("ru",)


async def test_an_older_text_does_not_replace_a_newer_one(store: Store) -> None:
    newer, older = (
        article(1, title, date_updated=f"2026-03-02 {hour}:00:00")
        for title, hour in (("Newer", "10"), ("Older", "09"))
    )
    await put(store, newer)
    await put(store, older, number=2)
    assert (await find(store, "newer"), await find(store, "older")) == ([1], [])
    assert await store.knowledge.sweep(2) == 0, "it was seen all the same"
    same = newer.model_copy(update={"title": {"en": "Moment"}})
    await put(store, same)
    assert await find(store, "moment") == [1], "two changes in one second"
    await put(store, article(1, "Undated"))
    assert await find(store, "undated") == [1]


async def test_what_a_round_has_not_seen_goes(store: Store) -> None:
    await put(store, *(article(number, f"Gateway {number}") for number in (1, 2, 3)))
    await put(store, article(2, "Gateway 2"), number=2)
    assert (store.knowledge.count(), store.knowledge.seen(2)) == (3, 1)
    assert await store.knowledge.sweep(2) == 2
    assert await find(store, "gateway") == [2]
    assert store.knowledge.one(1, ("en",)) is None


async def test_nothing_of_it_is_left_when_the_records_are_forgotten(full: Store) -> None:
    await full.empty_records()
    assert await find(full, "") == await find(full, "vpn") == []
    assert full.knowledge.categories(("en",)) == []
    assert full.knowledge.record(101) is None


async def test_a_copy_of_an_earlier_eddytui_has_room_for_it(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, STEPS[:1])
    db.close()
    with reopened(path) as store:
        await put(store, article(1, "Gateway"))
        assert await find(store, "gateway") == [1]
