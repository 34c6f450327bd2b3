"""Gazetteer: towns of the world with their country and coordinates, from the table that ships.

The table is made from GeoNames by ``training/gazetteer.py`` [GeoNames].
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from ..text import fold

TABLE = "gazetteer.tsv.gz"
REGIONS = "regions.yml"

#: What the last word of a name says that is no town, though a town may bear the rest of it.
DISTRICTS = frozenset(
    "province governorate county district region state oblast prefecture canton island valley".split()
)

#: The Arabic article as names are written with it, before consonants that take it in too (Ar Raqqah, ash-Shaykh).
ARTICLES = frozenset(("al", "el", "ar", "as", "ash", "at", "ad", "az", "an", "adh", "ath"))
_APOSTROPHES = str.maketrans("", "", "'`.ʿʾ,ʻʼ")


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place: its country by the name of ``aliases.yml``, degrees north and east, people."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


@lru_cache(maxsize=65536)
def find_towns(name: str) -> tuple[Town, ...]:
    """The towns that bear ``name``, the most populous first; a spelling with or without Arabic article is the same."""
    lines, start = _load_lines(), make_key(name) + "\t"
    found = []
    for place in range(bisect_left(lines, start), len(lines)):
        line = lines[place]
        if not line.startswith(start):
            break
        _, town, country, latitude, longitude, population = line.split("\t")
        found.append(Town(town, country, float(latitude), float(longitude), int(population)))
    return tuple(sorted(found, key=lambda one: (-one.population, one.country, one.name, one.latitude)))


def is_region(name: str) -> bool:
    """Whether a name is of a region before it is of any town."""
    key = make_key(name)
    return key in _load_regions() or key.rpartition(" ")[2] in DISTRICTS


def make_key(name: str) -> str:
    """A name as the table finds it: folded, no apostrophes, hyphens as blanks, no Arabic article before it."""
    words = fold(name).translate(_APOSTROPHES).replace("-", " ").split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


@cache
def _load_lines() -> list[str]:
    """The lines of the table in the order of their keys. They are split when asked for: a story asks for few."""
    with resources.files(__package__).joinpath(TABLE).open("rb") as stream:
        return gzip.decompress(stream.read()).decode("utf-8").splitlines()


@cache
def _load_regions() -> frozenset[str]:
    return frozenset(yaml.safe_load(resources.files(__package__).joinpath(REGIONS).read_text(encoding="utf-8")))
