"""Days and times as a reader sees them: words, and the machine-readable value where HTML has one."""

from __future__ import annotations

import re

from ..dates import format_value
from .escape import Markdown, escape_markdown

# The values that HTML's time element takes: a year, month, week, day, or a day with a time.
_HTML_TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?|-W\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Seconds of a publication time tell a reader nothing.
_SECONDS = re.compile(r"(T\d\d:\d\d):\d\d(?:\.\d+)?")
_MIDNIGHT = re.compile(r"T00:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?")


def print_day(value: str) -> Markdown:
    """A TIMEX3 value in words, in a time element where HTML knows such a value."""
    words = escape_markdown(format_value(_SECONDS.sub(r"\1", value)))
    if _HTML_TIME.fullmatch(value):
        return Markdown(f'<time datetime="{value}">{words}</time>')
    return words


def print_published(value: str) -> Markdown:
    """The day and time at which an article was published. Midnight is what a page writes that knows the day alone."""
    return print_day(_MIDNIGHT.sub("", value))


def print_period(first: str | None, last: str | None) -> Markdown | None:
    """The first and the last day of something, as one day where they are one; None where neither is known."""
    days = [day for day in dict.fromkeys((first, last)) if day]
    if not days:
        return None
    if len(days) == 2 and all(map(_DAY.fullmatch, days)) and days[0][:8] == days[1][:8]:
        day = Markdown(f'<time datetime="{days[0]}">{int(days[0][8:])}</time>')
        return Markdown(f"{day}–{print_day(days[1])}")
    return Markdown(" to ".join(print_day(day) for day in days))
