"""Bytes to text, or an error that says what the bytes are instead."""

from __future__ import annotations

import codecs
import re

from ..errors import ReadError

# What a file of another kind begins with, and what people call it.
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
)
BOMS = (  # the four-byte marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text may hold a stray form feed or escape; more than one control character in two hundred is not text.
MAX_CONTROL_SHARE = 0.005
# French has about 4 accented letters in a hundred characters and Windows punctuation adds one or two;
# Cyrillic, Greek, Arabic or East Asian bytes read as cp1252 give 40 in a hundred and more.
MAX_CP1252_SHARE = 0.15
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HIGH = re.compile(r"[\x80-\U0010ffff]")
# A capital with an accent inside a word is what another single-byte encoding looks like ("donÕt"), or a
# symbol that prose hardly has. Letters of western European prose and typographic marks are not in it.
_ODD = re.compile(r"(?<=[a-z])[À-ÖØ-Þ]|[¤¦¨¬¯±¶¸¹²³µ¼½¾ƒˆ˜†‡‰ªþÞðÐ×÷]")
MAX_ODD_SHARE = 0.2
HINT = "save it as UTF-8 text"


def decode_text(data: bytes, *, seed: str) -> str:
    """The text in ``data``, without a byte order mark.

    Tried in this order: a byte order mark's encoding, UTF-8, Windows-1252 where the result
    looks like prose. Raises ReadError for an empty file, for what is not text, for damaged
    UTF-8 and for any other encoding; it never guesses among those.
    """
    check_signature(data, seed=seed)
    text = _decode(data, seed)
    if not text.strip("\ufeff \t\r\n"):
        raise ReadError("is empty", subject=seed, hint="put the article's text in it, or remove it")
    control = len(_CONTROL.findall(text))
    if "\x00" in text or control > MAX_CONTROL_SHARE * len(text):
        raise ReadError("is not text but binary data", subject=seed, hint="export its text as UTF-8, or remove it")
    return text


def check_signature(data: bytes, *, seed: str) -> None:
    """Raises ReadError for an empty file and for one that begins as something else than text does."""
    if not data.strip():
        raise ReadError("is empty", subject=seed, hint="put the article's text in it, or remove it")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"is not text but {name}", subject=seed, hint="export its text as UTF-8, or remove it")


def _decode(data: bytes, seed: str) -> str:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise ReadError(
                    f"is marked as {name} but damaged at byte {error.start}", subject=seed, hint=HINT
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    if b"\x00" in data:
        raise ReadError("is not text but binary data", subject=seed, hint="export its text as UTF-8, or remove it")
    damaged = data.decode("utf-8", errors="replace")
    line = data.count(b"\n", 0, first) + 1
    broken = damaged.count("\ufffd")
    if len(_HIGH.findall(damaged)) - broken > broken:
        raise ReadError(
            f"is UTF-8 with damaged characters, the first in line {line}", subject=seed, hint=f"correct them, or {HINT}"
        )
    text = data.decode("cp1252", errors="replace")
    high = len(_HIGH.findall(text))
    plausible = (
        "\ufffd" not in text
        and high <= MAX_CP1252_SHARE * len(text)
        and len(_ODD.findall(text)) <= MAX_ODD_SHARE * high
    )
    if not plausible:
        raise ReadError(f"is in an unknown encoding (not UTF-8 in line {line})", subject=seed, hint=HINT)
    return text
