"""The facts that always stand in the corner: how fresh, what waits, what the allowance is."""

from eddytui.desk.kinds import State
from eddytui.text.dates import clock
from eddytui.ui.widgets.bar import Runs

_LOW = 0.2


def facts(state: State) -> Runs:
    """`as of 13:58 · 2 waiting · API 287/300`, and what is wrong before it."""
    runs: list[tuple[str, str]] = []
    if state.blocked_for:
        minutes, seconds = divmod(state.blocked_for, 60)
        runs.append((f"blocked by the rate limit, {minutes}:{seconds:02} left", "late"))
    elif state.trouble:
        runs.append(("offline", "late"))
    elif state.loading:
        runs.append((state.loading, "dim"))
    if state.as_of:
        runs.append((f"as of {clock(state.as_of)}", "dim"))
    if state.waiting:
        runs.append((f"{state.waiting} waiting", "soon"))
    if state.limit:
        low = state.remaining < state.limit * _LOW
        runs.append((f"API {state.remaining}/{state.limit}", "soon" if low else "dim"))
    parted: list[tuple[str, str]] = []
    for number, run in enumerate(runs):
        parted += [(" · ", "dim"), run] if number else [run]
    return tuple(parted)
