"""What is meant by a word on the command line: a status, a colleague, a client, a company."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from eddytui.api.errors import DeskError
from eddytui.cli.output import FOUND_NOTHING, OFFLINE, USAGE, Failure
from eddytui.cli.typed import whole
from eddytui.desk.lookup import entries_meant, people_meant
from eddytui.text.problems import listed, near, said
from eddytui.text.vocabulary import ME, NONE

if TYPE_CHECKING:
    from eddytui.cli.session import Session
    from eddytui.desk.contacts import ContactKind
    from eddytui.models.rows import ListKind

Spellings = Mapping[str, Sequence[str]]
"""The names of each entry, by its id."""


class Choices:
    """Finds the id that a word stands for; a wrong word ends the command with what is allowed."""

    def __init__(self, session: "Session", *, offline: bool = False) -> None:
        """Look into the copy first, and ask the helpdesk when the word is not known there.

        Nothing is asked when `offline`.
        """
        self._session = session
        self._offline = offline

    async def entry(self, kind: "ListKind", typed: str) -> str:
        """The id of an entry of one of the helpdesk's lists, by id, name or beginning."""
        spellings = self._session.store.catalog.spellings
        if not meant(spellings(kind), typed):
            await self._learn()
        if not spellings(kind):
            return typed  # the list may not be seen by everybody; the helpdesk checks what is sent
        names = {key: self._session.desk.names.word(kind, key) for key in spellings(kind)}
        return the_one(kind, spellings(kind), names, typed)

    async def colleague(self, typed: str) -> int:
        """The user id of a colleague: `me`, an id, a name or an e-mail address."""
        if typed.casefold() == ME:
            return await self._me()
        if typed.isdecimal():
            return whole(typed)
        if not people_meant(typed, self._staff()):
            await self._learn()
        staff = self._staff()
        found = people_meant(typed, staff)
        if len(found) == 1:
            return found.pop()
        if found:
            raise _several(typed, (staff[user_id][0] for user_id in found))
        names = [name for name, _ in staff.values()]
        raise _none("colleague", typed, names)

    async def owner(self, typed: str) -> int:
        """A colleague, or 0 for `none`."""
        return 0 if typed.casefold() in {NONE, ""} else await self.colleague(typed)

    async def user(self, typed: str) -> int:
        """The user id of anybody: `me`, an id or an e-mail address."""
        return await self._me() if typed.casefold() == ME else await self._record("users", typed)

    async def organization(self, typed: str) -> int:
        """The id of an organization, by id or by its name."""
        return await self._record("organizations", typed)

    async def _record(self, collection: "ContactKind", typed: str) -> int:
        """The id of a record of the server that has exactly this e-mail address or name."""
        if typed.isdecimal():
            return whole(typed)
        attribute, word = _KNOWN_BY[collection]
        # What the server takes for an exact match is not sure: it is compared here.
        wanted, likely = typed.casefold(), await self._likely(collection, typed)
        found = [each.id for each in likely if getattr(each, attribute).casefold() == wanted]
        if len(found) == 1:
            return int(found[0])
        noun = collection.removesuffix("s")
        if found:
            raise _several(typed, map(str, found))
        if self._offline:
            raise Failure(f'No {noun} with the {word} "{said(typed)}" was read here.', OFFLINE)
        raise Failure(f'There is no {noun} with the {word} "{said(typed)}".', FOUND_NOTHING)

    async def _likely(self, collection: "ContactKind", typed: str) -> list[Any]:
        """Records that have the words: of the server, or those that are kept here."""
        contacts = self._session.desk.contacts
        if self._offline:
            return [each.record for each in contacts.found(collection, typed)]
        client = await self._session.client()
        page = await getattr(client, collection).page(search=typed)
        await contacts.keep(collection, page.items)
        return list(page.items)

    async def _me(self) -> int:
        desk = self._session.desk
        if not desk.me and not self._offline:
            await self._session.client()
            await desk.learn()
        if not desk.me:
            raise Failure(
                "The helpdesk does not tell who you are. Set user_id in the profile.", USAGE
            )
        return desk.me

    def _staff(self) -> dict[int, tuple[str, str]]:
        return {person.id: (person.name, person.email) for person in self._session.desk.staff()}

    async def _learn(self) -> None:
        """Read the lists anew, where that is possible: an entry may be younger than the copy."""
        if self._offline:
            return
        with suppress(DeskError):
            await self._session.client()
            await self._session.desk.learn()


_KNOWN_BY: "dict[ContactKind, tuple[str, str]]" = {
    "users": ("email", "e-mail address"),
    "organizations": ("name", "name"),
}


def meant(spellings: Spellings, typed: str) -> list[str]:
    """The ids that a word may stand for; `very-urgent` is "Very urgent" too."""
    return entries_meant(spellings, typed) or entries_meant(spellings, typed.replace("-", " "))


def the_one(noun: str, spellings: Spellings, names: Mapping[str, str], typed: str) -> str:
    """The id that a word stands for. Raises Failure with what is allowed, called by `names`."""
    found = meant(spellings, typed) if typed else []
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(typed, (f"{names[entry]} ({entry})" for entry in found))
    raise _none(noun, typed, [*names.values()])


def word_of(name: str) -> str:
    """A name as one word of a command line, `very-urgent`: it needs no quotes."""
    return "-".join(name.casefold().split())


def _several(typed: str, names: Iterable[str]) -> Failure:
    return Failure(f'"{said(typed)}" may be {listed(sorted(names))}.', USAGE)


def _none(noun: str, typed: str, names: Sequence[str]) -> Failure:
    likely = near(typed, names)
    hint = f"Did you mean {said(likely)}? " if likely else ""
    choices = f"Choose {listed(names)}." if names else "Name it by its id."
    return Failure(f'There is no {noun} "{said(typed)}". {hint}{choices}', USAGE)
