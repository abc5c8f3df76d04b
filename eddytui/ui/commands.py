"""Every command once: its keys, its words, where it works, and why it may not work now.

Bindings, the key bar, the palette, `:`, the help and `eddytui keys` are all read from `COMMANDS`,
by way of the `Keymap`, which has the keys that the settings give instead.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eddytui.models.rows import TicketRow
from eddytui.ui.key_names import written

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Situation:
    """What a command may need to know to say that it cannot work now."""

    ticket: TicketRow | None = None
    me: int = 0
    undo: str = ""
    """What `u` would take back."""


WhyNot = Callable[[Situation], str | None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `act` is the action of a widget; without it the screen runs `do_<id>`.

    One without keys is called by its name alone.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: str
    act: str = ""
    why_not: WhyNot | None = None
    named: bool = True
    """Whether it stands in the palette and after `:`."""
    also: tuple[str, ...] = ()
    """Other names after `:`."""

    @property
    def key_text(self) -> str:
        """Its keys as people write them."""
        if self.keys == tuple("123456789"):
            return "1…9"
        if not self.keys:
            return f":{self.id}" if self.named else "no key"
        return " ".join(self.written)

    @property
    def written(self) -> tuple[str, ...]:
        """Its keys as people write them, each."""
        return tuple(map(written, self.keys))

    @property
    def first_key(self) -> str:
        """Its first key as people write it; what stands for a key where it has none."""
        return written(self.keys[0]) if self.keys else self.key_text

    @property
    def action(self) -> str:
        """What a key of it does, as Textual wants it."""
        return self.act or f"screen.run('{self.id}')"


def _no_ticket(now: Situation) -> str | None:
    return None if now.ticket else "There is no ticket here."


def _closed(now: Situation) -> str | None:
    if now.ticket and now.ticket.closed:
        return f"#{now.ticket.id} is closed already."
    return _no_ticket(now)


def _mine(now: Situation) -> str | None:
    if now.ticket and now.me and now.ticket.owner_id == now.me:
        return f"#{now.ticket.id} is yours already."
    if not now.me:
        return "eddytui does not know yet who you are."
    return _no_ticket(now)


def _sealed(now: Situation) -> str | None:
    if now.ticket and now.ticket.closed and now.ticket.locked:
        return f"#{now.ticket.id} is closed and locked: the helpdesk takes no reply to it."
    return _no_ticket(now)


def _nothing_done(now: Situation) -> str | None:
    return None if now.undo else "There is nothing to undo."


C = Command
ANYWHERE, LISTS, QUEUE, ACTING = "anywhere", "lists", "queue", "ticket actions"
TICKET, OUTBOX, JOURNAL = "ticket", "outbox", "journal"
COMPOSER, PICKERS, LEAVING = "composer", "pickers", "quitting"
PLACES = (ANYWHERE, LISTS, QUEUE, ACTING, TICKET, OUTBOX, JOURNAL, COMPOSER, PICKERS, LEAVING)
TOGETHER = (
    (ANYWHERE, LISTS, QUEUE, ACTING),
    (ANYWHERE, LISTS, ACTING, TICKET),
    (ANYWHERE, LISTS, OUTBOX),
    (ANYWHERE, LISTS, JOURNAL),
    (ANYWHERE, ACTING, TICKET, COMPOSER),
    (LISTS, PICKERS),
    (LEAVING,),
)
"""Places whose keys work at the same time: each screen, a composer in one, a dialog over one."""

COMMANDS: tuple[Command, ...] = (
    C("help", ("question_mark",), "help", "Show the keys of this place.", ANYWHERE),
    C("command", ("colon",), "command", "Type a command by its name.", ANYWHERE, named=False),
    C("palette", ("ctrl+p",), "palette", "Choose any command by typing.", ANYWHERE, named=False),
    C("back", ("escape",), "back", "Go one step back.", ANYWHERE, named=False),
    C("leave", ("q",), "back", "Go back; at the top, quit.", ANYWHERE, named=False),
    C("quit", ("ctrl+q",), "quit", "Quit eddytui.", ANYWHERE),
    C(
        "refresh",
        ("ctrl+r", "f5"),
        "refresh",
        "Ask the helpdesk what is new.",
        ANYWHERE,
        also=("sync",),
    ),
    C("redraw", ("ctrl+l",), "redraw", "Draw the screen anew.", ANYWHERE),
    C("next_pane", ("tab",), "next pane", "Go to the next pane.", ANYWHERE, named=False),
    C(
        "previous_pane",
        ("shift+tab",),
        "pane back",
        "Go to the pane before.",
        ANYWHERE,
        named=False,
    ),
    C("undo", ("u",), "undo", "Take the last change back.", ANYWHERE, why_not=_nothing_done),
    C("outbox", (), "outbox", "Show what waits to be sent.", ANYWHERE),
    C("drafts", (), "drafts", "List the drafts and open one.", ANYWHERE),
    C("journal", (), "journal", "Show what you did, and take it back.", ANYWHERE),
    C("last_place", ("minus",), "last place", "Go to the ticket you had open before.", ANYWHERE),
    C("down", ("j", "down"), "down", "Move down.", LISTS, "move(1)", named=False),
    C("up", ("k", "up"), "up", "Move up.", LISTS, "move(-1)", named=False),
    C("top", ("g", "home"), "top", "Go to the top.", LISTS, "edge(-1)", named=False),
    C("bottom", ("G", "end"), "bottom", "Go to the bottom.", LISTS, "edge(1)", named=False),
    C("half_down", ("ctrl+d",), "half down", "Half a page down.", LISTS, "page(1)", named=False),
    C("half_up", ("ctrl+u",), "half up", "Half a page up.", LISTS, "page(-1)", named=False),
    C("page_down", ("pagedown",), "page down", "A page down.", LISTS, "page(2)", named=False),
    C("page_up", ("pageup",), "page up", "A page up.", LISTS, "page(-2)", named=False),
    C("find", ("slash",), "find", "Find words in what is shown.", LISTS, "screen.run('find')"),
    C("next", ("n",), "next find", "Go to the next find.", LISTS, "screen.run('next')"),
    C("previous", ("N",), "find before", "Go to the find before.", LISTS, "screen.run('previous')"),
    C("open", ("enter", "l"), "open", "Open the ticket.", QUEUE, why_not=_no_ticket),
    C("preview", ("P",), "preview", "Show or hide the preview of the thread.", QUEUE),
    C(
        "view",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        "view",
        "Show the view of this number.",
        QUEUE,
        named=False,
    ),
    C("views", ("V",), "views", "Choose a view from all of them.", QUEUE),
    C("pane", ("h",), "views pane", "Go to the pane of views.", QUEUE),
    C("number", ("number_sign",), "go to number", "Open a ticket by its number.", QUEUE),
    C(
        "reply",
        ("r",),
        "reply",
        "Answer the requester; they will read it.",
        ACTING,
        why_not=_sealed,
    ),
    C(
        "note",
        ("c",),
        "note",
        "Write a note that colleagues alone read.",
        ACTING,
        why_not=_no_ticket,
    ),
    C("status", ("s",), "status", "Choose the status.", ACTING, why_not=_no_ticket),
    C("close", ("d",), "close", "Close the ticket.", ACTING, why_not=_closed),
    C("assign", ("a",), "assign", "Choose who owns the ticket.", ACTING, why_not=_no_ticket),
    C("take", ("m",), "take", "Make the ticket yours.", ACTING, why_not=_mine),
    C("priority", ("p",), "priority", "Choose the priority.", ACTING, why_not=_no_ticket),
    C("copy", ("y",), "copy number", "Copy the ticket's number.", ACTING, why_not=_no_ticket),
    C("next_tab", ("right_square_bracket",), "next tab", "Show the next tab.", TICKET),
    C("previous_tab", ("left_square_bracket",), "tab before", "Show the tab before.", TICKET),
    C(
        "tab",
        ("1", "2", "3", "5"),
        "tab",
        "Show Replies, Notes, Audit or Fields.",
        TICKET,
        named=False,
    ),
    C("next_ticket", ("J",), "next ticket", "Open the next ticket of the view.", TICKET),
    C("previous_ticket", ("K",), "ticket before", "Open the ticket before it.", TICKET),
    C("quotes", ("T",), "quoted text", "Fold or unfold quoted text.", TICKET),
    C("shut", ("h",), "back", "Go back to the queue.", TICKET, named=False),
    C("entry", ("enter", "l"), "open", "Open the ticket.", JOURNAL, why_not=_no_ticket),
    C("open_it", ("enter", "l"), "open", "Open the ticket it belongs to.", OUTBOX, named=False),
    C("send_it", ("ctrl+s",), "send", "Send it: again, now, or all the same.", OUTBOX),
    C("edit", ("E",), "edit", "Make it a draft again and write on.", OUTBOX),
    C("delete", ("D",), "delete", "Throw it away; asks first.", OUTBOX),
    C("send", ("ctrl+s",), "send", "Send what is written.", COMPOSER, "send", named=False),
    C(
        "editor",
        ("ctrl+e",),
        "editor",
        "Go on writing in $EDITOR.",
        COMPOSER,
        "editor",
        named=False,
    ),
    C(
        "attach",
        ("ctrl+o",),
        "attach",
        "Attach a file, or take one off.",
        COMPOSER,
        "attach",
        named=False,
    ),
    C("keep", ("escape",), "leave", "Leave; the draft is kept.", COMPOSER, "keep", named=False),
    C(
        "throw_away",
        ("ctrl+x",),
        "throw away",
        "Press twice to throw the draft away.",
        COMPOSER,
        "throw_away",
        named=False,
    ),
    C("choose", ("enter",), "choose", "Choose the best match.", PICKERS, "choose", named=False),
    C("dismiss", ("escape",), "leave", "Leave without choosing.", PICKERS, "cancel", named=False),
    C(
        "quit_now",
        ("enter",),
        "quit",
        "Quit; what waits goes out the next time.",
        LEAVING,
        "quit",
        named=False,
    ),
    C("stay", ("escape",), "stay", "Stay.", LEAVING, "stay", named=False),
    C(
        "send_now",
        ("s",),
        "send now",
        "Send what waits, then quit.",
        LEAVING,
        "send",
        named=False,
    ),
)

BY_ID = {command.id: command for command in COMMANDS}


def bindings(*places: str) -> "list[BindingType]":
    """The bindings of some places, for a screen or a widget."""
    bound = (command for command in COMMANDS if command.where in places)
    return [binding for command in bound for binding in _of(command)]


def _of(command: Command) -> "list[Binding]":
    """One binding for all keys; one a key where the digit tells which view or tab is meant."""
    from textual.binding import Binding  # noqa: PLC0415 - `eddytui keys` does without Textual

    if command.keys and command.keys[0].isdecimal():
        return [
            Binding(key, f"screen.run('{command.id}', {key})", command.label, show=False)
            for key in command.keys
        ]
    # One without keys stands under a key that nobody can press: it may be given another.
    keys = ",".join(command.keys) or f"<{command.id}>"
    return [Binding(keys, command.action, command.label, show=False, id=command.id)]


def named(places: Iterable[str], commands: Iterable[Command] = COMMANDS) -> list[Command]:
    """The commands that can be called by name in some places."""
    return [command for command in commands if command.named and command.where in places]
