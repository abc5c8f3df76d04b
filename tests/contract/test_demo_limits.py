"""Who may ask the pretend helpdesk, for what, and how often."""

from datetime import timedelta

import pytest

from eddytui.demo import EMAIL
from eddytui.demo.helpdesk import DemoHelpdesk
from eddytui.demo.limits import Limits
from tests.counter import MORNING, Clock, Counter


async def test_every_answer_tells_what_is_left(ira: Counter) -> None:
    for left, path in ((299, "/statuses"), (298, "/tickets/9"), (297, "/nowhere")):
        headers = (await ira.send("GET", path)).headers
        assert (headers["X-Rate-Limit"], headers["X-Rate-Limit-Remaining"]) == ("300", str(left))
    refused = await ira.send("GET", "/statuses", auth=(EMAIL, "wrong"))
    assert refused.headers["X-Rate-Limit-Remaining"] == "296"


async def test_one_request_too_many_closes_the_helpdesk_for_twenty_minutes(
    ira: Counter, clock: Clock
) -> None:
    for _ in range(300):
        assert (await ira.send("GET", "/statuses")).status_code == 200
    ban = await ira.send("GET", "/statuses")
    assert ban.status_code == 401
    assert ban.headers["X-Rate-Limit-Remaining"] == "0"
    assert ban.json()["errors"] == [
        {
            "code": "e-401",
            "title": "Ban",
            "details": "Ban for 20 min. API limit reached (300 request per minute).",
        }
    ]
    clock.pass_(minutes=19, seconds=59)
    assert (await ira.send("GET", "/statuses")).status_code == 401
    clock.pass_(seconds=1)
    back = await ira.send("GET", "/statuses")
    assert (back.status_code, back.headers["X-Rate-Limit-Remaining"]) == (200, "299")


async def test_requests_older_than_a_minute_do_not_count(ira: Counter, clock: Clock) -> None:
    for _ in range(10):
        await ira.send("GET", "/statuses")
    clock.pass_(seconds=61)
    assert (await ira.send("GET", "/statuses")).headers["X-Rate-Limit-Remaining"] == "299"


def test_the_knowledge_base_has_an_allowance_of_its_own() -> None:
    limits = Limits()
    for _ in range(60):
        assert not limits.take("/api/v2/knowledge_base/articles", MORNING).blocked
    standing = limits.take("/api/v2/knowledge_base/articles", MORNING)
    assert (standing.blocked, standing.limit, standing.minutes) == (True, 60, 60)
    assert limits.take("/api/v2/tickets", MORNING).remaining == 299


@pytest.mark.parametrize(
    "how",
    [
        {"auth": (EMAIL, "wrong")},
        {"auth": ("nobody@mail.example", "x")},
        {"auth": None},
        {"auth": None, "headers": {"Authorization": "Basic ???"}},
        {"auth": None, "headers": {"Authorization": "Bearer abc"}},
    ],
    ids=str,
)
async def test_a_wrong_key_is_told_apart_from_a_ban(ira: Counter, how: dict[str, object]) -> None:
    answer = await ira.send("GET", "/tickets/", **how)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["title"] == "Unauthorized"
    assert answer.json()["errors"][0]["code"] == "e-401"


async def test_an_administrator_sees_all_and_ira_nearly_all(helpdesk: DemoHelpdesk) -> None:
    admin, ira = Counter(helpdesk, 1), Counter(helpdesk)
    everything = await admin.total("/tickets/") + await admin.total("/tickets/", deleted=1)
    hers = await ira.total("/tickets/") + await ira.total("/tickets/", deleted=1)
    assert everything == 240
    assert 216 <= hers < 240


async def test_employees_see_their_departments_and_what_is_theirs(helpdesk: DemoHelpdesk) -> None:
    hanna = Counter(helpdesk, 4)
    departments = [t["department_id"] for t in (await hanna.data("/tickets/")).values()]
    assert set(departments) == {3}
    assert (await hanna.refused("GET", "/tickets/1042"))[0] == 404
    assert (await hanna.refused("PUT", "/tickets/1042", json={"owner_id": 4}))[0] == 404
    assert (await hanna.refused("GET", "/tickets/1042/posts"))[0] == 404
    await Counter(helpdesk).put("/tickets/1042", owner_id=4)
    assert (await hanna.data("/tickets/1042"))["owner_id"] == 4


async def test_clients_read_their_own_tickets_and_write_nothing(helpdesk: DemoHelpdesk) -> None:
    john = Counter(helpdesk, 41)
    tickets = await john.data("/tickets/")
    assert {"1042", "1040"} <= set(tickets)
    assert {ticket["user_id"] for ticket in tickets.values()} == {41}
    assert (await john.refused("GET", "/tickets/1041"))[0] == 404
    assert (await john.refused("PUT", "/tickets/1042", json={"title": "x"}))[:2] == (403, ["e-403"])
    people = {user["id"] for user in await john.data("/users/", order_by="date_created{asc}")}
    assert 42 not in people
    assert (await john.refused("GET", "/users/42"))[0] == 404


async def test_requests_are_remembered_as_they_were_sent(ira: Counter) -> None:
    await ira.get("/tickets/", page=2, order_by="date_updated{asc}")
    await ira.put("/tickets/1042", owner_id=7)
    assert ira.helpdesk.requests == [
        ("GET", "/api/v2/tickets/?page=2&order_by=date_updated%7Basc%7D"),
        ("PUT", "/api/v2/tickets/1042"),
    ]


async def test_others_use_the_allowance_too(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    helpdesk.limits.api.others = 120
    assert (await ira.send("GET", "/statuses")).headers["X-Rate-Limit-Remaining"] == "179"
    helpdesk.limits.api.others = 299
    assert (await ira.send("GET", "/statuses")).json()["errors"][0]["title"] == "Ban"


async def test_an_allowance_and_its_block_can_be_small(
    helpdesk: DemoHelpdesk, ira: Counter, clock: Clock
) -> None:
    helpdesk.limits.api.limit, helpdesk.limits.api.block = 2, timedelta(seconds=5)
    left = [(await ira.send("GET", "/statuses")).headers["X-Rate-Limit-Remaining"] for _ in "ab"]
    assert left == ["1", "0"]
    _, _, told = await ira.refused("GET", "/statuses")
    assert told == ["Ban for 1 min. API limit reached (2 request per minute)."]
    clock.pass_(seconds=5)
    assert (await ira.send("GET", "/statuses")).status_code == 200
