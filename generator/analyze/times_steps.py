"""What the steps of a ``dates`` rule lead to: a day, a month, a year; with and without a time of day."""

from __future__ import annotations

from .. import dates

_MODIFIERS = ("early", "mid", "late")
_UNITS = ("weekend", "week", "month", "year", "quarter", "decade", "century", "day", "season")
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_FEASTS = ("EASTER", "PENTECOST", "THANKSGIVING")


def kind_of(steps: str) -> str:
    """day, week, weekend, month, season, quarter, year, decade or other: what the last step gives."""
    last = [step for step in steps.split(" ") if step not in _MODIFIERS][-1]
    if last.startswith("="):
        return dates.precision(last[1:])
    for unit in _UNITS:
        if last.startswith(unit):
            return unit
    if last[0] == "M" and last[1:3].isdigit():
        return "day" if last[3:4] == "-" else "month"
    if last[:3] in _WEEKDAYS or last.startswith(_FEASTS) or last[0] == "D":
        return "day"
    if last[0] == "#":
        return next((unit for unit in _UNITS if last.endswith(unit)), "day")
    if last[:2] == "WE":
        return "weekend"
    return "season" if last[:2] in ("SP", "SU", "FA", "WI") else "quarter" if last[0] in "QH" else "other"


def names_day(steps: str) -> bool:
    """Whether the steps lead to one day of the calendar, or will once the article has a day."""
    return kind_of(steps) == "day"


def drop_time(steps: str) -> str:
    """The steps without a time of day and without modifiers; never empty."""
    kept = [step for step in steps.split(" ") if step not in _MODIFIERS and not _is_time(step)]
    if kept and kept[-1].startswith("="):
        kept[-1] = kept[-1].partition("T")[0]
    return " ".join(kept) or "day+0"


def _is_time(step: str) -> bool:
    return step[0] == "T" and not step.startswith(("TUE", "THU", "THANKS"))
