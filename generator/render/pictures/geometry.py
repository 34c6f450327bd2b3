"""Plane geometry of maps: simplifying a line, clipping a ring to a rectangle, its area."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def simplify(points: np.ndarray, tolerance: float, *, ends: Sequence[int] = ()) -> np.ndarray:
    """The places of the points that are kept, in order: no point left out is further than ``tolerance`` from its line.

    ``points`` may be several lines one after the other, at least one point; ``ends`` are the places at which lines
    begin and end, which are always kept, as are the first and the last point [DouglasPeucker]. All stretches are split
    at once, since a map has thousands of short ones.
    """
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, len(points) - 1, *ends]] = True
    while True:
        anchors = np.flatnonzero(kept)
        stretch = np.cumsum(kept) - 1
        start = points[anchors[stretch]]
        along = points[anchors[np.minimum(stretch + 1, len(anchors) - 1)]] - start
        away = points - start
        square = (along * along).sum(axis=1)
        # To the stretch, not to the line through it, on which a line that turns back may lie.
        share = np.clip((away * along).sum(axis=1) / np.where(square > 0, square, 1.0), 0.0, 1.0)
        distance = ((away - share[:, None] * along) ** 2).sum(axis=1)
        distance[kept] = 0.0
        furthest = np.maximum.reduceat(distance, anchors)[stretch]
        found = np.flatnonzero((distance == furthest) & (distance > tolerance * tolerance))
        if not len(found):
            return anchors
        _, first = np.unique(stretch[found], return_index=True)
        kept[found[first]] = True


def clip_ring(ring: np.ndarray, left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """A closed ring (points in rows, the last joined to the first) cut to a rectangle [SutherlandHodgman].

    What is left may run along the rectangle's edges; it may be empty.
    """
    for axis, sign, limit in ((0, 1, left), (0, -1, right), (1, 1, top), (1, -1, bottom)):
        if not len(ring):
            break
        inside = sign * (ring[:, axis] - limit)
        if (inside >= 0).all():
            continue
        following, after = np.roll(ring, -1, axis=0), np.roll(inside, -1)
        crosses = (inside >= 0) != (after >= 0)
        share = inside / np.where(crosses, inside - after, 1.0)
        points = np.empty((2 * len(ring), 2))
        points[0::2] = ring
        points[1::2] = ring + share[:, None] * (following - ring)
        chosen = np.empty(2 * len(ring), dtype=bool)
        chosen[0::2], chosen[1::2] = inside >= 0, crosses
        ring = points[chosen]
    return ring


def measure_area(ring: np.ndarray) -> float:
    """The area that a ring encloses, in the square of its unit."""
    if len(ring) < 3:
        return 0.0
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def list_stretches(inside: np.ndarray) -> list[tuple[int, int]]:
    """The runs of points of a line of which ``inside`` is true, each with the neighbours it leads to, half-open."""
    places = np.flatnonzero(inside)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > 2)
    starts, ends = places[np.append(0, breaks + 1)], places[np.append(breaks, len(places) - 1)]
    return [(max(0, int(start) - 1), min(len(inside), int(end) + 2)) for start, end in zip(starts, ends, strict=True)]
