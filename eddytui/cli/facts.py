"""A record as lines of names and values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from eddytui.cli.printing import say
from eddytui.text.clean import clean_line

if TYPE_CHECKING:
    from eddytui.models.tickets import FieldValue

Fact = tuple[str, object]
"""A name and a value; one without a value is not printed."""


def print_facts(facts: Iterable[Fact]) -> None:
    """Print the facts that have a value."""
    for line in fact_lines(facts):
        say(line)


def fact_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """The facts that have a value, the values below each other."""
    lines = [(name, text) for name, value in facts if (text := clean_line(str(value)))]
    width = max((len(name) for name, _ in lines), default=0)
    for name, text in lines:
        yield f"{name:<{width}}  {text}"


def field_facts(
    values: "Iterable[FieldValue]",
    fields: Mapping[int, tuple[str, str]],
    languages: Iterable[str],
) -> list[Fact]:
    """The custom fields of a record: by name, and by number where no name is known."""
    from eddytui.models.fields import field_text  # noqa: PLC0415 - completion does without

    found: list[Fact] = []
    for value in values:
        name, kind = fields.get(value.id, ("", value.field_type))
        text = field_text(value.field_value, value.field_type or kind, languages)
        found.append((name or f"Field {value.id}", text))
    return found


def moment(value: Any) -> str:
    """A date of a record to the minute, `2026-01-31 09:00`; "" for never."""
    return str(value or "").replace("T", " ")[:16]
