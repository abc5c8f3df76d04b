"""`eddytui users` and `orgs` from the copy: what was read, how old it is, that there is more."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.offices import Office

OWNERS = ("users", "orgs")
KNOWN = {"users": "john@acme.com", "orgs": "Acme"}
NOUNS = {"users": "user", "orgs": "organization"}
NEW = {"users": "name=Ann email=ann@lee.example group=client", "orgs": "name='Lee Ltd'"}
ADDED = {"users": "ann@lee.example", "orgs": "'Lee Ltd'"}


@pytest.fixture
def away(office: Office) -> Iterator[Office]:
    """The helpdesk is away; one user and one organization were shown, some were listed."""
    for owner in OWNERS:
        office.well(f"{owner} show {KNOWN[owner]}")
        office.well(f"{owner} list --search acme")
    office.server.__exit__()
    yield office
    with office.server:
        pass


@pytest.mark.parametrize("owner", OWNERS)
def test_offline_nothing_is_asked_and_the_age_is_told(owner: str, office: Office) -> None:
    record = office.document(f"{owner} show {KNOWN[owner]}")
    listed = office.document(f"{owner} list --search acme")
    office.helpdesk.requests.clear()
    for name in (KNOWN[owner].upper(), record["id"]):
        assert office.document(f"{owner} show {name} --offline") == record
    shown = office.run(f"{owner} show {KNOWN[owner]} --offline")
    assert shown.stdout.startswith(NOUNS[owner].capitalize())
    assert shown.stderr.startswith("This is as of ")
    result = office.run(f"{owner} list --search acme --offline")
    assert "Acme" in result.stdout
    assert "This is as of " in result.stderr
    assert "There may be more" in result.stderr
    office.fails(f"{owner} list --search xyzzyx --offline", 1, f"There is no such {NOUNS[owner]}.")
    kept = office.document(f"{owner} list --search acme --offline")
    assert (kept["total"], kept["complete"]) == (None, False)
    assert kept["as_of"]
    assert {each["id"] for each in listed["items"]} <= {each["id"] for each in kept["items"]}
    assert len(office.document(f"{owner} list --limit 1 --offline")["items"]) == 1
    assert office.helpdesk.requests == []


@pytest.mark.parametrize("owner", OWNERS)
def test_without_a_connection_the_copy_answers(owner: str, away: Office) -> None:
    for line in (f"{owner} show {KNOWN[owner]}", f"{owner} list --search acme"):
        result = away.run(line)
        assert (result.exit_code, "Acme" in result.stdout) == (0, True)
        assert result.stderr.startswith("No connection")
        assert "This is as of " in result.stderr


@pytest.mark.parametrize("owner", OWNERS)
def test_what_was_never_read_is_no_empty_list(owner: str, office: Office) -> None:
    noun = NOUNS[owner]
    office.fails(f"{owner} list --offline", 5, f"No {noun} was ever read here.")
    office.fails(f"{owner} show 99999 --offline", 5, f"{noun.capitalize()} 99999 was never read")
    office.fails(f"{owner} show {KNOWN[owner]} --offline", 5, f'"{KNOWN[owner]}" was read here.')
    assert office.helpdesk.requests == []


def test_who_is_not_here_without_a_connection_is_not_said_to_be_nobody(office: Office) -> None:
    office.server.__exit__()
    office.fails("users list", 5, "No connection")
    office.fails("orgs show 2", 5, "No connection")
    with office.server:
        pass


def test_users_of_the_copy_are_narrowed_like_those_of_the_helpdesk(office: Office) -> None:
    office.well("orgs list --limit 1000")
    office.well("users list --limit 1000")
    office.well("tickets list")  # the groups
    for option in ("--group client", "--organization Acme"):
        online = office.document(f"users list {option} --limit 1000")["items"]
        office.helpdesk.requests.clear()
        offline = office.document(f"users list {option} --limit 1000 --offline")["items"]
        assert office.helpdesk.requests == []
        assert {each["id"] for each in offline} == {each["id"] for each in online}


@pytest.mark.parametrize("owner", OWNERS)
def test_what_is_added_and_changed_is_kept_and_a_deleted_one_leaves(
    owner: str, boss: Office
) -> None:
    boss.well(f"{owner} new {NEW[owner]}")
    kept = boss.document(f"{owner} show {ADDED[owner]} --offline")
    boss.well(f"{owner} set {ADDED[owner]} phone=123")
    assert boss.document(f"{owner} show {kept['id']} --offline")["phone"] == "123"
    boss.well(f"{owner} delete {ADDED[owner]} --yes")
    boss.fails(f"{owner} show {kept['id']} --offline", 5, "was never read here.")


@pytest.mark.parametrize("owner", OWNERS)
def test_one_that_was_deleted_elsewhere_leaves(owner: str, boss: Office) -> None:
    boss.well(f"{owner} new {NEW[owner]}")
    number = boss.document(f"{owner} show {ADDED[owner]}")["id"]
    world = boss.helpdesk.world
    (world.people if owner == "users" else world.organizations).pop(number)
    boss.fails(f"{owner} show {number}", 1, "does not exist")
    boss.fails(f"{owner} show {number} --offline", 5, "was never read here.")


def test_no_key_and_no_password_gets_into_the_copy(boss: Office) -> None:
    boss.well(f"users new {NEW['users']} password=s3same-0pen")
    boss.well("users list --limit 1000")
    keys = [person.key for person in boss.helpdesk.world.people.values() if person.key]
    (path,) = boss.data.glob("*.db")
    with closing(Store(Database(path))) as copy:
        kept = str(copy.people.found(""))
    assert keys
    assert not [key for key in [*keys, "s3same", "api_key"] if key in kept]
