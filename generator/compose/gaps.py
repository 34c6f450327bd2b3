"""Gaps: what one article of a story tells alone, and what most others tell and it does not."""

from __future__ import annotations

from collections.abc import Sequence, Set

from ..records import Span
from .standing import is_first_person
from .statements import Comparison, Point
from .tellings import Telling
from .weighing import Weighing

#: Points listed that one article tells alone, and that it lacks.
ALONE, LACKS = 6, 3
# Two articles tell different things only where no sentence of one shares so much of the weight of the other's. Far
# below ``statements.SAME``: of 320 pairs read one by one, 32 had a lower cover, and one of them said the same.
APART = 0.22
# Share of a sentence between quotation marks from which it is somebody's word.
QUOTED = 0.5


def find_alone(
    article: str,
    points: Sequence[Point],
    tellings: Sequence[Telling],
    comparison: Comparison,
    weighing: Weighing,
    *,
    told: Set[Span],
) -> tuple[Point, ...]:
    """The points that ``article`` alone tells, in its order: the six most salient.

    None that another may tell in words of its own; ``told`` are the spans of what several articles tell of one thing.
    """
    others = [telling for telling in tellings if telling.article != article]
    own = [point for point in points if point.articles == (article,) and _can_be_read(point.lead)]
    found: list[Point] = []
    for point in sorted(own, key=lambda point: (-round(weighing.salience(point.lead), 6), point.lead.span)):
        if len(found) == ALONE:
            break
        if not any(telling.span in told for telling in point.tellings) and _is_apart(point, others, comparison):
            found.append(point)
    return tuple(sorted(found, key=lambda point: point.lead.span))


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
        and _can_be_read(point.lead)
        and _is_apart(point, own, comparison)
    ]
    return tuple(sorted(found, key=lambda point: (-round(weighing.salience(point.lead), 6), point.key))[:LACKS])


def _can_be_read(telling: Telling) -> bool:
    """Whether a sentence says by itself who speaks: a part of a quotation without its speaker does not."""
    named = any(
        one.source is not None and telling.span.start <= one.source.start < telling.span.end for one in telling.cited
    )
    return telling.hanging < 2 and not is_first_person(telling.text) and (telling.quoted < QUOTED or named)


def _is_apart(point: Point, tellings: Sequence[Telling], comparison: Comparison) -> bool:
    return all(comparison.cover(one, other) < APART for one in point.tellings for other in tellings)
