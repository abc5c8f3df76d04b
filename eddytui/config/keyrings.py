"""The system's keyring: read and written by functions that may hang, so call them `on_daemon`.

What keyrings do where nobody sits at a desktop was tried one by one: dependencies.md, 4.1.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eddytui.config.errors import Unusable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_UNFIT = {
    "keyrings.alt": "it keeps keys unprotected or asks for a password in this terminal",
    "keyrings.cryptfile": "it asks for a password in this terminal",
    "keyring.backends.null": "it keeps nothing",
}
_TOLD = {
    "NoKeyringError": "There is no keyring on this machine.",
    "KeyringLocked": "The keyring is locked.",
    "ImportError": "The keyring that is set for this machine is not installed: {}.",
}
_OTHERS = "The keyring cannot be used: {}."

_FAULTS = (RuntimeError, ImportError, OSError, EOFError)
_LOADED_FAULTS = (
    ("keyring.errors", "KeyringError"),
    # What the Secret Service backend lets through from D-Bus.
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney", "DBusErrorResponse"),
)
# A wrong name in PYTHON_KEYRING_BACKEND, a broken keyringrc.cfg.
_BAD_SETTINGS = (AttributeError, ValueError)


def get(host: str, email: str) -> str:
    """The key that the keyring has for an account; Unusable when it has none."""
    with _keyring() as keyring:
        key = keyring.get_password(_service(host), email)
    if not key:
        raise Unusable(f"The keyring has no key for {email} at {host}.")
    return key


def put(host: str, email: str, key: str) -> str:
    """Keep the key of an account, and give the keyring's name; Unusable when it did not."""
    with _keyring(hide=key) as keyring:
        keyring.set_password(_service(host), email, key)
        if keyring.get_password(_service(host), email) != key:
            raise Unusable("The keyring took the key but does not give it back.")
        return str(keyring.name)


def delete(host: str, email: str) -> bool:
    """Take the key of an account out; whether there was one. Unusable when it stayed."""
    with _keyring() as keyring:
        if not keyring.get_password(_service(host), email):
            return False
        keyring.delete_password(_service(host), email)
        if keyring.get_password(_service(host), email):
            raise Unusable("The keyring still has the key that was to be removed.")
        return True


def probe() -> str:
    """The name of the keyring, when it keeps, gives back and removes a trial key; else Unusable."""
    import secrets  # noqa: PLC0415 - few runs try the keyring

    host = f"trial-{secrets.token_hex(4)}"  # two processes may be at it
    name = put(host, "trial", secrets.token_hex(16))
    delete(host, "trial")
    return name


def _service(host: str) -> str:
    return f"eddytui:{host}"


@contextmanager
def _keyring(hide: str = "") -> Iterator["KeyringBackend"]:
    """The keyring in use. What goes wrong inside is told as Unusable, without the text to hide."""
    try:
        yield _chosen()
    except _faults() as error:
        kind = next((base.__name__ for base in type(error).__mro__ if base.__name__ in _TOLD), "")
        words = str(error).partition("\n")[0].rstrip(".!") or type(error).__name__
        if hide:
            words = words.replace(hide, "…")
        raise Unusable(_TOLD.get(kind, _OTHERS).format(words)) from None


def _faults() -> tuple[type[Exception], ...]:
    """What a keyring may raise; asked for when something was, so its module is loaded by then."""
    loaded = (getattr(sys.modules.get(module), name, None) for module, name in _LOADED_FAULTS)
    return (*_FAULTS, *(fault for fault in loaded if fault is not None))


def _chosen() -> "KeyringBackend":
    """The keyring of this machine: detected, or set by the owner."""
    import configparser  # noqa: PLC0415 - with keyring

    import keyring  # noqa: PLC0415 - the import and the detection cost 150 ms

    try:
        chosen = keyring.get_keyring()
    except (*_BAD_SETTINGS, configparser.Error) as error:
        raise Unusable(
            f"The keyring that is set for this machine cannot be used: {error}."
        ) from None
    # A chain would go on to a keyring that asks for a password when the first has no key.
    first = next(iter(getattr(chosen, "backends", ())), chosen)
    module = type(first).__module__
    why = next((why for start, why in _UNFIT.items() if module.startswith(start)), "")
    if why:
        raise Unusable(f"The keyring in use, {module}, does not fit: {why}.")
    return first
