"""Numerals in digits and words, and their values."""

from __future__ import annotations

import re

from .document import Document

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value
    for value, word in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split())
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
    "tn": 1_000_000_000_000,
    "crore": 10_000_000,
    "lakh": 100_000,
    "dozen": 12,
}
CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "A$": "AUD",
    "C$": "CAD",
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)(m|mn|bn|k|tn|km|kg)")


def read_value(document: Document, index: int, end: int) -> tuple[float, int] | None:
    """(value, the token after it) of the number that begins at a token; None where none does."""
    doc = document.doc
    text = doc[index].lower_
    glued = _GLUED.fullmatch(text)
    if glued and glued[2] in SCALES:
        return float(glued[1]) * SCALES[glued[2]], index + 1
    if _DIGITS.fullmatch(text) and len(text) <= 15:
        value, after = float(text.replace(",", "")), index + 1
        # "250, 000": a blank that strayed into the number.
        while (
            after + 1 < end
            and doc[after].text == ","
            and re.fullmatch(r"000", doc[after + 1].text)
            and value < 1_000_000
            and not doc[after - 1].whitespace_
            and len(doc[after - 1].text) <= 3
        ):
            value, after = value * 1000, after + 2
    else:
        read = _read_words(document, index, end)
        if read is None:
            return None
        value, after = read
    while after < end and doc[after].lower_ in SCALES and doc[after].lower_ not in ("k", "m"):
        value, after = value * SCALES[doc[after].lower_], after + 1
    return value, after


def read_scale_letter(document: Document, value: float, after: int, end: int) -> tuple[float, int]:
    """A sum and the token after it, with the letter that scales it: "$200m"."""
    doc = document.doc
    if after < end and doc[after].lower_ in ("k", "m", "mn", "bn", "tn") and not doc[after - 1].whitespace_:
        return value * SCALES[doc[after].lower_], after + 1
    return value, after


def _read_words(document: Document, index: int, end: int) -> tuple[float, int] | None:
    doc = document.doc
    total = current = 0
    after = index
    read = False
    while after < end:
        word = doc[after].lower_
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred" and read:
            current *= 100
        elif word == "and" and read and current >= 100 and after + 1 < end and doc[after + 1].lower_ in _UNITS | _TENS:
            pass
        elif word == "-" and read and after + 1 < end and doc[after + 1].lower_ in _UNITS:
            pass
        elif (
            word in ("a", "an")
            and not read
            and after + 1 < end
            and doc[after + 1].lower_ in ("hundred", "thousand", "million", "billion", "dozen")
        ):
            scale = SCALES[doc[after + 1].lower_]
            return float(scale), after + 2
        else:
            break
        read = True
        after += 1
    return (float(total + current), after) if read else None


def value_of(word: str) -> float | None:
    """The value of a number in one word, None of another word."""
    digits = word.replace(",", "")
    return float(digits) if digits.isascii() and digits.isdecimal() else _UNITS.get(word) or _TENS.get(word)
