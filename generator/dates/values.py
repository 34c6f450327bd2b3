"""What a TIMEX3 value covers: its first and last day, its precision, its place in an order."""

from __future__ import annotations

import re
from datetime import date, timedelta

MODIFIERS = ("early", "mid", "late")
REFERENCES = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}  # the month it starts in; a winter is named by its December
QUARTERS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}
HALVES = {"H1": 1, "H2": 7}
DAY_PARTS = ("MO", "MI", "AF", "EV", "NI")

_SHAPES = (
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("week", re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")),
    ("season", re.compile(r"(?:FY)?(\d{4})-(SP|SU|FA|AU|WI|Q[1-4]|H[12])")),
    ("year", re.compile(r"(?:FY)?(\d{4})")),
    ("decade", re.compile(r"(\d{3})")),
    ("century", re.compile(r"(\d{2})")),
)
_UNDATED_LAST = date.max.toordinal()


def split_modifier(value: str) -> tuple[str, str | None]:
    """The value proper and its modifier (early, mid, late) or None: ``2016 early`` -> ("2016", "early")."""
    bare, _, modifier = value.partition(" ")
    return bare, modifier if modifier in MODIFIERS else None


def add_modifier(value: str, rule: str | None) -> str:
    """The value with the modifier that its rule keeps: ("2016", "=2016 early") -> ``2016 early``."""
    steps = rule.partition(" as ")[0].split(" ") if rule else []
    modifiers = [step for step in steps if step in MODIFIERS]
    return f"{value} {modifiers[-1]}" if modifiers and " " not in value else value


def first_day(value: str | None) -> str | None:
    """The first ISO day that the value covers; None where it names no stretch of the calendar."""
    bounds = _find_bounds(value)
    return bounds[0].isoformat() if bounds else None


def last_day(value: str | None) -> str | None:
    """The last ISO day that the value covers; None where it names no stretch of the calendar."""
    bounds = _find_bounds(value)
    return bounds[1].isoformat() if bounds else None


def precision(value: str | None) -> str:
    """How exactly the value dates: day, part of day, week, month, season, year, decade, open or unknown.

    Quarters and half-years count as seasons, weekends as weeks, centuries as decades. Vague
    references (PAST_REF) are open. Values with an X in the calendar part, durations and
    repeated times are unknown.
    """
    bare, _ = split_modifier(value or "")
    if bare in REFERENCES:
        return "open"
    if _find_bounds(bare) is None:
        return "unknown"
    shape, groups = _match_shape(bare.partition("T")[0])
    if shape == "week" and groups[2] not in (None, "WE"):
        shape = "day"
    if shape == "day" and "T" in bare and not bare.endswith("TXX"):
        return "part of day"
    return "decade" if shape == "century" else shape


def sort_key(value: str | None) -> tuple[int, int, int, str, str]:
    """A key that puts values in the order of time: a total order over all values.

    By first day; on a tie the longer stretch first (2016, 2016-01, 2016-01-01), then the time of
    day. Behind all dated values come unresolved ones by weekday or month and day, then vague
    references and the rest by their letters, and None last.
    """
    if value is None:
        return (3, 0, 0, "", "")
    bounds = _find_bounds(value)
    if bounds is None:
        relative = re.match(r"XXXX-WXX-(\d)|XXXX-(\d\d(?:-\d\d)?)", value)
        place = (
            int((relative[1] or relative[2]).replace("-", "").ljust(4 if relative[2] else 1, "0")) if relative else 0
        )
        return (1 if relative else 2, place, 0, _clock_key(value), value)
    return (0, bounds[0].toordinal(), _UNDATED_LAST - bounds[1].toordinal(), _clock_key(value), value)


def parse_day(value: str | None) -> date | None:
    """The calendar day that a value of day precision (with or without a time) names, else None."""
    bounds = _find_bounds(value)
    return bounds[0] if bounds and bounds[0] == bounds[1] else None


def find_week(day: date) -> str:
    """The ISO week of a day: ``2016-W15``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _clock_key(value: str) -> str:
    """The time of day as text that sorts: parts of day stand where their first hour does."""
    _, _, part = split_modifier(value)[0].partition("T")
    starts = {"": "", "MO": "06:00", "MI": "12:00", "AF": "12:30", "EV": "18:00", "NI": "21:00"}
    return starts.get(part, part.replace("X", "0"))


def _match_shape(bare: str) -> tuple[str, tuple[str | None, ...]] | tuple[None, tuple[()]]:
    for shape, pattern in _SHAPES:
        match = pattern.fullmatch(bare)
        if match:
            return shape, match.groups()
    return None, ()


def _find_bounds(value: str | None) -> tuple[date, date] | None:
    """The first and last day that a value covers, narrowed by its modifier to a third of the stretch."""
    if not value:
        return None
    bare, modifier = split_modifier(value)
    shape, groups = _match_shape(bare.partition("T")[0])
    if shape is None:
        return None
    try:
        first, last = _bounds_of_shape(shape, groups)
    except (ValueError, OverflowError):
        return None  # the 30th of February, week 54, the year 0
    return _narrow(first, last, modifier)


def _bounds_of_shape(shape: str, groups: tuple[str | None, ...]) -> tuple[date, date]:
    number = int(groups[0])
    if shape == "day":
        day = date(number, int(groups[1]), int(groups[2]))
        return day, day
    if shape == "month":
        return _months(number, int(groups[1]), 1)
    if shape == "week":
        monday = date.fromisocalendar(number, int(groups[1]), 1)
        if groups[2] == "WE":
            return monday + timedelta(days=5), monday + timedelta(days=6)
        if groups[2]:
            day = monday + timedelta(days=int(groups[2]) - 1)
            return day, day
        return monday, monday + timedelta(days=6)
    if shape == "season":
        month = {**SEASONS, **QUARTERS, **HALVES}[groups[1]]
        return _months(number, month, 6 if groups[1] in HALVES else 3)
    if shape == "year":
        return date(number, 1, 1), date(number, 12, 31)
    length = 10 if shape == "decade" else 100
    return date(number * length, 1, 1), date(number * length + length - 1, 12, 31)


def _months(year: int, month: int, length: int) -> tuple[date, date]:
    """The first day of a month and the last day of the stretch of ``length`` months that it opens."""
    after = year * 12 + month - 1 + length
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _narrow(first: date, last: date, modifier: str | None) -> tuple[date, date]:
    """The third of a stretch that a modifier names: whole months of a year, days of a month or week."""
    if modifier is None or first == last:
        return first, last
    place, months = MODIFIERS.index(modifier), (last.year - first.year) * 12 + last.month - first.month + 1
    if months >= 3:
        third = months // 3
        start = first.year * 12 + first.month - 1 + third * place
        return _months(start // 12, start % 12 + 1, months - 2 * third if place == 2 else third)
    third = ((last - first).days + 1) // 3
    start = first + timedelta(days=third * place)
    return start, last if place == 2 else start + timedelta(days=max(third, 1) - 1)
