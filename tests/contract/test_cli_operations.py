"""Every operation of the API document can be had from the command line."""

import re
from pathlib import Path

from eddytui.demo.app import ROOT, ROUTES
from tests.offices import Office

NOT_IN_THE_DOCUMENT = {("GET", "/ips"), ("GET", "/knowledge_base/articles/{id:int}")}
LINES = """
lists
tickets list --limit 1000
tickets new --title Fax -m x --field 2=solved
tickets show 1042 --audit --billing
tickets set 1042 status=process
tickets reply 1042 -m 'first thought'
tickets note 1042 -m 'for us'
tickets merge 1042 1041 --yes
tickets delete 1040 --yes
users list
users show john@acme.com
users set john@acme.com phone=123
users new name=Ann email=ann@lee.example group=client
users log me
orgs list
orgs show Acme
orgs set Acme phone=123
orgs new name=Lee
orgs notes Acme --add x
orgs notes Acme
users notes john@acme.com --add x
users notes john@acme.com
fields show tickets 2
fields show users 89
fields show orgs 92
fields add tickets 2 New
fields add users 89 New
fields add orgs 92 New
fields options tickets 2
fields options users 89
fields options orgs 92
fields remove tickets 2 21 --yes
kb --categories
kb vpn
""".strip().splitlines()


def test_every_operation_of_the_document_is_reached(boss: Office, tmp_path: Path) -> None:
    boss.config.write_text(
        f'[profiles.work]\nurl = "{boss.helpdesk.address}"\n'
        f'email = "{boss.email}"\nundocumented = true\n'
    )
    for line in LINES:
        boss.well(line)
    for kind, name in (("posts", "reply"), ("comments", "note")):
        number = boss.document("tickets show 1042")[kind][-1]["id"]
        assert "changed in" in boss.well(f"tickets {name} 1042 --edit {number} -m 'second thought'")
        assert boss.document("tickets show 1042")[kind][-1]["plain"] == "second thought"
        assert "deleted from" in boss.well(f"tickets {name} 1042 --delete {number} --yes")
        assert number not in [each["id"] for each in boss.document("tickets show 1042")[kind]]
    for owner, known in (("users", "john@acme.com"), ("orgs", "Acme")):
        note = boss.document(f"{owner} notes {known}")["items"][0]["id"]
        boss.well(f"{owner} notes {known} --delete {note} --yes")
    for kind, field in (("users", 89), ("orgs", 92)):
        option = boss.document(f"fields options {kind} {field}")["items"][0]["id"]
        boss.well(f"fields remove {kind} {field} {option} --yes")
    boss.well("users delete ann@lee.example --yes")
    boss.well("orgs delete Lee --yes")
    assert _missing(boss) == NOT_IN_THE_DOCUMENT


def _missing(office: Office) -> set[tuple[str, str]]:
    """The operations that nobody has asked for."""
    asked = {
        (method, path.partition("?")[0].removeprefix(ROOT).rstrip("/"))
        for method, path in office.helpdesk.requests
    }
    return {
        (method, route)
        for method, route, _ in ROUTES
        if not any(
            method == verb and re.fullmatch(re.sub(r"\{\w+:int\}", r"\\d+", route), path)
            for verb, path in asked
        )
    }
