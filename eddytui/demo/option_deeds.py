"""What can be done to the options of custom fields."""

from collections.abc import Callable, Mapping

from eddytui.demo.deed import Deed
from eddytui.demo.records import Option
from eddytui.demo.world import World


def _save(world: World, deed: Deed) -> int:
    """Add options at the end, and give others new names; the languages not named stay."""
    options = world.options[deed.of["field"]]
    number = 0
    for asked in deed.of["options"]:
        if old := options.get(asked.get("id", 0)):
            options[old.id] = old._replace(name={**old.name, **asked["name"]})
        else:
            number = world.next_number("option")
            options[number] = Option(number, asked["pid"], asked["name"])
    return number


def _below(options: Mapping[int, Option], number: int) -> set[int]:
    """An option with all that is under it."""
    family = {number}
    for option in options.values():
        if option.pid == number:
            family |= _below(options, option.id)
    return family


def _delete(world: World, deed: Deed) -> int:
    """Take an option away, with all that is under it."""
    options, number = world.options[deed.of["field"]], int(deed.of["id"])
    for gone in _below(options, number):
        del options[gone]
    return number


OPTION_DEEDS: dict[str, Callable[[World, Deed], int]] = {
    "save_options": _save,
    "delete_option": _delete,
}
