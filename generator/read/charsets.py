"""Bytes of a web page, feed or mail part to text, by what they state of their encoding and what they are."""

from __future__ import annotations

import re

from ..errors import ReadError
from .decoding import BOMS, HINT, check_signature

# What is understood under a name, as browsers do: Latin-1 is Windows-1252, GB 2312 is GB 18030. Names that are
# not here are not looked up: Python's codecs know some that are no character encodings.
_SAME = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "tis-620": "cp874",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    # A page that states UTF-16 in letters that can be read is not in it.
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
_FAMILY = re.compile(r"(?:windows-|cp-?)(125\d|874)|iso-8859-(\d{1,2})")
_STATED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:-]{2,30})""")
STATED_BYTES = 4_096
SAMPLE_BYTES = 20_000
MAX_BROKEN_SHARE = 0.01  # of the characters: a page with more of them damaged cannot be read


def decode_page(data: bytes, *, seed: str, stated: str | None = None) -> tuple[str, int]:
    """(text, number of damaged characters in it).

    Tried in this order: a byte order mark's encoding, UTF-8, the encoding that ``stated`` (an HTTP or mail
    header) or the page's first bytes name, the one that the bytes most look like. Raises ReadError where
    more than one character in a hundred is damaged in all of them, and for what is no text at all.
    """
    check_signature(data, seed=seed)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _accept(data.decode(encoding, errors="replace"), seed)
    try:
        text = data.decode("utf-8")
        if text.count("\x00") <= MAX_BROKEN_SHARE * len(text):
            return text, 0
    except UnicodeDecodeError:
        pass
    for encoding in (find_encoding(stated), _find_stated(data)):
        if encoding and encoding != "utf-8":
            text = data.decode(encoding, errors="replace")
            if text.count("\ufffd") <= MAX_BROKEN_SHARE * len(text):
                return _accept(text, seed)
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= MAX_BROKEN_SHARE * len(text):
        return _accept(text, seed)
    guess = _guess(data)
    if guess is None:
        raise ReadError("is in an unknown encoding", subject=seed, hint=HINT)
    return _accept(data.decode(guess, errors="replace"), seed)


def find_encoding(name: str | None) -> str | None:
    """Python's name of a character encoding, None where it is not one of those that pages and mails are in."""
    plain = (name or "").strip().strip("\"'").lower()
    if plain in _SAME:
        return _SAME[plain]
    match = _FAMILY.fullmatch(plain)
    if not match:
        return None
    if match[1]:
        return f"cp{match[1]}"
    return f"iso8859_{int(match[2])}" if 2 <= int(match[2]) <= 16 and int(match[2]) != 12 else None


def _find_stated(data: bytes) -> str | None:
    match = _STATED.search(data[:STATED_BYTES])
    return find_encoding(match[1].decode("ascii")) if match else None


def _guess(data: bytes) -> str | None:
    if data[:2_000:2].count(0) > 700 or data[1:2_000:2].count(0) > 700:
        return "utf-16-be" if data[:2_000:2].count(0) > 700 else "utf-16-le"
    from charset_normalizer import from_bytes  # only here: it takes a tenth of a second to load

    high = next((place for place, byte in enumerate(data) if byte > 127), 0)
    start = max(0, high - 200)
    best = from_bytes(data[start : start + SAMPLE_BYTES]).best()
    return best.encoding if best is not None else None


def _accept(text: str, seed: str) -> tuple[str, int]:
    damaged = text.count("\ufffd")
    if damaged > MAX_BROKEN_SHARE * len(text) or text.count("\x00") > MAX_BROKEN_SHARE * len(text):
        raise ReadError("is damaged, or not text", subject=seed, hint=HINT)
    return text, damaged
