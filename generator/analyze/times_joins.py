"""Joins of neighbouring expressions: "the end of" + "last year", "October of" + "next year".

Also "the first Tuesday after" + "Easter", "the morning of" + "6 April", and the year that the
first of two months takes from the second.
"""

from __future__ import annotations

import re

from .times_grammar import Draft, compile_pattern, write_modifier
from .times_lexicon import Words
from .times_steps import kind_of
from .times_words import DAY_PARTS, MONTHS, ORDINALS, SEASONS, WEEKDAYS

_MODIFIED = compile_pattern("THE (?:VERY)?(?P<what>BEGIN|END|MIDDLE|REST|EARLY PART|LATE PART)OF(?:THE)?(?=$)")
_NTH = compile_pattern(
    "(?:THE)?(?P<nth>ORD|ORDN|SECOND|LAST)HY?(?P<kind>UNIT|HALF|WEEKDAY|WEEKEND)(?P<link>OF|IN|AFTER|BEFORE)?(?=$)"
)
_PART = compile_pattern("(?:THE|EARLY|LATE)?(?P<part>POD)OF(?=$)")
_EARLY = compile_pattern("THE (?:VERY)?(?:EARLY|SMALL)(?P<hours>UNITS)OF(?=$)")
_AROUND = compile_pattern("(?:THE)?(?P<unit>UNIT|WEEKEND)OF(?=$)")
_DAY = compile_pattern(
    "(?:(?:THE)?(?P<day>DAYNUM)OF?(?P<month>MONTH)|(?P<name>MONTH)(?P<number>DAYNUM))COMMA?(?:OF)?(?=$)"
)
_SEASON = compile_pattern("(?:THE)?(?P<season>SEASON)OF(?=$)")
_MONTH = compile_pattern("(?P<point>EARLY|MID HY?|LATE)?(?P<month>MONTH)(?:OF)?(?=$)")
_WEEKDAY = compile_pattern("(?P<day>WEEKDAY)(?:OF)?(?=$)")
_SIDE = compile_pattern("THE (?P<unit>UNIT)(?P<side>AFTER|BEFORE)(?=$)")
_UNDATED = re.compile(r"M(\d\d)(?:-\d\d)?\?")
_DATED = re.compile(r"=(\d{4})-(\d\d)(?:-\d\d)?$")
_LINKS = frozenset("to and or - – — through until till".split())
# Longest of the patterns above, in tokens.
_REACH = 6
_KINDS = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "half", "weekend": "weekend"}


def join_drafts(words: Words, drafts: list[Draft]) -> list[Draft]:
    """The drafts with what stands before each and limits it taken in, where the two are one expression."""
    joined: list[Draft] = []
    for draft in drafts:
        while draft.type == "DATE" and draft.steps is not None and not draft.steps.startswith("numeric"):
            wider = _widen(words, draft)
            if wider is None:
                break
            draft = wider
            while joined and joined[-1].last > draft.first:
                joined.pop()
        joined.append(draft)
    for draft, following in zip(joined, joined[1:]):
        _share_year(words, draft, following)
    return joined


def _share_year(words: Words, draft: Draft, following: Draft) -> None:
    """Gives the first of "January to April 1919" the year of the second."""
    first, second = _UNDATED.match(draft.steps or ""), _DATED.match(following.steps or "")
    if first and second and following.first - draft.last == 1 and words.lower[draft.last] in _LINKS:
        year = int(second[1]) - (first[1] > second[2])
        draft.steps = f"={year:04d}-{draft.steps[1:].replace('?', '')}"


def _widen(words: Words, draft: Draft) -> Draft | None:
    start = max(0, draft.first - _REACH)
    before = words.letters[start : draft.first]
    kind = kind_of(draft.steps)

    def found(pattern, group):
        match = pattern.search(before)
        return (None, None) if match is None else (match, words.lower[start + match.start(group)])

    def wider(match, steps, type="DATE"):
        return Draft(draft.rule, start + match.start(), draft.last, type, steps, base=draft.base)

    match, word = found(_MODIFIED, "what")
    if match and (kind != "day" or words.lower[draft.first] == "the" and words.lower[draft.last - 1] == "day"):
        return wider(match, draft.steps + write_modifier(words, start + match.start("what")))
    match, word = found(_NTH, "nth")
    if match:
        steps = _take_nth(words, draft, start, match, word, kind)
        if steps:
            return wider(match, steps)
    match, word = found(_PART, "part")
    if match and kind == "day":
        return wider(match, f"{draft.steps} T{DAY_PARTS[word]}", "TIME")
    match, word = found(_EARLY, "hours")
    if match and word == "hours" and kind == "day":
        return wider(match, f"{draft.steps} TMO", "TIME")
    match, word = found(_AROUND, "unit")
    if match and kind == "day" and word in ("week", "weekend"):
        return wider(match, f"{draft.steps} {word}+0")
    match, _ = found(_DAY, "day")
    if match and kind == "year" and not draft.steps.startswith("="):
        day, month = (
            words.lower[start + match.start(one if match.start(one) >= 0 else other)]
            for one, other in (("day", "number"), ("month", "name"))
        )
        return wider(match, f"{draft.steps} M{MONTHS[month]:02d}-{int(re.match(r'[0-9]+', day)[0]):02d}@")
    match, word = found(_SEASON, "season")
    if match and kind == "year":
        return wider(match, f"{draft.steps} {SEASONS[word]}@")
    match, word = found(_MONTH, "month")
    if match and kind == "year" and not draft.steps.startswith("="):
        point = match.start("point")
        return wider(
            match, f"{draft.steps} M{MONTHS[word]:02d}@" + (write_modifier(words, start + point) if point >= 0 else "")
        )
    match, word = found(_WEEKDAY, "day")
    if match and kind == "week":
        return wider(match, f"{draft.steps} {WEEKDAYS[word]}@")
    match, word = found(_SIDE, "unit")
    if match and kind == "day" and word in ("day", "week"):
        side = words.lower[start + match.start("side")]
        return wider(match, f"{draft.steps} {word}{'+1' if side == 'after' else '-1'}")
    return None


def _take_nth(words, draft, start, match, word, kind) -> str | None:
    """Steps for "the last week of" March, "the first Tuesday after" Easter, "the first quarter of" last year."""
    what = words.lower[start + match.start("kind")]
    link = words.lower[start + match.start("link")] if match.start("link") >= 0 else ""
    number = -1 if word == "last" else ORDINALS.get(word) or int("".join(char for char in word if char.isdigit()))
    if what in WEEKDAYS:
        code = WEEKDAYS[what]
        if link in ("after", "before"):
            shift = "" if number in (1, -1) else f" day{7 * (number - 1) * (1 if link == 'after' else -1):+d}"
            return f"{draft.steps} {code}{'>' if link == 'after' else '<'}{shift}"
        return f"{draft.steps} #{number}{code}" if link and kind in ("month", "year", "season") else None
    if (
        what in _KINDS
        and link in ("of", "in", "")
        and kind in ("month", "year", "season", "week")
        and (link or what in ("quarter", "half"))
    ):
        if what in ("quarter", "half") and kind != "year":
            return None
        return f"{draft.steps} #{number}{_KINDS[what]}"
    return None
