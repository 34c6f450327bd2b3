"""Rules for times of day: ``3pm``, ``10:30 GMT``, ``midnight Friday``, ``the next morning``, ``overnight``.

A time of day without a day of its own is left open (``Draft.clock``); ``times_days`` finds its
day. Importing this module adds the rules to the grammar.
"""

from __future__ import annotations

import re

from .times_friends import stands_alone
from .times_grammar import ANCHOR, TEXT, Draft, draft_of, read_number, read_span, rule
from .times_lexicon import Words
from .times_relative import read_day_shift
from .times_words import DAY_PARTS, TWILIGHTS, WEEKDAYS

# Words that make "10:30" a time of day; without one, a zone or am/pm it is a score, a ratio, a verse.
_CLOCK_CUES = frozenset(
    "at by from until till around about before after since between to and approximately shortly".split()
)
# Words before a bare part of the day that make it one of this day: "at night", "in morning trading".
_PART_CUES = frozenset(
    "at by in during until till since through before after around from and or into , towards".split()
)
_GREETED = frozenset(", . ! ?".split())
_PART_SHIFTS = {
    "this": 0,
    "last": -1,
    "next": 1,
    "following": 1,
    "subsequent": 1,
    "ensuing": 1,
    "previous": -1,
    "before": -1,
}


@rule(
    "clock",
    "ABOUT?(?P<time>CLOCK)(?P<zone>LP ZONE(?:(?:PLUS|HY)(?:DNUM|NUM))?RP|ZONE)?(?P<day>WEEKDAY|DAYWORD)?",
    "(?P<time>NUM|YEAR)(?P<zone>ZONE|HOURS)(?P<day>WEEKDAY|DAYWORD)?",
    "(?P<time>DNUM|NUMW|ONE)OCLOCK(?:IN THE (?P<part>POD))?(?P<day>WEEKDAY|DAYWORD)?",
    "(?P<time>CLOCK|DNUM)IN THE (?P<part>POD)(?P<day>WEEKDAY|DAYWORD)?",
)
def build_clock(words: Words, match: re.Match) -> Draft | None:
    """``3pm``, ``10:30 GMT``, ``0800 UTC``, ``eight o'clock in the evening``."""
    place, zone, part, day = (read_span(match, name) for name in ("time", "zone", "part", "day"))
    time = read_clock(words, place, DAY_PARTS[words.lower[part]] if part is not None else None)
    bare = (
        zone is None
        and part is None
        and day is None
        and words.lower[place][-1].isdigit()
        and words.at(place + 1) != "o'clock"
    )
    if time is None or bare and words.at(match.start() - 1) not in _CLOCK_CUES:
        return None
    universal = zone is not None and words.lower[zone] in ("utc", "gmt")
    return _add_day(words, match, f"T{time}{'Z' if universal else ''}", day)


@rule(
    "spoken hour",
    "(?P<half>HALF)PAST (?P<time>NUMW|DNUM|ONE)(?:IN THE (?P<part>POD))?",
    "A?(?P<unit>UNIT)(?P<side>TO|PAST)(?P<time>NUMW|DNUM|ONE)(?:IN THE (?P<part>POD))?",
)
def build_spoken_hour(words: Words, match: re.Match) -> Draft | None:
    """``half past seven``, ``a quarter to nine in the evening``."""
    half, side, part = (read_span(match, name) for name in ("half", "side", "part"))
    if half is None and words.lower[match.start("unit")] != "quarter":
        return None
    time = read_clock(words, match.start("time"), DAY_PARTS[words.lower[part]] if part is not None else None)
    if time is None:
        return None
    hour, minute = int(time[:2]), 30 if half is not None else 15
    if side is not None and words.lower[side] == "to":
        hour, minute = (hour - 1) % 24, 45
    return draft_of(match, "TIME", f"T{hour:02d}:{minute}", clock=True)


@rule("twilight", "(?P<day>DAYWORD|WEEKDAY)?(?P<time>TWILIGHT)")
def build_twilight(words: Words, match: re.Match) -> Draft | None:
    """``at dawn``, ``Tuesday lunchtime``; not "a dawn raid", "the dawn of an age"."""
    day, before, after = read_span(match, "day"), words.at(match.start() - 1), words.at(match.end())
    if day is None and before not in _PART_CUES or after in ("-", "of") or words.is_capital(match.end() - 1):
        return None
    return _add_day(words, match, f"T{TWILIGHTS[words.lower[match.start('time')]]}", day)


@rule("early hours", "THE (?:VERY)?(?:EARLY|SMALL)UNITS(?=OF)OF(?:THE POD|(?P<day>WEEKDAY|DAYWORD)POD?)")
def build_early_hours(words: Words, match: re.Match) -> Draft | None:
    """``the early hours of Saturday``, ``the small hours of the morning``."""
    day = read_span(match, "day")
    return _add_day(words, match, "TMO", day) if "hours" in words.lower[slice(*match.span())] else None


@rule("noon", "(?P<time>NOON)(?:ZONE)?(?P<day>WEEKDAY|DAYWORD)?")
def build_noon(words: Words, match: re.Match) -> Draft | None:
    return _add_day(
        words, match, "T24:00" if words.lower[match.start()] == "midnight" else "T12:00", read_span(match, "day")
    )


@rule(
    "part of day",
    "(?:EARLY|LATE|MID HY?)?(?P<part>POD)",
    "(?:EARLIER|LATER)?(?P<said>THIS|LAST|THE|THAT)(?:EARLY|LATE)?(?P<part>POD)",
    "THE (?P<said>NEXT|FOLL|PREV|SAME)(?P<part>POD)",
    "THE (?P<part>POD)(?P<said>BEFORE|PREV)",
    "(?P<part>OVERNIGHT)",
)
def build_part(words: Words, match: re.Match) -> Draft | None:
    """``this morning``, ``last night``, ``the following evening``, ``overnight``."""
    place, spot = match.start("part"), read_span(match, "said")
    said = words.lower[spot] if spot is not None else ""
    if (
        words.is_capital(place)
        and place != match.start()
        or words.is_capital(place)
        and words.at(place - 1) not in ("", ".", '"', "“")
    ):
        return None  # Saturday Night Live, the Heat of the Morning
    if said in ("", "the") and not _is_part(words, match, place, bare=not said):
        return None
    if said == "before" and not stands_alone(words, match.end()):
        return None
    time = f"T{DAY_PARTS.get(words.lower[place], 'NI')}"
    if said not in _PART_SHIFTS:
        return draft_of(match, "TIME", time, clock=True)
    return draft_of(
        match, "TIME", f"day{_PART_SHIFTS[said]:+d} {time}", base=ANCHOR if said in ("this", "last") else TEXT
    )


def read_clock(words: Words, place: int, part: str | None) -> str | None:
    """``15:00`` for a token, with the part of the day that was said; None where it is no time of day."""
    word = words.lower[place]
    digits = re.match(r"(\d{1,2})(?:[:.](\d\d))?(?P<seconds>:\d\d)?\s?([ap])?", word)
    seconds = (digits["seconds"] or "") if digits else ""
    if word.isdigit() and len(word) in (3, 4):
        hour, minute, half = int(word[:-2]), int(word[-2:]), None
    elif digits:
        hour, minute, half = int(digits[1]), int(digits[2] or 0), digits[4]
    else:
        number = read_number(words, place, place + 1)
        if number is None:
            return None
        hour, minute, half = int(number), 0, None
    if half == "p" and hour < 12 or half is None and part in ("AF", "EV", "NI") and 1 <= hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}{seconds}" if hour <= 24 and minute <= 59 and seconds < ":60" else None


def _is_part(words: Words, match: re.Match, place: int, *, bare: bool) -> bool:
    """Whether a part of a day without "this" or "last" is one: not "late-night", "good morning", "the morning rush"."""
    if words.lower[place] == "overnight" or words.at(place + 1) == "of":
        return True
    if not bare:
        return stands_alone(words, match.end())
    opens = words.is_capital(match.start()) and match.start() == place and words.at(place + 1) not in _GREETED
    return opens or place != match.start() or words.at(place - 1) in _PART_CUES


def _add_day(words: Words, match: re.Match, time: str, day: int | None) -> Draft:
    if day is None:
        return draft_of(match, "TIME", time, clock=True)
    word = words.lower[day]
    return draft_of(
        match, "TIME", f"{WEEKDAYS[word]}? {time}" if word in WEEKDAYS else f"day{read_day_shift(word):+d} {time}"
    )
