"""Keys of one's own, in a terminal."""

from tests.e2e.home import Home


def settings(home: Home, text: str) -> None:
    home.config.mkdir()
    (home.config / "config.toml").write_text(text)


def test_the_program_obeys_the_keys_of_the_settings(home: Home) -> None:
    settings(home, '[keys]\ntake = "F2"\nredraw = "ctrl+q"\nquit = "ctrl+t"\nsend = "ctrl+l"\n')
    desk = home.open("--demo", "--tickets", "60")
    desk.see("1041", "F2 take", "as of")
    desk.press("m")
    desk.see("m has no meaning here")
    desk.press("3", "f2")
    desk.see("is yours")
    desk.press("ctrl+q", "r")
    desk.see("PUBLIC REPLY", r"ctrl\+l send")
    desk.press("Qu", "ctrl+t")
    assert desk.left() == 0


def test_the_program_does_not_start_with_a_mistake_among_the_keys(home: Home) -> None:
    settings(home, '[keys]\nundoo = "x"\nreply = "c"\n')
    desk = home.open("--demo")
    assert desk.left() == 2
    said = desk.raw.decode()
    assert 'line 2: there is no setting "undoo" in [keys]; did you mean "undo"?' in said
    assert 'line 3: reply cannot have "c": it is the key of note' in said
