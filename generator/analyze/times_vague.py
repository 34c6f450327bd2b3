"""Rules for repeated times and vague references: ``every Monday``, ``annual``, ``recently``, ``now``, ``soon``.

Importing this module adds them to the grammar.
"""

from __future__ import annotations

import re

from .times_grammar import Draft, draft_of, read_number, read_span, rule, write_duration
from .times_lexicon import Words
from .times_words import ADVERBS, DAY_PARTS, MONTHS, SEASONS, UNITS, WEEKDAYS, unit_of

_WEEKDAY_NUMBERS = {code: number for number, code in enumerate(("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"), 1)}
_EVERY_COUNTS = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0, "few": None}
_PAST_ENDS = frozenset(', . ; and " ” that to when is was but have has'.split()) | {""}
_SOON_BEFORE = ("as", "too", "how", "so")
_SOON_AFTER = ("after", "as", "afterwards", "before", "enough", "thereafter", "-")


@rule(
    "every",
    "EVERY (?P<count>CARD|OTHERW|FEW|SECOND|ORD)?"
    "(?P<what>UNIT|UNITS|WEEKDAY|POD|MONTH|WEEKEND|SEASON|FEAST)(?P<part>POD)?",
)
def build_every(words: Words, match: re.Match) -> Draft | None:
    """``every Monday``, ``every two weeks``, ``each year``."""
    what, count = words.lower[match.start("what")], read_span(match, "count")
    if what in WEEKDAYS:
        return draft_of(match, "SET", value=_write_weekday(words, match))
    if what in DAY_PARTS:
        return draft_of(match, "SET", value=f"XXXX-XX-XXT{DAY_PARTS[what]}")
    if what in MONTHS:
        return draft_of(match, "SET", value=f"XXXX-{MONTHS[what]:02d}")
    if what == "weekend":
        return draft_of(match, "SET", value="XXXX-WXX-WE")
    if what in SEASONS:
        return draft_of(match, "SET", value=f"XXXX-{SEASONS[what]}")
    if unit_of(what) not in UNITS:
        return draft_of(match, "SET", value="P1Y")
    number = 1.0
    if count is not None:
        said = words.lower[count]
        number = _EVERY_COUNTS[said] if said in _EVERY_COUNTS else read_number(words, *match.span("count"))
    return draft_of(match, "SET", value=write_duration(number, unit_of(what)))


@rule("weekdays", "(?P<what>WEEKDAYS)(?P<part>POD)?", "(?P<what>WEEKENDS)", "(?P<what>PODS)")
def build_weekdays(words: Words, match: re.Match) -> Draft | None:
    """``Sundays``, ``at weekends``, ``in the mornings``."""
    what = words.lower[match.start("what")]
    if what == "weekends":
        return draft_of(match, "SET", value="XXXX-WXX-WE")
    if what[:-1] in DAY_PARTS:
        usual = words.at(match.start() - 1) in ("in", "on", "most", "the") and what != "nights"
        return draft_of(match, "SET", value=f"XXXX-XX-XXT{DAY_PARTS[what[:-1]]}") if usual else None
    return draft_of(match, "SET", value=_write_weekday(words, match))


@rule("frequency", "(?:ONCE|CARD TIMES)?(?P<often>FREQ)")
def build_frequency(words: Words, match: re.Match) -> Draft | None:
    """``daily``, ``annual``, ``twice weekly``; not the ``Daily Mail``."""
    place = match.start("often")
    opening = words.at(place - 1) in ("", ".", '"', "“")
    named = match.end() < len(words.lower) and words.is_capital(match.end())
    if words.is_capital(place) and (named or not opening):
        return None
    return draft_of(match, "SET", value=ADVERBS[words.lower[place]])


@rule("rate", "(?:ONCE|CARD TIMES)(?:A|PER|EVERY)(?P<unit>UNIT)", "PER (?P<unit>UNIT)")
def build_rate(words: Words, match: re.Match) -> Draft | None:
    return draft_of(match, "SET", value=write_duration(1.0, words.lower[match.start("unit")]))


@rule(
    "present", "NOW", "AT PRESENT", "AT THE MOMENT", "THE TIME BEING", "(?:THE)?PRESENT UNIT", "(?P<these>THESE)UNITS"
)
def build_present(words: Words, match: re.Match) -> Draft | None:
    """``now``, ``currently``, ``these days``; not "the now-cancelled deal"."""
    if words.at(match.end()) == "-" or read_span(match, "these") is not None and words.lower[match.end() - 1] != "days":
        return None
    if words.is_capital(match.start()) and match.start() and words.is_capital(match.start() - 1):
        return None
    return draft_of(match, "DATE", value="PRESENT_REF")


@rule(
    "past",
    "(?:MORE|VERY|LEAST)?RECENTLY",
    "RECENT",
    "(?:THE|THIS)?(?:VERY|MORE)?RECENT(?:UNITS|PODS|WEEKENDS|HISTORY|TIME|TIMES)",
    "(?:THE)?(?:PAST|LAST|PREV)UNITS",
    "THE (?P<past>PAST)(?!UNIT|CARD|FEW|SEASON|WEEKEND)",
    "THE OTHERW (?P<day>UNIT)",
)
def build_past(words: Words, match: re.Match) -> Draft | None:
    """``recently``, ``recent months``, ``the past``; not "the most recent model"."""
    if words.lower[match.end() - 1] == "recent" and words.at(match.start() - 1) in ("most", "more"):
        return None
    if read_span(match, "day") is not None and words.lower[match.end() - 1] != "day":
        return None
    if read_span(match, "past") is not None and words.at(match.end()) not in _PAST_ENDS:
        return None
    return draft_of(match, "DATE", value="PAST_REF")


@rule(
    "future",
    "VERY?(?P<soon>SOON)",
    "THE NEAR?(?P<future>FUTURE)",
    "THE (?:NEAR|LONG)TERM",
    "(?:THE)?(?:COMING|NEXT)UNITS",
    "THE UNITS AHEAD",
)
def build_future(words: Words, match: re.Match) -> Draft | None:
    """``soon``, ``the near future``, ``the coming weeks``; not "as soon as", "the future of"."""
    before, after = words.at(match.start() - 1), words.at(match.end())
    if read_span(match, "soon") is not None and (before in _SOON_BEFORE or after in _SOON_AFTER):
        return None
    if read_span(match, "future") is not None and (after == "of" or before not in ("in", "for", "into")):
        return None
    return draft_of(match, "DATE", value="FUTURE_REF")


def _write_weekday(words: Words, match: re.Match) -> str:
    """``XXXX-WXX-1`` for "every Monday", with the part of the day where one is said."""
    what, part = words.lower[match.start("what")], read_span(match, "part")
    code = WEEKDAYS.get(what) or WEEKDAYS[what[:-1]]
    return f"XXXX-WXX-{_WEEKDAY_NUMBERS[code]}" + (f"T{DAY_PARTS[words.lower[part]]}" if part is not None else "")
