"""Search: whatever is typed is safe, and finds what a person means."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eddytui.models.queries import TicketQuery
from eddytui.store.search import expression, fold
from eddytui.store.store import Store
from eddytui.text.blocks import Block, Document, Span, dumps
from tests.store_records import ALL, ids, opened, post, ticket

store = pytest.fixture(opened)

TICKETS = [
    ticket(1042, title="VPN down for the whole office", tags=["urgent"]),
    ticket(2, title="[/WIN] FREE prize [claim", user_name="", user_email="promo@x.biz"),
    ticket(3, title="Ещё раз: зелёный принтер молчит", user_name="Пётр", user_lastname="Жуков"),
    ticket(4, title="Не працює комп’ютер, ґанок", user_name="Марія"),
    ticket(5, title="Café für Müller", unique_id="SUP-8412", owner_id=7, owner_name="Ira"),
    ticket(6, title="router 1042", date_updated="2026-11-23 09:59:00", status_id="closed"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("vpn", {1042}),
        ("VPN off", {1042}),
        ("off vpn", {1042}),
        ("vpn printer", set()),
        ("doe", {1042, 2, 4, 5, 6}),
        ("john@acme.com", {1042, 3, 4, 5, 6}),
        ("promo@x", {2}),
        ("[/win]", {2}),
        ("ещё", {3}),
        ("еще", {3}),
        ("ЕЩЁ", {3}),
        ("принтер", {3}),
        ("петр жук", {3}),
        ("Е\u0308ще", {3}),
        ("еще\u0308 ра", {3}),
        ("зеленыи\u0306", {3}),
        ("комп’ютер", {4}),
        ("працює марія", {4}),
        ("ґан", {4}),
        ("cafe", {5}),
        ("muller", {5}),
        ("MÜLLER", {5}),
        ("sup-8412", {5}),
        ("ira", {5}),
        ("urgent", {1042}),
        ("1042", {1042, 6}),
        ("104", {1042, 6}),
        ("#1042", {1042}),
        ("#104", set()),
        ("#1042 vpn", {1042}),
        ("#1042 router", set()),
        ("nothing", set()),
        ("", set()),
        ('--- * "', set()),
    ],
)
async def test_words_find_tickets(store: Store, typed: str, found: set[int]) -> None:
    await store.tickets.put(TICKETS)
    assert set(store.search.matches(typed)) == found


async def test_a_view_is_narrowed_by_words_and_keeps_its_order(store: Store) -> None:
    await store.tickets.put(TICKETS)
    assert ids(store, TicketQuery(words="1042")) == [6, 1042]
    assert ids(store, TicketQuery(words="1042", open=True)) == [1042]
    assert store.tickets.count(TicketQuery(words="1042", open=False), "") == 1


@pytest.mark.parametrize("words", ["", "  ", "---", '"*()'])
async def test_words_without_a_letter_or_digit_ask_for_nothing(store: Store, words: str) -> None:
    await store.tickets.put(TICKETS)
    assert len(ids(store, TicketQuery(words=words, frozen=None))) == len(TICKETS)


HOSTILE = st.lists(
    st.sampled_from(['"', "*", "(", ")", "-", ":", "^", "+", "{", "}", "AND", "OR", "NOT", "NEAR"])
    | st.sampled_from(["number:", "head", "#1", "#", "a", "\0", "'", ";", "ё", "\ud800", "İ", "²"])
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text() | HOSTILE | HOSTILE.map(lambda text: text.replace(" ", "")))
def test_anything_may_be_typed(store: Store, typed: str) -> None:
    store.search.matches(typed)
    store.tickets.ids(TicketQuery(words=typed, open=True), "")


def test_a_whole_log_may_be_pasted(store: Store) -> None:
    assert expression("word " * 5000).count("word") == 32
    assert list(store.search.matches("word " * 5000)) == []
    assert list(store.search.matches("x" * 100_000)) == []


@given(st.text())
def test_folding_twice_changes_nothing_for_what_is_asked(text: str) -> None:
    assert expression(fold(text)) == expression(text)


async def test_the_text_of_a_loaded_thread_is_found(store: Store) -> None:
    own, quoted = Block("para", (Span("Шлюз перезавантажено"),)), Block("para", (Span("old"),))
    text = dumps(Document((own, quoted._replace(quote=1, fold=True))))
    await store.messages.put("post", 7, [post(1)], [text])
    assert list(store.search.matches("шлюз")) == [], "its ticket is not kept yet"
    await store.tickets.put([ticket(7, title="Gateway")])
    assert list(store.search.matches("gateway шлюз")) == [7]
    assert list(store.search.matches("old")) == [], "quoted history is not what was said"

    await store.tickets.put([ticket(7, title="Router")])
    assert list(store.search.matches("router шлюз")) == [7], "a new title keeps the thread"
    assert list(store.search.matches("gateway")) == []


async def test_a_title_held_back_by_a_sure_answer_is_not_found(store: Store) -> None:
    now = "2026-11-24 09:00:00"
    await store.tickets.put([ticket(1, title="answer")], now=now, sure_for=10)
    await store.tickets.put([ticket(1, title="lagging")], now=now)
    assert list(store.search.matches("answer")) == [1]
    assert list(store.search.matches("lagging")) == []
    assert ids(store, ALL) == [1]
