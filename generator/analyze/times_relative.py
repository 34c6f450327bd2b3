"""Rules for points told from another day: weekdays, yesterday, last month, the following week, this weekend.

Importing this module adds them to the grammar.
"""

from __future__ import annotations

import re

from .times_friends import is_weekday, stands_alone
from .times_grammar import ANCHOR, TEXT, Draft, draft_of, read_number, read_span, rule, write_modifier, write_shift
from .times_lexicon import Words
from .times_words import DAY_PARTS, WEEKDAYS, unit_of

_DAY_SHIFTS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_UNIT_SHIFTS = {
    "this": 0,
    "current": 0,
    "that": 0,
    "same": 0,
    "last": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "before": -1,
}
_WEEKDAY_RELATIONS = dict.fromkeys("last past previous preceding prior before".split(), "<") | dict.fromkeys(
    "next coming upcoming following subsequent ensuing after".split(), ">"
)
# Words that count from the last day of the text and not from the article's.
_FROM_TEXT = frozenset("previous preceding prior before following subsequent ensuing after".split())
# Words that "the day", "the year" stand behind where they mean the stretch the text is about.
_COURSE_CUES = frozenset(
    "end ended ends ending finish finished finishing close closed closing for in during of throughout earlier "
    "later start started "
    "starting through over into".split()
)
# Words before "of" that "the year" is a part of: "the end of the year", not "player of the year".
_COURSE_PARTS = frozenset("end close start beginning middle rest remainder part half quarter course most hours".split())
_COURSE_STOPS = frozenset("of when that after before he she it they -".split())


def read_day_shift(word: str) -> int:
    """How many days from the article's a word lies: -1 for "yesterday"."""
    return _DAY_SHIFTS[word]


@rule("weekday", "(?P<point>EARLY ON|LATE ON|EARLY|LATE)?(?P<day>WEEKDAY)(?P<part>POD)?")
def build_weekday(words: Words, match: re.Match) -> Draft | None:
    """``Monday``, ``early Monday morning``."""
    place = match.start("day")
    if not is_weekday(words, place):
        return None
    return _add_part(words, match, f"{WEEKDAYS[words.lower[place]]}?", write_modifier(words, read_span(match, "point")))


@rule(
    "weekday",
    "(?:THE)?(?P<said>THIS PAST|THIS COMING|THIS|LAST|NEXT|PAST|COMING)(?P<day>WEEKDAY)(?P<part>POD)?",
    "THE (?P<said>PREV|FOLL)(?P<day>WEEKDAY)(?P<part>POD)?",
    "THE (?P<day>WEEKDAY)(?P<side>BEFORE|AFTER)",
)
def build_said_weekday(words: Words, match: re.Match) -> Draft | None:
    """``last Thursday``, ``this past Friday``, ``the following Sunday``, ``the Friday before``."""
    place, side = match.start("day"), read_span(match, "side")
    if not is_weekday(words, place) or side is not None and not stands_alone(words, match.end()):
        return None
    said = words.lower[place - 1 if side is None else side]
    draft = _add_part(words, match, f"{WEEKDAYS[words.lower[place]]}{_WEEKDAY_RELATIONS.get(said, '>=')}", "")
    draft.base = TEXT if said in _FROM_TEXT else ANCHOR
    return draft


@rule("weekday", "A (?P<unit>UNIT)ON (?P<day>WEEKDAY)", "(?P<day>WEEKDAY)(?P<unit>UNIT)")
def build_weekday_week(words: Words, match: re.Match) -> Draft | None:
    """``Tuesday week``, ``a week on Friday``: the one after the next."""
    if words.lower[match.start("unit")] != "week" or not is_weekday(words, match.start("day")):
        return None
    return draft_of(match, "DATE", f"{WEEKDAYS[words.lower[match.start('day')]]}> day+7")


@rule("weekday", "(?P<count>CARD)(?P<days>WEEKDAYS)AGO")
def build_weekdays_ago(words: Words, match: re.Match) -> Draft | None:
    """``two Fridays ago``."""
    number = read_number(words, *match.span("count"))
    if not number:
        return None
    code = WEEKDAYS[words.lower[match.start("days")][:-1]]
    return draft_of(match, "DATE", f"{code}<" + (f" day-{7 * round(number - 1)}" if number > 1 else ""))


@rule(
    "day word",
    "(?P<point>EARLY|LATE|EARLIER|LATER)?(?P<day>DAYWORD)(?P<part>POD)?",
    "THE (?P<unit>UNIT)(?P<side>BEFORE|AFTER)(?P<day>DAYWORD)(?P<part>POD)?",
)
def build_day_word(words: Words, match: re.Match) -> Draft | None:
    """``yesterday``, ``earlier today``, ``tonight``, ``the day before yesterday``."""
    place, side = match.start("day"), read_span(match, "side")
    word = words.lower[place]
    if words.is_capital(place) and place and words.is_capital(place - 1) and words.lower[place - 1].isalpha():
        return None  # USA Today
    shift = _DAY_SHIFTS[word]
    if side is not None:
        if words.lower[match.start("unit")] != "day":
            return None
        shift += 1 if words.lower[side] == "after" else -1
    if word == "tonight":
        return draft_of(match, "TIME", "day+0 TNI")
    return _add_part(words, match, f"day{shift:+d}", _write_limit(words, match))


@rule(
    "relative unit",
    "(?P<point>POINT|EARLIER)?(?P<said>THIS|LAST|NEXT)(?P<unit>UNIT)",
    "(?P<said>THAT)(?P<unit>UNIT)",
    "THIS (?P<said>PAST|COMING)(?P<unit>UNIT)",
    "(?:THE|THAT)?(?P<said>PREV|FOLL|SAME|CURRENT|COMING)(?P<unit>UNIT)",
    "THE (?P<said>NEXT|LAST)(?P<unit>UNIT)",
    "THE (?P<unit>UNIT)(?P<said>PREV|BEFORE|AFTER)(?!DAYWORD|FEAST|WEEKDAY|MONTH|YEAR|LAST|NEXT)",
)
def build_unit(words: Words, match: re.Match) -> Draft | None:
    """``last month``, ``later this week``, ``the following day``, ``that year``, ``the year before``."""
    said, unit = words.lower[match.start("said")], words.lower[match.start("unit")]
    shift = -1 if said == "past" else _UNIT_SHIFTS.get(said, 1)
    if unit in ("hour", "minute") or said in ("before", "after") and not stands_alone(words, match.end()):
        return None
    if (
        words.lower[match.start()] == "the"
        and said in ("next", "last")
        and unit != "day"
        and (said, unit) != ("last", "quarter")
    ):
        return None  # "over the next month" is a duration
    if unit == "day" and said in ("last", "this", "current", "coming", "upcoming", "prior"):
        return None
    told = said in ("this", "last", "past", "current", "coming", "upcoming") or said == "next" and unit != "day"
    step = write_shift(abs(shift), unit, -1 if shift < 0 else 1)
    return (
        draft_of(match, "DATE", f"{step}{_write_limit(words, match)}", base=ANCHOR if told else TEXT) if step else None
    )


@rule("unit but one", "THE (?P<unit>UNIT)(?P<side>BEFORE LAST|AFTER NEXT)(?!UNIT|WEEKDAY|MONTH|SEASON|FEAST)")
def build_unit_but_one(words: Words, match: re.Match) -> Draft | None:
    """``the week before last``, ``the year after next``."""
    step = write_shift(2, words.lower[match.start("unit")], 1 if words.lower[match.start("side")] == "after" else -1)
    return draft_of(match, "DATE", step) if step else None


@rule(
    "same period",
    "THE SAME (?:PERIOD|TIME|UNIT)(?:OF THE|OF|IN|A)?(?P<said>LAST|PREV)(?P<unit>UNIT)",
    "THE SAME (?:PERIOD|TIME|UNIT)(?P<count>QUANT)(?P<unit>ANYUNIT)(?P<said>AGO|EARLIER|BEFORE)",
    "THIS TIME (?P<said>LAST|NEXT)(?P<unit>UNIT)",
    "(?:THE|A)?(?P<unit>UNIT)HY (?P<said>AGO|EARLIER)(?:PERIOD|TIME|UNIT)",
)
def build_same_period(words: Words, match: re.Match) -> Draft | None:
    """``the same month a year ago``, ``the same period last year``, ``this time next year``."""
    count = read_number(words, *match.span("count")) if read_span(match, "count") is not None else 1
    if unit_of(words.lower[match.start("unit")]) != "year" or count is None:
        return None
    ahead = words.lower[match.start("said")] == "next"
    return draft_of(
        match,
        "DATE",
        f"same{round(count) if ahead else -round(count):+d}",
        base=ANCHOR if words.lower[match.start()] == "this" else TEXT,
    )


@rule("in the course of", "(?:EARLIER|LATER|EARLY|LATE)IN THE (?P<unit>UNIT)", "THE (?:WHOLE)?(?P<unit>UNIT)")
def build_course(words: Words, match: re.Match) -> Draft | None:
    """``later in the day``, ``for the year``, ``end the week``: the stretch the text is about."""
    unit = words.lower[match.start("unit")]
    if unit in ("hour", "minute", "semester", "fortnight"):
        return None
    if words.lower[match.start()] == "the":
        before = words.at(match.start() - 1)
        if before not in _COURSE_CUES or words.at(match.end()) in _COURSE_STOPS or words.is_capital(match.end() - 1):
            return None
        if before == "of" and words.at(match.start() - 2) not in _COURSE_PARTS:
            return None
    return draft_of(match, "DATE", write_shift(0, unit, 1), base=TEXT if unit == "day" else ANCHOR)


@rule(
    "weekend",
    "(?:EARLIER|LATER)?(?P<said>THIS PAST|THE PAST|THIS COMING|THE COMING|THIS|LAST|NEXT|THE|THE FOLL|THAT|THE "
    "PREV)WEEKEND",
)
def build_weekend(words: Words, match: re.Match) -> Draft | None:
    said = words.lower[match.end() - 2]
    steps = {
        "this": "WE?",
        "the": "WE?",
        "last": "WE<",
        "past": "WE<",
        "next": "WE>",
        "coming": "WE>=",
        "upcoming": "WE>=",
    }.get(said)
    if steps:
        return draft_of(match, "DATE", steps)
    away = {"that": "weekend+0", "following": "WE>", "subsequent": "WE>", "ensuing": "WE>"}.get(said, "WE<")
    return draft_of(match, "DATE", away, base=TEXT)


def _add_part(words: Words, match: re.Match, steps: str, modifier: str) -> Draft:
    part = read_span(match, "part")
    if part is None:
        return draft_of(match, "DATE", steps + modifier)
    return draft_of(match, "TIME", f"{steps} T{DAY_PARTS[words.lower[part]]}{modifier}")


def _write_limit(words: Words, match: re.Match) -> str:
    """The modifier of "early", "mid" and "late"; none for "earlier" and "later", which limit no stretch."""
    point = read_span(match, "point")
    return write_modifier(words, point) if point is not None and words.lower[point] in ("early", "mid", "late") else ""
