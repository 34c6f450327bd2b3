"""Rules for parts of a year with a name: seasons, quarters and halves, financial years, feasts.

Importing this module adds them to the grammar.
"""

from __future__ import annotations

import re

from .times_feasts import FEASTS
from .times_friends import is_season
from .times_grammar import Draft, draft_of, read_span, rule, write_modifier
from .times_lexicon import Words
from .times_points import read_day_number
from .times_words import SEASONS, WEEKDAYS


@rule(
    "financial year",
    "(?:THE)?FISCAL UNIT?(?P<year>YEAR)",
    "(?:THE)?(?P<said>THIS|LAST|NEXT|PREV|CURRENT|COMING)FISCAL (?P<unit>UNIT)",
)
def build_fiscal(words: Words, match: re.Match) -> Draft | None:
    """``fiscal 2016``, ``the next financial year``."""
    said = read_span(match, "said")
    if said is not None:
        if words.lower[match.end() - 1] != "year":
            return None
        shift = {"last": "-1", "previous": "-1", "preceding": "-1", "prior": "-1", "next": "+1", "coming": "+1"}
        return draft_of(match, "DATE", f"year{shift.get(words.lower[said], '+0')}")
    return draft_of(match, "DATE", f"=FY{words.lower[match.start('year')]}")


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
    "(?:THE)?(?:FISCAL)?(?P<nth>ORD|ORDN|SECOND)(?P<unit>UNIT|HALF)(?:(?:OF|IN)?(?P<year>YEAR))?",
    "(?P<nth>ORD|ORDN|SECOND)HY(?P<unit>UNIT|HALF)(?P<year>YEAR)?",
)
def build_quarter(words: Words, match: re.Match) -> Draft | None:
    """``Q3``, ``the third quarter of 2009``, ``first half of 2016``."""
    short, year = read_span(match, "quarter"), read_span(match, "year")
    if short is not None:
        name = words.lower[short].upper()
    elif words.at(match.end()) == "-" and words.at(match.end() + 1) in ("final", "finals", "finalist", "back"):
        return None
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
