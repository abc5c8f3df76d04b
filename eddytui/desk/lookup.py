"""What the names of a query stand for: entries of the helpdesk's lists, people, tags, companies."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from eddytui.models.terms import Among, Column
from eddytui.store.search import fold
from eddytui.text.problems import listed, mistaken, said
from eddytui.text.query import number
from eddytui.text.vocabulary import ME, NONE

if TYPE_CHECKING:
    from eddytui.desk.names import Names
    from eddytui.models.rows import ListKind
    from eddytui.store.parties import Role
    from eddytui.store.store import Store

_LISTS: dict[str, tuple["ListKind", Column]] = {
    "status": ("status", "status_id"),
    "prio": ("priority", "priority_id"),
    "dep": ("department", "department_id"),
    "type": ("type", "type_id"),
}
_ROLES: dict[str, tuple["Role", Column]] = {
    "owner": ("owner", "owner_id"),
    "user": ("requester", "requester_id"),
}
_PART = re.compile(r"\w+")
_BEGINNING = 3
"""Letters of a name that are not mistyped, hopefully: with these, others are looked for."""
_MANY = 1000
"""People who are looked at for one name."""


class Unknown(Exception):
    """A name that stands for nothing here; the text is a sentence."""


class Lookup:
    """Finds what is meant by a name, and says what was perhaps meant when there is none."""

    def __init__(self, store: "Store", names: "Names", me: int) -> None:
        """Looks into `store`, speaks in `names`; `me` is the agent's id, 0 when not known."""
        self._store = store
        self._names = names
        self._me = me

    def find(self, key: str, typed: str) -> Among:
        """The condition that `key:typed` stands for. Raises `Unknown`."""
        if key in _LISTS:
            return self._entry(key, typed)
        if key in _ROLES:
            return self._person(key, typed)
        if key == "tag":
            return Among("tag", _tags(typed, self._store.tags.all()))
        return Among("organization", _organizations(typed, self._store.people.organizations()))

    def values(self, key: str) -> list[str]:
        """What may stand behind a key, for completion; not the clients, who are too many."""
        if key in _LISTS:
            return [entry.name or entry.id for entry in self._names.entries(_LISTS[key][0])]
        if key in _ROLES:
            return [person.name for person in self._store.people.staff()]
        if key == "tag":
            return self._store.tags.all()
        return self._store.people.organizations() if key == "org" else []

    def me(self) -> int:
        """The agent's own id. Raises `Unknown`."""
        if not self._me:
            raise Unknown("It is not known yet who you are. Write your user id into the profile.")
        return self._me

    def _entry(self, key: str, typed: str) -> Among:
        kind, column = _LISTS[key]
        spellings = self._store.catalog.spellings(kind)
        found = entries_meant(spellings, typed)
        if not spellings and (column == "status_id" or number(typed) is not None):
            # The list is not here yet; an id needs none.
            found = [typed if column == "status_id" else str(number(typed))]
        if not found:
            every = [name for names in spellings.values() for name in names]
            shown = [self._names.word(kind, entry) for entry in spellings]
            otherwise = (
                f"choose {listed(shown)}." if shown else "the list is not here yet. Use ids."
            )
            raise Unknown(mistaken(f"{key}:{typed}", every, otherwise))
        if len(found) > 1 and not _same(found, spellings, typed):
            choices = listed([self._names.word(kind, entry) for entry in found])
            raise Unknown(f"{said(f'{key}:{typed}')} may be {choices}. Type some more letters.")
        return Among(column, tuple(found if column == "status_id" else map(int, found)))

    def _person(self, key: str, typed: str) -> Among:
        role, column = _ROLES[key]
        if typed.casefold() == ME:
            return Among(column, (self.me(),))
        if typed.casefold() == NONE and role == "owner":
            return Among(column, (0,))
        if (user_id := number(typed)) is not None:
            return Among(column, (user_id,))
        people = self._people(role, typed)
        if not (found := people_meant(typed, people)):
            otherwise = "nobody of this name or e-mail address is known here."
            raise Unknown(mistaken(f"{key}:{typed}", self._alike(role, typed), otherwise))
        return Among(column, tuple(sorted(found)))

    def _alike(self, role: "Role", typed: str) -> list[str]:
        """The names that may have been mistyped: of colleagues, and of others that begin so."""
        staff = self._store.people.staff() if role == "owner" else []
        people = [(person.name, person.email) for person in staff]
        people += self._people(role, typed[:_BEGINNING]).values()
        return [word for name, email in people for word in (name, email, *name.split())]

    def _people(self, role: "Role", typed: str) -> dict[int, tuple[str, str]]:
        """Name and e-mail address of those who may be meant, as tickets and as lists have them."""
        on_tickets = self._store.parties.near(role, typed)
        kept = self._store.people.search(typed, _MANY)
        return {
            **{party.id: (party.name, party.email) for party in on_tickets},
            **{
                person.id: (person.name, person.email)
                for person in kept
                if person.staff or role == "requester"
            },
        }


def entries_meant(spellings: Mapping[str, Sequence[str]], typed: str) -> list[str]:
    """The ids of the entries that are meant: by id, by a whole name, by the beginning of either."""
    wanted = fold(typed)
    folded = {entry: [fold(name) for name in names] for entry, names in spellings.items()}
    by_id = [entry for entry in folded if fold(entry) == wanted]
    named = [entry for entry, names in folded.items() if wanted in names]
    begun = [
        entry
        for entry, names in folded.items()
        if any(name.startswith(wanted) for name in (fold(entry), *names))
    ]
    return by_id or named or begun


def _same(found: Iterable[str], spellings: Mapping[str, Sequence[str]], typed: str) -> bool:
    """Whether all these entries have this very name, in some language."""
    return all(fold(typed) in map(fold, spellings[entry]) for entry in found)


def _tags(typed: str, tags: Sequence[str]) -> tuple[str, ...]:
    """The tags of these letters, whatever their case."""
    wanted = fold(typed)
    if not (found := [tag for tag in tags if fold(tag) == wanted]):
        raise Unknown(mistaken(f"tag:{typed}", tags, "no ticket here has this tag."))
    return tuple(found)


def _organizations(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """The organizations of this name, else those that have all these beginnings of words."""
    wanted = fold(typed)
    found = [name for name in names if fold(name) == wanted] or [
        name for name in names if all(f" {word}" in f" {fold(name)}" for word in wanted.split())
    ]
    if not found:
        otherwise = "nobody known here belongs to such an organization."
        raise Unknown(mistaken(f"org:{typed}", names, otherwise))
    return tuple(found)


def _plain(text: str) -> str:
    """Text without marks above and below its letters, as people type names."""
    return "".join(each for each in normalize("NFD", fold(text)) if not combining(each))


def people_meant(typed: str, people: Mapping[int, tuple[str, str]]) -> set[int]:
    """Those who are meant: of this name or address, else with these words, else beginning so."""
    wanted = _plain(typed)
    words = wanted.split()
    ranked: dict[int, set[int]] = {0: set(), 1: set(), 2: set(), 3: set()}
    for user_id, spelled in people.items():
        name, email = map(_plain, spelled)
        parts = {*name.split(), *_PART.findall(name)}
        if wanted in {name, email}:
            ranked[0].add(user_id)
        elif all(word in parts for word in words):
            ranked[1].add(user_id)
        elif all(any(part.startswith(word) for part in parts) for word in words):
            ranked[2].add(user_id)
        elif wanted in email:
            ranked[3].add(user_id)
    return next((found for found in ranked.values() if found), set())
