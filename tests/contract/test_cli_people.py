"""`eddytui users` and `orgs`: one set of commands, tried on both owners."""

from pathlib import Path
from typing import Any

import pytest

from tests.offices import Office

OWNERS = ("users", "orgs")
KNOWN = {"users": "john@acme.com", "orgs": "Acme"}
NEW = {
    "users": "name=Ann lastname=Lee email=ann@lee.example group=client org=Acme",
    "orgs": "name='Lee Ltd' domains=@lee.example",
}
ADDED = {"users": "ann@lee.example", "orgs": "'Lee Ltd'"}


@pytest.mark.parametrize("owner", OWNERS)
def test_they_are_listed_searched_and_shown(owner: str, still: Office) -> None:
    document = still.document(f"{owner} list --search Acme --limit 3")
    assert [*document] == ["items", "total", "as_of", "complete"]
    assert len(document["items"]) == min(3, document["total"])
    assert "api_key" not in str(document)
    listed = still.run(f"{owner} list --limit 2")
    assert len(listed.stdout.splitlines()) == 3
    assert "With --limit" in listed.stderr
    record = still.document(f"{owner} show {KNOWN[owner]}")
    assert str(record["id"]) in still.well(f"{owner} show {record['id']}")


@pytest.mark.parametrize("owner", OWNERS)
def test_what_is_shown_is_so_now_however_lately_it_was_read(owner: str, still: Office) -> None:
    number = still.document(f"{owner} show {KNOWN[owner]}")["id"]
    world = still.helpdesk.world
    kept: dict[int, Any] = world.people if owner == "users" else world.organizations
    kept[number] = kept[number]._replace(phone="+371 2000")
    result = still.run(f"{owner} show {number}")
    assert "+371 2000" in result.stdout
    assert result.stderr == ""


def test_a_user_is_shown_with_words_for_ids_and_fields_by_name(still: Office) -> None:
    shown = still.well("users show john@acme.com")
    for words in ("John Doe", "Organization  ", "Acme", "Client", "Key card  "):
        assert words in shown
    assert "api_key" not in shown


def test_an_organization_names_its_people(still: Office) -> None:
    shown = still.well("orgs show Acme")
    assert "John Doe" in shown
    assert "user 41" not in shown


def test_users_are_narrowed_by_group_and_organization(still: Office) -> None:
    staff = still.document("users list --group employee")["items"]
    assert {user["group"]["name"]["en"] for user in staff} == {"Employee"}
    at_acme = still.document("users list --organization Acme")["items"]
    assert {user["organization"]["name"] for user in at_acme} == {"Acme"}


@pytest.mark.parametrize("owner", OWNERS)
def test_they_are_added_changed_and_deleted(owner: str, boss: Office) -> None:
    assert "is added: " in boss.well(f"{owner} new {NEW[owner]}")
    assert "phone=123" in boss.well(f"{owner} set {ADDED[owner]} phone=123")
    assert boss.document(f"{owner} show {ADDED[owner]}")["phone"] == "123"
    before = len(boss.sent("PUT"))
    assert boss.well(f"{owner} set {ADDED[owner]} phone=123") == "There is nothing to change.\n"
    assert len(boss.sent("PUT")) == before
    assert boss.well(f"{owner} delete {ADDED[owner]} --yes").endswith("is deleted.\n")
    assert boss.run(f"{owner} show {ADDED[owner]}").exit_code == 1


@pytest.mark.parametrize("owner", OWNERS)
def test_notes_are_written_with_a_file_read_and_deleted(
    owner: str, boss: Office, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text("the plan")
    name = KNOWN[owner]
    boss.well(f"{owner} notes {name} --add 'Calls **back**.' --file {tmp_path / 'plan.txt'}")
    boss.well(f"{owner} notes {name} --add -", "from a pipe\n")
    newest, older = boss.document(f"{owner} notes {name}")["items"][:2]
    assert newest["text"] == "<p>from a pipe</p>"
    assert (older["text"], older["file"]["name"]) == (
        "<p>Calls <strong>back</strong>.</p>",
        "plan.txt",
    )
    printed = boss.well(f"{owner} notes {name}")
    assert "Calls back." in printed
    assert "plan.txt" in printed
    boss.well(f"{owner} notes {name} --delete {newest['id']} --yes")
    left = [note["id"] for note in boss.document(f"{owner} notes {name}")["items"]]
    assert newest["id"] not in left


def test_presence_is_logged_with_dates_and_by_status(still: Office) -> None:
    everything = still.document("users log me")
    online = still.document("users log me --status online --from 2020-01-01")
    assert 0 < online["total"] < everything["total"]
    assert {each["status_id"] for each in online["items"]} == {"online"}
    assert still.run("users log me --to 2020-01-01").exit_code == 1


def test_a_password_comes_through_standard_input_and_is_not_printed(boss: Office) -> None:
    boss.well(f"users new {NEW['users']} password=-", "s3cret-word\n")
    told = boss.run("users set ann@lee.example password=-", "0ther-word\n")
    assert told.exit_code == 0
    assert "word=" not in told.output
    assert "0ther" not in told.output


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("users show nobody@acme.com", 1, 'no user with the e-mail address "nobody@acme.com".'),
        ("orgs show Nowhere", 1, 'There is no organization with the name "Nowhere".'),
        ("users show 99999", 1, "User with id {99999} does not exist"),
        ("orgs show 99999", 1, "does not exist"),
        ("users list --group moon", 2, 'There is no group "moon". '),
        ("users list --organization Nowhere", 1, "There is no organization"),
        ("users list --search xyzzyx", 1, "There is no such user."),
        ("orgs list --search xyzzyx", 1, "There is no such organization."),
        ("users new name=Ann", 4, "{email}"),
        ("orgs new phone=1", 4, "{name}"),
        ("orgs new name=Acme", 4, "already exists"),
        ("users new color=red", 2, '"color" cannot be set. These can: name, phone, email,'),
        ("users set 41 status=test", 2, "none of active, inactive, disabled, fired."),
        ("users set 41 presence=asleep", 2, 'There is no presence "asleep". '),
        ("users set 41 dep=support,moon", 2, 'There is no department "moon". '),
        ("users set 41 notifications=perhaps", 2, "neither yes nor no."),
        ("orgs set Acme minutes=many", 2, '"many" is not a whole number.'),
        ("orgs set Acme employees=99999", 4, "{employees} with id {99999} does not exist"),
        ("orgs set Acme phone", 2, '"phone" sets nothing. Write it as name=value.'),
        ("users set 41 field.99=x", 2, "There is no custom field 99."),
        ("users delete 41", 2, "Delete the user 41, John Doe? Nobody can be asked here"),
        ("users delete 41 --yes", 4, "Not allowed: "),
        ("users notes 41 --add ''", 2, "There is no text, so nothing is sent."),
        ("users notes 41 --add x --file nope.txt", 2, "nope.txt cannot be read"),
        ("users notes 41 --add x --delete 1", 2, "Give either --add or --delete."),
        ("users notes 41 --delete 9999 --yes", 1, "Note with id {9999}"),
        ("orgs notes Acme --delete 9999", 2, "Delete note 9999? Nobody can be asked here"),
        ("users log 99999", 1, "does not exist"),
        ("users log me --from soon", 2, '"soon" is no date.'),
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    line: str, code: int, told: str, still: Office
) -> None:
    still.fails(line, code, told)
