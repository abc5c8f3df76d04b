"""The pretend helpdesk's knowledge base: shapes, pages, filters, and who may see what."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from eddytui.models.articles import NEWS, TEMPLATES
from eddytui.text import html
from eddytui.text.blocks import plain
from tests.counter import Counter

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
OLGA, JOHN = 8, 41
ROOT = "/knowledge_base"


@pytest.fixture
def helpdesk() -> DemoHelpdesk:
    return DemoHelpdesk(lively=False, tickets=1)


@pytest.fixture
def ira(helpdesk: DemoHelpdesk) -> Counter:
    return Counter(helpdesk)


async def every(counter: Counter, path: str, **query: str) -> dict[str, Any]:
    """All records of a list, from all its pages, by id as it was sent."""
    first = await counter.get(f"{ROOT}/{path}", **query)
    found = dict(first["data"])
    for number in range(2, first["pagination"]["total_pages"] + 1):
        found |= await counter.data(f"{ROOT}/{path}", page=number, **query)
    assert len(found) == first["pagination"]["total"]
    return found


def shape(value: Any) -> Any:
    """The keys and kinds of a record; what may hold anything by language is a map or a list."""
    return {key: type(part).__name__ for key, part in value.items()}


@pytest.mark.parametrize("name", ["categories", "articles"])
async def test_records_have_the_shape_that_the_document_shows(ira: Counter, name: str) -> None:
    text = (EXAMPLES / f"kb_{name}_list.200.json").read_text("utf-8")
    shown = json.loads(text)
    (wanted,) = {json.dumps(shape(record)) for record in shown["data"].values()}
    for slash in ("", "/"):
        answer = await ira.get(f"{ROOT}/{name}{slash}")
        assert set(answer) == set(shown)
        assert shape(answer["pagination"]) == shape(shown["pagination"])
        assert answer["pagination"]["per_page"] == shown["pagination"]["per_page"]
    records = await every(ira, name)
    assert all(key == str(record["id"]) for key, record in records.items())
    assert {json.dumps(shape(record)) for record in records.values()} == {wanted}


async def test_two_categories_have_negative_ids(ira: Counter) -> None:
    categories = await every(ira, "categories")
    assert categories[str(TEMPLATES)]["title"]["en"] == "Templates"
    assert categories[str(NEWS)]["title"]["en"] == "News"
    parents = {record["parent_id"] for record in categories.values()} - {0}
    assert len(parents) >= 3
    assert {str(parent) for parent in parents} <= set(categories)


async def test_files_stand_in_the_document_s_place(ira: Counter) -> None:
    files = [file for record in (await every(ira, "articles")).values() for file in record["files"]]
    address = re.compile(r"https://[^/]+/en/knowledge_base/download/\d+/file/[0-9a-f]{40}")
    assert len(files) >= 5
    assert all(address.fullmatch(file["url"]) for file in files)
    assert {file["data_type"] for file in files} >= {"png", "pdf", "crt"}


async def test_a_client_sees_less_than_a_colleague(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    john = Counter(helpdesk, JOHN)
    theirs, ours = [await every(who, "articles") for who in (john, ira)]
    assert {record["access"] for record in theirs.values()} == {"public", "user"}
    assert {record["access"] for record in ours.values()} == {"public", "user", "staff"}
    assert "127" not in theirs, "it is for users, but on a shelf for two groups of colleagues"
    assert "127" in ours
    shelves = await every(john, "categories")
    assert {record["access"] for record in shelves.values()} == {"public", "user"}
    assert "12" not in shelves


async def test_what_somebody_keeps_for_themselves_is_seen_by_nobody_else(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    hers, olgas = [await every(who, "articles") for who in (ira, Counter(helpdesk, OLGA))]
    assert [key for key, record in hers.items() if record["show_me_only"]] == ["128"]
    assert [key for key, record in olgas.items() if record["show_me_only"]] == ["129"]


@pytest.mark.parametrize(
    ("path", "query", "ids"),
    [
        ("categories", {"parent_list": "1"}, ["2", "3"]),
        ("categories", {"parent_list": "1,9"}, ["2", "3", "10", "12"]),
        ("categories", {"public": "true", "parent_list": "0"}, ["1", "4", "5", "6", "11"]),
        ("articles", {"category_list": "-2"}, ["301", "302"]),
        ("articles", {"category_list": "3,10", "order_by": "views"}, ["125", "106", "124", "105"]),
        ("articles", {"category_list": "2", "public": "1"}, ["103", "104", "101"]),
        ("articles", {"category_list": "999"}, []),
        ("articles", {"to_date_created": "2024-02-01 00:00:00"}, ["111"]),
        ("articles", {"from_date_updated": "2026-02-25 00:00:00"}, ["128"]),
    ],
    ids=str,
)
async def test_lists_can_be_narrowed(
    ira: Counter, path: str, query: dict[str, str], ids: list[str]
) -> None:
    found = await ira.data(f"{ROOT}/{path}", **query)
    assert set(found) == set(ids)


@pytest.mark.parametrize(
    ("order", "field"),
    [("", "date_created"), ("date_updated{asc}", "date_updated"), ("views{desc}", "views_count")],
)
async def test_articles_come_in_the_order_asked_for(ira: Counter, order: str, field: str) -> None:
    records = await every(ira, "articles", **({"order_by": order} if order else {}))
    values = [record[field] for record in records.values()]
    assert values == sorted(values, reverse=not order.endswith("{asc}"))


async def test_pinned_articles_can_come_first(ira: Counter) -> None:
    records = await every(ira, "articles", order_by="pin{desc},views{desc}")
    pinned = [record["pin"] for record in records.values()]
    assert pinned[:4] == [True] * 4
    assert pinned == sorted(pinned, reverse=True)
    assert next(iter(records)) == "111"


async def test_categories_come_by_position(ira: Counter) -> None:
    positions = [record["position"] for record in (await every(ira, "categories")).values()]
    assert positions == sorted(positions)


async def test_one_article_can_be_asked_for(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    listed = await every(ira, "articles")
    for slash in ("", "/"):
        assert await ira.data(f"{ROOT}/articles/101{slash}") == listed["101"]
    for number in (129, 5000):
        told = await ira.refused("GET", f"{ROOT}/articles/{number}")
        assert told == (404, ["e-404"], [f"Article with id {{{number}}} does not exist"])
    assert (await Counter(helpdesk, JOHN).refused("GET", f"{ROOT}/articles/124"))[0] == 404


async def test_a_date_that_cannot_be_read_is_refused(ira: Counter) -> None:
    told = await ira.refused("GET", f"{ROOT}/articles", params={"from_date_updated": "soon"})
    assert told == (400, ["e-411"], ["Field {from_date_updated} value is incorrect"])


async def test_the_articles_are_those_of_a_helpdesk(ira: Counter) -> None:
    records = (await every(ira, "articles")).values()
    articles = [record for record in records if TEMPLATES not in record["categories"]]
    templates = [record for record in records if TEMPLATES in record["categories"]]
    assert len(articles) >= 24
    assert len(templates) == 6
    assert all("{user.name}" in text for record in templates for text in record["body"].values())
    languages = [set(record["title"]) for record in articles]
    assert sum({"en", "ru"} <= known for known in languages) >= 20
    assert sum("ua" in known for known in languages) >= 10
    assert any(set(record["tags"]) > set(record["title"]) for record in articles)
    assert any(body == "" for record in articles for body in record["body"].values())


async def test_no_two_articles_say_the_same(ira: Counter) -> None:
    texts = [
        (language, text)
        for record in (await every(ira, "articles")).values()
        for language, text in record["body"].items()
        if text
    ]
    paragraphs = [line for _, text in texts for line in text.splitlines() if len(line) > 60]
    assert len(set(texts)) == len(texts)
    assert len(set(paragraphs)) == len(paragraphs)


async def test_every_article_can_be_read_and_together_they_use_all_that_html_has(
    ira: Counter,
) -> None:
    kinds = set()
    for record in (await every(ira, "articles")).values():
        for text in record["body"].values():
            document = html.document(text, history=False)
            kinds |= {block.kind for block in document.blocks}
            assert not re.search(r"</?\w+>|&\w+;", plain(document)), record["id"]
    assert kinds >= {"heading", "item", "table", "pre", "image", "rule", "para"}


async def test_its_allowance_is_its_own(ira: Counter) -> None:
    for _ in range(60):
        await ira.get(f"{ROOT}/categories")
    status, codes, words = await ira.refused("GET", f"{ROOT}/articles")
    assert (status, codes) == (401, ["e-401"])
    assert words == ["Ban for 60 min. API limit reached (60 request per minute)."]
    await ira.get("/statuses/")
