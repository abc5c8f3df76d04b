"""What is wrong with the settings, folders or key sources of this machine."""


class ConfigError(Exception):
    """A setting, file or folder cannot be used; the text says which, why, and what to do."""

    title = "Configuration"


class Unusable(Exception):
    """A source has no key to give or keep; the text says why."""

    def __init__(self, sentence: str, *, named: bool = False) -> None:
        """Tell why. One that was `named` by the owner ends the search for a key.

        Another source's key would not be the one that was meant.
        """
        super().__init__(sentence)
        self.named = named


class Unset(Unusable):
    """A source that the owner does not use."""
