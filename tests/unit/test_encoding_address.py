"""The helpdesk's address, whatever was pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.api import DeskError, Misconfigured, base_url

ACME = "https://acme.eddydesk.com"


@pytest.mark.parametrize(
    "pasted",
    [
        "acme.eddydesk.com",
        "  acme.eddydesk.com\n",
        "//acme.eddydesk.com/",
        "HTTPS://Acme.EddyDesk.com",
        f"{ACME}",
        f"{ACME}///",
        f"{ACME}/api/v2",
        f"{ACME}/api/v2/",
        f"{ACME}/ru/api/v2/tickets/?page=1",
        f"{ACME}/en",
        f"{ACME}/ua/",
        f"{ACME}/en/ticket/list/filter/id/3/ticket/1042?tab=a#reply",
        f"{ACME}:443/en",
        "https://ira%40acme.com:sesame@acme.eddydesk.com/en",
        "ira:sesame@acme.eddydesk.com",
        f"{ACME}.",
    ],
)
def test_a_pasted_page_leads_to_the_helpdesk(pasted: str) -> None:
    assert base_url(pasted) == ACME


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://desk.acme.com:8443/en", "https://desk.acme.com:8443"),
        ("http://localhost:8000/api/v2", "http://localhost:8000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://127.8.8.8:80/", "http://127.8.8.8"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://[2001:db8::1]/en", "https://[2001:db8::1]"),
        ("помощь.пример.рф/ru", "https://помощь.пример.рф"),
        ("helpdesk", "https://helpdesk"),
    ],
)
def test_other_addresses_are_kept_as_they_are_meant(pasted: str, address: str) -> None:
    assert base_url(pasted) == address


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "https://",
        "https:///en",
        "acme eddydesk com",
        "acme.eddydesk.com\x1b[2J",
        "acme..com",
        "https://acme.com:port",
        "https://acme.com:99999",
        "https://[::1",
        "ftp://acme.eddydesk.com",
        "javascript://alert",
        "http://acme.eddydesk.com",
        "http://192.168.0.7",
        "http://localhost.evil.example",
    ],
)
def test_what_is_no_safe_address_is_refused_with_advice(pasted: str) -> None:
    with pytest.raises(Misconfigured, match="https") as caught:
        base_url(pasted)

    assert str(caught.value).endswith(".")


def test_a_pasted_password_is_not_repeated() -> None:
    with pytest.raises(Misconfigured) as caught:
        base_url("http://ira:sesame@acme.eddydesk.com:port")

    assert "sesame" not in str(caught.value)


@given(st.text() | st.from_regex(r"(https?:)?[a-zа-я0-9.:@/\[\]-]{1,20}", fullmatch=True))
def test_any_text_gives_an_address_or_a_sentence(pasted: str) -> None:
    try:
        address = base_url(pasted)
    except DeskError:
        return
    assert base_url(address) == address
    assert base_url(f"{address}/en/ticket/list/") == address
