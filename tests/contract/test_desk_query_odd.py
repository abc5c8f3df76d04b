"""Typed queries at their edges: endless words, early years, joined and accented names, the bin."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from eddytui.desk.desk import Desk
from eddytui.desk.server_part import server_part
from eddytui.models.knowledge import Article
from eddytui.models.people import Organization
from eddytui.models.tickets import Ticket
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.text.problems import QueryError
from tests.place import START
from tests.store_records import ticket, user

NOW = "2026-03-02 09:00:00"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    store = Store(Database(tmp_path / "copy.db"))
    await store.people.put([user(7, "Sean", lastname="O'Brien-Smith"), user(8, "José Núñez")])
    people = (("Sean", "O'Brien-Smith", 41), ("José", "Núñez", 42))
    await store.tickets.put(
        [
            ticket(number, user_id=number, user_name=name, user_lastname=lastname, tags=["vpn"])
            for name, lastname, number in people
        ]
    )
    yield Desk(store, clock=lambda: START, me=7)
    store.close()


@pytest.mark.parametrize("key", ["user", "owner", "org", "tag"])
def test_endless_words_are_answered_or_told(desk: Desk, key: str) -> None:
    with pytest.raises(QueryError):
        desk.query(f'{key}:"{"a " * 1500}"')


@pytest.mark.parametrize("text", ["user:smith", "user:brien", "user:jose", "user:NUNEZ"])
def test_people_are_found_by_the_parts_of_their_names(desk: Desk, text: str) -> None:
    assert len(desk.ids(desk.query(text))) == 1


@pytest.mark.parametrize("text", ["updated<99999w", "created<1000-01-01"])
def test_early_years_are_written_with_four_digits(desk: Desk, text: str) -> None:
    filters = server_part(desk.query(text), NOW).filters
    dates = [str(value) for name, value in filters.items() if "date_" in name]
    assert dates
    assert all(datetime.fromisoformat(date) for date in dates)


def test_a_number_that_the_copy_cannot_keep_is_no_record() -> None:
    for model, values in (
        (Ticket, {"id": 7, "user_id": 2**70}),
        (Article, {"id": 2**70}),
        (Article, {"id": 7, "categories": [2**70]}),
        (Organization, {"id": 7, "employees": [-(2**64)]}),
    ):
        with pytest.raises(ValueError, match=r"less than|greater than"):
            model.model_validate(values)
