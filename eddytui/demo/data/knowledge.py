"""The articles of the helpdesk, read from the files in `articles`.

`categories.txt` has one category a line. The other files are rows of articles. `= id | categories |
access | views | created / updated, days ago | flags | files` begins one; flags are `pin` and
`me=3`, whose own it is. `>> language | tags | title` begins its text in a language, in HTML;
without a title there are only tags.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from eddytui.demo.files import file
from eddytui.demo.records import ADMINISTRATORS, CLIENTS, EMPLOYEES, NOBODY, File

PUBLIC, USER, STAFF = "public", "user", "staff"

_FOLDER = Path(__file__).parent / "articles"
_LANGUAGES = ("en", "ru", "ua")
_GROUPS = {"all": (CLIENTS, EMPLOYEES, ADMINISTRATORS), "staff": (EMPLOYEES, ADMINISTRATORS)}

ByLanguage = dict[str, str]


class Category(NamedTuple):
    """A shelf of the knowledge base."""

    id: int
    parent: int
    position: int
    access: str
    groups: tuple[int, ...]
    created: datetime
    updated: datetime
    title: ByLanguage


class Article(NamedTuple):
    """An article in all its languages."""

    id: int
    categories: tuple[int, ...]
    access: str
    views: int
    created: datetime
    updated: datetime
    pin: bool
    owner: int
    """Who alone sees it; nobody for an article like all others."""
    title: ByLanguage
    tags: dict[str, tuple[str, ...]]
    body: ByLanguage
    files: tuple[File, ...]


def _fields(line: str) -> list[str]:
    return [field.strip() for field in line.split("|")]


def _ago(anchor: datetime, ages: str) -> tuple[datetime, datetime]:
    """When something was made and last changed, at an hour of its own."""
    created, updated = (timedelta(days=int(age)) for age in ages.split("/"))
    hour = timedelta(hours=created.days % 9, minutes=created.days * 7 % 60)
    return anchor - created - hour, anchor - updated - hour


def _category(line: str, anchor: datetime) -> Category:
    number, parent, position, access, groups, ages, *names = _fields(line)
    created, updated = _ago(anchor, ages)
    title = {key: name for key, name in zip(_LANGUAGES, names, strict=True) if name}
    place = (int(number), int(parent), int(position))
    return Category(*place, access, _GROUPS[groups], created, updated, title)


def categories(anchor: datetime) -> dict[int, Category]:
    """Every category by id, in no order; dates are relative to `anchor`."""
    lines = (_FOLDER / "categories.txt").read_text("utf-8").splitlines()
    rows = [_category(line, anchor) for line in lines if line.strip()]
    return {row.id: row for row in rows}


def _article(block: str, anchor: datetime) -> Article:
    head, *sections = block.split("\n>> ")
    number, shelves, access, views, ages, flags, files = _fields(head.partition("\n")[0])
    created, updated = _ago(anchor, ages)
    title, tags, body = {}, {}, {}
    for section in sections:
        line, _, text = section.partition("\n")
        language, labels, name = _fields(line)
        tags[language] = tuple(label.strip() for label in labels.split(",") if label.strip())
        if name:
            title[language], body[language] = name, text.strip("\n")
    return Article(
        id=int(number),
        categories=tuple(map(int, shelves.split(","))),
        access=access,
        views=int(views),
        created=created,
        updated=updated,
        pin="pin" in flags.split(),
        owner=next((int(flag[3:]) for flag in flags.split() if flag[:3] == "me="), NOBODY),
        title=title,
        tags=tags,
        body=body,
        files=tuple(
            file(name.strip(), f"article/{number}") for name in files.split(",") if name.strip()
        ),
    )


def _blocks() -> Iterator[str]:
    for path in sorted(_FOLDER.glob("*.txt")):
        if path.name != "categories.txt":
            yield from f"\n{path.read_text('utf-8')}".split("\n= ")[1:]


def articles(anchor: datetime) -> dict[int, Article]:
    """Every article by id; dates are relative to `anchor`."""
    rows = [_article(block, anchor) for block in _blocks()]
    return {row.id: row for row in rows}
