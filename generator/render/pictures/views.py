"""What a locator map shows: which of the places, and the part of the earth around them, laid on a plane.

A part of the earth is laid out by Lambert's azimuthal equal-area projection about its middle, which knows no edge at
the 180th meridian or the poles [Snyder]; places too far apart for that are shown on the whole world, equirectangular.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...records import Place, Story

# The map is as large around the places as holds this share of the sentences, and those not much further off;
# one capital far away that is named once does not shrink the streets where it happened to a dot.
FOCUS = 0.7
FOCUS_REACH = 1.6
# Degrees within which places are never too far off, and beyond which the world is shown.
NEAR, FAR = 4.0, 38.0
# Degrees of the narrowest map, across: a country of middling size with its neighbours.
NARROWEST = 9.0
# The share of the map's width and height that the places span at most: names need the rest.
SPANNED_WIDTH, SPANNED_HEIGHT = 0.5, 0.66

# Units across every map, and the bounds of its height. The world is shown between two parallels.
WIDTH = 720
LOWEST, HIGHEST = 400, 560
WORLD_NORTH, WORLD_SOUTH, WORLD_HEIGHT = 80.0, -57.0, 330


@dataclass(frozen=True, slots=True)
class View:
    """A map's middle (degrees), units a degree of arc there, and its size; ``world``: all of it, equirectangular."""

    longitude: float
    latitude: float
    scale: float
    width: int
    height: int
    world: bool = False

    def project(self, points: np.ndarray) -> np.ndarray:
        """Rows of longitude and latitude in degrees to units right of and below the map's upper left corner."""
        if self.world:
            down = (WORLD_NORTH - points[:, 1]) * self.height / (WORLD_NORTH - WORLD_SOUTH)
            return np.column_stack(((points[:, 0] + 180) * self.width / 360, down))
        away = np.radians(points[:, 0] - self.longitude)
        latitude, middle = np.radians(points[:, 1]), math.radians(self.latitude)
        cosine = math.sin(middle) * np.sin(latitude) + math.cos(middle) * np.cos(latitude) * np.cos(away)
        # At the antipode the projection is a circle and not a point; nothing there is ever within a map.
        stretch = np.sqrt(2 / np.maximum(1 + cosine, 1e-6)) * math.degrees(1) * self.scale
        right = stretch * np.cos(latitude) * np.sin(away)
        up = stretch * (
            math.cos(middle) * np.sin(latitude) - math.sin(middle) * np.cos(latitude) * np.cos(away)
        )
        return np.column_stack((self.width / 2 + right, self.height / 2 - up))

    def lay(self, points: np.ndarray) -> list[np.ndarray]:
        """A line as the map shows it; on a map of the world one over the 180th meridian twice, at either edge.

        A ring about a pole, which has no inside on such a map, is left out.
        """
        if not self.world:
            return [self.project(points)]
        turns = np.cumsum(np.append(0, np.rint(np.diff(points[:, 0]) / -360)))
        if not turns.any():
            return [self.project(points)]
        if abs(points[-1, 0] + 360 * turns[-1] - points[0, 0]) > 180:
            return []
        return [self.project(points + np.column_stack((360 * (turns - turn), 0 * turns))) for turn in np.unique(turns)]

    @property
    def radius(self) -> float:
        """Degrees of arc from the middle to a corner."""
        return math.hypot(self.width, self.height) / 2 / self.scale

    def widen(self, times: float) -> View:
        """The same middle, with so many times as much around it."""
        return replace(self, scale=self.scale / times)


def merge_places(stories: Iterable[Story]) -> tuple[Place, ...]:
    """The places of several stories, each once, with all its articles and sentences, those first of which most is told.

    A place lies where the first story says that knows it.
    """
    merged: dict[str, Place] = {}
    for story in stories:
        for place in story.places:
            known = merged.get(place.id, replace(place, articles=(), sentences=0))
            where = known if known.latitude is not None else place
            merged[place.id] = replace(
                where,
                articles=tuple(dict.fromkeys((*known.articles, *place.articles))),
                sentences=known.sentences + place.sentences,
            )
    return tuple(sorted(merged.values(), key=_rank))


def _rank(place: Place) -> tuple[int, int, str]:
    return -place.sentences, -len(place.articles), place.id


def list_located(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places with coordinates, those first of which most is told; of several at one point the first."""
    points: dict[tuple[float, float], Place] = {}
    for place in sorted(places, key=_rank):
        if place.latitude is not None and place.longitude is not None and abs(place.latitude) <= 90:
            points.setdefault((round(place.latitude, 1), round(place.longitude, 1)), place)
    return tuple(points.values())


def choose_focus(places: Sequence[Place]) -> tuple[Place, ...]:
    """Of located places, in their order, those that the map is about: most of the sentences, as near as may be.

    About the place from which the others are least far, weighed by their sentences, with distances beyond ``FAR``
    counted as that; from there outward until ``FOCUS`` of the sentences are held.
    """
    if not places:
        return ()
    distances = [[measure_distance(one, other) for other in places] for one in places]
    weights = [max(1, place.sentences) for place in places]

    def spread(place: int) -> float:
        return sum(weight * min(far, FAR) for weight, far in zip(weights, distances[place], strict=True))

    middle = min(range(len(places)), key=lambda place: (round(spread(place), 6), place))
    reach, held = 0.0, 0
    for place in sorted(range(len(places)), key=lambda one: (round(distances[middle][one], 6), one)):
        if held >= FOCUS * sum(weights):
            break
        reach, held = distances[middle][place], held + weights[place]
    limit = max(NEAR, reach * FOCUS_REACH)
    return tuple(place for place, far in zip(places, distances[middle], strict=True) if far <= limit)


def measure_distance(one: Place, other: Place) -> float:
    """Degrees of arc between two places on the sphere (haversine)."""
    first, second = math.radians(one.latitude or 0.0), math.radians(other.latitude or 0.0)
    across = math.radians((other.longitude or 0.0) - (one.longitude or 0.0))
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(half))))


def frame_places(places: Sequence[Place]) -> View:
    """The part of the earth around ``places``, one at least: their box on the plane about its own middle, with room."""
    points = np.array([[place.longitude, place.latitude] for place in places], dtype=float)
    longitude, latitude = _middle(points)
    plane = View(longitude, latitude, 1.0, 0, 0)
    for _ in range(3):
        laid = plane.project(points)
        x, y = (laid.min(axis=0) + laid.max(axis=0)) / 2
        plane = View(*_lift(plane, float(x), float(y)), 1.0, 0, 0)
    laid = plane.project(points)
    if np.hypot(laid[:, 0], laid[:, 1]).max() > FAR:
        return View(0.0, 0.0, WIDTH / 360, WIDTH, WORLD_HEIGHT, world=True)
    wide, high = (laid.max(axis=0) - laid.min(axis=0)) / (SPANNED_WIDTH, SPANNED_HEIGHT)
    height = round(WIDTH * float(high / wide)) if wide > NARROWEST else LOWEST
    height = max(LOWEST, min(HIGHEST, height))
    degrees = max(float(wide), float(high) * WIDTH / height, NARROWEST)
    # Coarse numbers: places of one town give one map, drawn once.
    return View(round(plane.longitude, 1), round(plane.latitude, 1), round(WIDTH / degrees, 1), WIDTH, height)


def _middle(points: np.ndarray) -> tuple[float, float]:
    """The mean of points on the sphere; that of the first where they cancel out."""
    longitude, latitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    x, y, z = (
        float((np.cos(latitude) * np.cos(longitude)).sum()),
        float((np.cos(latitude) * np.sin(longitude)).sum()),
        float(np.sin(latitude).sum()),
    )
    if math.hypot(x, y, z) < 1e-6:
        return float(points[0, 0]), float(points[0, 1])
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _lift(plane: View, x: float, y: float) -> tuple[float, float]:
    """The longitude and latitude of a point of the plane (degrees of arc right and down of its middle)."""
    right, up = math.radians(x), math.radians(-y)
    away = math.hypot(right, up)
    if away < 1e-9:
        return plane.longitude, plane.latitude
    angle, middle = 2 * math.asin(min(1.0, away / 2)), math.radians(plane.latitude)
    latitude = math.asin(
        max(-1.0, min(1.0, math.cos(angle) * math.sin(middle) + up * math.sin(angle) * math.cos(middle) / away))
    )
    longitude = math.atan2(
        right * math.sin(angle),
        away * math.cos(middle) * math.cos(angle) - up * math.sin(middle) * math.sin(angle),
    )
    return (plane.longitude + math.degrees(longitude) + 540) % 360 - 180, math.degrees(latitude)
