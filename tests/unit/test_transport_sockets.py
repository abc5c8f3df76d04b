"""Over real connections on this machine: leaving early, lost answers, certificates, proxies."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from eddytui.api import Client, Misconfigured, Offline, Pace, Unclear, Untrusted

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
BODY = b'{"data": {"id": 7, "title": "VPN"}}'


class Server:
    """Answers every request with one ticket, once `released` is set."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.arrived = asyncio.Event()
        self.released = asyncio.Event()
        self.loses_answers = False

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked.append(head.split(b"\r\n")[0])
                self.arrived.set()
                await self.released.wait()
                if self.loses_answers:
                    break
                writer.write(ANSWER % (len(BODY), BODY))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(server: Server, context: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    listening = await asyncio.start_server(server, "127.0.0.1", 0, ssl=context)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield f"{'https' if context else 'http'}://127.0.0.1:{port}"


def patient() -> Pace:
    """A pace that does not rest between attempts."""
    return Pace(sleep=lambda _seconds: asyncio.sleep(0))


def client_of(url: str, *, ca_file: Path | None = None) -> Client:
    return Client(url, "ira@acme.com", "sesame", pace=patient(), ca_file=ca_file)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.mark.parametrize("later", range(40))
async def test_callers_who_leave_early_do_not_use_up_the_connections(
    server: Server, later: int
) -> None:
    async with serving(server) as url, client_of(url) as client, asyncio.timeout(10):
        asking = [asyncio.create_task(client.tickets.get(7)) for _ in range(24)]
        await server.arrived.wait()
        await steps(40)
        server.released.set()
        await steps(later)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

        tickets = await asyncio.gather(*(client.tickets.get(7) for _ in range(12)))

    assert [ticket.title for ticket in tickets] == ["VPN"] * 12


async def steps(count: int) -> None:
    """Let everything that is ready go on, `count` times."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_lost_answer_leaves_a_change_unclear_and_a_question_unanswered(
    server: Server,
) -> None:
    server.loses_answers = True
    server.released.set()
    async with serving(server) as url, client_of(url) as client, asyncio.timeout(10):
        with pytest.raises(Unclear):
            await client.tickets.posts(7).create(text="Hello")
        assert server.asked == [b"POST /api/v2/tickets/7/posts/ HTTP/1.1"]

        with pytest.raises(Offline, match="broke"):
            await client.tickets.get(7)
        assert len(server.asked) == 4


async def test_where_nobody_listens_nothing_was_sent(server: Server) -> None:
    async with serving(server) as url:
        pass
    async with client_of(url) as client, asyncio.timeout(10):
        with pytest.raises(Offline):
            await client.tickets.posts(7).create(text="Hello")


async def test_plain_http_to_this_machine_goes_through_no_proxy(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:8080")
    server.released.set()
    async with serving(server) as url, client_of(url) as client, asyncio.timeout(10):
        assert (await client.tickets.get(7)).title == "VPN"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "gopher://127.0.0.1:70"])
def test_a_proxy_that_cannot_be_used_is_named_when_the_client_is_built(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(Misconfigured, match="ALL_PROXY"):
        Client("acme.eddydesk.com", "ira@acme.com", "sesame")


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_ca_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "company.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Misconfigured, match=r"company\.pem"):
        Client("acme.eddydesk.com", "ira@acme.com", "sesame", ca_file=path)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for 127.0.0.1, and the file of the authority that signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "company")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "company.pem"
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private = folder / "key.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, private)
    return context, pem


async def test_a_companys_own_authority_is_trusted_when_it_is_named(
    server: Server, tmp_path: Path
) -> None:
    context, pem = certificate(tmp_path)
    server.released.set()
    async with serving(server, context) as url, asyncio.timeout(10):
        async with client_of(url) as client:
            with pytest.raises(Untrusted):
                await client.tickets.posts(7).create(text="Hello")
        assert server.asked == [], "nothing was sent to a stranger"

        async with client_of(url, ca_file=pem) as client:
            assert (await client.tickets.get(7)).title == "VPN"
