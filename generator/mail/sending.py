"""Messages to a mail server: one connection, opened again when it breaks. Alone knows SMTP (RFC5321)."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigError, SendError
from ..render import visible_text
from ..settings import MAIL_SECURITY

#: Environment variable of the password, which stands in no file.
PASSWORD = "BRIEFINGS_SMTP_PASSWORD"
#: Times that one message is tried where the connection breaks under it.
TRIES = 2
#: Hosts that a password may be sent to without TLS.
_OWN = ("localhost", "127.0.0.1", "::1")
_CLOSING = 421  # "service not available, closing transmission channel"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in. ``name`` is what we call ourselves; ``ca_file`` holds the only authorities trusted."""

    host: str
    port: int = 0
    security: str = "starttls"
    user: str | None = None
    password: str | None = None
    ca_file: Path | None = None
    timeout: float = 30
    name: str = "localhost"


class Transport:
    """A connection to the server, opened with the first message. Use it in a ``with`` statement."""

    def __init__(self, server: Server) -> None:
        """Check what can be checked without a connection. Raises ConfigError."""
        if server.user and server.password is None:
            raise ConfigError(f"no password for {server.user}", subject=PASSWORD, hint="set it in the environment")
        if server.user and server.security == "none" and server.host not in _OWN:
            raise ConfigError(
                "the password would be sent in clear", subject="mail: security", hint="write starttls or tls"
            )
        self._server = server
        self._context = None if server.security == "none" else _make_context(server.ca_file)
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
            self._connection = None

    def send(self, sender: str, recipient: str, message: bytes) -> None:
        """Hand a message in; it is taken when this returns.

        A connection that breaks is opened again and the message sent again. Where it broke between the last byte
        and the server's answer, the server may have taken it already: the copy has the same Message-ID, and a copy
        is better than none. Raises SendError: refused (``broken`` False), or not handed in (``broken`` True), or no
        connection to be had (``fatal``).
        """
        for attempt in range(TRIES):
            try:
                if self._connection is None:
                    self._connection = self._open()
                self._connection.sendmail(sender, [recipient], message)
                return
            except smtplib.SMTPRecipientsRefused as error:
                code, reply = error.recipients[recipient]
                fault: Exception = smtplib.SMTPResponseException(code, reply)
            except (smtplib.SMTPException, OSError) as error:
                fault = error
            broken = not isinstance(fault, smtplib.SMTPResponseException) or fault.smtp_code in (_CLOSING, -1)
            if not broken:
                raise SendError(_words(fault), subject=recipient, hint=_advise(fault))
            self._drop()
            if attempt + 1 == TRIES:
                raise SendError(_words(fault), subject=recipient, hint="run it again", broken=True) from fault
        raise AssertionError("not reached")

    def _open(self) -> smtplib.SMTP:
        """A connection that is encrypted and logged in as the settings say. Raises SendError."""
        server = self._server
        port = server.port or MAIL_SECURITY[server.security]
        where = f"{server.host}:{port}"
        options = {"timeout": server.timeout, "local_hostname": server.name}
        connection = None
        try:
            if server.security == "tls":
                connection = smtplib.SMTP_SSL(server.host, port, context=self._context, **options)
            else:
                connection = smtplib.SMTP(server.host, port, **options)
                if server.security == "starttls":
                    connection.starttls(context=self._context)
            if server.user:
                connection.login(server.user, server.password or "")
            return connection
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            if connection is not None:
                connection.close()
            raise SendError(_words(error), subject=where, hint=_advise(error), fatal=True) from error

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _make_context(ca_file: Path | None) -> ssl.SSLContext:
    """TLS that checks certificate and host name. Raises ConfigError."""
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            "cannot be read as certificates", subject=f"mail: ca_file: {ca_file}", hint="give a PEM file"
        ) from error


def _words(error: Exception) -> str:
    """An error in a line: what the server answered, or what the network did."""
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
        return f"{error.smtp_code} {visible_text(words)[:300]}".strip()
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, TimeoutError) or "timed out" in str(error):  # smtplib makes a broken connection of it
        return "no answer in time"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the connection broke"
    if isinstance(error, UnicodeError):
        return "user and password must be ASCII"
    return visible_text(getattr(error, "strerror", None) or str(error))[:300]


def _advise(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"check mail: user, and {PASSWORD}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "check mail: host, or name the authority in mail: ca_file"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "check mail: security and port"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return "check mail: from"
    if isinstance(error, smtplib.SMTPDataError):
        return "the server took the address and not the mail"
    if isinstance(error, smtplib.SMTPResponseException):
        return "run it again later" if 400 <= error.smtp_code < 500 else "correct or delete the address"
    return "check mail: host, port and security"
