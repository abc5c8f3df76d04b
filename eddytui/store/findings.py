"""What a question finds in the knowledge base, the best first.

Words in title and tags weigh more than those in headings, and these more than the text. A pinned
article and one that is read much go up a little, a template down; what fits the reader's language
goes before the same in another one.
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
_MATCHING = """
SELECT rowid AS id, -bm25(kb_words, 20.0, 10.0, 8.0, 4.0, 1.0) AS score
FROM kb_words WHERE kb_words MATCH ?
"""
_ALL = "SELECT id, 1.0 AS score FROM kb_texts"

# Of an article's languages the one with the best score is kept: SQLite takes the other columns
# from the row that has the maximum.
_FIND = f"""
WITH hit AS MATERIALIZED ({{hits}})
SELECT a.id, t.id, max(
    hit.score * (1 + 0.15 * a.pinned + 0.1 * min(a.views, {_MANY_VIEWS}) / {_MANY_VIEWS}.0)
    * (1 - 0.5 * a.template)
    * (CASE t.language WHEN ? THEN 2.0 WHEN ? THEN 1.5 ELSE 1.0 END)
) AS best
FROM hit JOIN kb_texts t ON t.id = hit.id JOIN kb_articles a ON a.id = t.article_id
WHERE {{conditions}}
GROUP BY a.id ORDER BY best DESC, a.views DESC, a.id
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
    asked = question.expression()
    if not asked and question.words.strip():
        return Found((), 0)  # only punctuation was typed
    conditions, values = _conditions(db, question)
    sql = _FIND.format(hits=_MATCHING if asked else _ALL, conditions=conditions)
    first, second = (*languages, "", "")[:2]
    found = db.execute(sql, (*([asked] if asked else ()), first, second, *values)).fetchall()
    best = found[:limit]
    rows = _rows(db, [text_id for _, text_id, _ in best], question, languages)
    scores = {text_id: score if asked else 0.0 for _, text_id, score in best}
    return Found(
        tuple(rows[text_id]._replace(score=score) for text_id, score in scores.items()), len(found)
    )


def _conditions(db: sqlite3.Connection, question: Question) -> tuple[str, list[str]]:
    listed: list[tuple[str, Sequence[object]]] = [
        (_ON_SHELVES, shelves.meant(db, word)) for word in question.categories
    ]
    listed += [(_OF_ACCESS, question.access)] if question.access else []
    listed += [(_IN_LANGUAGE, question.languages)] if question.languages else []
    parts = ["a.pinned" if question.pinned else "1", *(condition for condition, _ in listed)]
    return " AND ".join(parts), [json.dumps(values) for _, values in listed]


def _rows(
    db: sqlite3.Connection, texts: list[int], question: Question, languages: Sequence[str]
) -> dict[int, ArticleRow]:
    """The rows of some texts by the texts' ids."""
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
            excerpt=excerpt(plain, question.words, _EXCERPT),
            score=0.0,
        )
        for text_id, article, language, title, places, access, pinned, views, updated, plain in rows
    }
