"""Answers in every shape that real servers give them, pages that come to an end."""

from typing import Any

import pytest

from eddytui.api import BadReply, Client, Lane
from tests.canned import Canned


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        ([], []),
        ({}, []),
        ([{"id": 7}], [7]),
        ({"7": {"id": 7}, "nine": {"id": "9"}}, [7, 9]),
        ({"id": 7, "title": "VPN"}, [7]),
    ],
)
async def test_a_list_may_come_in_any_shape(
    helpdesk: Canned, client: Client, data: object, ids: list[int]
) -> None:
    helpdesk.gives({"data": data})
    page = await client.tickets.page()

    assert [ticket.id for ticket in page.items] == ids
    assert (page.last, page.total, page.unreadable) == (1, len(ids), 0)


@pytest.mark.parametrize(
    "data",
    [{"id": 7}, [{"id": 7}], {"7": {"id": 7}}, [{"id": 6}, {"id": "7"}], {"seven": {"id": 7}}],
)
async def test_one_record_may_come_in_any_shape(
    helpdesk: Canned, client: Client, data: object
) -> None:
    helpdesk.gives({"data": data})

    assert (await client.users.get(7)).id == 7


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"data": None},
        {"data": False},
        {"data": ""},
        {"data": 0},
        {"data": 5},
        {"data": "x"},
        {"pagination": {}},
        None,
    ],
)
async def test_an_answer_without_data_is_no_empty_list(
    helpdesk: Canned, client: Client, body: object
) -> None:
    helpdesk.gives(body)
    with pytest.raises(BadReply):
        await client.tickets.page()


async def test_a_record_that_cannot_be_read_hides_no_other(
    helpdesk: Canned, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    bad = [{"id": 8, "owner_id": "private words"}, "text", None, {"title": "no id"}]
    helpdesk.gives({"data": [{"id": 7}, *bad, {"id": 9, "odd": deep}, {"id": 10}]})
    page = await client.tickets.page()

    assert {ticket.id for ticket in page.items} >= {7, 10}
    assert page.unreadable == 7 - len(page.items) >= 4
    assert "Ticket 8 unreadable: owner_id" in caplog.text
    assert "private words" not in caplog.text


@pytest.mark.parametrize(
    "figures", [{"total": "85", "total_pages": "3"}, {"total": 85, "total_pages": 3}]
)
async def test_figures_may_be_text(
    helpdesk: Canned, client: Client, figures: dict[str, Any]
) -> None:
    helpdesk.gives({"data": [{"id": 7}], "pagination": figures})
    page = await client.tickets.page(2)

    assert (page.number, page.last, page.total) == (2, 3, 85)
    assert helpdesk.lines == ["GET /tickets/?page=2"]


def page_of(*ids: int, last: object = 3) -> dict[str, Any]:
    return {"data": [{"id": number} for number in ids], "pagination": {"total_pages": last}}


@pytest.mark.parametrize(
    ("answers", "numbers", "requests"),
    [
        ([page_of(1, 2), page_of(3), page_of(4)], [1, 2, 3], 3),
        ([page_of(1, 2), page_of(), page_of(4)], [1], 2),
        ([page_of(1, 2), page_of(2, 1), page_of(4)], [1], 2),
        ([page_of(1, 2), page_of(2, 3), page_of(4)], [1, 2, 3], 3),
        ([page_of(1, 2, last="1")], [1], 1),
        ([{"data": [{"id": 1}]}], [1], 1),
        ([{"data": []}], [], 1),
        ([page_of(1, last=99)], [1], 2),
    ],
)
async def test_reading_all_pages_comes_to_an_end(
    helpdesk: Canned, client: Client, answers: list[Any], numbers: list[int], requests: int
) -> None:
    helpdesk.gives(*answers)
    pages = [page async for page in client.tickets.pages(lane=Lane.BACKGROUND)]

    assert [page.number for page in pages] == numbers
    assert len(helpdesk.asked) == requests


async def test_reading_goes_on_where_it_was_left(helpdesk: Canned, client: Client) -> None:
    helpdesk.gives(page_of(5, last=3), page_of(6, last=3))
    pages = [page.number async for page in client.tickets.pages(2, search="vpn")]

    assert pages == [2, 3]
    assert helpdesk.lines == ["GET /tickets/?page=2&search=vpn", "GET /tickets/?page=3&search=vpn"]
