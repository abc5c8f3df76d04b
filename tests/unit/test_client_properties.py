"""Whatever a server answers: an answer that makes sense, or an error of ours, and nothing else."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.api import Client, DeskError, Listing, OptionEdit, Pace, encoding
from eddytui.models.record import Record

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["null", "0", "-1", "17:45:00 26.01.2017", "13.01.2017 12:36", "\x1b[2J"])
)
# Names that mean something in answers.
NAMES = """
id data errors pagination total total_pages code title details name custom_fields field_value
options files date_updated owner_id permissions staff tags body categories employees api_key group
"""
KEYS = st.text(max_size=5) | st.sampled_from(NAMES.split())
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner),
    max_leaves=15,
)


LISTS: tuple[Callable[[Client], Listing[Any]], ...] = (
    lambda c: c.tickets,
    lambda c: c.tickets.posts(7),
    lambda c: c.tickets.audit(7),
    lambda c: c.tickets.billing(7),
    lambda c: c.tickets.fields,
    lambda c: c.tickets.options(2),
    lambda c: c.users,
    lambda c: c.users.notes(7),
    lambda c: c.users.statuses_log(7),
    lambda c: c.organizations,
    lambda c: c.groups,
    lambda c: c.user_statuses,
    lambda c: c.types,
    lambda c: c.knowledge.categories,
    lambda c: c.knowledge.articles,
)


async def at_once(_: float) -> None:
    """No rest between attempts."""


def asked(status: int, content: bytes, ask: Callable[[Client], Any]) -> object:
    """What becomes of a question when the server answers this: a value or an error of ours."""

    async def run() -> object:
        line = httpx.MockTransport(lambda _: httpx.Response(status, content=content))
        pace = Pace(sleep=at_once)
        async with Client("acme.example", "ira@acme.example", "k", pace=pace, transport=line) as c:
            try:
                return await ask(c)
            except DeskError as error:
                return error

    return asyncio.run(run())


STATUS = st.sampled_from([200, 201, 204, 400, 401, 403, 404, 429, 500, 503])
LIST = st.sampled_from(LISTS)


@settings(max_examples=150, deadline=None)
@given(STATUS, JSON, LIST)
def test_any_json_is_a_page_or_an_error_of_ours(
    status: int, body: object, of: Callable[[Client], Listing[Any]]
) -> None:
    outcome = asked(status, json.dumps(body).encode(), lambda c: of(c).page())
    if isinstance(outcome, DeskError):
        assert str(outcome)
        assert "\x1b" not in str(outcome)


@settings(max_examples=60, deadline=None)
@given(STATUS, st.binary(max_size=60), LIST)
def test_any_bytes_are_a_page_or_an_error_of_ours(
    status: int, content: bytes, of: Callable[[Client], Listing[Any]]
) -> None:
    asked(status, content, lambda c: of(c).page())


@settings(max_examples=100, deadline=None)
@given(JSON, st.booleans())
def test_any_answer_to_a_change_is_a_record_or_an_error_of_ours(body: object, many: bool) -> None:
    def change(client: Client) -> Any:
        if many:
            return anext(client.users.options(2).save([OptionEdit({"en": "A"})]))
        return client.organizations.update(2, name="A")

    outcome = asked(200, json.dumps(body).encode(), change)
    assert isinstance(outcome, DeskError | Record | tuple)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, min_size=1, max_size=6), LIST)
def test_a_bad_record_never_hides_a_good_one(
    bad: list[object], of: Callable[[Client], Listing[Any]]
) -> None:
    """The good one is first, in the middle or last; what cannot be read is counted."""
    rows = [*bad[:3], {"id": 4242}, *bad[3:]]
    page: Any = asked(200, json.dumps({"data": rows}).encode(), lambda c: of(c).page())

    assert not isinstance(page, DeskError), page
    assert 4242 in [record.id for record in page.items] or "4242" in [
        record.id for record in page.items
    ]
    assert len(page.items) + page.unreadable == len(rows)
    assert "api_key" not in json.dumps([record.model_dump(mode="json") for record in page.items])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(1, 9), max_size=4), min_size=1, max_size=8), JSON)
def test_reading_all_pages_always_comes_to_an_end(
    pages: list[list[int]], total_pages: object
) -> None:
    """Whatever `total_pages` says, and however ids repeat."""
    figures = total_pages if isinstance(total_pages, str | int | None) else 10**9
    bodies = [
        {"data": [{"id": number} for number in ids], "pagination": {"total_pages": figures}}
        for ids in pages
    ]
    requests = 0

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal requests
        body = bodies[min(requests, len(bodies) - 1)]
        requests += 1
        return httpx.Response(200, json=body)

    async def read() -> list[int]:
        async with Client(
            *("acme.example", "ira@acme.example", "k"),
            pace=Pace(sleep=at_once),
            transport=httpx.MockTransport(answer),
        ) as client:
            return [record.id async for page in client.tickets.pages() for record in page.items]

    read_ids = asyncio.run(read())
    assert requests <= len(pages) + 1
    assert set(read_ids) <= {number for ids in pages for number in ids}
    assert set(pages[0]) <= set(read_ids)


@given(st.dictionaries(st.text(min_size=1, max_size=5), JSON, max_size=4))
def test_any_values_can_be_written(values: dict[str, object]) -> None:
    json.dumps(encoding.body(values))
    assert all(isinstance(text, str) for text in encoding.form(values).values())
    assert all(isinstance(text, str) for text in encoding.query(values).values())
