"""Reading which options of a field shall be added or renamed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eddytui.demo.data.fields import Field
from eddytui.demo.http import invalid
from eddytui.demo.numbers import number
from eddytui.demo.records import Option

_MOST = 100
_Options = Mapping[int, Option]


def read_options(field: Field, options: _Options, asked: Sequence[Any]) -> list[dict[str, Any]]:
    """The options a request saves, ready for a deed; all that is wrong is said at once."""
    if not asked:
        raise invalid(["Field {options} value is incorrect or empty"])
    if len(asked) > _MOST:
        raise invalid([f"Field {{options}} has more than {_MOST} options"])
    wrong = [said for place, one in enumerate(asked) for said in _wrong(field, options, place, one)]
    if wrong:
        raise invalid(wrong)
    return [_read(one) for one in asked]


def _names(raw: object) -> dict[str, str]:
    """The name by language, without empty ones."""
    names = raw.items() if isinstance(raw, Mapping) else ()
    return {str(language): str(name) for language, name in names if str(name or "").strip()}


def _read(one: Mapping[str, Any]) -> dict[str, Any]:
    key = "id" if one.get("id") else "pid"
    return {key: number(one.get(key)) or 0, "name": _names(one["name"])}


def _wrong(field: Field, options: _Options, place: int, one: Any) -> Iterator[str]:
    """What is wrong with one option of a request."""
    if not isinstance(one, Mapping):
        yield f"Field {{options[{place}]}} value is incorrect"
        return
    if not _names(one.get("name")):
        yield f"Field {{options[{place}][name]}} value is incorrect or empty"
    for key in ("id", "pid"):
        if one.get(key) and number(one[key]) not in options:
            yield f"Option with {key} {{{one[key]}}} does not exist"
            return
    yield from _misplaced(field, options, place, one)


def _misplaced(
    field: Field, options: _Options, place: int, one: Mapping[str, Any]
) -> Iterator[str]:
    """Whether the option would move, or lie deeper than the field goes."""
    above = number(one.get("pid"))
    if one.get("id"):
        if above and above != options[number(one["id"]) or 0].pid:
            yield f"Field {{options[{place}][pid]}}: moving options is prohibited"
    elif above and _depth(options, above) >= field.levels:
        yield f"Field {{options[{place}][pid]}}: the field has {field.levels} levels"


def _depth(options: _Options, number: int) -> int:
    """On which level an option is: 1 at the top."""
    depth = 1
    while pid := options[number].pid:
        number, depth = pid, depth + 1
    return depth
