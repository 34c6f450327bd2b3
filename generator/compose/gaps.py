"""Gaps: what most other articles of a story tell and one does not."""

from __future__ import annotations

from collections.abc import Sequence

from .statements import Comparison, Point
from .tellings import Telling
from .weighing import Weighing

#: Points listed that one article lacks.
LACKS = 3
# An article lacks a point only where none of its sentences shares so much of the weight of any that tells it. Far
# below ``statements.SAME``: of 320 pairs read one by one, 32 had a lower cover, and one of them said the same.
APART = 0.22


def find_lacks(
    article: str,
    points: Sequence[Point],
    tellings: Sequence[Telling],
    comparison: Comparison,
    weighing: Weighing,
) -> tuple[Point, ...]:
    """The points that more than half of the other articles tell and ``article`` does not, the most salient first.

    At most three, and none that it may tell in words of its own.
    """
    others = {telling.article for telling in tellings} - {article}
    own = [telling for telling in tellings if telling.article == article]
    found = [
        point
        for point in points
        if article not in point.articles
        and 2 * len(point.articles) > len(others)
        and point.lead.hanging < 2
        and all(comparison.cover(one, other) < APART for one in point.tellings for other in own)
    ]
    return tuple(sorted(found, key=lambda point: (-round(weighing.salience(point.lead), 6), point.key))[:LACKS])
