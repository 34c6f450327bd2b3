"""The ground of a locator map: land and borders of a view as paths of a few kilobytes, and where its countries lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .geometry import clip_ring, list_stretches, measure_area, simplify
from .outlines import load_outlines
from .views import View

# A unit is half a pixel of a phone. The lines are drawn coarser until both paths take at most so many bytes.
TOLERANCE = 1.2
MOST_BYTES = 5_000
# An island of fewer square units is left out at the first tolerance, larger ones at coarser.
SPECK = 16.0
# How far around a map its lines run on, so that their ends and edges stay outside.
_MARGIN = 8
# A locator map shows where on earth it is: at least so much of coasts and borders, in its own width.
LANDMARKS = 1.2
_WIDER, _WIDEST = 1.5, 30.0
# Heights at which a country's name is tried, in shares of what is seen of the country.
_ROWS = tuple(round(0.5 + side * step / 14, 3) for step in range(7) for side in ((1, -1) if step else (1,)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a country from west to east on one level: where its name could stand."""

    left: float
    right: float
    level: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A country as far as a map shows it: its name, and the area and the ring of its largest part, in units."""

    name: str
    area: float
    ring: np.ndarray


@dataclass(frozen=True, slots=True)
class Ground:
    """The view as drawn, its land and borders as path data, and the countries on it, the largest first."""

    view: View
    land: str
    borders: str
    countries: tuple[Seen, ...]


@lru_cache(maxsize=128)
def draw_ground(view: View) -> Ground:
    """The ground of ``view``, or of a wider one about the same middle where it would show neither coast nor border."""
    land, borders = _list_land(view), _list_borders(view)
    while not view.world and view.radius < _WIDEST and _measure_lines(view, land, borders) < LANDMARKS * view.width:
        view = view.widen(_WIDER)
        land, borders = _list_land(view), _list_borders(view)
    sized = [(measure_area(ring), _round(ring, closed=True)) for ring in land]
    lines = [_round(line, closed=False) for line in borders]
    tolerance = TOLERANCE
    while True:
        rings = [ring for area, ring in sized if area >= SPECK * tolerance]
        paths = (
            write_path(_thin(rings, tolerance, closed=True), closed=True),
            write_path(_thin(lines, tolerance, closed=False), closed=False),
        )
        taken = sum(map(len, paths))
        if taken <= MOST_BYTES:
            return Ground(view, *paths, _list_countries(view))
        tolerance *= max(1.1, taken / MOST_BYTES)


def _list_land(view: View) -> list[np.ndarray]:
    land = load_outlines().land
    return [ring for place in _list_near(view, land.bounds, SPECK) for ring in _clip(view, land.points[place])]


def _clip(view: View, points: np.ndarray) -> list[np.ndarray]:
    """What a view shows of a ring: nothing, one ring, or two of one that goes round the edge of a map of the world."""
    edges = -_MARGIN, -_MARGIN, view.width + _MARGIN, view.height + _MARGIN
    rings = [clip_ring(ring, *edges) for ring in view.lay(points)]
    return [ring for ring in rings if len(ring) > 2]


def _list_borders(view: View) -> list[np.ndarray]:
    """The borders of a view; on a map of the world they would hide what it is for."""
    lines: list[np.ndarray] = []
    if view.world:
        return lines
    borders = load_outlines().borders
    for place in _list_near(view, borders.bounds):
        line = view.project(borders.points[place])
        lines += [line[start:end] for start, end in list_stretches(_is_inside(view, line, _MARGIN))]
    return lines


def _is_inside(view: View, points: np.ndarray, margin: float) -> np.ndarray:
    x, y = points[:, 0], points[:, 1]
    return (x >= -margin) & (x <= view.width + margin) & (y >= -margin) & (y <= view.height + margin)


def _list_near(view: View, bounds: np.ndarray, least: float = 0.0) -> list[int]:
    """The places of the rows of bounds that meet those of the view, which are rather too wide.

    Those whose box is of fewer than ``least`` square units are left out.
    """
    west, south, east, north = bounds.T
    flattest = np.where(south * north > 0, np.minimum(abs(south), abs(north)), 0.0)
    near = (east - west) * (north - south) * np.cos(np.radians(flattest)) * view.scale**2 >= least
    if not view.world:
        radius = view.radius + 1
        sine = np.sin(np.radians(radius)) / max(1e-6, np.cos(np.radians(view.latitude)))
        polar = abs(view.latitude) + radius >= 89 or sine >= 1
        across = 180.0 if polar else float(np.degrees(np.arcsin(sine)))
        near &= (north >= view.latitude - radius) & (south <= view.latitude + radius)
        turned = np.array([[-360.0], [0.0], [360.0]])
        left, right = view.longitude - across, view.longitude + across
        near &= ((west + turned <= right) & (east + turned >= left)).any(axis=0)
    return np.flatnonzero(near).tolist()


def _measure_lines(view: View, land: Iterable[np.ndarray], borders: Iterable[np.ndarray]) -> float:
    """The length of coasts and borders that the view shows, in units; its own edges do not count."""
    total = 0.0
    for line in (*(np.vstack((ring, ring[:1])) for ring in land), *borders):
        seen = _is_inside(view, line, -1)
        steps = np.hypot(*np.diff(line, axis=0).T)
        total += float(steps[seen[1:] & seen[:-1]].sum())
    return total


def _thin(lines: Sequence[np.ndarray], tolerance: float, *, closed: bool) -> list[np.ndarray]:
    """Each line with as few points as show it."""
    if not lines:
        return []
    together = np.concatenate(lines)
    lengths = np.cumsum([len(line) for line in lines])
    kept = simplify(together.astype(float), tolerance, ends=(*lengths - 1, *lengths[:-1]))
    parts = np.split(together[kept], np.searchsorted(kept, lengths[:-1]))
    return [part[:-1] if closed else part for part in parts]


def _round(line: np.ndarray, *, closed: bool) -> np.ndarray:
    """A line in whole units; a ring from the point furthest from its first one to the same, so that both are kept."""
    points = np.rint(line).astype(int)
    points = points[np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))]
    if not closed:
        return points
    start = int(((points - points[0]) ** 2).sum(axis=1).argmax())
    return np.concatenate((points[start:], points[: start + 1]))


def write_path(lines: Iterable[np.ndarray], *, closed: bool) -> str:
    """Path data of lines of whole units: each from its start by differences."""
    parts = []
    for line in lines:
        if len(line) < (3 if closed else 2):
            continue
        steps = " ".join(f"{x} {y}" for x, y in np.diff(line, axis=0).tolist()).replace(" -", "-")
        parts.append(f"M{line[0][0]} {line[0][1]}l{steps}{'z' if closed else ''}")
    return "".join(parts)


def _list_countries(view: View) -> tuple[Seen, ...]:
    """The countries that the view shows, by what is seen of their largest part."""
    countries = load_outlines().countries
    seen = []
    for place in _list_near(view, countries.bounds, SPECK):
        if parts := _clip(view, countries.points[place]):
            largest = max(parts, key=measure_area)
            seen.append(Seen(countries.names[place], round(measure_area(largest), 1), largest))
    return tuple(sorted(seen, key=lambda one: (-one.area, one.name)))


def list_levels(view: View, ring: np.ndarray) -> Iterator[Stretch]:
    """The longest stretch of a ring on each of some levels of a view, those near its middle first."""
    top, bottom = max(0.0, float(ring[:, 1].min())), min(float(view.height), float(ring[:, 1].max()))
    following = np.roll(ring, -1, axis=0)
    for share in _ROWS:
        level = top + share * (bottom - top)
        crosses = (ring[:, 1] > level) != (following[:, 1] > level)
        start, end = ring[crosses], following[crosses]
        if not len(start):
            continue
        cuts = np.sort(start[:, 0] + (level - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0]))
        pairs = np.clip(cuts[: len(cuts) // 2 * 2].reshape(-1, 2), 0.0, view.width)
        left, right = pairs[int((pairs[:, 1] - pairs[:, 0]).argmax())]
        yield Stretch(round(float(left), 1), round(float(right), 1), round(level, 1))
