"""People and organizations on demand: asked for once a day, kept as they were said."""

from typing import Any

import pytest

from eddytui.api.errors import Missing, Offline
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from tests.place import Place

JOHN, ACME = 41, 2
PATHS = {"users": f"/api/v2/users/{JOHN}", "organizations": f"/api/v2/organizations/{ACME}"}


async def look_up(desk: Desk, kind: str) -> Any:
    if kind == "users":
        return await desk.look_up_person(JOHN)
    return await desk.look_up_organization(ACME)


def kept(desk: Desk, kind: str) -> Any:
    return desk.person_record(JOHN) if kind == "users" else desk.organization(ACME)


def asked(place: Place, kind: str) -> int:
    """How often one was asked for since the last look."""
    paths = [path.rstrip("/") for _, path in place.helpdesk.requests]
    place.helpdesk.requests.clear()
    return paths.count(PATHS[kind])


@pytest.mark.parametrize("kind", PATHS)
async def test_one_is_asked_for_once_a_day(place: Place, kind: str) -> None:
    async with place.desk() as desk:
        assert kept(desk, kind) is None
        found = await look_up(desk, kind)
        assert kept(desk, kind) == found
        assert "api_key" not in found.model_dump_json()
        await look_up(desk, kind)
        assert asked(place, kind) == 1
    async with place.desk() as desk:
        place.later(hours=23)
        assert await look_up(desk, kind) == found
        assert asked(place, kind) == 0, "it is in the copy"
        place.later(hours=2)
        await look_up(desk, kind)
        assert asked(place, kind) == 1
        await look_up(desk, kind)
        assert asked(place, kind) == 0


@pytest.mark.parametrize("kind", PATHS)
async def test_without_a_line_a_recent_one_is_told_and_an_old_one_stays(
    place: Place, kind: str
) -> None:
    async with place.desk() as desk:
        place.line.offline = True
        with pytest.raises(Offline):
            await look_up(desk, kind)
        place.line.offline = False
        found = await look_up(desk, kind)
        place.line.offline = True
        assert await look_up(desk, kind) == found
        place.later(days=2)
        with pytest.raises(Offline):
            await look_up(desk, kind)
        assert kept(desk, kind) == found


@pytest.mark.parametrize("kind", PATHS)
async def test_one_that_was_deleted_leaves(place: Place, kind: str) -> None:
    async with place.desk() as desk:
        await look_up(desk, kind)
        place.later(days=2)
        place.line.refuse, place.line.address = 404, PATHS[kind]
        heard: list[Changed] = []
        desk.on_change = heard.append
        with pytest.raises(Missing):
            await look_up(desk, kind)
        assert kept(desk, kind) is None
        news = {
            "users": Changed("people", frozenset({JOHN})),
            "organizations": Changed("organizations", frozenset({ACME})),
        }
        assert news[kind] in heard


async def test_whom_a_thread_names_is_not_asked_for_again(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(1042)
        assert (await desk.look_up_person(JOHN)).full_name == "John Doe"
        assert asked(place, "users") == 0
