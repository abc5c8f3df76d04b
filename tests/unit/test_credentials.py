"""The API key: found where it is, kept where it can be, shown nowhere."""

import asyncio
import sys
import threading
from pathlib import Path
from types import ModuleType

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from eddytui.config.credentials import SOURCES, Found, NotFound, find
from eddytui.config.daemon import on_daemon
from eddytui.config.keeping import Kept, keep
from eddytui.config.profiles import Profile
from eddytui.config.secret import Secret
from tests.rings import DISMISSED, Chain, Chatty, Forgetful, Hanging, Raising, Ring

PROFILE = Profile(name="work", url="https://acme.eddydesk.com/en", email="ira@acme.com")
PLACE = ("eddytui:acme.eddydesk.com", "ira@acme.com")
UNSET = "EDDYTUI_API_KEY and EDDYTUI_API_KEY_FILE are not set."
QUICK = tuple(source._replace(limit=0.05) for source in SOURCES)


def use(monkeypatch: pytest.MonkeyPatch, ring: KeyringBackend) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    ring = Ring()
    use(monkeypatch, ring)
    return ring


async def reason(monkeypatch: pytest.MonkeyPatch, ring: KeyringBackend) -> str:
    """Why there is no key with this keyring."""
    use(monkeypatch, ring)
    found = await find(PROFILE, {}, sources=QUICK)
    assert isinstance(found, NotFound)
    assert found.asked[0].sentence == UNSET
    (reason,) = found.reasons
    return reason


async def test_the_environment_comes_first_and_is_cleared(ring: Ring) -> None:
    ring.keys[PLACE] = "of the keyring"
    environ = {"EDDYTUI_API_KEY": " s3cret\n", "EDDYTUI_API_KEY_FILE": "/x", "EDITOR": "vi"}
    found = await find(PROFILE, environ)
    assert isinstance(found, Found)
    assert (found.secret.reveal(), found.source) == ("s3cret", "EDDYTUI_API_KEY")
    assert environ == {"EDITOR": "vi"}, "no editor or command inherits it"


async def test_a_file_may_hold_the_key(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("s3cret\n")
    environ = {"EDDYTUI_API_KEY_FILE": str(file)}
    found = await find(PROFILE, environ)
    assert isinstance(found, Found)
    assert (found.secret.reveal(), found.source) == ("s3cret", f"EDDYTUI_API_KEY_FILE ({file})")
    assert environ == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "which cannot be read: No such file or directory."),
        (b"\xff", "which cannot be read: it is not text."),
        (b"", "which does not hold a key and nothing else."),
        (b"user key", "which does not hold a key and nothing else."),
    ],
)
async def test_a_file_that_was_named_and_has_no_key_ends_the_search(
    content: bytes | None, told: str, ring: Ring, tmp_path: Path
) -> None:
    ring.keys[PLACE] = "another key than the one that was meant"
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    found = await find(PROFILE, {"EDDYTUI_API_KEY_FILE": str(file)})
    assert isinstance(found, NotFound)
    assert found.reasons == (f"EDDYTUI_API_KEY_FILE names {file}, {told}",)
    assert found.asked[-1].sentence == "environment failed."


async def test_the_keyring_has_the_key_of_host_and_person(ring: Ring) -> None:
    ring.keys[PLACE] = "s3cret"
    found = await find(PROFILE, {})
    assert isinstance(found, Found)
    assert (found.secret.reveal(), found.source) == ("s3cret", "the keyring")


async def test_every_source_says_why_it_has_no_key() -> None:
    nothing = "The keyring has no key for ira@acme.com at acme.eddydesk.com."
    found = await find(PROFILE, {})
    assert isinstance(found, NotFound)
    assert [(one.source, one.outcome, one.sentence) for one in found.asked] == [
        ("environment", "not set", UNSET),
        ("credential_command", "not set", "The profile has none."),
        ("credential_file", "not set", "The profile has none."),
        ("keyring", "has none", nothing),
    ]
    assert found.reasons == (nothing,)
    nobody = await find(Profile(), {})
    assert isinstance(nobody, NotFound)
    assert nobody.reasons == ("The keyring was not asked: no address and e-mail are set.",)


ALT = type("EncryptedKeyring", (Ring,), {"__module__": "keyrings.alt.file"})
CRYPT = type("CryptFileKeyring", (Ring,), {"__module__": "keyrings.cryptfile.cryptfile"})

KEYRINGS = [
    (fail.Keyring(), "There is no keyring on this machine."),  # type: ignore[no-untyped-call]
    (Raising(), "The keyring is locked."),
    (
        Raising(DISMISSED),
        "The keyring cannot be used: Failed to create the collection: Prompt dismissed.",
    ),
    (Raising(RuntimeError("no bus\nand more")), "The keyring cannot be used: no bus."),
    (Raising(EOFError()), "The keyring cannot be used: EOFError."),
    (Raising(OSError(5, "gone")), "The keyring cannot be used: [Errno 5] gone."),
    (
        Raising(ModuleNotFoundError("No module named 'dbus'")),
        "The keyring that is set for this machine is not installed: No module named 'dbus'.",
    ),
    (
        null.Keyring(),  # type: ignore[no-untyped-call]
        "The keyring in use, keyring.backends.null, does not fit: it keeps nothing.",
    ),
    (
        ALT(),
        "The keyring in use, keyrings.alt.file, does not fit: "
        "it keeps keys unprotected or asks for a password in this terminal.",
    ),
    (
        CRYPT(),
        "The keyring in use, keyrings.cryptfile.cryptfile, does not fit: "
        "it asks for a password in this terminal.",
    ),
    (
        Hanging(),
        "The keyring does not answer; it may be waiting to be unlocked. "
        "Unlock it and try again, or set EDDYTUI_API_KEY.",
    ),
]


@pytest.mark.parametrize(
    ("ring", "told"), KEYRINGS, ids=[type(ring).__name__ for ring, _ in KEYRINGS]
)
async def test_a_keyring_that_cannot_be_used_is_told_when_finding_and_when_keeping(
    ring: KeyringBackend, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await reason(monkeypatch, ring) == told
    assert await keep(PROFILE, Secret("s3cret"), limit=0.05) == told


@pytest.mark.parametrize(
    "name", ["no.such.Keyring", "tests.rings.NoSuch", "nodots", "keyring.backends.null.Keyring"]
)
async def test_a_keyring_set_wrongly_by_its_owner_is_told(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    found = await find(PROFILE, {})
    assert isinstance(found, NotFound)
    assert found.reasons[0].startswith("The keyring ")


async def test_what_the_secret_service_lets_through_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = ModuleType("secretstorage.exceptions")
    storage.SecretStorageException = type("SecretStorageException", (Exception,), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, storage.__name__, storage)
    error = storage.SecretStorageException("Item does not exist!")
    assert await reason(monkeypatch, Raising(error)) == (
        "The keyring cannot be used: Item does not exist."
    )


async def test_a_fault_of_our_own_is_not_taken_for_one_of_the_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, Raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        await find(PROFILE, {})


async def test_of_a_chain_only_the_first_keyring_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Ring()
    use(monkeypatch, Chain(first, ALT()))
    assert isinstance(await keep(PROFILE, Secret("s3cret")), Kept)
    assert first.keys == {PLACE: "s3cret"}
    assert await reason(monkeypatch, Chain(Ring(), Raising())) == (
        "The keyring has no key for ira@acme.com at acme.eddydesk.com."
    )
    assert "keyrings.alt.file, does not fit" in await reason(monkeypatch, Chain(ALT(), Ring()))


async def test_a_key_is_kept_for_host_and_person(ring: Ring) -> None:
    assert await keep(PROFILE, Secret("s3cret")) == Kept("the keyring (rings Ring)")
    assert ring.keys == {PLACE: "s3cret"}


async def test_a_key_counts_as_kept_when_it_can_be_read_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, Forgetful())
    assert await keep(PROFILE, Secret("s3cret")) == (
        "The keyring took the key but does not give it back."
    )


async def test_no_message_of_a_keyring_shows_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Chatty())
    assert await keep(PROFILE, Secret("s3cret")) == "The keyring cannot be used: cannot store …."


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("s3cret")
    shown = f"{secret} {secret!r} {[secret]} {Found(secret, 'here')}"
    assert "s3cret" not in shown
    assert secret.reveal() == "s3cret"


async def test_an_answer_that_comes_too_late_is_dropped() -> None:
    held, threads = threading.Event(), threading.active_count()
    with pytest.raises(TimeoutError):
        await on_daemon(held.wait, limit=0.01)
    held.set()
    for thread in threading.enumerate()[threads:]:
        thread.join()
    await asyncio.sleep(0)
    assert await on_daemon(lambda: "the next", limit=5) == "the next"


def test_an_answer_after_the_end_of_everything_is_dropped() -> None:
    held, threads = threading.Event(), threading.active_count()
    with pytest.raises(TimeoutError):
        asyncio.run(on_daemon(held.wait, limit=0.01))
    held.set()
    for thread in threading.enumerate()[threads:]:
        thread.join()
