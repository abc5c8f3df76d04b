"""What a question finds in the knowledge base, the best first.

Words in title and tags weigh more than those in headings, and these more than the text. A pinned
article and one that is read much go up a little, a template down; what fits the reader's language
goes before the same in another one. When no article has all the words, those that have the most
of them are found.
"""

import json
import sqlite3
from collections.abc import Sequence

from eddytui.models.articles import ArticleRow, Found
from eddytui.store import shelves
from eddytui.store.excerpt import excerpt
from eddytui.store.question import Question

_EXCERPT = 160
"""Characters."""
_MANY_VIEWS = 2000

# The weights stand in the order of the columns: number, title, tags, headings, body.
_SCORED = """
SELECT rowid AS id, 0 AS words, -bm25(kb_words, 20.0, 10.0, 8.0, 4.0, 1.0) AS score
FROM kb_words WHERE kb_words MATCH ?
"""
_COUNTED = "SELECT rowid AS id, 1 AS words, 0.0 AS score FROM kb_words WHERE kb_words MATCH ?"
_ALL = "SELECT id, 0 AS words, 1.0 AS score FROM kb_texts"
# bm25 cannot be asked for below a sum: what is summed is made first.
_SUMMED = """
WITH part AS MATERIALIZED ({parts})
SELECT id, sum(words) AS words, sum(score) AS score FROM part GROUP BY id
"""

# Of an article's languages the one with the best score is kept: SQLite takes the other columns
# from the row that has the maximum.
_FIND = f"""
WITH hit AS MATERIALIZED ({{hits}}), fit AS MATERIALIZED (
    SELECT a.id AS article, t.id AS text, a.views AS views, hit.words AS words,
        hit.score * (1 + 0.15 * a.pinned + 0.1 * min(a.views, {_MANY_VIEWS}) / {_MANY_VIEWS}.0)
        * (1 - 0.5 * a.template)
        * (CASE t.language WHEN ? THEN 2.0 WHEN ? THEN 1.5 ELSE 1.0 END) AS score
    FROM hit JOIN kb_texts t ON t.id = hit.id JOIN kb_articles a ON a.id = t.article_id
    WHERE {{conditions}}
)
SELECT text, max(score) AS best FROM fit WHERE words = (SELECT max(words) FROM fit)
GROUP BY article ORDER BY best DESC, views DESC, article
"""  # noqa: S608 - own text
_ON_SHELVES = """
a.id IN (SELECT article_id FROM kb_shelves WHERE category_id IN (SELECT value FROM json_each(?)))
"""
_OF_ACCESS = "a.access IN (SELECT value FROM json_each(?))"
_IN_LANGUAGE = "t.language IN (SELECT value FROM json_each(?))"
_ROWS = """
SELECT t.id, a.id, t.language, t.title, a.shelves, a.access, a.pinned, a.views, a.updated, b.plain
FROM kb_texts t JOIN kb_articles a ON a.id = t.article_id JOIN kb_bodies b ON b.id = t.id
WHERE t.id IN (SELECT value FROM json_each(?))
"""


def find(db: sqlite3.Connection, question: Question, languages: Sequence[str], limit: int) -> Found:
    """The `limit` best articles for a question, for a reader of these languages."""
    words, asked, some = question.words, question.expression(), question.some()
    if not asked and words.strip():
        return Found((), 0)  # only punctuation was typed
    found = _best(db, question, languages, [asked] if asked else [])
    partial = bool(some) and not found
    if partial:
        words = " ".join(question.stems())
        found = _best(db, question, languages, [some, *question.each()])
    best = [(text_id, score if asked else 0.0) for text_id, score in found[:limit]]
    rows = _rows(db, [text_id for text_id, _ in best], words, languages)
    listed = tuple(rows[text_id]._replace(score=score) for text_id, score in best)
    return Found(listed, len(found), partial and bool(found))


def _best(
    db: sqlite3.Connection, question: Question, languages: Sequence[str], asked: Sequence[str]
) -> list[tuple[int, float]]:
    """Of each article that fits its best text and the score, by what is asked of the index.

    The first is scored, by the others is counted; nothing asks for all.
    """
    conditions, values = _conditions(db, question)
    first, second = (*languages, "", "")[:2]
    sql = _FIND.format(hits=_hits(len(asked)), conditions=conditions)
    return db.execute(sql, (*asked, first, second, *values)).fetchall()


def _hits(count: int) -> str:
    """Where the hits come from when so much is asked."""
    if count > 1:
        return _SUMMED.format(parts=" UNION ALL ".join([_SCORED, *[_COUNTED] * (count - 1)]))
    return _SCORED if count else _ALL


def _conditions(db: sqlite3.Connection, question: Question) -> tuple[str, list[str]]:
    listed: list[tuple[str, Sequence[object]]] = [
        (_ON_SHELVES, shelves.meant(db, word)) for word in question.categories
    ]
    listed += [(_OF_ACCESS, question.access)] if question.access else []
    listed += [(_IN_LANGUAGE, question.languages)] if question.languages else []
    parts = ["a.pinned" if question.pinned else "1", *(condition for condition, _ in listed)]
    return " AND ".join(parts), [json.dumps(values) for _, values in listed]


def _rows(
    db: sqlite3.Connection, texts: list[int], words: str, languages: Sequence[str]
) -> dict[int, ArticleRow]:
    """The rows of some texts by the texts' ids, with these words marked."""
    names = shelves.names(db, languages)
    rows = db.execute(_ROWS, (json.dumps(texts),))
    return {
        text_id: ArticleRow(
            *(article, language, title),
            categories=shelves.full_names(names, places),
            access=access,
            pinned=bool(pinned),
            views=views,
            updated=updated,
            excerpt=excerpt(plain, words, _EXCERPT),
            score=0.0,
        )
        for text_id, article, language, title, places, access, pinned, views, updated, plain in rows
    }
