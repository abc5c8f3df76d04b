"""What a person reads off the glass: lines, the cursor, the status line, the focus."""

import re
from typing import TYPE_CHECKING

from eddytui.ui.widgets.lines import LineView
from tests.place import eddy, glass

if TYPE_CHECKING:
    from textual.pilot import Pilot

_NUMBER = re.compile(r"^(?:.{18} │)?[▌ ] {1,3}(\d{3,5}) ")


def lines(pilot: "Pilot[None]") -> list[str]:
    """What is on the glass, line by line."""
    return glass(pilot).splitlines()


def status(pilot: "Pilot[None]") -> str:
    """The status line."""
    return lines(pilot)[-2].strip()


def corner(pilot: "Pilot[None]") -> str:
    """The last line: keys, and the facts at its right end."""
    return lines(pilot)[-1]


def cursor_line(pilot: "Pilot[None]") -> str:
    """The line with the cursor, without what is left of it."""
    (line,) = [line for line in lines(pilot) if "▌" in line]
    return line.partition("▌")[2]


def cursor(pilot: "Pilot[None]") -> int:
    """The number of the ticket under the cursor."""
    return int(cursor_line(pilot).split()[0])


def listed(pilot: "Pilot[None]") -> list[int]:
    """The numbers of the tickets in sight, from the top."""
    return [int(found[1]) for line in lines(pilot) if (found := _NUMBER.match(line))]


def line_of(pilot: "Pilot[None]", ticket_id: int) -> str:
    """The queue's line of a ticket."""
    return next(line for line in lines(pilot) if f" {ticket_id} " in line)


def count(pilot: "Pilot[None]", view: str) -> int:
    """How many tickets the pane of views, or the strip of them, says a view has."""
    found = re.search(rf"\b{view} +(\d+)", glass(pilot))
    assert found, f"no view {view} is in sight"
    return int(found[1])


def focus(pilot: "Pilot[None]") -> str:
    """The widget that has the keys."""
    widget = eddy(pilot).focused
    return widget.id or "" if widget else ""


def highlighted(pilot: "Pilot[None]") -> list[str]:
    """The lines of the thread, or of another text, that are shown as found."""
    look = eddy(pilot).screen.query_one(LineView).get_component_rich_style("lines--found")
    strips = eddy(pilot).screen._compositor.render_strips()
    runs = [[text for text, style, _ in strip if style == look] for strip in strips]
    return ["".join(texts).strip() for texts in runs if texts]


def toast(pilot: "Pilot[None]") -> str:
    """What is said over the screen."""
    beside = (line.partition("█")[2].strip() for line in lines(pilot) if "█" in line)
    return " ".join(said.split("   ")[0] for said in beside).strip()
