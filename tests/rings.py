"""Keyrings for tests: none of them touches the keyring of whoever runs the tests."""

import threading
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError, PasswordSetError


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority: ClassVar[float] = -1  # never detected, only chosen

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.keys.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.keys[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.keys.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Sticky(Ring):
    """A keyring that does not let go of a key."""

    def delete_password(self, service: str, username: str) -> None:
        """Remove nothing."""


class Filled(Ring):
    """A keyring with a key in it, for programs that run in a process of their own."""

    def get_password(self, service: str, username: str) -> str | None:
        return f"key-of-{username}-at-{service}"


class Hanging(Ring):
    """A keyring that waits for ever on a prompt that nobody sees."""

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        threading.Event().wait()


class Forgetful(Ring):
    """A keyring that takes a key and does not give it back."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""


class Raising(Ring):
    """A keyring that raises what it was told."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error or KeyringLocked("Failed to unlock the collection!")

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


class Chatty(Ring):
    """A keyring whose error message holds the key."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(f"cannot store {password}")


class Chain(Ring):
    """A keyring made of others, like keyring's own chainer."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = backends


DISMISSED = InitError("Failed to create the collection: Prompt dismissed..")
