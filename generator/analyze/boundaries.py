"""Where sentences begin among the tokens of a paragraph, by rule.

News is written with care for its full stops; a parser trained on the web is less
sure of them than a few rules. A quotation's closing mark belongs to the sentence it
closes, and "Why?" Smith asked is one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOSERS = frozenset("\"'”’)]»") | {"''"}
_STOP = re.compile(r"[.!?…]$")
_INITIAL = re.compile(r"[A-Z]\.$")

# They end a sentence only by accident: a name or a number follows.
TITLES = frozenset(
    "mr. mrs. ms. dr. prof. gen. lt. col. maj. capt. cmdr. sgt. cpl. adm. brig. rev. fr. hon. gov. sen. rep. pres. "
    "st. mt. ft. no. nos. vs. v. jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mon. tue. wed. thu. fri. "
    "sat. sun. messrs. supt. insp. det. vol. pp. fig. al. e.g. i.e. cf. approx. dept. univ. ext. est. bros. "
    "gens.".split()
)
# They may end a sentence; the word that follows decides.
ABBREVIATIONS = frozenset(
    "u.s. u.k. u.n. u.s.a. e.u. d.c. inc. corp. co. ltd. jr. sr. etc. a.m. p.m. ph.d. m.d. b.a. m.a. llc. plc. "
    "ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. md. mass. mich. minn. miss. mo. mont. "
    "neb. nev. "
    "okla. ore. pa. tenn. tex. va. vt. wash. wis. wyo. ala. ave. blvd. rd. ave. n.y. n.j. n.h. n.c. s.c. n.d. "
    "s.d. w.va.".split()
)
# Words that open a sentence and are no part of a name when they stand capitalised.
OPENERS = frozenset(
    "the a an he she it they we i you this that these those his her its their our my in on at by for from with "
    "as but and "
    "so yet or if when while after before since although though however meanwhile there here what who why how where "
    "earlier later last also according many some most several no not one two three".split()
)
_SAYING = frozenset(
    "said says say asked asks told wrote added replied shouted cried wondered continued demanded responded "
    "exclaimed tweeted "
    "declared answered chanted yelled quipped joked explained argued insisted recalled concluded noted remarked".split()
)
# Of the titles, those before a number, and those of the calendar.
_NUMBERED = frozenset("no nos vol pp fig v vs est approx ext".split())
_CALENDAR = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun".split())
# Longest sentence, in tokens: a text without a full stop is cut, so that no rule meets one of a million.
LONGEST = 400


def find_starts(words: Sequence[str], spaced: Sequence[bool]) -> list[bool]:
    """For each token, whether a sentence starts there; the first always does.

    ``spaced[i]`` is whether white space follows token ``i``.
    """
    starts = [False] * len(words)
    if not words:
        return starts
    starts[0] = True
    last = 0
    for index in range(1, len(words)):
        if index - last >= LONGEST or (_ends_before(words, spaced, index) and index > last):
            starts[index] = True
            last = index
    return starts


def _ends_before(words: Sequence[str], spaced: Sequence[bool], index: int) -> bool:
    if not _may_open(words, spaced, index):
        return False
    stop = index - 1
    closed = False
    while stop >= 0 and index - stop <= 4 and words[stop] in CLOSERS and (stop == 0 or not spaced[stop - 1]):
        closed = True
        stop -= 1
    if stop < 0 or index - stop > 4:
        return False
    word = words[stop]
    if not _STOP.search(word):
        return False
    if not spaced[index - 1] and not (
        word in ".!?" and words[index][0].isupper() and len(words[index]) > 1 and not closed
    ):
        # "end.The": a full stop that lost its blank; after a closing mark anything may follow.
        if not closed:
            return False
    if len(word) > 1 and word.endswith(".") and set(word) != {"."}:
        return _abbreviation_ends(words, index, word, closed)
    if word == "." and stop > 0 and not spaced[stop - 1] and words[stop - 1][:1].isupper() and not closed:
        if len(words[stop - 1]) == 1:
            return _word(words, index).lower() in OPENERS and _word(words, index) != "I"
        return not _is_parted(words[stop - 1].lower(), _word(words, index))
    if closed and word[-1] in "?!" and _is_speech_tag(words, index):
        return False
    return True


def _may_open(words: Sequence[str], spaced: Sequence[bool], index: int) -> bool:
    word = words[index]
    if word in CLOSERS and not (spaced[index - 1] and not spaced[index]):
        return False
    first = _word(words, index)
    return bool(first) and (
        first[0].isupper() or first[0].isdigit() or first[0] in "-–—•*#@$£€[(“\"'‘«" or _is_name_prefix(words, index)
    )


def _is_name_prefix(words: Sequence[str], index: int) -> bool:
    """ "al-Tira", "iPhone": a name that opens a sentence in lower case."""
    word = words[index]
    if word in ("al", "el", "ad", "an", "ar", "as", "at", "az") and index + 2 < len(words):
        return words[index + 1] in ("-", "‑") and words[index + 2][:1].isupper()
    return len(word) > 1 and word[0].islower() and word[1].isupper()


def _word(words: Sequence[str], index: int) -> str:
    """The first word at or after ``index`` that is more than an opening mark."""
    for word in words[index : index + 3]:
        if word not in "\"'“‘([«''" or word.isalnum():
            return word
    return ""


def _abbreviation_ends(words: Sequence[str], index: int, word: str, closed: bool) -> bool:
    lower = word.lower()
    if closed:
        return True
    if lower in TITLES:
        return False
    if lower in ABBREVIATIONS or _INITIAL.fullmatch(word) or re.fullmatch(r"(?:[A-Za-z]\.)+", word):
        following = _word(words, index)
        return following.lower() in OPENERS and following[0].isupper() and following != "I"
    return True


def _is_parted(word: str, following: str) -> bool:
    """Whether a word that was parted from its full stop is an abbreviation: "Cpl . Moor", "No . 2", "Sun . Dec. 31"."""
    if f"{word}." not in TITLES:
        return False
    if word in _NUMBERED:
        return following[:1].isdigit()
    if word in _CALENDAR:
        return following[:1].isdigit() or following.lower().removesuffix(".")[:3] in _CALENDAR
    return following[:1].isupper() and following.lower() not in OPENERS


def _is_speech_tag(words: Sequence[str], index: int) -> bool:
    """Whether words on a verb of saying comes before any other mark than a comma: '"Why?" Ann Lee, a judge, asked.'"""
    for offset, word in enumerate(words[index : index + 16]):
        if word.lower() in _SAYING and offset > 0:
            return True
        if not word[0].isalnum() and word not in "-'’.,()":
            return False
        if word in ("is", "was", "are", "were", "has", "had", "have", "will") or word == ".":
            return False
    return False
