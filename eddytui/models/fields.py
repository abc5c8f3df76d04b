"""Custom-field values: made readable, and as the API wants them written."""

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


def field_written(value: object) -> object:
    """The value as a change of the field names it: an option by its id, a hierarchy by level."""
    if isinstance(value, Mapping):
        if "id" in value or "name" in value:
            return value.get("id") or ""
        return {str(level): field_written(option) for level, option in value.items()}
    return "" if value is None else value
