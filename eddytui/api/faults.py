"""What a fault of the transport means: nothing was sent, or nobody knows what became of it."""

import ssl
from socket import gaierror

import httpx

from eddytui.api.errors import BadReply, DeskError, Offline, Unclear, Untrusted

_LATE = "The helpdesk did not answer in time. Check the connection."

_NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_OF_THE_LINE = (httpx.RequestError, TimeoutError)
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (gaierror, "The address of the helpdesk cannot be found. Check it, and your connection."),
    (httpx.ProxyError, "The proxy does not let the helpdesk be reached. Check the proxy settings."),
    (ssl.SSLError, "No secure connection to the helpdesk can be made. Check its address."),
    (httpx.TimeoutException, _LATE),
    (TimeoutError, _LATE),
    (httpx.ReadError, "The connection broke before the helpdesk had answered. Try again."),
    (
        httpx.RemoteProtocolError,
        "The connection broke before the helpdesk had answered. Try again.",
    ),
)


def fault_of(error: Exception, *, changes: bool) -> DeskError:
    """What a fault of the transport means: nothing was sent, or nobody knows what became of it.

    A lost answer to a GET is Offline too, as there was nothing to change.
    """
    causes = _causes(error)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Untrusted()
    if changes and not isinstance(error, _NOTHING_SENT):
        return Unclear()
    if isinstance(error, httpx.DecodingError) or not isinstance(error, _OF_THE_LINE):
        return BadReply()  # also what httpx lets through of the parts that it is made from
    for kind, reason in _REASONS:
        if any(isinstance(cause, kind) for cause in causes):
            return Offline(reason)
    return Offline()


def _causes(error: BaseException) -> list[BaseException]:
    """An error with everything that led to it: httpx hides the reason some levels down."""
    found = [error]
    for cause in found:  # grows while it is walked
        behind = (*getattr(cause, "exceptions", ()), cause.__cause__, cause.__context__)
        found += [reason for reason in behind if reason is not None and reason not in found]
    return found
