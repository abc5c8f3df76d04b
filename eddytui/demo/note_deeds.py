"""What can be done to the notes about users and organizations."""

from collections.abc import Callable

from eddytui.demo.deed import Deed
from eddytui.demo.files import Upload
from eddytui.demo.records import Note
from eddytui.demo.world import World


def _add(world: World, deed: Deed) -> int:
    of = deed.of
    number = world.next_number("note")
    files = world.files.keep(map(Upload.read, of["files"]), f"note/{number}")
    note = Note(number, deed.by, of["text"], deed.at, *files)
    world.notes.setdefault((of["owner"], of["id"]), []).append(note)
    return number


def _delete(world: World, deed: Deed) -> int:
    about, number = (deed.of["owner"], deed.of["id"]), deed.of["note"]
    world.files.drop(note.file for note in world.notes[about] if note.file and note.id == number)
    world.notes[about] = [note for note in world.notes[about] if note.id != number]
    return int(number)


NOTE_DEEDS: dict[str, Callable[[World, Deed], int]] = {"add_note": _add, "delete_note": _delete}
