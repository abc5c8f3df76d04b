"""What `eddytui tickets show` and `files` say of tickets that are not here as they should be."""

from tests.offices import Office


def test_a_ticket_in_the_bin_is_shown_as_one(boss: Office) -> None:
    boss.well("tickets delete 1042 --yes")
    shown = boss.well("tickets show 1042")
    assert "#1042 VPN down for the whole office" in shown
    assert "yes, it is in the bin" in shown
    assert "It is 34 people now." in shown
    boss.server.__exit__()
    assert "yes, it is in the bin" in boss.well("tickets show 1042")
    with boss.server:
        pass
