"""Names by language, read without pydantic: the first frame needs them."""

from collections.abc import Iterable, Mapping


def name_in(names: Mapping[str, str], languages: Iterable[str]) -> str:
    """The name in the first of `languages` that has one, else in any language, else ""."""
    for language in (*languages, ""):
        if names.get(language):
            return names[language]
    return next(iter(names.values()), "")
