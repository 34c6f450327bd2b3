"""A letter to a whole message (RFC5322, MIME), byte for byte the same for the same letter, day and recipient.

Headers go through the standard library, which refuses line breaks and encodes what is not ASCII; those that programs
read (List-*, Message-ID) are checked to be plain ASCII and written as they are, since folding would break them
(RFC2369, RFC2919, RFC8058).
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ..render import visible_text
from ..text import digest_parts
from .addresses import Envelope, Mailbox, fill
from .encoding import encode_text
from .letters import Letter
from .pieces import RECIPIENT, clip

#: Characters of a subject.
LONGEST = 400
_LINE = b"\r\n"


def write_message(letter: Letter, *, envelope: Envelope, day: str, recipient: Mailbox | None = None) -> bytes:
    """The message to ``recipient``, or to nobody yet; ``day`` (YYYY-MM-DD) is its date, at midnight (UTC)."""
    text, html = letter.text, letter.html
    if letter.personal:
        own = fill(RECIPIENT, recipient)
        text, html = (own.join(part.rsplit(RECIPIENT, 1)) for part in (text, html))
    key = digest_parts(letter.digest, recipient.key if recipient else "", day, length=32)
    headers = _write_headers(letter, envelope=envelope, day=day, recipient=recipient, key=key)
    boundary = f"=_{key}"  # "=_" stands in no encoded part
    lines = [
        headers,
        b"MIME-Version: 1.0" + _LINE,
        f'Content-Type: multipart/alternative; boundary="{boundary}"'.encode() + _LINE + _LINE,
    ]
    for kind, words in (("plain", text), ("html", html)):
        body, encoding = encode_text(words)
        lines.append(
            f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        )
        lines += [body, _LINE]
    return b"".join([*lines, f"--{boundary}--\r\n".encode()])


def _write_headers(letter: Letter, *, envelope: Envelope, day: str, recipient: Mailbox | None, key: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender.header
    if envelope.reply_to:
        message["Reply-To"] = envelope.reply_to.header
    message["To"] = recipient.header if recipient else "undisclosed-recipients:;"
    message["Subject"] = clip(visible_text(letter.subject), LONGEST)
    message["Date"] = format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))
    lines = [message.as_bytes().rstrip(_LINE), f"Message-ID: <{key}@{envelope.domain}>".encode("ascii")]
    if envelope.list_id:
        named = EmailMessage(policy=SMTP)
        named["List-Id"] = f"{envelope.list_name} <{envelope.list_id}>".strip()
        lines.append(named.as_bytes().rstrip(_LINE))
    if places := envelope.unsubscribe_at(recipient):
        listed = ",\r\n ".join(f"<{one}>" for one in places)
        lines.append(f"List-Unsubscribe: {listed}".encode("ascii"))
        if any(one.startswith("https:") for one in places):
            lines.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return _LINE.join(lines) + _LINE
