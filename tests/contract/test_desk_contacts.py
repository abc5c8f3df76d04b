"""People and organizations on demand: asked for when one is shown, kept as they were said."""

from typing import Any

import pytest

from eddytui.api.errors import Missing, Offline
from eddytui.desk.contacts import ContactKind
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from tests.place import START, Place

IDS: dict[ContactKind, int] = {"users": 41, "organizations": 2}
NEWS = {
    "users": Changed("people", frozenset({41})),
    "organizations": Changed("organizations", frozenset({2})),
}


async def ask(desk: Desk, kind: ContactKind) -> Any:
    assert desk.client is not None
    return await desk.contacts.ask(desk.client, kind, IDS[kind])


@pytest.mark.parametrize("kind", IDS)
async def test_what_was_said_is_kept_with_its_time_until_it_is_asked_for_again(
    place: Place, kind: ContactKind
) -> None:
    async with place.desk() as desk:
        assert desk.contacts.kept(kind, IDS[kind]) is None
        found = await ask(desk, kind)
        assert "api_key" not in found.model_dump_json()
    place.later(minutes=1)
    async with place.desk() as desk:
        assert desk.contacts.kept(kind, IDS[kind]) == (found, str(START))
        await ask(desk, kind)
        assert desk.contacts.kept(kind, IDS[kind]) == (found, str(place.now))
    paths = [path.rstrip("/") for _, path in place.helpdesk.requests]
    assert paths == [f"/api/v2/{kind}/{IDS[kind]}"] * 2


@pytest.mark.parametrize("kind", IDS)
async def test_without_a_line_what_was_read_stays(place: Place, kind: ContactKind) -> None:
    async with place.desk() as desk:
        found = await ask(desk, kind)
        place.line.offline = True
        place.later(days=2)
        with pytest.raises(Offline):
            await ask(desk, kind)
        assert desk.contacts.kept(kind, IDS[kind]) == (found, str(START))


@pytest.mark.parametrize("kind", IDS)
async def test_one_that_was_deleted_leaves(place: Place, kind: ContactKind) -> None:
    async with place.desk() as desk:
        await ask(desk, kind)
        place.line.refuse, place.line.address = 404, f"/{kind}/{IDS[kind]}"
        heard: list[Changed] = []
        desk.on_change = heard.append
        with pytest.raises(Missing):
            await ask(desk, kind)
        assert desk.contacts.kept(kind, IDS[kind]) is None
        assert heard == [NEWS[kind]]


async def test_whom_a_thread_names_is_kept_whole(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(1042)
        john = desk.contacts.kept("users", IDS["users"])
        assert john is not None
        assert john.record.full_name == "John Doe"
