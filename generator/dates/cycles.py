"""Members of a cycle: weekdays, days of a month, months, seasons, quarters, feasts; which lies where.

A member has a first day, a last day and a TIMEX3 value; ``rules`` has the names of the cycles.
"""

from __future__ import annotations

from datetime import date, timedelta

from .values import HALVES, QUARTERS, SEASONS, find_week, first_day, last_day

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
# Feasts that move with Easter: how many days after it they lie.
_EASTER_OFFSETS = {"EASTER": 0, "PENTECOST": 49}
# The Julian calendar lies so many days behind the Gregorian one from 1900 to 2099.
_JULIAN_LAG = 13

# A day of the year that a report of the past names may lie so far ahead ("a June 3 hearing was called"); further
# on it is the last one. Tuned on MEANTIME, where the farthest such day lies 20 days ahead.
_SOON_DAYS = 60


def choose_member(name: str, relation: str, start: date, end: date) -> str:
    """The value of the member that stands in a relation (< <= <~ > >= ~) to the stretch from ``start`` to ``end``."""
    candidates = list_members(name, end if relation in (">", "<=") else start)
    if relation == "<":
        fitting = [value for _, last, value in candidates if last < start][-1:]
    elif relation == "<=":
        fitting = [value for first, _, value in candidates if first <= end][-1:]
    elif relation == "<~":
        fitting = [value for first, _, value in candidates if (first - end).days <= _SOON_DAYS][-1:]
    elif relation == ">":
        fitting = [value for first, _, value in candidates if first > end][:1]
    elif relation == ">=":
        fitting = [value for _, last, value in candidates if last >= start][:1]
    else:
        ranked = [(max((first - end).days, (start - last).days, 0), first, value) for first, last, value in candidates]
        fitting = [min(ranked)[2]] if ranked else []
    return fitting[0] if fitting else name_unknown(name)


def list_members(name: str, near: date) -> list[tuple[date, date, str]]:
    """First day, last day and value of the members of a cycle that lie around a day, in order."""
    if name in WEEKDAYS or name == "WE":
        monday = near - timedelta(days=near.weekday())
        place = 5 if name == "WE" else WEEKDAYS.index(name)
        days = [monday + timedelta(days=7 * week + place) for week in range(-2, 8)]
        if name == "WE":
            return [(day, day + timedelta(days=1), f"{find_week(day)}-WE") for day in days]
        return [(day, day, day.isoformat()) for day in days]
    if name.startswith("D"):
        months = [near.year * 12 + near.month - 1 + offset for offset in range(-3, 4)]
        values = [f"{month // 12:04d}-{month % 12 + 1:02d}-{name[1:]}" for month in months]
    else:
        values = [_value_in_year(name, year) for year in _years_around(near, name)]
    dated = [(first_day(value), last_day(value), value) for value in values]
    return [(date.fromisoformat(first), date.fromisoformat(last), value) for first, last, value in dated if first]


def _years_around(near: date, name: str) -> range:
    reach = 8 if name == "M02-29" else 2
    return range(max(near.year - reach, 1), min(near.year + reach, 9998) + 1)


def _value_in_year(name: str, year: int) -> str:
    if name in _EASTER_OFFSETS:
        return (_find_easter(year) + timedelta(days=_EASTER_OFFSETS[name])).isoformat()
    if name == "ORTHODOX":
        return _find_orthodox_easter(year).isoformat()
    if name == "THANKSGIVING":
        first = date(year, 11, 1)  # the fourth Thursday of November
        return (first + timedelta(days=(3 - first.weekday()) % 7 + 21)).isoformat()
    return f"{year:04d}-{name[1:] if name.startswith('M') else name}"


def _find_easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _find_orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar (Meeus), as a Gregorian day; right from 1900 to 2099."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=_JULIAN_LAG)


def name_unknown(name: str) -> str:
    """The value of a member of a cycle that cannot be placed."""
    if name in WEEKDAYS:
        return f"XXXX-WXX-{WEEKDAYS.index(name) + 1}"
    if name == "WE":
        return "XXXX-WXX-WE"
    if name.startswith("D"):
        return f"XXXX-XX-{name[1:]}"
    if name.startswith("M"):
        return f"XXXX-{name[1:]}"
    return f"XXXX-{name}" if name in SEASONS or name in QUARTERS or name in HALVES else "XXXX-XX-XX"
