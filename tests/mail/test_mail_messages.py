"""Whole messages, as the standard library reads them; nothing of an article gets into a header."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from generator.errors import ConfigError
from generator.mail.addresses import Envelope, Mailbox, parse_mailbox, read_envelope
from generator.mail.letters import Letter
from generator.mail.messages import write_message
from generator.settings import MailSetting

LETTER = Letter("Wall gives way – 14 dead", "<p>Wörter</p>\n", "Wörter\n", ("a",))
MAIL = MailSetting(
    sender="Port Vérrin, Briefings <news@example.org>",
    reply_to="editors@example.org",
    domain="mail.example.org",
    list_id="Port Vérrin <briefings.example.org>",
    unsubscribe=("https://example.org/off/" + "x" * 80 + "?who={recipient}", "mailto:off@example.org"),
)
ADA = Mailbox("Ada, the Reader", "ada+x@example.org")
HEADERS = {"From", "Reply-To", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe"}
HEADERS |= {"List-Unsubscribe-Post", "MIME-Version", "Content-Type"}


def envelope(**values: object) -> Envelope:
    return read_envelope(replace(MAIL, **values), title="Briefings", subject="briefings.yml")


def parse(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=SMTP)
    assert not message.defects and not any(part.defects for part in message.walk())
    return message


def test_the_standard_library_reads_it_back() -> None:
    message = parse(write_message(LETTER, envelope=envelope(), day="2031-05-04", recipient=ADA))
    assert set(message.keys()) == HEADERS and len(message.keys()) == len(HEADERS)
    assert message["Subject"] == LETTER.subject
    assert message["From"].addresses[0].display_name == "Port Vérrin, Briefings"
    assert message["From"].addresses[0].addr_spec == "news@example.org"
    assert str(message["To"]) == '"Ada, the Reader" <ada+x@example.org>'
    assert message["Date"] == "Sun, 04 May 2031 00:00:00 +0000"
    assert message["Message-ID"].endswith("@mail.example.org>")
    assert message["List-Id"] == "Port Vérrin <briefings.example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().replace("\r\n", "\n") == LETTER.html


def test_list_headers_are_plain_and_never_encoded() -> None:
    data = write_message(LETTER, envelope=envelope(), day="2031-05-04", recipient=ADA)
    assert data.isascii() and all(len(line) < 998 for line in data.split(b"\r\n"))
    who = "x" * 80 + "?who=ada%2Bx%40example.org"
    assert f"List-Unsubscribe: <https://example.org/off/{who}>,\r\n <mailto:off@example.org>\r\n".encode() in data


def test_one_click_needs_https() -> None:
    data = write_message(LETTER, envelope=envelope(unsubscribe=("mailto:off@example.org",)), day="2031-05-04")
    assert b"List-Unsubscribe: <mailto:off@example.org>\r\n" in data and b"One-Click" not in data


def test_the_same_letter_gives_the_same_bytes_and_ids_tell_recipients_apart() -> None:
    one = write_message(LETTER, envelope=envelope(), day="2031-05-04", recipient=ADA)
    assert one == write_message(LETTER, envelope=envelope(), day="2031-05-04", recipient=ADA)
    others = [
        write_message(LETTER, envelope=envelope(), day="2031-05-04"),
        write_message(LETTER, envelope=envelope(), day="2031-05-05", recipient=ADA),
        write_message(replace(LETTER, text="other\n"), envelope=envelope(), day="2031-05-04", recipient=ADA),
        write_message(LETTER, envelope=envelope(), day="2031-05-04", recipient=Mailbox("", "ben@example.org")),
    ]
    ids = {parse(data)["Message-ID"] for data in (one, *others)}
    assert len(ids) == 5


def test_a_letter_to_nobody_yet_has_all_that_a_mail_needs() -> None:
    bare = read_envelope(MailSetting(), title="Briefings", subject="briefings.yml")
    message = parse(write_message(LETTER, envelope=bare, day="2031-05-04"))
    assert str(message["From"]) == "Briefings <briefings@briefings.invalid>"
    assert message["To"] == "undisclosed-recipients:;" and "List-Id" not in message


def test_the_recipient_stands_where_the_letter_leaves_room_and_nowhere_else() -> None:
    letter = replace(
        LETTER, text="{recipient} said\nhttps://x/{recipient}\n", html="<p>{recipient}</p>\n", personal=True
    )
    message = parse(write_message(letter, envelope=envelope(), day="2031-05-04", recipient=ADA))
    text, html = message.iter_parts()
    assert text.get_content() == "{recipient} said\r\nhttps://x/ada%2Bx%40example.org\r\n"


EVIL = st.text(st.sampled_from('ab \r\n\0\x0b\x0c\x1c\x85\u2028\u2029\u202e\u200b:<>@,;"=?_-é北'), max_size=40)


@given(EVIL, EVIL, EVIL)
@hypothesis_settings(derandomize=True, deadline=None, max_examples=150)
def test_no_words_break_out_of_a_header(subject: str, title: str, name: str) -> None:
    letter = replace(LETTER, subject=f"a{subject}\r\nBcc: all@example.org\n\nbody", text=f"{subject}\n.\n")
    made = read_envelope(replace(MAIL, sender="news@example.org"), title=title, subject="briefings.yml")
    data = write_message(
        letter,
        envelope=made,
        day="2031-05-04",
        recipient=Mailbox("".join(name.split()), ADA.address) if name.isprintable() and '"' not in name else ADA,
    )
    message = message_from_bytes(data, policy=SMTP)
    assert set(message.keys()) == HEADERS and len(message.keys()) == len(HEADERS)
    assert all(ord(char) >= 32 and char not in "\u202e\u200b\u2028\x85" for char in str(message["Subject"]))
    assert len(list(message.iter_parts())) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example.org, ben@example.org",
        "ada@exa mple.org",
        "ada@example.org\nBcc: x@example.org",
        "Ada\r\nBcc: x@example.org <ada@example.org>",
        "A\u202eda <ada@example.org>",
        "ada@example.org>\r\nRCPT TO:<x@example.org",
        "<ada@example.org> <ben@example.org>",
        "ada..b@example.org",
        "ada@-example.org",
        "ädä@example.org",
        "ada@[127.0.0.1]",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="no mail address"):
        parse_mailbox(text, subject="recipients")


@pytest.mark.parametrize(
    "text, name, address",
    [
        ("ada@example.org", "", "ada@example.org"),
        ("<ada@example.org>", "", "ada@example.org"),
        ("Ada Lovelace <ada.l+news@mail.example.org>", "Ada Lovelace", "ada.l+news@mail.example.org"),
        ('"Lovelace, Ädä" <ada@localhost>', "Lovelace, Ädä", "ada@localhost"),
    ],
)
def test_addresses_with_and_without_a_name(text: str, name: str, address: str) -> None:
    assert parse_mailbox(text, subject="recipients") == Mailbox(name, address)


@pytest.mark.parametrize(
    "values",
    [
        {"domain": "example.org\r\nX: y"},
        {"domain": "a b"},
        {"list_id": "no host"},
        {"list_id": "Name\n <x.example>"},
        {"unsubscribe": ("http://example.org/",)},
        {"unsubscribe": ("https://example.org/>\r\nBcc: x@example.org",)},
        {"unsubscribe": ("https://example.org/ü",)},
        {"sender": "nobody"},
        {"reply_to": "a@b@c"},
    ],
)
def test_settings_that_do_not_fit_a_header_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="briefings.yml"):
        envelope(**values)
