"""The knowledge base: categories, articles in all their languages, and the index of their words."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eddytui.models.articles import TEMPLATES, ArticleText, CategoryRow, Found
from eddytui.models.names import name_in
from eddytui.store import findings, mistakes, shelves
from eddytui.store.columns import moment
from eddytui.store.database import Database
from eddytui.store.question import Question
from eddytui.store.search import fold
from eddytui.text.blocks import Document, loads, plain, text_of
from eddytui.text.clean import clean

if TYPE_CHECKING:
    from eddytui.models.knowledge import Article, Category
    from eddytui.text.problems import Problem

TABLES = (
    *("kb_categories", "kb_shelves", "kb_articles", "kb_records"),
    *("kb_texts", "kb_bodies", "kb_words"),
)
"""Where all of it is kept."""
_ARTICLE = """
INSERT OR REPLACE INTO kb_articles
    (id, access, pinned, views, template, round, created, updated, shelves)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NEWER = "UPDATE kb_articles SET round = max(round, ?) WHERE id = ? AND updated > ? AND ? <> ''"
_RECORD = "INSERT OR REPLACE INTO kb_records (id, record) VALUES (?, ?)"
_TEXT = """
INSERT INTO kb_texts (article_id, language, title) VALUES (?, ?, ?)
ON CONFLICT (article_id, language) DO UPDATE SET title = excluded.title RETURNING id
"""
_BODY = "INSERT OR REPLACE INTO kb_bodies (id, plain, blocks) VALUES (?, ?, ?)"
_WORDS = """
INSERT OR REPLACE INTO kb_words (rowid, number, title, tags, headings, body)
VALUES (?, ?, ?, ?, ?, ?)
"""
_OTHERS = """
SELECT id FROM kb_texts
WHERE article_id = ? AND language NOT IN (SELECT value FROM json_each(?))
"""
_ONE = """
SELECT t.language, t.title, b.blocks, a.access, a.pinned, a.views, a.created, a.updated, a.shelves,
    r.record
FROM kb_articles a JOIN kb_records r ON r.id = a.id JOIN kb_texts t ON t.article_id = a.id
    JOIN kb_bodies b ON b.id = t.id
WHERE a.id = ? ORDER BY t.language
"""


class Knowledge:
    """The kept articles. Reads are for any thread that waits for them; searches are made apart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_categories(self, categories: Sequence["Category"]) -> None:
        """Keep all categories; what is no longer among them goes."""
        await self._database.write(lambda db: shelves.put(db, categories))

    async def put(
        self, articles: Sequence["Article"], blocks: Sequence[Mapping[str, str]], number: int
    ) -> None:
        """Keep articles, each with its readable text by language (JSON of `text.blocks`).

        `number` is that of the round through the whole knowledge base in which they were seen. One
        that changed before the kept one did is seen, and its text is not kept.
        """

        def job(db: sqlite3.Connection) -> None:
            for article, texts in zip(articles, blocks, strict=True):
                _put(db, article, texts, number)

        await self._database.write(job)

    async def sweep(self, number: int) -> int:
        """Let go of what a whole round has not seen; how many articles that were."""

        def job(db: sqlite3.Connection) -> int:
            found = db.execute("SELECT id FROM kb_articles WHERE round < ?", (number,)).fetchall()
            for (article_id,) in found:
                _forget(db, article_id)
            return len(found)

        return await self._database.write(job)

    async def find(self, typed: str, languages: Sequence[str], limit: int) -> Found:
        """The best articles for what was typed (see `Question`), and how many there are."""
        question = Question.read(typed)
        return await self._database.read(lambda db: findings.find(db, question, languages, limit))

    async def mistakes(self, typed: str) -> "list[Problem]":
        """The filters of what was typed that mean nothing here."""
        return await self._database.read(lambda db: mistakes.found(db, clean(typed)))

    def one(self, article_id: int, languages: Sequence[str]) -> ArticleText | None:
        """An article in the first of these languages that it has, else in any."""
        return self._database.look(lambda db: _one(db, article_id, languages))

    def record(self, article_id: int) -> str | None:
        """An article as the server sent it, as JSON; None when it is not kept."""
        sql = "SELECT record FROM kb_records WHERE id = ?"
        row = self._database.look(lambda db: db.execute(sql, (article_id,)).fetchone())
        return str(row[0]) if row else None

    def categories(self, languages: Sequence[str]) -> list[CategoryRow]:
        """All categories, each below its parent."""
        return self._database.look(lambda db: shelves.rows(db, languages))

    def count(self) -> int:
        """How many articles are kept."""
        sql = "SELECT count(*) FROM kb_articles"
        return int(self._database.look(lambda db: db.execute(sql).fetchone()[0]))

    def seen(self, number: int) -> int:
        """How many of them a round has seen."""
        sql = "SELECT count(*) FROM kb_articles WHERE round >= ?"
        return int(self._database.look(lambda db: db.execute(sql, (number,)).fetchone()[0]))


def _put(db: sqlite3.Connection, record: "Article", blocks: Mapping[str, str], number: int) -> None:
    template = set(record.categories) == {TEMPLATES}
    dates = moment(record.date_created), moment(record.date_updated)
    facts = (record.access, record.pin, record.views_count, template, number)
    if db.execute(_NEWER, (number, record.id, dates[1], dates[1])).rowcount:
        return  # an answer that was long on its way
    places = json.dumps(record.categories)
    db.execute(_ARTICLE, (record.id, *facts, *dates, places))
    db.execute(_RECORD, (record.id, record.model_dump_json()))
    db.execute("DELETE FROM kb_shelves WHERE article_id = ?", (record.id,))
    db.executemany(
        "INSERT OR IGNORE INTO kb_shelves (category_id, article_id) VALUES (?, ?)",
        [(category, record.id) for category in record.categories],
    )
    _drop_texts(db, record.id, tuple(blocks))
    # Tags of a language that the article has no text in are found in all the others.
    others = [code for code in record.tags if code not in blocks]
    for language, text in blocks.items():
        title, document = name_in(record.title, (language,)), loads(text)
        readable = plain(document)
        (text_id,) = db.execute(_TEXT, (record.id, language, title)).fetchone()
        db.execute(_BODY, (text_id, readable, text))
        tags = [tag for code in (language, *others) for tag in record.tags.get(code, ())]
        words = (fold(title), fold("\n".join(tags)), fold(_headings(document)), fold(readable))
        db.execute(_WORDS, (text_id, str(record.id), *words))


def _headings(document: Document) -> str:
    return "\n".join(text_of(block) for block in document.blocks if block.kind == "heading")


def _drop_texts(db: sqlite3.Connection, article_id: int, kept: Sequence[str]) -> None:
    """Let go of the languages that an article has no longer."""
    gone = db.execute(_OTHERS, (article_id, json.dumps(kept))).fetchall()
    for table in ("kb_words", "kb_bodies", "kb_texts"):
        db.executemany(f"DELETE FROM {table} WHERE rowid = ?", gone)  # noqa: S608 - own names


def _forget(db: sqlite3.Connection, article_id: int) -> None:
    _drop_texts(db, article_id, ())
    db.execute("DELETE FROM kb_shelves WHERE article_id = ?", (article_id,))
    for table in ("kb_records", "kb_articles"):
        db.execute(f"DELETE FROM {table} WHERE id = ?", (article_id,))  # noqa: S608 - own names


def _one(db: sqlite3.Connection, article_id: int, languages: Sequence[str]) -> ArticleText | None:
    texts = {row[0]: row[1:] for row in db.execute(_ONE, (article_id,))}
    if not texts:
        return None
    language = next((code for code in languages if code in texts), next(iter(texts)))
    title, blocks, access, pinned, views, created, updated, places, raw = texts[language]
    names, record = shelves.names(db, languages), json.loads(raw)
    tags = [tag for tags in record["tags"].values() for tag in tags]
    return ArticleText(
        id=article_id,
        language=language,
        languages=tuple(texts),
        title=title,
        categories=shelves.full_names(names, places),
        tags=tuple(dict.fromkeys(tags)),
        access=access,
        pinned=bool(pinned),
        own=record["show_me_only"],
        views=views,
        created=created,
        updated=updated,
        files=tuple((file["name"], file["url"]) for file in record["files"]),
        blocks=blocks,
    )
