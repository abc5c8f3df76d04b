"""Signing in at a first start, over the demo helpdesk."""

import pytest
from textual.events import Paste

from eddytui.demo.account import EMAIL, KEY, ME, URL
from eddytui.ui.sign_in import Entered, SignInApp
from tests.place import Place, glass
from tests.ui.signing import SignIn, checked

PASTED = "https://demo.eddytui.example/en/ticket/list?page=2"


def runs(app: SignInApp) -> bool:
    """Whether it still asks."""
    return app.is_running


@pytest.fixture
def signing(place: Place) -> SignIn:
    return SignIn(place)


async def test_three_fields_and_a_list_that_ticks_itself(signing: SignIn) -> None:
    signing.may_keep.clear()
    async with signing.app() as (app, pilot):
        assert "Sign in to your helpdesk." in glass(pilot)
        assert app.focused is not None
        assert app.focused.id == "url"
        for text in (PASTED, EMAIL, KEY):
            app.post_message(Paste(text))
            await pilot.press("enter")
        screen = glass(pilot)
        assert f"✓ Address: {URL}" in screen, "what was pasted is cleaned"
        for line in (
            "✓ Connection: The helpdesk answers.",
            "✓ Key: The helpdesk accepts it.",
            "✓ Who you are: Ira Kask",
            "… Keeping the key",
        ):
            assert line in screen
        assert KEY not in screen
        signing.may_keep.set()
        await checked(pilot)
        assert not runs(app), "there is nothing left to ask"
    assert signing.kept == [(app.account, Entered(PASTED, EMAIL, KEY))]
    assert app.account is not None
    assert (app.account.url, app.account.user_id) == (URL, ME)
    assert not signing.place.written


async def test_enter_goes_to_the_field_that_is_still_empty(signing: SignIn) -> None:
    async with signing.app(entered=Entered("demo.eddytui.example", "", "")) as (app, pilot):
        assert app.focused is not None
        assert app.focused.id == "email"
        await pilot.press("tab", "k", "enter")
        assert app.focused.id == "email"
        assert "✓" not in glass(pilot)
        assert not signing.place.line.tried


@pytest.mark.parametrize(
    ("entered", "trouble", "told"),
    [
        (("ftp://x.y", EMAIL, KEY), {}, "✗ Address: "),
        (("http://acme.eddydesk.com", EMAIL, KEY), {}, "✗ Address: "),
        ((URL, EMAIL, KEY), {"offline": True}, "✗ Connection: The helpdesk cannot be reached."),
        ((URL, EMAIL, KEY), {"html": True}, "✗ Connection: What answers at this address is not"),
        ((URL, EMAIL, "wrong"), {}, "✗ Key: The helpdesk does not accept this e-mail address"),
        ((URL, EMAIL, KEY), {"offline": True, "address": "users"}, "✗ Who you are: The helpdesk"),
    ],
    ids=["address", "not safe", "offline", "a web page", "wrong key", "lost on the way"],
)
async def test_a_failure_stands_at_its_step_in_a_sentence(
    signing: SignIn, entered: tuple[str, str, str], trouble: dict[str, object], told: str
) -> None:
    async with signing.app(entered=Entered(*entered[:2], "")) as (app, pilot):
        for name, value in trouble.items():
            setattr(signing.place.line, name, value)
        app.post_message(Paste(entered[2]))
        await pilot.press("enter")
        screen = await checked(pilot)
        assert told in " ".join(screen.split())
        assert screen.count("✗") == 1
        assert runs(app)
        assert not signing.kept


async def test_who_may_not_look_people_up_signs_in_all_the_same(signing: SignIn) -> None:
    signing.may_keep.clear()
    signing.place.line.refuse, signing.place.line.address = 403, "users"
    async with signing.app(entered=Entered(URL, EMAIL, "")) as (app, pilot):
        app.post_message(Paste(KEY))
        await pilot.press("enter")
        told = " ".join(glass(pilot).split())
        assert "✓ Who you are: The helpdesk shows no user with this e-mail address." in told
        signing.may_keep.set()
        await checked(pilot)
        assert not runs(app)
    assert app.account is not None
    assert app.account.user_id == 0


async def test_what_was_wrong_is_put_right_and_checked_again(signing: SignIn) -> None:
    async with signing.app(entered=Entered(URL, EMAIL, "")) as (app, pilot):
        await pilot.press("n", "o", "enter")
        assert "✗ Key" in await checked(pilot)
        await pilot.press("backspace", "backspace")
        app.post_message(Paste(KEY))
        await pilot.press("enter")
        assert "✓ Key" in await checked(pilot)
        assert not runs(app)


async def test_without_a_keyring_f2_goes_on_for_this_time(signing: SignIn) -> None:
    signing.refuses = "The keyring is locked."
    async with signing.app(entered=Entered(URL, EMAIL, "")) as (app, pilot):
        await pilot.press("f2")
        assert runs(app), "nobody has signed in yet"
        app.post_message(Paste(KEY))
        await pilot.press("enter")
        screen = await checked(pilot)
        assert "✗ Keeping the key: The keyring is locked." in screen
        assert "F2 goes on for this time only" in screen
        assert runs(app)
        await pilot.press("f2")
        assert not runs(app)
    assert app.account is not None
    assert app.account.user_id == ME


async def test_escape_leaves_and_nobody_has_signed_in(signing: SignIn) -> None:
    signing.refuses = "The keyring is locked."
    async with signing.app(entered=Entered(URL, EMAIL, "")) as (app, pilot):
        app.post_message(Paste(KEY))
        await pilot.press("enter")
        await checked(pilot)
        await pilot.press("escape")
        assert not runs(app)
    assert app.account is None
