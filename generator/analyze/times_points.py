"""Rules for points of the calendar: full dates, ranges of days, months, years, decades, centuries.

Importing this module adds them to the grammar.
"""

from __future__ import annotations

import re

from .. import dates
from .times_friends import has_year_cue, is_count, is_month, is_year, stands_alone
from .times_grammar import ANCHOR, TEXT, Draft, draft_of, read_span, rule, write_modifier
from .times_lexicon import Words
from .times_words import MONTHS, ORDINALS

# Two digits of a year above this are of the 1900s ("'82"), others of the 2000s ("'08").
_LAST_SHORT_YEAR = 40
# "The September 11 attacks" without a year are those of 2001.
_ATTACKS = frozenset("attack attacks terrorist terror hijackers hijackings".split())


def read_day_number(word: str) -> int:
    """The number of "27", "27th" or "second"."""
    return int(re.match(r"\d+", word)[0]) if word[0].isdigit() else ORDINALS[word]


def read_year(word: str) -> str:
    """Four digits for "2016" or "'82"."""
    digits = word.lstrip("'")
    return digits if len(digits) == 4 else f"{19 if int(digits) > _LAST_SHORT_YEAR else 20}{digits}"


@rule("iso date", "ISO")
def build_iso(words: Words, match: re.Match) -> Draft | None:
    value = words.lower[match.start()].upper()
    return draft_of(match, "TIME" if "T" in value else "DATE", f"={value}")


@rule("numeric date", "SLASH")
def build_numeric(words: Words, match: re.Match) -> Draft | None:
    """``11/04/2016``; which of the two is the day is settled later, from the rest of the text."""
    word = words.lower[match.start()]
    if word == "9/11":
        return draft_of(match, "DATE", "=2001-09-11")
    parts = [int(part) for part in re.split(r"[/.-]", word)]
    if "." in word and parts[1] <= 12:  # points are written between day and month only
        value = f"{parts[2]:04d}-{parts[1]:02d}-{parts[0]:02d}"
        return draft_of(match, "DATE", f"={value}") if dates.first_day(value) else None
    if parts[0] > 31:
        return draft_of(match, "DATE", f"={parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}")
    year = parts[2] if parts[2] > 99 else int(read_year(f"{parts[2]:02d}"))
    if max(parts[:2]) > 31 or not 1 <= min(parts[:2]) <= 12:
        return None
    return draft_of(match, "DATE", f"numeric {parts[0]} {parts[1]} {year}")


@rule(
    "day and month",
    "(?:WEEKDAY COMMA?)?(?:THE(?=ORDN))?(?P<day>DAYNUM)(?:OF)?(?P<month>MONTH)(?:COMMA?(?P<year>YEAR|SHORTYEAR))?",
    "(?:WEEKDAY COMMA?)?(?P<month>MONTH)(?:THE(?=ORDN))?(?P<day>DAYNUM)(?:COMMA?(?P<year>YEAR|SHORTYEAR))?",
    "THE (?P<day>ORD)OF(?P<month>MONTH)(?:COMMA?(?P<year>YEAR))?",
)
def build_day(words: Words, match: re.Match) -> Draft | None:
    """``27 February``, ``Feb. 27``, ``Monday, February 27, 2016``, ``the Fourth of July``."""
    month, day = MONTHS[words.lower[match.start("month")]], read_day_number(words.lower[match.start("day")])
    year = read_span(match, "year")
    if not dates.first_day(f"2000-{month:02d}-{day:02d}"):
        return None
    if year is not None and not is_count(words, year):
        value = f"{read_year(words.lower[year])}-{month:02d}-{day:02d}"
        return draft_of(match, "DATE", f"={value}") if dates.first_day(value) else None
    draft = draft_of(match, "DATE", f"M{month:02d}-{day:02d}?")
    if year is not None:  # "on February 27, 2000 people fled"
        draft.last = year - (words.lower[year - 1] == ",")
    elif (month, day) == (9, 11) and words.at(match.end()) in _ATTACKS:
        draft.steps = "=2001-09-11"
    return draft


@rule(
    "first day of a range",
    "(?P<day>DAYNUM)(?=(?:HY|TO|AND|DASH)DAYNUM OF?(?P<month>MONTH))",
    "(?P<month>MONTH)(?P<day>DAYNUM)(?=(?:HY|TO|AND|DASH)DAYNUM(?!OF?MONTH))",
)
def build_range_start(words: Words, match: re.Match) -> Draft | None:
    """The 11 of ``11-13 April``."""
    day = read_day_number(words.lower[match.start("day")])
    month = MONTHS[words.lower[match.start("month")]]
    return draft_of(match, "DATE", f"M{month:02d}-{day:02d}?") if 1 <= day <= 31 else None


@rule("last day of a range", "(?<=MONTH DAYNUM (?:HY|DASH|TO))(?P<day>DAYNUM)(?:COMMA?(?P<year>YEAR))?(?!HY|PERCENT)")
def build_range_end(words: Words, match: re.Match) -> Draft | None:
    """The 13 of ``April 11-13``."""
    after = words.at(match.end())
    if words.lower[match.start() - 1] == "to" and (
        is_count(words, match.end() - 1) or after[-1:] == "s" and len(after) > 3
    ):
        return None  # "rose from March 11 to 13 people"
    month, year = MONTHS[words.lower[match.start() - 3]], read_span(match, "year")
    value = f"{month:02d}-{read_day_number(words.lower[match.start('day')]):02d}"
    if not dates.first_day(f"2000-{value}"):
        return None
    return draft_of(match, "DATE", f"={words.lower[year]}-{value}" if year is not None else f"M{value}?")


@rule("day of the month", "(?:WEEKDAY COMMA?)THE (?P<day>ORDN)", "THE (?P<day>ORDN)")
def build_day_of_month(words: Words, match: re.Match) -> Draft | None:
    """``Tuesday, the 12th``, ``on the 11th``: in the month that the text or the article is in."""
    day = read_day_number(words.lower[match.start("day")])
    alone = words.lower[match.start()] == "the"
    if not 1 <= day <= 31 or not stands_alone(words, match.end()):
        return None
    if alone and words.at(match.start() - 1) not in ("on", "until", "by", "since"):
        return None
    return draft_of(match, "DATE", f"D{day:02d}{'~' if alone else '?'}", base=TEXT if alone else ANCHOR)


@rule("month and year", "(?P<point>POINT)?(?P<month>MONTH)(?:COMMA|OF)?(?P<year>YEAR|SHORTYEAR)")
def build_month_of_year(words: Words, match: re.Match) -> Draft | None:
    year = match.start("year")
    if is_count(words, year):
        return None
    steps = f"={read_year(words.lower[year])}-{MONTHS[words.lower[match.start('month')]]:02d}"
    return draft_of(match, "DATE", steps + write_modifier(words, read_span(match, "point")))


@rule("month", "(?P<point>POINT)?(?P<month>MONTH)")
def build_month(words: Words, match: re.Match) -> Draft | None:
    place = match.start("month")
    if not is_month(words, place):
        return None
    return draft_of(
        match, "DATE", f"M{MONTHS[words.lower[place]]:02d}?" + write_modifier(words, read_span(match, "point"))
    )


@rule(
    "month",
    "(?:THE)?(?P<said>THIS PAST|THIS COMING|THIS|LAST|NEXT|PAST|COMING)(?P<month>MONTH)",
    "THE (?P<said>PREV|FOLL)(?P<month>MONTH)",
)
def build_said_month(words: Words, match: re.Match) -> Draft | None:
    """``last September``, ``this past March``, ``the previous November``."""
    place = match.start("month")
    name, said = f"M{MONTHS[words.lower[place]]:02d}", words.lower[place - 1]
    if not is_month(words, place):
        return None
    if said == "this":
        return draft_of(match, "DATE", f"year+0 {name}@")
    back = said in ("last", "past", "previous", "preceding", "prior")
    away = said in ("previous", "preceding", "prior", "following", "subsequent", "ensuing")
    draft = draft_of(match, "DATE", f"{name}{'<' if back else '>'}")
    draft.base = TEXT if away else draft.base
    return draft


@rule("year end", "(?P<unit>UNIT)HY?(?P<point>END)(?!HY)")
def build_year_end(words: Words, match: re.Match) -> Draft | None:
    """``by year-end``; not "a year-end bonus"."""
    if (words.lower[match.start("unit")], words.lower[match.end() - 1]) != ("year", "end"):
        return None
    if words.at(match.start() - 1) in ("the", "a", "this"):
        return None
    return draft_of(match, "DATE", "year+0 late") if stands_alone(words, match.end()) else None


@rule("year", "(?:THE UNIT)(?P<year>YEAR)")
def build_named_year(words: Words, match: re.Match) -> Draft | None:
    """``the year 2000``."""
    if words.lower[match.start() + 1] != "year" or is_count(words, match.start("year")):
        return None
    return draft_of(match, "DATE", f"={words.lower[match.start('year')]}")


@rule("year", "(?P<point>POINT)?(?P<year>YEAR|SHORTYEAR)")
def build_year(words: Words, match: re.Match) -> Draft | None:
    year, point = match.start("year"), read_span(match, "point")
    word = words.lower[year]
    if not (has_year_cue(words, year) if word.startswith("'") else is_year(words, year, plain=point is None)):
        return None
    return draft_of(match, "DATE", f"={read_year(word)}" + write_modifier(words, point))


@rule("decade", "(?:THE)?(?P<point>POINT)?(?P<decade>DECADE)")
def build_decade(words: Words, match: re.Match) -> Draft | None:
    """``the 1980s``, ``the early '70s``, ``the 1800s``; not "in his 70s"."""
    place = match.start("decade")
    digits = re.sub(r"\D", "", words.lower[place])
    if len(digits) == 2 and not words.lower[place].startswith("'"):
        if words.at(place - 1) not in ("the", "early", "mid", "late", "and", "or", "-") or digits < "20":
            return None
        if words.at(match.start() - 1) in ("reach", "reached", "hit", "top"):
            return None  # temperatures, ages
    century = len(digits) == 4 and digits.endswith("00") and digits < "2000"
    value = digits[:2] if century else digits[:3] if len(digits) == 4 else f"19{digits[0]}"
    return draft_of(match, "DATE", f"={value}" + write_modifier(words, read_span(match, "point")))


@rule("century", "(?:THE)?(?P<point>POINT)?(?P<nth>ORDN|ORD)HY?(?P<unit>UNIT)")
def build_century(words: Words, match: re.Match) -> Draft | None:
    number = read_day_number(words.lower[match.start("nth")])
    if words.lower[match.start("unit")] != "century" or number < 2:
        return None
    return draft_of(match, "DATE", f"={number - 1:02d}" + write_modifier(words, read_span(match, "point")))
