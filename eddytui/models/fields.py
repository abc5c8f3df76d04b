"""Custom-field values made readable."""

from collections.abc import Iterable, Mapping

from eddytui.models.names import name_in


def _option(value: Mapping[str, object], languages: Iterable[str]) -> str:
    name = value.get("name")
    if isinstance(name, Mapping):
        return name_in({str(key): str(text) for key, text in name.items() if text}, languages)
    return str(name or "")


def field_text(value: object, field_type: str, languages: Iterable[str]) -> str:
    """The value as one line of text; "" when empty.

    Forms by type: `behaviour.md` section 1. A select is `{id, name}`, a hierarchy a map of those
    by level; what is not known is shown as it came.
    """
    languages = tuple(languages)
    if value is None or value in ("", [], {}):
        return ""
    if field_type == "checkbox":
        return "yes" if str(value) in {"1", "true", "True"} else "no"
    if isinstance(value, Mapping):
        if "name" in value or "id" in value:
            return _option(value, languages)
        levels = [
            _option(level, languages) for level in value.values() if isinstance(level, Mapping)
        ]
        return " > ".join(name for name in levels if name)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (field_text(item, "", languages) for item in value)))
    return " ".join(str(value).split())
