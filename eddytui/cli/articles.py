"""How articles of the knowledge base are printed: as a list, as a text, as JSON."""

from eddytui.models.articles import ArticleRow, ArticleText, Found
from eddytui.text.blocks import loads
from eddytui.text.columns import wrapped
from eddytui.text.printed import printed, underlined

WIDEST = 88
"""Lines are not made longer than this by themselves: nobody reads them."""
_INDENT = " " * 4
_PARTIAL = "No article has all of these words; these have some."


def listed(found: Found, width: int) -> str:
    """The articles that were found, numbered from 1, with the hits in brackets."""
    lines = [_PARTIAL, ""] if found.partial else []
    for number, row in enumerate(found.rows, 1):
        place = ", ".join((*row.categories, row.access))
        lines.append(f"{number:>2}  {_title(row)}  ({place})")
        lines += [_INDENT + line for line in wrapped(_marked(row), width - len(_INDENT))]
    if more := found.total - len(found.rows):
        lines.append(f"{_INDENT}{more} more: add words, or --most.")
    return "\n".join(lines)


def whole(article: ArticleText, width: int, *, plain: bool) -> str:
    """An article as it is read: title, what it is, text, files; in ASCII marks if `plain`."""
    body = printed(loads(article.blocks), width, plain=plain)
    lines = [
        *underlined(_title(article), width),
        *(line for fact in _about(article) for line in wrapped(fact, width)),
        "",
        body or "This article has no text.",
    ]
    if article.files:
        lines += ["", "Files:", *(f"  {name}: {url}" for name, url in article.files)]
    return "\n".join(lines)


def document(query: str, found: Found, article: ArticleText | None) -> dict[str, object]:
    """What was found as JSON; the help of `eddytui kb` names the keys."""
    return {
        "query": query,
        "total": found.total,
        "partial": found.partial,
        "articles": [
            row._asdict() | {"excerpt": "".join(text for text, _ in row.excerpt)}
            for row in found.rows
        ],
        "article": _document(article) if article else None,
    }


def _document(article: ArticleText) -> dict[str, object]:
    values = article._asdict()
    values["files"] = [{"name": name, "url": url} for name, url in article.files]
    values["text"] = printed(loads(values.pop("blocks")), WIDEST)
    return values


def _title(article: ArticleRow | ArticleText) -> str:
    return article.title or f"Article {article.id}"


def _marked(row: ArticleRow) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in row.excerpt)


def _about(article: ArticleText) -> list[str]:
    facts = [*article.categories, article.access, f"changed {article.updated[:10]}"]
    facts += [f"read {article.views} times"] if article.views else []
    facts += ["pinned"] if article.pinned else []
    facts += ["only you see it"] if article.own else []
    others = [code for code in article.languages if code != article.language]
    return [
        f"Article {article.id}: {', '.join(facts)}",
        *([f"Tags: {', '.join(article.tags)}"] if article.tags else ()),
        *([f"Also in: {', '.join(others)} (--lang)"] if others else ()),
    ]
