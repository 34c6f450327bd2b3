"""A real mail server on this machine (aiosmtpd) that does what a test tells it to."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

# For localhost, of no use elsewhere, valid until 2126.
CERTIFICATE = Path(__file__).parents[1] / "fetch" / "loopback.pem"


class MailServer:
    """``received`` are pairs of recipient and bytes, in order; the sets and counts below say what goes wrong.

    ``refused`` and ``later`` are recipients answered with 550 and 451, ``spam`` those whose mail is answered with 554.
    ``break_at`` are numbers (from 1) of messages under which the connection breaks once, when the recipient is named;
    ``break_after`` when the whole message is there and not yet answered. ``slow`` are seconds before each answer to a
    message. After ``last`` messages no connection is taken and the last one breaks.
    """

    def __init__(self, port: int) -> None:
        self.host, self.port = "localhost", port
        self.received: list[tuple[str, bytes]] = []
        self.refused: set[str] = set()
        self.later: set[str] = set()
        self.spam: set[str] = set()
        self.break_at: set[int] = set()
        self.break_after: set[int] = set()
        self.slow = 0.0
        self.last: int | None = None
        self.connections = 0
        self.named = self.taken = 0
        self.encrypted: list[bool] = []
        self.login: tuple[str, str] | None = None
        self.controller: Any = None

    def parse(self, place: int) -> EmailMessage:
        """A message that was received."""
        return BytesParser(policy=POLICY).parsebytes(self.received[place][1])

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.received]

    # What follows is called by aiosmtpd.

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:
        self.connections += session.ssl is None or not self.encrypted  # a second EHLO follows STARTTLS
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.named += 1
        if self.named in self.break_at:
            server.transport.abort()
            return "421 gone"
        if address in self.refused:
            return "550 5.1.1 no such\x1b[31m user here"
        if address in self.later:
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken += 1
        if self.slow:
            await asyncio.sleep(self.slow)
        if set(envelope.rcpt_tos) & self.spam:
            return "554 5.7.1 this looks like spam"
        if self.taken in self.break_after:
            server.transport.abort()
            return "421 gone"
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        self.received += [(address, envelope.original_content) for address in envelope.rcpt_tos]
        if self.last is not None and len(self.received) >= self.last:
            self.controller.server.close()
            self.break_at.add(self.named + 1)
        return "250 taken"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == self.login, handled=False)


@contextmanager
def serve_mail(
    *, tls: bool = False, starttls: bool = False, login: tuple[str, str] | None = None
) -> Iterator[MailServer]:
    """A server that runs while the block does."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    served = MailServer(port)
    served.login = login
    context = None
    if tls or starttls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": port}
    if tls:
        options["ssl_context"] = context
    if starttls:
        options |= {"tls_context": context, "require_starttls": True}
    if login:
        options |= {"authenticator": served.authenticate, "auth_required": True, "auth_require_tls": False}
    controller = Controller(served, **options)
    served.controller = controller
    controller.start()
    try:
        yield served
    finally:
        controller.stop(no_assert=True)
