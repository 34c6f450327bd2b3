"""Span arithmetic, normalisation and offset maps over plain strings."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import filterfalse

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "´": "'", "′": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
    | {"–": "-", "—": "-", "‐": "-", "‑": "-"}
)


def digest_text(text: str) -> str:
    """The SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_parts(*parts: str, length: int = 12) -> str:
    """A digest of several texts that no two different sequences share, ``length`` hexadecimal digits."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return digest_text(joined)[:length]


def collapse_space(text: str) -> str:
    """The text on one line: each run of white space is one blank, none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text as it is compared: case folded, accents off, quotation marks and dashes plain, blanks collapsed."""
    plain = text if text.isascii() else text.translate(_QUOTES)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(filterfalse(unicodedata.combining, plain))
    return collapse_space(plain.casefold())


def slugify(text: str, *, length: int = 60) -> str:
    """A file name of lower-case letters, digits and hyphens made from ``text``, at most ``length`` long.

    A text without a Latin letter or digit gives a digest of itself, so that the result is never empty.
    """
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) > length:
        slug = slug[:length].rsplit("-", 1)[0] if "-" in slug[:length] else slug[:length]
    return slug or digest_parts(text, length=8)


def to_payload(offsets: tuple[tuple[int, int, int], ...], position: int) -> int | None:
    """Where a place of the cleaned text stands in the payload; None where it was not in the payload."""
    for start, payload, length in offsets:
        if start <= position < start + length:
            return payload + position - start
    return None
