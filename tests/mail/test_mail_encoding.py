"""Transfer encodings: the standard library reads back what was put in, and servers may pass it on."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.mail.encoding import encode_text


def decode(text: str) -> tuple[str, str]:
    body, encoding = encode_text(text)
    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return message_from_bytes(head.encode() + body, policy=SMTP).get_content().replace("\r\n", "\n"), encoding


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("plain words\n", "7bit"),
        ("x" * 100 + "\n", "quoted-printable"),
        ("“Quoted” – words, and then some more that are plain\n", "quoted-printable"),
        ("trailing blank \n", "quoted-printable"),
        ("北京大学的消息\n" * 9, "base64"),
        (".\n..\nFrom here\n", "7bit"),
    ],
)
def test_the_encoding_fits_the_text(text: str, encoding: str) -> None:
    assert decode(text) == (text, encoding)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=400))
@settings(derandomize=True, deadline=None)
def test_every_text_comes_back_and_every_line_is_short_ascii(text: str) -> None:
    body, _ = encode_text(text + "\n")
    assert decode(text + "\n")[0] == text + "\n"
    assert body.isascii() and all(len(line) <= 78 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
