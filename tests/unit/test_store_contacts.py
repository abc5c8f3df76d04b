"""People and organizations as whole records, and when they were read."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from eddytui.models.people import Organization
from eddytui.store.contacts import Kept
from eddytui.store.migrations import STEPS, migrate
from eddytui.store.store import Store
from tests.store_records import NOW, opened, reopened, user

store = pytest.fixture(opened)


def company(company_id: int, name: str, **fields: Any) -> Organization:
    return Organization.model_validate({"id": company_id, "name": name, **fields})


ACME = company(2, "Acme", domains="@acme.com, @acme.lv", employees=[41, 42])
LEE = company(1, "Lee Ltd", email="office@lee.example")


@pytest.fixture(autouse=True)
async def companies(store: Store) -> None:
    await store.organizations.put([LEE, ACME], NOW)


def test_the_whole_record_comes_back_with_when_it_was_read(store: Store) -> None:
    kept = store.organizations.kept(2)
    assert kept == Kept(ACME.model_dump_json(), NOW)
    assert store.organizations.kept(99) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [2, 1]),
        ("acme", [2]),
        ("ACME lv", [2]),
        ("office", [1]),
        ("l", [2, 1]),
        ("acme lee", []),
        ("%", []),
    ],
)
def test_organizations_are_found_by_name_domain_and_mail(
    store: Store, text: str, found: list[int]
) -> None:
    records = (each.record for each in store.organizations.found(text))
    assert [Organization.model_validate_json(record).id for record in records] == found


async def test_one_that_is_read_again_is_replaced_and_a_deleted_one_leaves(store: Store) -> None:
    await store.organizations.put([company(2, "Acme Group")], "2026-11-25 09:00:00")
    assert [each.seen for each in store.organizations.found("acme")] == ["2026-11-25 09:00:00"]
    assert store.organizations.found("acme lv") == []
    await store.organizations.remove([2])
    assert store.organizations.kept(2) is None
    assert (await store.holdings.parts())["contacts"].records == 1
    await store.empty_records()
    assert store.organizations.found("") == []


async def test_people_leave_too(store: Store) -> None:
    await store.people.put([user(7, "Ira"), user(8, "Olga")], NOW)
    await store.people.remove([7])
    assert [row.name for row in store.people.staff()] == ["Olga"]


async def test_no_key_is_kept(store: Store) -> None:
    key = {"api_key": "s3same-0pen"}
    await store.people.put([user(7, "Ira", **key, organization={"name": "Acme", **key})], NOW)
    await store.organizations.put([company(3, "Key", owner=key)], NOW)
    assert "s3same" not in str(store.people.found("") + store.organizations.found(""))


async def test_people_of_an_earlier_copy_stay_though_nobody_knows_when_they_were_read(
    tmp_path: Path,
) -> None:
    with sqlite3.connect(tmp_path / "old.db", isolation_level=None) as db:
        migrate(db, STEPS[:4])
        db.execute("INSERT INTO people VALUES (7, 'Ira', '', 1, '', '', '[]', '', 0, 'ira', '{}')")
    db.close()
    with reopened(tmp_path / "old.db") as store:
        assert store.people.kept(7) == Kept("{}", "")
        await store.organizations.put([ACME], NOW)
        assert store.organizations.kept(2)
