"""The client and the pretend helpdesk understand each other about contacts and custom fields."""

from collections.abc import AsyncIterator

import httpx
import pytest

from eddytui.api import Client, Missing, Refused
from eddytui.api.owners import OptionEdit
from eddytui.demo import URL
from eddytui.demo.helpdesk import DemoHelpdesk


@pytest.fixture
async def client(helpdesk: DemoHelpdesk) -> AsyncIterator[Client]:
    marta = helpdesk.world.people[1]
    line = httpx.ASGITransport(app=helpdesk.app)
    async with Client(URL, marta.email, marta.key, transport=line) as client:
        yield client


async def test_a_user_is_made_changed_and_deleted(client: Client) -> None:
    with pytest.raises(Refused, match=r"Required field \{name\} is missing or empty"):
        await client.users.create(email="nobody")
    ann = await client.users.create(
        name="Ann",
        email="ann@acme.com",
        department=[1, 2],
        organization="Ann & Co",
        custom_fields={"89": 402},
    )
    assert (ann.full_name, ann.department) == ("Ann", (1, 2))
    assert ann.organization
    assert ann.organization.name == "Ann & Co"
    changed = await client.users.update(ann.id, lastname="Bee", user_status="online")
    assert changed == await client.users.get(ann.id)
    (line,) = (await client.users.statuses_log(ann.id).page()).items
    assert line.status_id == "online"
    await client.users.delete(ann.id)
    with pytest.raises(Missing):
        await client.users.get(ann.id)


async def test_an_organization_is_made_changed_and_deleted(client: Client) -> None:
    new = await client.organizations.create(name="New", employees=[41], managers=[42])
    assert (new.employees, new.managers) == ((41, 42), (42,))
    changed = await client.organizations.update(new.id, employees=[], domains="@new.lv")
    assert (changed.employees, changed.managers, changed.domains) == ((), (), "@new.lv")
    page = await client.organizations.page(search="new.lv")
    assert ([one.id for one in page.items], page.total) == ([new.id], 1)
    await client.organizations.delete(new.id)
    with pytest.raises(Missing):
        await client.organizations.delete(new.id)


async def test_notes_are_written_and_taken_away(client: Client) -> None:
    for notes in (client.users.notes(41), client.organizations.notes(2)):
        before = await notes.page()
        assert [bool(note.file) for note in before.items][-1]
        note = await notes.create(text="Привет")
        assert (await notes.page()).items == (note, *before.items)
        await notes.delete(note.id)
        with pytest.raises(Missing):
            await notes.delete(note.id)
        assert (await notes.page()).items == before.items


async def test_options_of_all_owners_are_saved_and_deleted(client: Client) -> None:
    for owner, field in ((client.tickets, 2), (client.users, 89), (client.organizations, 92)):
        described = await owner.fields.get(field)
        assert described.field_type == "select"
        options = owner.options(field)
        edits = [OptionEdit({"en": str(number)}) for number in range(101)]
        saved = [option for part in [part async for part in options.save(edits)] for option in part]
        assert len(saved) == 101
        kept = [option async for page in options.pages() for option in page.items]
        assert kept[-101:] == saved
        await options.delete(saved[0].id)
        assert (await options.page()).total == len(kept) - 1
