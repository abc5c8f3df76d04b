"""A change is told in the helpdesk's own words."""

from datetime import datetime
from typing import Any

import pytest

from eddytui.demo.account import ME
from eddytui.ui.patch_words import in_one_line
from tests.place import Place


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ({"status_id": "closed", "owner_id": ME}, "status Closed, owner Ira Kask"),
        ({"owner_id": 0}, "owner nobody"),
        ({"owner_id": "987"}, "owner user 987"),
        ({"priority_id": 1}, "priority Very urgent"),
        ({"title": "Fax", "tags": ["vpn", "riga"]}, "title Fax, tags vpn, riga"),
        ({"title": ""}, "title –"),
        (
            {"sla_date": datetime(2026, 3, 2, 11, 30), "freeze_date": ""},
            "SLA Today 11:30, frozen until –",
        ),
        ({"ticket_lock": 1, "freeze": False}, "locked yes, frozen no"),
        ({"custom_fields": {"999": "x"}}, "field 999 x"),
        ({"department_id": 4711}, "department 4711"),
    ],
    ids=str,
)
async def test_a_change_has_names_and_not_ids(
    place: Place, patch: dict[str, Any], words: str
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        assert in_one_line(patch, desk) == words
