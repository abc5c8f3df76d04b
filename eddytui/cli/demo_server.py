"""`eddytui demo-server`: the pretend helpdesk at an address of this machine, for other programs."""

import errno
import socket
from contextlib import suppress

import click

from eddytui.cli.groups import Manual
from eddytui.cli.output import USAGE, Failure
from eddytui.demo.account import EMAIL, KEY

_HOST = "127.0.0.1"
_NO_UVICORN = "The demo server needs uvicorn. Install it with: pip install 'eddytui[server]'"
_BUSY = "Port {} is in use. Choose another with --port, or leave it out."
_REFUSED = "Port {} cannot be used: {}. Choose another with --port, or leave it out."
_READY = """\
The demo helpdesk is at  {url}
E-mail                   {email}
API key                  {key}

Open it in another terminal with:
  EDDYTUI_URL={url} EDDYTUI_EMAIL={email} EDDYTUI_API_KEY={key} eddytui

Everything in it is made up, and gone when it ends. Stop it with ctrl+c."""


@click.command(
    "demo-server", cls=Manual, examples=("demo-server", "demo-server --port 8080 --tickets 5000")
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="A free one when left out.",
)
@click.option(
    "--tickets",
    type=click.IntRange(1, 200_000),
    default=240,
    metavar="N",
    help="How many tickets it has.",
)
@click.option(
    "--seed", default=7, metavar="N", help="Which demo: the same number gives the same tickets."
)
def demo_server(port: int, tickets: int, seed: int) -> None:
    """Serve the pretend helpdesk on this machine.

    It speaks the whole API, for this machine alone, and begins anew each time.
    """
    try:
        import uvicorn  # noqa: PLC0415 - an extra, and this command alone needs it
    except ImportError as error:
        raise Failure(_NO_UVICORN, USAGE) from error

    from eddytui.cli.account import clock  # noqa: PLC0415 - loads the store
    from eddytui.demo.helpdesk import DemoHelpdesk  # noqa: PLC0415 - loads Starlette

    with _listening(port) as listening:
        helpdesk = DemoHelpdesk(seed=seed, tickets=tickets, clock=clock(""))
        helpdesk.address = f"http://{_HOST}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            helpdesk.app, ws="none", lifespan="off", log_config=None, timeout_graceful_shutdown=1
        )
        with suppress(KeyboardInterrupt):
            click.echo(_READY.format(url=helpdesk.address, email=EMAIL, key=KEY))
            uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    """A socket of this machine alone, at the port or a free one."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failure(_BUSY.format(port), USAGE) from error
        raise Failure(_REFUSED.format(port, error.strerror), USAGE) from error
