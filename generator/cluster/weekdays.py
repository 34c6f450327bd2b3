"""Whether groups of articles speak of other days of the week.

Where articles have no date, the days they name are the only clock: a story whose
articles nearly all say "Monday" is hardly told by one that says Thursday, Friday and
Sunday. Of the ECB+ articles that are about as near to a story, those that lack the day its articles
agree on are four times as often of another story (42 % against 10 %).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ..records import Analysis, Article

# A day is agreed on by a group when at least this many of its articles name days,
AGREEING = 3
# and this share of them (two of three) name that one.
AGREEMENT = 0.66
# An article speaks of other days when it names at least this many and not that one.
OTHER_DAYS = 3
# Groups more alike than this, on average, are one story whatever days they name.
BEYOND_DOUBT = 0.5
# A resolved day tells of the article's own week when it is at most this many days from its publication.
WEEK = 7

_OPEN_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")


def find_weekdays(article: Article, analysis: Analysis) -> frozenset[int]:
    """The days of the week (1 is Monday) that an article names relative to its own day, and its own; or none."""
    published = read_day(article.published)
    found = set()
    for time in analysis.times:
        if time.type not in ("DATE", "TIME"):
            continue
        if open_day := _OPEN_WEEKDAY.match(time.value):
            found.add(int(open_day.group(1)))
        elif (
            time.rule is not None
            and published
            and (day := read_day(time.value))
            and abs((day - published).days) <= WEEK
        ):
            found.add(day.isoweekday())
    if found and published:
        found.add(published.isoweekday())
    return frozenset(found)


def read_day(value: str | None) -> date | None:
    """The day that an ISO date or date-time begins with; None where it is no day of the calendar."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def contradict(
    first: Iterable[str],
    second: Iterable[str],
    weekdays: Mapping[str, frozenset[int]],
    dated: Mapping[str, bool],
) -> bool:
    """Whether one group of articles agrees on a day of the week and the other names days, but never that one.

    Never where all are dated: then the days between them weigh, and no more is known from names of days.
    """
    first, second = tuple(first), tuple(second)
    if all(dated[identifier] for identifier in (*first, *second)):
        return False
    return _lacks(first, second, weekdays) or _lacks(second, first, weekdays)


def _lacks(agreeing: tuple[str, ...], other: tuple[str, ...], weekdays: Mapping[str, frozenset[int]]) -> bool:
    naming = [weekdays[identifier] for identifier in agreeing if weekdays[identifier]]
    named = frozenset().union(*(weekdays[identifier] for identifier in other))
    if len(naming) < AGREEING or len(named) < OTHER_DAYS:
        return False
    counts = Counter(day for days in naming for day in days)
    day = min(counts, key=lambda one: (-counts[one], one))
    return counts[day] >= AGREEMENT * len(naming) and day not in named
