"""The app opens in terminals alone, and Textual is told beforehand how to behave there."""

import io

import pytest

from eddytui.cli import terminal


class Stream(io.StringIO):
    def __init__(self, *, tty: bool) -> None:
        super().__init__()
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


TTY, PIPE = Stream(tty=True), Stream(tty=False)


@pytest.mark.parametrize(
    ("streams", "environ", "why"),
    [
        ((TTY, TTY, TTY), {"TERM": "xterm-256color"}, None),
        ((PIPE, TTY, TTY), {"TERM": "xterm"}, "standard input is not one"),
        ((TTY, PIPE, TTY), {"TERM": "xterm"}, "standard output is not one"),
        ((TTY, TTY, PIPE), {"TERM": "xterm"}, "standard error is not one"),
        ((TTY, TTY, TTY), {"TERM": "dumb", "COLORTERM": "truecolor"}, "TERM is 'dumb'"),
        ((TTY, TTY, TTY), {"TERM": ""}, "TERM is ''"),
        ((TTY, TTY, TTY), {}, "TERM is ''"),
        ((TTY, TTY, TTY), {"OS": "Windows_NT"}, None),
    ],
)
def test_without_a_terminal_the_way_to_the_command_line_is_shown(
    streams: tuple[Stream, Stream, Stream], environ: dict[str, str], why: str | None
) -> None:
    sentence = terminal.why_not(*streams, environ)
    if why is None:
        assert sentence is None
    else:
        assert sentence is not None
        assert why in sentence
        assert sentence.endswith("see eddytui --help.")


@pytest.mark.parametrize(("environ", "escape"), [({}, "25"), ({"SSH_CONNECTION": "1"}, "100")])
def test_animations_are_off_and_escape_is_quick_where_it_can_be(
    environ: dict[str, str], escape: str
) -> None:
    terminal.prepare(environ)
    environ.pop("SSH_CONNECTION", None)
    assert environ == {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "ESCDELAY": escape,
    }


def test_what_the_owner_has_set_stays() -> None:
    environ = {"TEXTUAL_ANIMATIONS": "full", "ESCDELAY": "500"}
    terminal.prepare(environ)
    assert (environ["TEXTUAL_ANIMATIONS"], environ["ESCDELAY"]) == ("full", "500")


@pytest.mark.parametrize(
    ("environ", "plain"),
    [
        ({}, False),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_ALL": "de_DE.UTF-8"}, False),
        ({"LANG": "C", "LC_ALL": ""}, True),
        ({"NO_COLOR": "1", "LANG": "en_US.UTF-8"}, True),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_plain_is_what_the_locale_or_no_color_asks_for(
    environ: dict[str, str], plain: bool
) -> None:
    assert terminal.plain(environ) is plain


def test_a_connection_by_ssh_is_known() -> None:
    assert terminal.remote({"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"})
    assert not terminal.remote({})
