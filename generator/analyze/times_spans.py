"""Rules for stretches of time and for points counted from another: ``six months``, ``two weeks ago``.

Importing this module adds them to the grammar.
"""

from __future__ import annotations

import re

from .times_grammar import ANCHOR, TEXT, Draft, draft_of, read_number, read_span, rule, write_duration, write_shift
from .times_lexicon import Words
from .times_words import LONG_WORDS, UNITS, WEEKDAYS, unit_of

_STRETCH_CUES = frozenset(
    "in for over within after during took take takes taking lasted last lasts lasting spent spend spends "
    "spending through by only just "
    "several despite following across".split()
)
_STRETCH_ENDS = frozenset("of before after later earlier".split())
# Words that make "hours" or "years" of another kind, or of a number that is not said.
_MULTIPLES = frozenset(
    "millions thousands hundreds tens dozens billions light school business man working opening office trading".split()
)
_NOT_STRETCHES = frozenset("the early final dying last golden opening closing".split())
_HALVES = {"minute": "PT30S", "hour": "PT30M", "day": "PT12H", "year": "P6M"}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_IN_A_ROW = ("consecutive", "straight", "successive")


@rule(
    "ago",
    "QMOD?(?P<count>QUANT)?WHOLE?(?P<unit>ANYUNIT)(?:OR SO)?AGO(?:ON?(?P<day>WEEKDAY))?",
    "ABOUT?(?P<half>HALF)A(?P<unit>UNIT)AGO",
)
def build_ago(words: Words, match: re.Match) -> Draft | None:
    """``two weeks ago``, ``several weeks ago``, ``two weeks ago Sunday``, ``half a century ago``."""
    unit, day = unit_of(words.lower[match.start("unit")]), read_span(match, "day")
    number = 0.5 if read_span(match, "half") is not None else _read_count(words, match)
    step = write_shift(number, unit, -1)
    if step is None:
        return draft_of(match, "DATE", value="PAST_REF")
    if day is not None:
        step += f" {WEEKDAYS[words.lower[day]]}{'@' if step.startswith('week') else '~'}"
    return draft_of(match, "TIME" if unit in ("hour", "minute") else "DATE", step)


@rule(
    "earlier or later",
    "QMOD?(?P<count>QUANT)WHOLE?(?P<unit>ANYUNIT)(?:OR SO)?(?P<said>EARLIER|LATER|BEFORE|AFTER)",
    "(?P<unit>UNITS)(?P<said>EARLIER|LATER)",
)
def build_later(words: Words, match: re.Match) -> Draft | None:
    """``a year earlier``, ``two days later``: counted from the day that the text spoke of last."""
    unit, said = unit_of(words.lower[match.start("unit")]), words.lower[match.start("said")]
    if said in ("before", "after") and words.at(match.end()) not in ("", ",", ".", ";", ")"):
        return None  # "four days after losing it" is a duration
    back = said in ("earlier", "before")
    step = write_shift(_read_count(words, match), unit, -1 if back else 1)
    if step is None:
        return None if unit == "second" else draft_of(match, "DATE", value="PAST_REF" if back else "FUTURE_REF")
    return draft_of(match, "TIME" if unit in ("hour", "minute") else "DATE", step, base=TEXT)


@rule(
    "from now",
    "QMOD?(?P<count>QUANT)WHOLE?(?P<unit>ANYUNIT)FROM(?:NOW|DAYWORD)",
    "(?P<count>QUANT)(?P<unit>ANYUNIT)(?:POSS|APOSTROPHE)?TIME",
)
def build_from_now(words: Words, match: re.Match) -> Draft | None:
    """``three years from now``, ``in six weeks' time``."""
    if words.lower[match.end() - 1] == "time" and words.at(match.start() - 1) not in ("in", "within"):
        return None
    unit = unit_of(words.lower[match.start("unit")])
    step = write_shift(_read_count(words, match), unit, 1)
    if step is None:
        return draft_of(match, "DATE", value="FUTURE_REF")
    return draft_of(match, "TIME" if unit in ("hour", "minute") else "DATE", step, base=ANCHOR)


@rule(
    "duration",
    "QMOD?(?P<count>CARD|A FEW|A COUPLE OF?|A NUMBER OF|FEW|COUPLE OF|A SINGLE|A "
    "WHOLE|SINGLE|A)(?:MORE|OTHERW)?WHOLE?(?P<unit>ANYUNIT|SECOND)(?:OLD)?(?P<half>AND A HALF)?",
    "(?P<count>SOME)(?P<unit>UNITS)",
)
def build_duration(words: Words, match: re.Match) -> Draft | None:
    """``four days``, ``more than two and a half years``; not ``a quarter of the voters``, ``a second attack``."""
    place = match.start("unit")
    word, count = words.lower[place], words.lower[slice(*match.span("count"))]
    unit, number = unit_of(word), _read_count(words, match)
    after, alone = words.at(match.end()), count in (["a"], ["an"])
    if word == "second" or unit == "quarter" and words.lower[place - 1] not in _IN_A_ROW:
        return None
    if word in UNITS and number not in (1.0, None) and unit != "fortnight" and not after.isalpha():
        return None  # "four day" is said before a noun only
    if after == "-" and words.at(match.end() + 1) != "old":
        return None  # a day-care centre, a month-long curfew
    if read_span(match, "half") is not None and number is not None:
        number += 0.5
    if unit == "day" and (count == ["one"] and _is_some_day(words, match) or alone and after in ("when", "of", "that")):
        return None  # "one day it might", "a day when"
    rate = alone and match.start() == match.start("count") and _is_rate(words, match.start())
    return draft_of(
        match, "SET" if rate else "DURATION", value=write_duration(number, unit), count=_count_days(number, unit)
    )


@rule("duration", "QMOD?(?P<count>CARD|SINGLE)HY(?P<unit>ANYUNIT)(?:HY?OLD|HY LONG)?")
def build_joined_duration(words: Words, match: re.Match) -> Draft | None:
    """``six-month``, ``56-year-old``, ``week-long``."""
    unit, number = unit_of(words.lower[match.start("unit")]), _read_count(words, match)
    if unit == "quarter":
        return None  # three-quarters of a million
    if words.lower[match.end() - 1] == unit and words.at(match.end()) == "-":
        return None
    return draft_of(match, "DURATION", value=write_duration(number, unit), count=_count_days(number, unit))


@rule(
    "half",
    "QMOD?(?:HALF (?:A|HY)?|A HALF HY?)(?P<unit>UNIT)",
    "QMOD?A?(?P<quarter>UNIT)(?:HY|OF A)?(?P<unit>UNIT)",
)
def build_half(words: Words, match: re.Match) -> Draft | None:
    """``half an hour``, ``half a century``, ``a quarter of a century``."""
    unit, quarter = words.lower[match.start("unit")], read_span(match, "quarter")
    if quarter is not None:
        known = (words.lower[quarter], unit) == ("quarter", "century")
        return draft_of(match, "DURATION", value="P25Y") if known else None
    return draft_of(match, "DURATION", value=_HALVES.get(unit) or write_duration(0.5, unit))


@rule("long", "(?P<unit>ANYUNIT)HY LONG", "(?P<word>LONGW)")
def build_long(words: Words, match: re.Match) -> Draft | None:
    if read_span(match, "word") is not None:
        return draft_of(match, "DURATION", value=LONG_WORDS[words.lower[match.start()]])
    word = words.lower[match.start("unit")]
    return draft_of(match, "DURATION", value=write_duration(1.0 if word in UNITS else None, unit_of(word)))


@rule(
    "past or next",
    "(?:THE|THESE)?(?P<said>PAST|LAST|NEXT|COMING|FOLL|PREV|ORD)(?P<count>CARD|FEW|COUPLE "
    "OF?)MORE?WHOLE?(?P<unit>ANYUNIT)",
    "THE (?P<said>PAST|LAST|NEXT|COMING)WHOLE?(?P<unit>UNIT)",
    "(?P<said>PAST)(?P<unit>UNIT)",
)
def build_window(words: Words, match: re.Match) -> Draft | None:
    """``the past three days``, ``the next few weeks``, ``the last year``: a stretch up to a day or from it."""
    unit, said = unit_of(words.lower[match.start("unit")]), words.lower[match.start("said")]
    counted = read_span(match, "count") is not None
    if (
        unit == "second"
        or said in ("second", "third", "final")
        or not counted
        and unit == "day"
        and said in ("last", "next")
    ):
        return None
    return draft_of(match, "DURATION", value=write_duration(_read_count(words, match) if counted else 1.0, unit))


@rule("units alone", "(?P<unit>UNITS)")
def build_units(words: Words, match: re.Match) -> Draft | None:
    """``for months``, ``hours after``, ``decades of war``: a length that is not said."""
    unit = unit_of(words.lower[match.start()])
    earlier, before, after = words.at(match.start() - 2), words.at(match.start() - 1), words.at(match.end())
    if (
        unit in ("quarter", "semester")
        or before in _MULTIPLES
        or before in _NOT_STRETCHES
        or earlier in _MULTIPLES
        and before == "of"
    ):
        return None
    if unit in ("minute", "second") and (
        after == "of" or before not in ("in", "within", "for", "just") and after not in ("later", "after", "before")
    ):
        return None
    if not (before in _STRETCH_CUES or after in _STRETCH_ENDS or before == "of" and earlier in ("matter", "course")):
        return None
    return draft_of(match, "DURATION", value=write_duration(None, unit))


@rule("whole stretch", "ALL (?P<unit>UNIT)", "THE WHOLE (?P<unit>UNIT)")
def build_whole(words: Words, match: re.Match) -> Draft | None:
    unit = words.lower[match.start("unit")]
    return (
        draft_of(match, "DURATION", value=write_duration(1.0, unit))
        if unit in ("day", "week", "month", "year")
        else None
    )


def _read_count(words: Words, match: re.Match) -> float | None:
    """The number of a match's count; None for "several", and where nothing is counted."""
    if read_span(match, "count") is None:
        return None
    first, last = match.span("count")
    if {"single", "whole", "entire", "full"} & set(words.lower[first:last]):
        return 1.0
    return read_number(words, first, last)


def _count_days(number: float | None, unit: str) -> int:
    days = _DAYS.get(unit, 0) * (number or 0)
    return int(days) if days == int(days) else 0


def _is_some_day(words: Words, match: re.Match) -> bool:
    """Whether "one day" is a day that is not said: "one day it might"."""
    return words.at(match.start() - 1) not in ("in", "for", "within", "after", "only", "just") and words.at(
        match.end()
    ) not in ("after", "before", "of")


def _is_rate(words: Words, place: int) -> bool:
    """Whether "a year" says how often: "15 a year", "40,000 barrels a day", "3 % a month"."""
    before, counted = words.at(place - 1), words.at(place - 2)
    if before[:1].isdigit() or before in (
        "%",
        "percent",
        "km",
        "times",
        "once",
        "twice",
        "million",
        "billion",
        "thousand",
        "cent",
    ):
        return True
    plural = before.endswith("s") and len(before) > 3 and not words.is_capital(place - 1)
    return plural and (
        counted[:1].isdigit()
        or counted in ("of", "million", "more", "fewer", "many")
        or read_number(words, place - 2, place - 1) is not None
    )
