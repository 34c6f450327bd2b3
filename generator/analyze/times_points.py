"""Rules for points of the calendar: full dates, months, seasons, quarters, years, decades, feasts.

Importing this module adds them to the grammar.
"""

from __future__ import annotations

import re

from .times_friends import has_year_cue, is_count, is_month, is_season, is_year
from .times_grammar import TEXT, Draft, draft_of, read_span, rule, write_modifier
from .times_lexicon import Words
from .times_words import FEASTS, MONTHS, ORDINALS, SEASONS, WEEKDAYS

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
    value = words.raw(match.start()).upper()
    return draft_of(match, "TIME" if "T" in value else "DATE", f"={value}")


@rule("numeric date", "SLASH")
def build_numeric(words: Words, match: re.Match) -> Draft | None:
    """``11/04/2016``; which of the two is the day is settled later, from the rest of the text."""
    word = words.lower[match.start()]
    if word == "9/11":
        return draft_of(match, "DATE", "=2001-09-11")
    parts = [int(part) for part in re.split(r"[/.-]", word)]
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
    if not 1 <= day <= 31:
        return None
    if year is not None and not is_count(words, year):
        return draft_of(match, "DATE", f"={read_year(words.lower[year])}-{month:02d}-{day:02d}")
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


@rule("month", "(?:THE)?(?P<said>THIS PAST|THIS COMING|THIS|LAST|NEXT|PAST|COMING|PREV|FOLL)(?P<month>MONTH)")
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


@rule("year", "(?P<point>POINT)?(?P<year>YEAR|SHORTYEAR)")
def build_year(words: Words, match: re.Match) -> Draft | None:
    year, point = match.start("year"), read_span(match, "point")
    word = words.lower[year]
    if not (has_year_cue(words, year) if word.startswith("'") else is_year(words, year, plain=point is None)):
        return None
    return draft_of(match, "DATE", f"={read_year(word)}" + write_modifier(words, point))


@rule("financial year", "(?:THE)?FISCAL UNIT?(?P<year>YEAR)")
def build_fiscal(words: Words, match: re.Match) -> Draft | None:
    return draft_of(match, "DATE", f"=FY{words.lower[match.start('year')]}")


@rule("decade", "(?:THE)?(?P<point>POINT)?(?P<decade>DECADE)")
def build_decade(words: Words, match: re.Match) -> Draft | None:
    """``the 1980s``, ``the early '70s``, ``the 1800s``; not "in his 70s"."""
    place = match.start("decade")
    digits = re.sub(r"\D", "", words.lower[place])
    if len(digits) == 2 and not words.lower[place].startswith("'"):
        if words.at(place - 1) not in ("the", "early", "mid", "late", "and", "or", "-") or digits < "20":
            return None
    century = len(digits) == 4 and digits.endswith("00") and digits < "2000"
    value = digits[:2] if century else digits[:3] if len(digits) == 4 else f"19{digits[0]}"
    return draft_of(match, "DATE", f"={value}" + write_modifier(words, read_span(match, "point")))


@rule("century", "(?:THE)?(?P<point>POINT)?(?P<nth>ORDN|ORD)HY?(?P<unit>UNIT)")
def build_century(words: Words, match: re.Match) -> Draft | None:
    number = read_day_number(words.lower[match.start("nth")])
    if words.lower[match.start("unit")] != "century" or number < 2:
        return None
    return draft_of(match, "DATE", f"={number - 1:02d}" + write_modifier(words, read_span(match, "point")))


@rule(
    "season",
    "(?:THE)?(?P<point>POINT)?(?P<season>SEASON)(?:OF?(?P<year>YEAR))?",
    "(?P<said>THIS PAST|THIS|LAST|NEXT|PAST)(?P<season>SEASON)",
)
def build_season(words: Words, match: re.Match) -> Draft | None:
    """``in the spring``, ``last summer``, ``the winter of 2015``."""
    place, year = match.start("season"), read_span(match, "year")
    name, modifier = SEASONS[words.lower[place]], write_modifier(words, read_span(match, "point"))
    if year is not None:
        return draft_of(match, "DATE", f"={words.lower[year]}-{name}{modifier}")
    if read_span(match, "said") is not None:
        said = words.lower[place - 1]
        if said == "this" and name != "WI":
            return draft_of(match, "DATE", f"year+0 {name}@")
        return draft_of(match, "DATE", name + {"last": "<", "past": "<", "next": ">"}.get(said, "~"))
    if not is_season(words, match.start(), place, limited=bool(modifier)):
        return None
    return draft_of(match, "DATE", f"{name}?{modifier}")


@rule(
    "quarter",
    "(?P<quarter>QUARTER)(?:OF|HY)?(?P<year>YEAR)?",
    "(?P<year>YEAR)HY?(?P<quarter>QUARTER)",
    "(?:THE)?(?P<nth>ORD|ORDN|SECOND)(?P<unit>UNIT|HALF)(?:(?:OF|IN)?(?P<year>YEAR))?",
    "(?P<nth>ORD|ORDN|SECOND)HY(?P<unit>UNIT|HALF)(?P<year>YEAR)?",
)
def build_quarter(words: Words, match: re.Match) -> Draft | None:
    """``Q3``, ``the third quarter of 2009``, ``first half of 2016``."""
    short, year = read_span(match, "quarter"), read_span(match, "year")
    if short is not None:
        name = words.lower[short].upper()
    else:
        unit, number = words.lower[match.start("unit")], read_day_number(words.lower[match.start("nth")])
        parts = {"quarter": 4, "half": 2}.get(unit, 0)
        number = parts if number == -1 else number
        if not 1 <= number <= parts or unit == "half" and year is None:
            return None  # a half without a year is mostly that of a match
        name = f"{unit[0].upper() if unit == 'half' else 'Q'}{number}"
    return draft_of(match, "DATE", f"={words.lower[year]}-{name}" if year is not None else f"{name}?")


@rule("feast", "(?P<said>LAST|NEXT|THIS)?(?P<feast>FEAST)(?:COMMA?(?P<year>YEAR))?")
def build_feast(words: Words, match: re.Match) -> Draft | None:
    """``Christmas``, ``Good Friday``, ``last Easter``; not ``Easter Road``."""
    place, year, said = match.start("feast"), read_span(match, "year"), read_span(match, "said")
    after = match.end()
    if words.at(after).isalpha() and words.is_capital(after) and words.lower[after] not in WEEKDAYS:
        return None
    steps = FEASTS[words.lower[place]]
    if year is not None:
        return draft_of(match, "DATE", f"={words.lower[year]} {steps.replace('?', '@')}")
    if said is not None:
        steps = steps.replace("?", {"last": "<", "next": ">", "this": "~"}[words.lower[said]])
    return draft_of(match, "DATE", steps)
