"""`eddytui fields` and `lists`: custom fields of the three owners, and the helpdesk's own lists."""

import pytest

from tests.offices import Office

SELECTS = {"tickets": 2, "users": 89, "orgs": 92}
TREES = {"tickets": 5, "orgs": 93}


@pytest.mark.parametrize(("kind", "number"), SELECTS.items())
def test_the_fields_of_every_owner_are_listed_and_shown(
    kind: str, number: int, still: Office
) -> None:
    listed = still.document(f"fields list {kind}")
    assert listed["complete"]
    assert number in [field["id"] for field in listed["items"]]
    assert "select" in still.well(f"fields list {kind}")
    assert "Colleagues  see, change" in still.well(f"fields show {kind} {number}")
    assert still.document(f"fields show {kind} {number}")["field_type"] == "select"


@pytest.mark.parametrize(("kind", "number"), TREES.items())
def test_a_hierarchy_is_printed_as_a_tree(kind: str, number: int, still: Office) -> None:
    options = still.document(f"fields options {kind} {number}")["items"]
    lines = still.well(f"fields options {kind} {number}").splitlines()
    assert len(lines) == len(options)
    depths = {int(line.split()[0]): len(line) - len(line.lstrip()) for line in lines}
    for option in options:
        above = depths.get(option["pid"], -2)
        assert depths[option["id"]] == above + 2


@pytest.mark.parametrize(("kind", "number"), SELECTS.items())
def test_options_are_added_renamed_and_removed(kind: str, number: int, boss: Office) -> None:
    first, second = boss.well(f"fields add {kind} {number} 'By phone' 'By mail'").splitlines()
    assert (first.split("  ")[1], second.split("  ")[1]) == ("By phone", "By mail")
    one, other = first.split()[0], second.split()[0]
    boss.well(f"fields rename {kind} {number} {one} 'По телефону' --lang ru")
    options = {str(o["id"]): o for o in boss.document(f"fields options {kind} {number}")["items"]}
    assert options[one]["name"] == {"en": "By phone", "ru": "По телефону"}
    result = boss.run(f"fields remove {kind} {number} {one} 99999 {other} --yes")
    assert result.exit_code == 1
    assert result.stdout == f"Option {one} is removed.\nOption {other} is removed.\n"
    assert result.stderr.startswith("Option 99999: Not found: ")


def test_hundreds_of_options_come_through_standard_input(boss: Office) -> None:
    names = "\n".join(f"Reason {number}" for number in range(250))
    added = boss.well("fields add tickets 2 -", f"{names}\n\n  Reason 1 \n")
    assert len(added.splitlines()) == 250
    assert len(boss.sent("POST")) == 3


def test_options_are_added_below_another_and_go_with_it(boss: Office) -> None:
    added = boss.well("fields add tickets 5 Firewalls --parent 31")
    assert f"  {added.strip()}" in boss.well("fields options tickets 5").splitlines()
    boss.well("fields remove tickets 5 31 --yes")
    assert "Firewalls" not in boss.well("fields options tickets 5")


def test_options_are_chosen_by_their_names(boss: Office) -> None:
    boss.well("tickets set 1042 field.2=workaround field.5=network/wi-fi")
    fields = dict(boss.helpdesk.world.tickets[1042].fields)
    assert (fields[2], fields[5]) == (23, (31, 312))
    wrong = boss.run("tickets set 1042 field.5=network/fax")
    assert wrong.exit_code == 2
    assert wrong.stderr.startswith('There is no option "fax". Choose VPN, Wi-Fi, Telephony')


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("fields list moon", 2, "'moon' is not one of 'tickets', 'users', 'orgs'."),
        ("fields show tickets 999", 1, "{999} does not exist"),
        ("fields options tickets 4", 4, "{select} or {hierarchy}"),
        ("fields options tickets 999", 1, "{999} does not exist"),
        ("fields add tickets 2", 2, "There is no name, so nothing is added."),
        ("fields add tickets 2 ' '", 2, "There is no name, so nothing is added."),
        ("fields add tickets 2 Solved", 4, "Not allowed: "),
        ("fields rename tickets 2 999 x", 1, "Field 2 has no option 999."),
        ("fields rename tickets 2 21 ' '", 2, "There is no name, so nothing is changed."),
        ("fields remove tickets 2 21", 2, "with all below? Nobody can be asked here: add --yes."),
        ("fields remove tickets 2 21 --yes", 4, "Option 21: Not allowed: "),
        ("lists moon", 2, "'moon' is not one of"),
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    line: str, code: int, told: str, still: Office
) -> None:
    still.fails(line, code, told)


def test_the_helpdesks_own_lists_are_printed(still: Office) -> None:
    everything = still.document("lists")
    assert [*everything] == [
        *("departments", "statuses", "priorities", "types", "groups", "presence")
    ]
    assert all(each["complete"] for each in everything.values())
    assert everything["types"]["items"][0]["id"] == 0
    printed = still.well("lists statuses presence")
    assert "closed" in printed
    assert "Lunch break" in printed
    assert "Priorities" not in printed
