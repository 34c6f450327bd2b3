"""A real server on this machine: TLS, login, refusals, slowness, and connections that break."""

from __future__ import annotations

import smtplib

import pytest
from loopback_smtp import CERTIFICATE, MailServer, serve_mail

from generator.errors import ConfigError, SendError
from generator.mail.sending import Server, Transport

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
MESSAGE = b"From: a@example.org\r\nSubject: x\r\n\r\n.dot\r\nFrom here\r\n"
A, B, C = "a@example.org", "b@example.org", "c@example.org"


def transport(server: MailServer, **options: object) -> Transport:
    values = {"security": "none", "timeout": 5, "name": "mail.example.org", **options}
    return Transport(Server(server.host, server.port, **values))


def send(server: MailServer, *recipients: str, **options: object) -> list[SendError]:
    """Send to each; what went wrong."""
    faults = []
    with transport(server, **options) as sender:
        for recipient in recipients:
            try:
                sender.send("news@example.org", recipient, MESSAGE)
            except SendError as error:
                faults.append(error)
    return faults


def test_one_connection_takes_all_and_the_bytes_arrive_as_they_are(server: MailServer) -> None:
    assert send(server, A, B, C) == []
    assert server.recipients == [A, B, C] and server.connections == 1
    assert all(data == MESSAGE for _, data in server.received)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_tls_with_a_private_authority(security: str) -> None:
    with serve_mail(**{security: True}) as server:
        assert send(server, A, security=security, ca_file=CERTIFICATE) == []
        assert server.encrypted == [True]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_must_be_known_and_for_the_name(security: str) -> None:
    with serve_mail(**{security: True}) as server:
        (fault,) = send(server, A, security=security)
        assert fault.fatal and "certificate is not valid: self-signed" in str(fault) and "ca_file" in str(fault)
        server.host = "127.0.0.1"
        (fault,) = send(server, A, security=security, ca_file=CERTIFICATE)
        assert "not valid for '127.0.0.1'" in str(fault)
        assert not server.received


def test_a_server_without_tls_is_never_spoken_to_in_clear(server: MailServer) -> None:
    (fault,) = send(server, A, security="starttls")
    assert fault.fatal and "STARTTLS" in str(fault) and not server.received


def test_login() -> None:
    with serve_mail(starttls=True, login=("news", "secret")) as server:
        options = {"security": "starttls", "ca_file": CERTIFICATE, "user": "news"}
        assert send(server, A, password="secret", **options) == []
        (fault,) = send(server, A, password="wrong", **options)
        assert fault.fatal and "535" in str(fault) and "BRIEFINGS_SMTP_PASSWORD" in str(fault)
        (fault,) = send(server, A, password="pässword", **options)
        assert "ASCII" in str(fault)
        with pytest.raises(ConfigError, match="BRIEFINGS_SMTP_PASSWORD: no password for news"):
            transport(server, **options)
        assert server.recipients == [A]


def test_a_password_is_not_sent_in_clear(server: MailServer) -> None:
    server.host = "mail.example.org"
    with pytest.raises(ConfigError, match="in clear"):
        transport(server, user="news", password="secret")


def test_a_file_that_holds_no_certificate_is_named(server: MailServer) -> None:
    from pathlib import Path

    with pytest.raises(ConfigError, match="ca_file.*cannot be read"):
        transport(server, security="tls", ca_file=Path(__file__))


def test_who_is_refused_costs_no_other(server: MailServer) -> None:
    server.refused, server.later, server.spam = {A}, {B}, {C}
    faults = send(server, A, B, C, "d@example.org")
    assert [str(fault) for fault in faults] == [
        f"{A}: 550 5.1.1 no such[31m user here (correct or delete the address)",
        f"{B}: 451 4.7.1 try again later (run it again later)",
        f"{C}: 554 5.7.1 this looks like spam (the server took the address and not the mail)",
    ]
    assert not any(fault.broken or fault.fatal for fault in faults)
    assert server.recipients == ["d@example.org"] and server.connections == 1


def test_a_broken_connection_is_opened_again(server: MailServer) -> None:
    server.break_at = {2}
    assert send(server, A, B, C) == []
    assert server.recipients == [A, B, C] and server.connections == 2


def test_a_mail_whose_answer_was_lost_is_sent_again(server: MailServer) -> None:
    server.break_after = {2}
    assert send(server, A, B, C) == []
    assert server.recipients == [A, B, C] and server.taken == 4


def test_one_that_breaks_the_connection_each_time_is_named(server: MailServer) -> None:
    server.break_at = {2, 3}
    (fault,) = send(server, A, B, C)
    assert fault.broken and str(fault).startswith(B) and server.recipients == [A, C]


def test_a_slow_server_is_waited_for_and_no_longer_than_said(server: MailServer) -> None:
    server.slow = 0.2
    assert send(server, A) == []
    server.slow = 1.5
    (fault,) = send(server, B, timeout=0.3)
    assert fault.broken and "no answer in time" in str(fault)


def test_no_server_is_said_once_and_plainly() -> None:
    with serve_mail() as server:
        pass
    (fault,) = send(server, A)
    assert fault.fatal and f"localhost:{server.port}" in str(fault) and "check mail: host" in str(fault)


def test_an_error_at_the_goodbye_is_none(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def quit_badly(self: smtplib.SMTP) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "quit", quit_badly)
    assert send(server, A) == []
