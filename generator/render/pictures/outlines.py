"""Outlines: coasts, borders and countries of the world, from the file that ships.

It is made from Natural Earth by ``training/outlines.py`` [NaturalEarth].
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

OUTLINES = "outlines.json.gz"
#: Units of the file in a degree.
UNITS = 100


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines or rings: of each its name where it has one, its points as rows of longitude and latitude in degrees, and
    its bounds as a row of west, south, east and north."""

    names: tuple[str, ...]
    points: tuple[np.ndarray, ...]
    bounds: np.ndarray


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of land (holes are rings, too), borders between countries, and the largest ring of each country."""

    land: Lines
    borders: Lines
    countries: Lines


@cache
def load_outlines() -> Outlines:
    """The outlines of the world, read once."""
    with resources.files(__package__).joinpath(OUTLINES).open("rb") as stream:
        held: Mapping[str, Any] = json.loads(gzip.decompress(stream.read()))
    arcs = [np.cumsum(np.reshape(arc, (-1, 2)), axis=0) / UNITS for arc in held["arcs"]]
    countries = {name: max((_join(ring, arcs) for ring in rings), key=_extent) for name, rings in held["countries"]}
    return Outlines(
        land=_bound([_join(ring, arcs) for ring in held["land"]]),
        borders=_bound([arcs[arc] for arc in held["borders"]]),
        countries=_bound(list(countries.values()), tuple(countries)),
    )


def _join(ring: Sequence[int], arcs: Sequence[np.ndarray]) -> np.ndarray:
    """A ring of arcs as points; the first point of an arc is the last of the one before it."""
    return np.concatenate([(arcs[arc] if arc >= 0 else arcs[-1 - arc][::-1])[1:] for arc in ring])


def _bound(lines: Sequence[np.ndarray], names: tuple[str, ...] = ()) -> Lines:
    bounds = np.array([(*points.min(axis=0), *points.max(axis=0)) for points in lines])
    return Lines(names or ("",) * len(lines), tuple(lines), bounds)


def _extent(points: np.ndarray) -> float:
    return float(np.prod(points.max(axis=0) - points.min(axis=0)))
