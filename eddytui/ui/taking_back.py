"""Takes back what was done, and tells what became of that."""

from collections import defaultdict
from typing import TYPE_CHECKING

from eddytui.ui.journal_words import numbers, taken_back

if TYPE_CHECKING:
    from eddytui.desk import DeskError
    from eddytui.desk.undo import Undone
    from eddytui.ui.desk_app import DeskApp


async def take_back(app: "DeskApp", words: str, number: int = 0) -> None:
    """Take back the last action, or the entry of this number, told as `words`."""

    def shown(undone: "Undone") -> None:
        if sentence := taken_back(undone, app.desk):
            app.tell(sentence, "soon" if undone.stays else "")

    app.tell(f"Taking back: {words} …")
    undone = await app.desk.undo(number, shown=shown)
    refused: dict[str, list[tuple[int, DeskError]]] = defaultdict(list)
    for ticket_id, error in undone.failures:
        refused[str(error)].append((ticket_id, error))
    for alike in refused.values():
        ids = numbers([ticket_id for ticket_id, _ in alike])
        app.refuse(f"Not taken back, {ids}", alike[0][1])
