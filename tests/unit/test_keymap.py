"""`[keys]` of the settings: what it may say, how mistakes are told, what `keys` prints of it."""

import json
import string
from pathlib import Path

import pytest
from textual.keys import Keys, _character_to_key

from eddytui.cli import terminal
from eddytui.cli.keymap import in_force
from eddytui.config.keymap import read_keys
from eddytui.ui.commands import COMMANDS, PLACES, TOGETHER, bindings
from eddytui.ui.key_names import KEYS, key_named, written
from eddytui.ui.keymap import Keymap
from tests.shells import Shell

CHANGED = """\
[keys]
reply = ["F2", "R"]
note = "r"
redraw = ""
down = []
help = "?"
"""
MISTAKES = [
    ('undoo = "x"', 'there is no setting "undoo" in [keys]; did you mean "undo"?'),
    ("reply = 3", 'reply must be a key in quotes, or several, such as ["x", "F2"]; "" for none.'),
    ("reply = false", "reply must be a key in quotes"),
    ("reply = { key = 'x' }", "reply must be a key in quotes"),
    ("reply = [[]]", "reply must be a key in quotes"),
    ('reply = "blub"', 'reply cannot have "blub": it is no key; keys are written as x, ?, ctrl+k,'),
    ('reply = "ctl+k"', 'reply cannot have "ctl+k": it is no key; did you mean "ctrl+k"?'),
    ('reply = "ctrl+a"', 'reply cannot have "ctrl+a": screen takes it.'),
    ('reply = "ctrl+b"', 'reply cannot have "ctrl+b": tmux takes it.'),
    ('reply = "Ctrl+H"', 'reply cannot have "Ctrl+H": terminals send it for backspace.'),
    ('reply = "ctrl+i"', 'reply cannot have "ctrl+i": terminals send it for tab.'),
    ('reply = "ctrl+j"', 'reply cannot have "ctrl+j": terminals send it for enter.'),
    ('reply = "ctrl+m"', 'reply cannot have "ctrl+m": terminals send it for enter.'),
    ('reply = "ctrl+c"', 'reply cannot have "ctrl+c": it copies, and stops programs.'),
    ('reply = "ctrl+space"', 'reply cannot have "ctrl+space": many terminals do not send it.'),
    ('reply = "alt+r"', 'reply cannot have "alt+r": alt gets lost in many terminals.'),
    ('reply = "ctrl+1"', 'reply cannot have "ctrl+1": few terminals can send it.'),
    ('reply = "shift+r"', 'reply cannot have "shift+r": write "R".'),
    ('reply = "5"', 'reply cannot have "5": digits are the views of the queue and a ticket\'s'),
    ('reply = "\\u0007"', "reply cannot have what stands here: it is no key that can be seen."),
    ('view = "F2"', "view keeps its keys: the digits are the views of the queue."),
    ('tab = "F2"', "tab keeps its keys: the digits are the tabs of a ticket."),
    ('choose = "F2"', "choose keeps its keys: enter chooses wherever one chooses."),
    ('send = "s"', 'send cannot have "s": it has to work where one types with that;'),
    ('send = "enter"', 'send cannot have "enter": it has to work where one types with that;'),
    ('editor = "space"', 'editor cannot have "space": it has to work where one types with that;'),
    ('dismiss = "down"', 'dismiss cannot have "down": it has to work where one types with that;'),
    ('quit = "Q"', 'quit cannot have "Q": it has to work where one types with that;'),
    ('quit = ""', "quit must have a key: it is the way out."),
    ("keep = []", "keep must have a key: it is the way out."),
    ('reply = "c"', 'reply cannot have "c": it is the key of note, which works at the same time;'),
    ('reply = "j"', 'reply cannot have "j": it is the key of down, which works at the same time;'),
    ('next_tab = "u"', 'next_tab cannot have "u": it is the key of undo, which works at the same'),
    ('send = "ctrl+r"', 'send cannot have "ctrl+r": it is the key of refresh, which works at the'),
    ('dismiss = "ctrl+q"', 'dismiss cannot have "ctrl+q": it is the key of quit, which works at'),
]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def settings(shell: Shell, text: str) -> None:
    shell.config.write_text(text, encoding="utf-8")
    shell.config.chmod(0o600)


def keymap(shell: Shell, text: str) -> Keymap:
    settings(shell, text)
    return in_force(read_keys(shell.config))


@pytest.mark.parametrize(("line", "told"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_what_is_allowed(
    line: str, told: str, shell: Shell
) -> None:
    settings(shell, f"[keys]\n\n{line}\n")
    result = shell.run("keys --check")
    assert (result.exit_code, result.stdout) == (2, "")
    (mistake,) = result.stderr.splitlines()
    assert mistake.startswith(f"{shell.config}, line 3: {told}")
    assert mistake[-1] in ".?"


def test_all_mistakes_are_told_each_of_a_list_too(shell: Shell) -> None:
    settings(shell, '[keys]\nreply = ["blub", "c", "alt+x"]\nundoo = "x"\ntake = ["z", "c"]\n')
    lines = shell.run("keys --check").stderr.splitlines()
    places = [line.removeprefix(f"{shell.config}, ").partition(" cannot")[0] for line in lines]
    assert places == [
        "line 2: reply",
        "line 2: reply",
        'line 3: there is no setting "undoo" in [keys]; did you mean "undo"?',
        "line 2: reply",
        "line 4: take",
        "line 4: take",
    ]
    assert "key of reply" in lines[-2] + lines[-1]
    assert shell.run("keys").stderr == "Configuration: " + "\n".join(lines) + "\n"
    document = json.loads(shell.run("keys --check --json").stdout)
    assert (document["path"], document["mistakes"]) == (str(shell.config), lines)
    assert shell.run("keys --check --json").exit_code == 2


def test_a_secret_that_came_into_the_wrong_table_is_not_repeated(shell: Shell) -> None:
    settings(shell, '[keys]\napi_key = "s3cret-and-long-enough-to-be-one"\n')
    result = shell.run("keys --check")
    assert "an API key does not belong in this file" in result.stderr
    assert "s3cret" not in result.output
    settings(shell, '[keys]\nreply = "s3cret-and-long-enough-to-be-one"\n')
    result = shell.run("keys --check")
    assert "reply cannot have what stands here: it is no key" in result.stderr
    assert "s3cret" not in result.output


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('reply = "c"\nnote = "r"', {"reply": ("c",), "note": ("r",)}),
        ('reply = ["№", "й", "/", "é"]\nfind = "F3"', {"reply": ("numero_sign", "й", "slash", "é"),
         "find": ("f3",)}),
        ('page_down = ["PgDn", "Space"]', {"page_down": ("pagedown", "space")}),
        ('refresh = ["CTRL+K", "f5", "Del"]', {"refresh": ("ctrl+k", "f5", "delete")}),
        ('back = ["esc", "backspace"]', {"back": ("escape", "backspace")}),
        ('pane = ["h", "left"]\nshut = ["h", "left"]', {"pane": ("h", "left"),
         "shut": ("h", "left")}),
        ('send = "ctrl+d"', {"send": ("ctrl+d",)}),
        ('reply = ["r", "r"]\nundo = ""', {"undo": ()}),
        ("", {}),
    ],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(
    text: str, changed: dict[str, tuple[str, ...]], shell: Shell
) -> None:
    assert keymap(shell, f"[keys]\n{text}\n").changed == changed


def test_the_check_says_how_many_keys_are_changed(shell: Shell) -> None:
    for text, told in (
        (CHANGED, "4 keys are changed, no clash.\n"),
        ('[keys]\nreply = "F2"', "1 key is changed, no clash.\n"),
        ("", "0 keys are changed, no clash.\n"),
    ):
        settings(shell, text)
        assert shell.run("keys --check").output == told
    shell.config.unlink()
    assert shell.run("keys --check").output == "0 keys are changed, no clash.\n"


def test_the_check_looks_at_the_keys_alone(shell: Shell) -> None:
    settings(shell, '[profiles.work]\nulr = "x"\n[keys]\nreply = "F2"\n')
    assert shell.run("keys --check").output == "1 key is changed, no clash.\n"
    settings(shell, "keys = 3\n")
    assert "line 1: keys must be a table, [keys]." in shell.run("keys --check").stderr
    settings(shell, "[keys\n")
    result = shell.run("keys --check")
    assert (result.exit_code, f"{shell.config}, line 1: " in result.stderr) == (2, True)


def test_keys_prints_what_is_in_force_and_marks_what_was_changed(shell: Shell) -> None:
    settings(shell, CHANGED)
    lines = [" ".join(line.split()) for line in shell.run("keys").output.splitlines()]
    reply = "F2 R reply Answer the requester; they will read it. (line 2; usually r)"
    assert reply in lines
    assert ":redraw redraw Draw the screen anew. (line 4; usually ctrl+l)" in lines
    assert "no key down Move down. (line 5; usually j down)" in lines
    assert "? help Show the keys of this place." in lines
    document = json.loads(shell.run("keys --json").stdout)
    assert document["path"] == str(shell.config)
    rows = {row["id"]: row for row in document["commands"]}
    assert (rows["reply"]["keys"], rows["reply"]["origin"]) == (["F2", "R"], "line 2")
    assert (rows["help"]["keys"], rows["help"]["origin"]) == (["?"], "default")
    assert set(rows) == {command.id for command in COMMANDS}


def test_config_show_lists_the_keys_that_were_changed(shell: Shell) -> None:
    settings(shell, CHANGED)
    rows = [" ".join(line.split()) for line in shell.run("config show").output.splitlines()]
    assert 'keys.reply ["F2", "R"] line 2' in rows
    assert "keys.redraw [] line 4" in rows
    assert not any(row.startswith("keys.help") for row in rows)
    settings(shell, '[keys]\nreply = "c"\n')
    assert shell.run("config show").exit_code == 2


def test_the_app_does_not_start_with_keys_that_clash(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "why_not", lambda *_: None)
    monkeypatch.setattr(terminal, "prepare", lambda _: None)
    settings(shell, '[keys]\nreply = "c"\nundoo = "x"\n')
    for line in ("", "--demo"):
        result = shell.run(line)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"Configuration: {shell.config}, line 3: there is no")
        assert f"\n{shell.config}, line 2: reply cannot have" in result.stderr


def test_what_only_prints_is_not_stopped_by_keys(shell: Shell) -> None:
    settings(shell, '[keys]\nreply = "c"\n')
    result = shell.run("tickets list")
    assert (result.exit_code, "not signed in" in result.stderr) == (3, True)


def test_the_usual_keys_do_not_clash_and_every_place_is_looked_at() -> None:
    assert not list(Keymap({"undo": ()}).clashes())
    assert {place for places in TOGETHER for place in places} == set(PLACES)


def test_keys_have_the_names_that_textual_gives_them() -> None:
    assert {key.value for key in Keys} >= KEYS
    for character in f"{string.punctuation}0aZéй№§":
        assert key_named(character) == _character_to_key(character)
        assert written(key_named(character)) == character
    for command in COMMANDS:
        for key in command.keys:
            if not key.isdecimal():
                assert key_named(written(key)) == key


def test_a_command_without_a_usual_key_can_be_given_one() -> None:
    for command in COMMANDS:
        bound = [binding for binding in bindings(command.where) if binding.id == command.id]  # type: ignore[union-attr]
        assert len(bound) == (0 if command.id in {"view", "tab"} else 1)


def test_sentences_name_the_first_key_there_is() -> None:
    keys = Keymap({"leave": (), "refresh": ("f9", "f5"), "note": ()})
    assert keys.key_of("leave", "quit") == "ctrl+q"
    assert keys.key_of("refresh") == "F9"
    assert keys.key_of("note") == ":note"
