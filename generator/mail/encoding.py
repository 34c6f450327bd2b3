"""Text as the body of a MIME part: the transfer encoding that is shortest and that every mail server passes on."""

from __future__ import annotations

import base64
import binascii

#: Bytes of a line that need no encoding; SMTP allows 998, and mail programs quote 76 and fewer without breaking them.
LINE = 78


def encode_text(text: str) -> tuple[bytes, str]:
    """The text as bytes with CRLF at the end of lines, and the name of their Content-Transfer-Encoding.

    It is ``7bit`` where nothing needs encoding, else quoted-printable, or base64 where that is shorter (text that is
    not in Latin letters). Never ``8bit``: not every server on the way takes it, and one that must re-encode a mail
    breaks its signature.
    """
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    if data.isascii() and all(len(line) <= LINE and line.rstrip() == line for line in data.split(b"\n")):
        return data.replace(b"\n", b"\r\n"), "7bit"
    quoted = binascii.b2a_qp(data, istext=True).replace(b"\n", b"\r\n")
    lines = data.replace(b"\n", b"\r\n")
    packed = base64.encodebytes(lines).replace(b"\n", b"\r\n")
    return (packed, "base64") if len(packed) < len(quoted) else (quoted, "quoted-printable")
