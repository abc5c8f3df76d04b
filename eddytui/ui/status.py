"""The facts that always stand in the corner: how fresh, what waits, what the allowance is."""

from eddytui.desk.kinds import State
from eddytui.text.dates import clock
from eddytui.ui.widgets.bar import Runs

_LOW, _HALF = 0.2, 0.5


def facts(state: State) -> Runs:
    """`as of 13:58 · 2 waiting · API 287/300`, and what is wrong before it.

    Others who use the allowance are named when there is less than half of it.
    """
    low = state.remaining < state.limit * _LOW
    matter = state.others and state.remaining < state.limit * _HALF
    known = (
        _wrong(state),
        (f"as of {clock(state.as_of)}" if state.as_of else "", "dim"),
        (f"{state.waiting} waiting" if state.waiting else "", "soon"),
        (f"{state.undecided} to decide" if state.undecided else "", "late"),
        (f"{state.unreadable} could not be read" if state.unreadable else "", "soon"),
        (f"API {state.remaining}/{state.limit}" if state.limit else "", "soon" if low else "dim"),
        (f"others use {state.others} a minute" if matter else "", "soon" if low else "dim"),
    )
    parted: list[tuple[str, str]] = []
    for run in known:
        if run[0]:
            parted += [(" · ", "dim"), run] if parted else [run]
    return tuple(parted)


def _wrong(state: State) -> tuple[str, str]:
    """What is wrong, else what is being done."""
    if state.blocked_for:
        minutes, seconds = divmod(state.blocked_for, 60)
        return f"blocked by the rate limit, {minutes}:{seconds:02} left", "late"
    if state.trouble:
        return state.trouble_name, "late"
    return state.loading, "dim"
