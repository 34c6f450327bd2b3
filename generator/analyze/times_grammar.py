"""Rules of time expressions: named patterns over classed words, each with what it means.

A pattern is a regular expression whose atoms are the word classes of ``times_lexicon`` in
capitals. Where several match, the leftmost wins, then the longest, then the one that stands
first. A rule's builder returns a Draft: type, steps of a ``dates`` rule with ``?`` where a
direction is still to be found, and what the steps start from; or None to decline.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .times_lexicon import LETTERS, Words
from .times_words import NUMBERS, UNITS

ANCHOR, TEXT = "anchor", "text"


@dataclass(slots=True)
class Draft:
    """A found expression before its day is known.

    ``first`` and ``last`` are its first token and the one behind its last. ``steps`` are those of a
    ``dates`` rule (None for a plain ``value``), from ``base``: the article's day (anchor) or the last
    day the text spoke of (text). ``clock`` is a time of day that still looks for its day,
    ``count`` how many days a duration shifts ("four days" after, before), else 0.
    """

    rule: str
    first: int
    last: int
    type: str
    steps: str | None = None
    value: str | None = None
    base: str = ANCHOR
    clock: bool = False
    count: int = 0


Builder = Callable[[Words, re.Match], "Draft | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and what builds its meaning."""

    name: str
    pattern: re.Pattern
    build: Builder


_MACROS = {
    "CARD": "(?:(?:NUMW(?:HY?NUMW){0,3}|NUM|DNUM|ONE|YEAR)(?:AND A HALF)?)",
    "QUANT": "(?:CARD|A FEW|A COUPLE OF?|A NUMBER OF|FEW|COUPLE OF|SOME|A)",
    "QMOD": "(?:ABOUT|MORE THAN|LESS THAN|UP TO|AT LEAST|SOME)",
    "ANYUNIT": "(?:UNIT|UNITS)",
    "DAYNUM": "(?:DNUM|ORDN)",
    "POINT": "(?:EARLY|MID HY?|LATE IN?|LATER|EARLY IN)",
}
_NAME = re.compile(r"(?<!\(\?)\b[A-Z]+\b")


def compile_pattern(pattern: str) -> re.Pattern:
    """The pattern over class letters that a readable pattern over class names stands for."""
    while any(re.search(rf"(?<![A-Z<]){name}(?![A-Z])", pattern) for name in _MACROS):
        for name, macro in _MACROS.items():
            pattern = re.sub(rf"(?<![A-Z<]){name}(?![A-Z])", lambda _, macro=macro: macro, pattern)
    return re.compile(_NAME.sub(lambda name: LETTERS[name.group()], pattern).replace(" ", ""))


RULES: list[Rule] = []


def rule(name: str, *patterns: str) -> Callable[[Builder], Builder]:
    """Adds a builder to the grammar under a name, for each of its patterns."""

    def add(build: Builder) -> Builder:
        RULES.extend(Rule(name, compile_pattern(pattern), build) for pattern in patterns)
        return build

    return add


def find_drafts(words: Words) -> list[Draft]:
    """Every expression of the text, in order, without overlaps."""
    found: list[tuple[int, int, int, Draft]] = []
    for place, one in enumerate(RULES):
        for match in one.pattern.finditer(words.letters):
            draft = one.build(words, match)
            if draft is not None:
                draft.rule = one.name
                found.append((draft.first, -draft.last, place, draft))
    found.sort(key=lambda item: item[:3])
    chosen: list[Draft] = []
    for first, _, _, draft in found:
        if not chosen or first >= chosen[-1].last:
            chosen.append(draft)
    return chosen


# ------------------------------------------------------------------- reading of words


def read_number(words: Words, first: int, last: int) -> float | None:
    """The number that tokens name ("twenty-five", "two and a half", "1,200", "a"); None for "several"."""
    total, seen = 0.0, False
    for place in range(first, last):
        word = words.lower[place]
        if word[0].isdigit():
            try:
                total, seen = total + float(word.replace(",", "")), True
            except ValueError:
                return None
        elif word == "hundred":
            total, seen = max(total, 1) * 100, True
        elif word in NUMBERS:
            total, seen = total + NUMBERS[word], True
        elif word == "half":
            total, seen = total + 0.5, True
        elif word in ("a", "an") and place == first and last - first == 1:
            return 1.0
        elif word == "couple":
            return 2.0
        elif word in ("few", "several", "many", "some", "number"):
            return None
    return total if seen else None


def read_span(match: re.Match, name: str) -> int | None:
    """The token that a named group starts at; None where the pattern has no such group or it matched nothing."""
    place = match.start(name) if name in match.re.groupindex else -1
    return None if place < 0 else place


def draft_of(match: re.Match, kind: str, steps: str | None = None, **more: object) -> Draft:
    """A draft over the whole match."""
    return Draft("", match.start(), match.end(), kind, steps, **more)


def write_duration(number: float | None, unit: str) -> str:
    """``P4D``, ``PT12H``, ``P2.5Y``, ``PXM`` for a unit word and a number."""
    if unit == "second":
        mark, factor = "TS", 1
    else:
        _, mark, factor = UNITS[unit]
    if number is None:
        amount = "X"
        mark = {"decade": "DE", "century": "CE"}.get(unit, mark)
    else:
        product = number * factor
        amount = str(int(product)) if product == int(product) else f"{product:g}"
    return f"PT{amount}{mark[1:]}" if mark.startswith("T") else f"P{amount}{mark}"


def write_shift(number: float | None, unit: str, sign: int) -> str | None:
    """The step "four units on": ``week-2``; None for seconds and for no whole number of units."""
    if number is None or unit == "second":
        return None
    if number != int(number):
        number, unit = {
            "year": (number * 12, "month"),
            "decade": (number * 10, "year"),
            "century": (number * 100, "year"),
            "week": (number * 7, "day"),
            "month": (number * 4, "week"),
            "day": (number * 24, "hour"),
            "hour": (number * 60, "minute"),
        }.get(unit, (number, unit))
        if unit not in UNITS:
            return None
    name, _, factor = UNITS[unit] if unit != "fortnight" else ("week", "", 2)
    if unit not in ("fortnight", "semester"):
        factor = 1
    return f"{name}{sign * round(number) * factor:+d}"


def write_modifier(words: Words, place: int | None) -> str:
    """`` early``, `` mid`` or `` late`` for the word at the place, else nothing."""
    word = words.lower[place] if place is not None else ""
    name = {
        "early": "early",
        "beginning": "early",
        "start": "early",
        "mid": "mid",
        "middle": "mid",
        "late": "late",
        "later": "late",
        "end": "late",
        "close": "late",
    }.get(word)
    return f" {name}" if name else ""
