"""What the client does beyond reading and writing one record."""

import httpx
import pytest

from eddytui.api import BadReply, Client, DeskError, OptionEdit, Refused, Unclear, Undocumented
from eddytui.api.changes import differing
from eddytui.models.tickets import Ticket
from tests.canned import Canned

TICKET = Ticket.model_validate(
    {
        "id": 9,
        "title": "VPN",
        "owner_id": "7",
        "ticket_lock": 0,
        "tags": ["vpn", "home"],
        "cc": [],
        "sla_date": "13.01.2017 12:36",
        "custom_fields": [
            {"id": 2, "field_type": "select", "field_value": {"id": 21, "name": {"en": "Solved"}}},
            {"id": 3, "field_type": "text", "field_value": "A-1"},
        ],
    }
)


async def test_many_options_go_a_hundred_at_a_time(helpdesk: Canned) -> None:
    sizes: list[int] = []

    async with helpdesk.client() as client:
        helpdesk.gives({"data": [{"id": 1, "pid": 0, "name": {"en": "A"}}]})
        edits = [OptionEdit({"en": str(number)}) for number in range(205)]
        async for kept in client.tickets.options(2).save(edits):
            assert [option.id for option in kept] == [1]
            sizes.append(len(helpdesk.json["options"]))

    assert sizes == [100, 100, 5]


async def test_what_was_kept_before_a_refusal_is_known(helpdesk: Canned) -> None:
    async with helpdesk.client() as client:
        refusal = {"errors": [{"code": "e-411", "details": "The name is taken"}]}
        helpdesk.answers = [(200, {"data": [{"id": 1}]}), (400, refusal)]
        saving = client.users.options(2).save([OptionEdit({"en": "A"})] * 150)
        assert [option.id for option in await anext(saving)] == [1]
        with pytest.raises(Refused, match="The name is taken"):
            await anext(saving)


async def test_nothing_to_save_asks_nobody(helpdesk: Canned) -> None:
    async with helpdesk.client() as client:
        assert [part async for part in client.users.options(2).save([])] == []
    assert helpdesk.asked == []


@pytest.mark.parametrize("body", [{}, b"<html>", {"data": 3}])
async def test_options_without_an_answer_are_unclear(helpdesk: Canned, body: object) -> None:
    helpdesk.gives(body)
    async with helpdesk.client() as client:
        with pytest.raises(Unclear):
            await anext(client.users.options(2).save([OptionEdit({"en": "A"})]))


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("department_list", lambda c: c.tickets.page(department_list=[2])),
        ("tags", lambda c: c.tickets.update(9, tags=["vpn"])),
        ("tags", lambda c: c.tickets.create(title="A", tags=["vpn"])),
        ("union", lambda c: c.tickets.union(9, [10])),
        ("article", lambda c: c.knowledge.articles.get(9)),
    ],
    ids=["filter", "change", "new", "union", "article"],
)
async def test_what_the_document_does_not_have_is_asked_for_by_those_who_allow_it(
    helpdesk: Canned, name: str, ask: object
) -> None:
    assert callable(ask)
    async with helpdesk.client() as client:
        with pytest.raises(Undocumented, match=f"(?s){name}.*undocumented = true"):
            await ask(client)
    assert helpdesk.asked == []

    helpdesk.gives({"data": {"id": 9}})
    async with helpdesk.client(undocumented=True) as client:
        await ask(client)
    assert len(helpdesk.asked) == 1


async def test_tickets_are_merged_by_their_numbers(helpdesk: Canned) -> None:
    helpdesk.gives({"data": {"id": 9, "title": "VPN"}})
    async with helpdesk.client(undocumented=True) as client:
        assert (await client.tickets.union(9, [10, 11])).title == "VPN"

    assert helpdesk.lines == ["POST /tickets/9/union/"]
    assert helpdesk.json == {"ticket_list": [10, 11]}


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ({"title": "VPN"}, {}),
        ({"title": "Wi-Fi", "owner_id": 7}, {"title": "Wi-Fi"}),
        ({"owner_id": 0}, {"owner_id": 0}),
        ({"ticket_lock": False, "status_id": ""}, {}),
        ({"ticket_lock": True}, {"ticket_lock": True}),
        ({"tags": ("vpn", "home"), "cc": None}, {}),
        ({"tags": []}, {"tags": []}),
        ({"custom_fields": {2: 21, "3": "A-1"}}, {}),
        ({"custom_fields": {2: "22", 3: "A-1"}}, {"custom_fields": {2: "22"}}),
        ({"custom_fields": {7: ""}}, {}),
        ({"custom_fields": {7: "new"}}, {"custom_fields": {7: "new"}}),
        ({"unheard_of": 5}, {"unheard_of": 5}),
    ],
    ids=str,
)
def test_only_what_differs_is_sent(values: dict[str, object], changed: dict[str, object]) -> None:
    assert differing(TICKET, values) == changed


async def test_an_edit_that_changes_nothing_asks_nobody(helpdesk: Canned) -> None:
    helpdesk.gives({"data": {"id": 9, "title": "Wi-Fi"}})
    async with helpdesk.client() as client:
        assert await client.tickets.edit(TICKET, title="VPN") is TICKET
        assert helpdesk.asked == []

        changed = await client.tickets.edit(TICKET, title="Wi-Fi", owner_id=7)

    assert changed.title == "Wi-Fi"
    assert helpdesk.json == {"title": "Wi-Fi"}


async def test_the_knowledge_base_has_an_allowance_of_its_own(helpdesk: Canned) -> None:
    helpdesk.gives({"data": []})
    async with helpdesk.client() as client:
        await client.knowledge.categories.page()
        await client.knowledge.articles.page()
        left = client.pace.allowance("kb").remaining, client.pace.allowance("api").remaining

    assert left == (58, 300)


@pytest.mark.parametrize("changes", [True, False])
async def test_an_answer_that_is_no_record_is_told_apart(helpdesk: Canned, changes: bool) -> None:
    helpdesk.gives({"data": [{"title": "without an id"}]})
    expected: type[DeskError] = Unclear if changes else BadReply
    async with helpdesk.client() as client:
        with pytest.raises(expected):
            await (client.organizations.update(2, name="A") if changes else client.users.get(2))


async def test_the_proxy_of_the_profile_is_for_the_network_alone() -> None:
    answer = httpx.MockTransport(lambda _: httpx.Response(200, json={"data": []}))
    nowhere = "http://127.0.0.1:9"
    async with Client(
        *("acme.eddydesk.com", "ira@acme.com", "k"), transport=answer, proxy=nowhere
    ) as client:
        assert (await client.statuses.page()).items == ()
