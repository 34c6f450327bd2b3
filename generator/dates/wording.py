"""A TIMEX3 value in words for readers: ``11 April 2016``, ``early 2016``, ``Monday (date unknown)``."""

from __future__ import annotations

import re
from datetime import date

from .values import first_day, precision, split_modifier

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASON_WORDS = {
    "SP": "spring",
    "SU": "summer",
    "FA": "autumn",
    "AU": "autumn",
    "WI": "winter",
    "Q1": "first quarter of",
    "Q2": "second quarter of",
    "Q3": "third quarter of",
    "Q4": "fourth quarter of",
    "H1": "first half of",
    "H2": "second half of",
}
PART_WORDS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night"}
REFERENCE_WORDS = {"PAST_REF": "in the past", "PRESENT_REF": "at present", "FUTURE_REF": "in the future"}
UNIT_WORDS = {
    "PY": "year",
    "PQ": "quarter",
    "PM": "month",
    "PW": "week",
    "PD": "day",
    "PDE": "decade",
    "PCE": "century",
    "PTH": "hour",
    "PTM": "minute",
    "PTS": "second",
}
UNKNOWN = "date unknown"


def format_value(value: str | None) -> str:
    """The value in words, in the order day, month, year.

    What the value leaves open is said in brackets, never guessed: ``XXXX-WXX-1`` gives
    "Monday (date unknown)", ``XXXX-02-27`` "27 February (year unknown)". A value that is
    not understood, or None, gives "date unknown".
    """
    if not value:
        return UNKNOWN
    bare, modifier = split_modifier(value)
    if bare in REFERENCE_WORDS:
        return REFERENCE_WORDS[bare]
    if precision(bare) == "unknown":
        return _format_relative(bare, modifier) or _format_duration(bare) or UNKNOWN
    words = _format_calendar(bare)
    if modifier is None or precision(bare) in ("day", "part of day"):
        return words
    article, plain = ("the ", words[4:]) if words.startswith("the ") else ("", words)
    return f"{article}{modifier}{'-' if modifier == 'mid' else ' '}{plain}"


def _format_calendar(bare: str) -> str:
    kind = precision(bare)
    start = date.fromisoformat(first_day(bare))
    if kind == "day":
        return _format_day(start)
    if kind == "part of day":
        part = bare.partition("T")[2]
        if part in PART_WORDS:
            return f"{WEEKDAYS[start.weekday()]} {PART_WORDS[part]} {_format_day(start)}"
        return f"{_format_day(start)}, {_format_clock(part)}"
    if kind == "week":
        return f"{'weekend' if bare.endswith('WE') else 'week'} of {_format_day(start)}"
    if kind == "month":
        return f"{MONTHS[start.month - 1]} {start.year}"
    if kind == "season":
        year = f"{start.year}-{(start.year + 1) % 100:02d}" if bare.endswith("WI") else str(start.year)
        return f"{SEASON_WORDS[bare[-2:]]} {'financial year ' if bare.startswith('FY') else ''}{year}"
    if kind == "year":
        return f"financial year {start.year}" if bare.startswith("FY") else str(start.year)
    return f"the {start.year}s" if len(bare) == 3 else f"the {_ordinal(int(bare) + 1)} century"


def _format_relative(bare: str, modifier: str | None) -> str | None:
    """Words for a value whose year, week or day is an X; None for any other."""
    if not bare.startswith("XXXX"):
        return None
    day, _, part = bare.partition("T")
    after = f" {PART_WORDS[part]}" if part in PART_WORDS else ""
    clock = f", {_format_clock(part)}" if part and not after and "X" not in part else ""
    weekday = re.fullmatch(r"XXXX-WXX-([1-7])", day)
    if weekday:
        return f"{WEEKDAYS[int(weekday[1]) - 1]}{after}{clock} ({UNKNOWN})"
    month = re.fullmatch(r"XXXX-(\d\d)(?:-(\d\d))?", day)
    if month and 1 <= int(month[1]) <= 12:
        name = MONTHS[int(month[1]) - 1]
        name = (
            f"{int(month[2])} {name}"
            if month[2]
            else f"{modifier}{'-' if modifier == 'mid' else ' '}{name}"
            if modifier
            else name
        )
        return f"{name}{after}{clock} (year unknown)"
    season = re.fullmatch(r"XXXX-(SP|SU|FA|AU|WI|Q[1-4]|H[12])", day)
    if season:
        return f"{SEASON_WORDS[season[1]].removesuffix(' of')} (year unknown)"
    if day == "XXXX-WXX-WE":
        return f"weekend ({UNKNOWN})"
    if clock or after:
        return f"{(after or clock).lstrip(', ')} ({UNKNOWN})"
    return None


def _format_duration(bare: str) -> str | None:
    """``P4D`` as "4 days", ``PXM`` as "some months"; None for what is no simple duration."""
    match = re.fullmatch(r"(P)(T?)(\d+(?:\.\d+)?|X)([A-Z]{1,2})", bare)
    unit = UNIT_WORDS.get(f"P{match[2]}{match[4]}") if match else None
    if unit is None:
        return None
    if match[3] == "X":
        return f"some {'centuries' if unit == 'century' else unit + 's'}"
    return f"{match[3]} {unit}" if match[3] == "1" else f"{match[3]} {'centuries' if unit == 'century' else unit + 's'}"


def _format_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _format_clock(part: str) -> str:
    return f"{part[:-1]} UTC" if part.endswith("Z") else part


def _ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
