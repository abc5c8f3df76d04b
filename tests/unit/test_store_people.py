"""Colleagues, clients and who is who."""

import pytest

from eddytui.models.people import User
from eddytui.models.rows import PersonRow
from eddytui.store.store import Store
from tests.store_records import opened, user

store = pytest.fixture(opened)

PEOPLE = [
    user(7, "Ira", lastname="Kask", email="ira@help.example", user_status="online", language="en"),
    user(8, "olga", department=[1, 3]),
    user(9, "Ёлка", email="elka@help.example"),
    user(10, "Zed", status="fired"),
    user(
        41, "John", lastname="Doe", group={"id": 1, "type": "user"}, organization={"name": "Acme"}
    ),
    user(42, "", email="maria@acme.com", group=None, organization=""),
    user(43, "Ann 100%_", group=None),
]


@pytest.fixture(autouse=True)
async def people(store: Store) -> None:
    await store.people.put(PEOPLE)


def test_a_row_says_what_the_record_says(store: Store) -> None:
    olga, john, maria = store.people.rows([8, 41, 99, 42])
    assert olga == PersonRow(8, "olga", "", True, "", "", (1, 3), "")
    assert (john.name, john.staff, john.organization) == ("John Doe", False, "Acme")
    assert (maria.name, maria.organization) == ("maria@acme.com", "")


def test_the_whole_record_comes_back(store: Store) -> None:
    kept = store.people.kept(7)
    assert kept
    assert User.model_validate_json(kept.record) == PEOPLE[0]
    assert store.people.kept(99) is None


def test_colleagues_come_by_name_without_those_who_left(store: Store) -> None:
    assert [row.id for row in store.people.staff()] == [7, 8, 9]


@pytest.mark.parametrize(
    ("text", "limit", "found"),
    [
        ("ira", 9, [7]),
        ("KASK", 9, [7]),
        ("елк", 9, [9]),
        ("ёлк", 9, [9]),
        ("acme", 9, [41, 42]),
        ("doe acme", 9, [41]),
        ("a", 2, [43, 7]),
        ("help.example", 9, [7, 9]),
        ("%", 9, [43]),
        ("_", 9, [43]),
        ("", 3, [43, 7, 41]),
        ("nobody", 9, []),
    ],
)
def test_people_are_found_by_name_address_and_organization(
    store: Store, text: str, limit: int, found: list[int]
) -> None:
    assert [row.id for row in store.people.search(text, limit)] == found


async def test_what_the_server_says_later_counts(store: Store) -> None:
    await store.people.put([user(8, "Olga", user_status="obed")])
    (olga,) = store.people.rows([8])
    assert (olga.name, olga.presence, olga.departments) == ("Olga", "obed", ())
