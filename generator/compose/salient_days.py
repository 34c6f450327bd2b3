"""The days that a timeline of many articles tells, chosen by how the articles name them.

A day matters when articles name it early, and when they still name it long after: weights grow with the distance from
the day to the article, as in the date graph of WILSON, and fall with the place of the sentence (Datewise counts the
same mentions by distance). What is left is measured against the days around it, so that the weeks in which most was
written do not take the whole timeline.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

#: What a mention on the day itself, or ahead of it, weighs beside one of the day after (1).
SAME_DAY = 0.6

#: How much a mention gains with the logarithm of its distance in days.
DISTANT = 0.5

#: The told sentence at which a mention weighs half.
HALF_PLACE = 10

#: Days over which the mentions around a day fade to a third, and the power with which they count against it.
AROUND_DAYS = 30
AROUND_POWER = 0.5

#: Days before the first article that still belong to the time that the articles cover: news is a day or two old.
BEFORE_DAYS = 2

# Set on Timeline17 (topics finan, h1n1, haiti, iraq: Date-F1 .776 over six timelines, counts of mentions .744). Each
# halved or raised by half changes that by .018 at most, and no choice is better on all four topics.


@dataclass(frozen=True, slots=True)
class DayMention:
    """One article that names one day: ``distance`` days before it appeared, first in the told sentence ``place``."""

    day: str
    distance: int | None
    place: int


def rank_days(mentions: Iterable[DayMention], published: Mapping[str, int]) -> tuple[str, ...]:
    """Every ISO day that is named or published on, best first.

    ``published`` counts the articles of each day. Days of the time that the articles cover come first, those named
    before those on which something was only published; then the days before and after. Ties: the earlier day.
    """
    weights: dict[str, float] = {}
    for mention in mentions:
        weights[mention.day] = weights.get(mention.day, 0.0) + weigh_mention(mention)
    first, last = _find_cover(published)
    inside = {day: weight for day, weight in weights.items() if first is None or first <= day <= last}
    outside = {day: weight for day, weight in weights.items() if day not in inside}
    silent = {day: float(count) for day, count in published.items() if day not in weights}
    return (*_sort(_measure_against_others(inside)), *_sort(silent), *_sort(outside))


def weigh_mention(mention: DayMention) -> float:
    """How much a mention says for its day: more the earlier it stands in its article and the longer ago the day is."""
    distance = mention.distance if mention.distance is not None else 1
    weight = SAME_DAY if distance < 1 else 1 + DISTANT * math.log(distance)
    return weight / (1 + mention.place / HALF_PLACE)


def _find_cover(published: Mapping[str, int]) -> tuple[str | None, str]:
    if not published:
        return None, ""
    return _move(min(published), -BEFORE_DAYS), max(published)


def _measure_against_others(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights divided by a power of the mean weight around each day, which fades with the distance."""
    days = sorted(weights)
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    result = {}
    for day, ordinal in zip(days, ordinals):
        start = bisect.bisect_left(ordinals, ordinal - 4 * AROUND_DAYS)
        end = bisect.bisect_right(ordinals, ordinal + 4 * AROUND_DAYS)
        around = sum(
            weights[days[place]] * math.exp(-abs(ordinals[place] - ordinal) / AROUND_DAYS)
            for place in range(start, end)
        )
        result[day] = weights[day] / (1 + around / (2 * AROUND_DAYS)) ** AROUND_POWER
    return result


def _sort(weights: Mapping[str, float]) -> list[str]:
    return sorted(weights, key=lambda day: (-round(weights[day], 9), day))


def _move(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:  # the year 1
        return day
