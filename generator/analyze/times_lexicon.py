"""A text as a row of classed tokens, one letter a token, that the grammar's rules are matched on.

The tokens are the grammar's own and do not depend on a language pipeline, so that "3pm",
"six-month" and "2016-04-11" always come out the same. One pass over the text, linear in its
length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .times_feasts import FEASTS
from .times_words import MONTHS, WEEKDAYS, class_words

_FIXED = class_words()
_MARKS = {
    ",": "COMMA",
    "-": "HY",
    "–": "HY",
    "‑": "HY",
    "‐": "HY",
    "—": "DASH",
    "(": "LP",
    ")": "RP",
    "+": "PLUS",
    "%": "PERCENT",
    "'": "APOSTROPHE",
}
# Classes of tokens by their shape; MONTH to WEEKDAYS by a capital letter too.
_SHAPES = (
    "OTHER",
    "MONTH",
    "WEEKDAY",
    "WEEKDAYS",
    "ISO",
    "SLASH",
    "CLOCK",
    "DECADE",
    "SHORTYEAR",
    "QUARTER",
    "ORDN",
    "DNUM",
    "YEAR",
    "NUM",
    "FEAST",
    "POSS",
    "BREAK",
)
_CLASSES = sorted({*_FIXED.values(), *_MARKS.values(), *_SHAPES})
LETTERS = {name: chr(0xE000 + place) for place, name in enumerate(_CLASSES)}
_OTHER = LETTERS["OTHER"]
_LOWER_LETTERS = {word: LETTERS[name] for word, name in _FIXED.items()}

_FEAST_NAMES = "|".join(
    name.replace(".", r"\.").replace("'", "['’]").replace(" ", "[ ]")
    for name in sorted(FEASTS, key=lambda name: (-len(name), name))
)
_SHORT_NAMES = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun"
_TOKEN = re.compile(
    r"""
      (?P<LOWER>[a-z]{2,}(?![^\W\d_]))
    | (?P<BREAK>\n[^\S\n]*\n)
    | (?P<ISO>(?<!\d)\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
    | (?P<SLASH>(?<![\d/.])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}-\d{1,2}-\d{4}
        |9/11|\d{4}/\d\d/\d\d)(?![\d/-]|\.\d))
    | (?P<CLOCK>(?<![\d:.])\d{1,2}(?:[:.]\d\d(?::\d\d)?)?\s?[aApP](?:\.\s?[mM]\.|[mM]\b)
        |(?<![\d:.,])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
    | (?P<DECADE>(?<![\d.,])\d{3}0['’]?s\b|['’][1-9]0s\b|(?<![\d.,])[1-9]0s\b)
    | (?P<SHORTYEAR>(?<!\w)['’]\d\d(?![\w]))
    | (?P<QUARTER>\bQ[1-4]\b)
    | (?P<ORDN>(?<![\d.,])\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<NUMBER>\d+(?:[.,]\d+)*)
    | (?P<FEAST>(?=[A-Z])\b(?i:FEASTS)\b)
    | (?P<SHORT>(?=[A-Z])\b(?i:SHORTS)\.)
    | (?P<WORD>o['’]clock\b|[^\W\d_]+)
    | (?P<POSS>['’](?:s|t|ll|d|re|ve|m)\b)
    | (?P<MARK>\S)
    """.replace("FEASTS", _FEAST_NAMES).replace("SHORTS", _SHORT_NAMES),
    re.VERBOSE,
)


@dataclass(slots=True)
class Words:
    """The tokens of a text: half-open offsets, lower-case words, and one letter (a class) a token."""

    text: str
    starts: list[int]
    ends: list[int]
    lower: list[str]
    letters: str

    def at(self, place: int) -> str:
        """The token in lower case, nothing outside of the text."""
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def letter(self, place: int) -> str:
        """The letter of the token's class, nothing outside of the text."""
        return self.letters[place] if 0 <= place < len(self.letters) else ""

    def is_capital(self, place: int) -> bool:
        """Whether the token starts with a capital letter."""
        return self.text[self.starts[place]].isupper()


def read_words(text: str) -> Words:
    """The tokens of ``text`` with their classes."""
    starts, ends, lower, letters = [], [], [], []
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup, match.group()
        starts.append(match.start())
        ends.append(match.end())
        if kind == "LOWER":  # four tokens of five: no further look
            lower.append(raw)
            letters.append(_LOWER_LETTERS.get(raw, _OTHER))
            continue
        word = (raw if raw.isascii() else _write_plainly(raw)).lower()
        lower.append(word)
        letters.append(LETTERS[_classify(kind, word, raw)])
    return Words(text, starts, ends, lower, "".join(letters))


def letters_of(*names: str) -> frozenset[str]:
    """The letters of some classes."""
    return frozenset(LETTERS[name] for name in names)


def _write_plainly(raw: str) -> str:
    """A token with straight apostrophes and European digits."""
    return "".join(str(unicodedata.decimal(char, char)) for char in raw).replace("’", "'").replace("ʼ", "'")


def _classify(kind: str, word: str, raw: str) -> str:
    if kind == "WORD":
        return _FIXED.get(word) or (_classify_name(word) if _is_written_as_name(word, raw) else "OTHER")
    if kind == "NUMBER":
        return _classify_number(word)
    if kind == "SHORT":
        return "MONTH" if word in MONTHS else "WEEKDAY"
    if kind == "MARK":
        return _MARKS.get(word, "OTHER")
    return kind


def _is_written_as_name(word: str, raw: str) -> bool:
    """Whether the word has a capital; in full capitals only where it is a whole name ("SAT" is a test)."""
    return raw[0].isupper() and (len(word) > 4 or not raw.isupper() or word in ("may", "june", "july"))


def _classify_name(word: str) -> str:
    if word in MONTHS:
        return "MONTH"
    if word in WEEKDAYS:
        return "WEEKDAY"
    return "WEEKDAYS" if word.endswith("days") and word[:-1] in WEEKDAYS else "OTHER"


def _classify_number(word: str) -> str:
    if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31:
        return "DNUM"
    return "YEAR" if word.isdigit() and len(word) == 4 and "1200" <= word <= "2199" else "NUM"
