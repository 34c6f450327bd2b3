"""The outlines that ship with `generator/render/pictures`: coasts and borders of the world, for locator maps.

    npm install world-atlas@2.0.2
    python -m training.outlines node_modules/world-atlas/countries-50m.json [OUTPUT]

Made from Natural Earth 1:50m (public domain, https://www.naturalearthdata.com) as the package world-atlas 2.0.2 holds
it: TopoJSON, so that neighbours share their border. Its arcs are simplified to a fiftieth of a degree (Douglas and
Peucker) and written in hundredths of a degree (about a kilometre). Writes a gzipped JSON object:

    arcs       lists of longitude and latitude of the first point, then differences
    land       rings of arc numbers (-1 - n is arc n backwards), outer rings and holes alike
    countries  pairs of a name and rings, for lettering
    borders    arcs that two countries share

The bytes depend on the file alone.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from generator.render.pictures.geometry import simplify
from generator.render.pictures.outlines import OUTLINES, UNITS

# Degrees of latitude by which a simplified line may be off.
TOLERANCE = 0.02
# Names as a map letters them, where Natural Earth's are shortened too much, or have changed.
NAMES = {
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Macedonia": "North Macedonia",
    "N. Cyprus": "Northern Cyprus",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
}
# No country to be named on a map of the news.
UNNAMED = frozenset({"Antarctica", "Siachen Glacier", "Ashmore and Cartier Is.", "Indian Ocean Ter."})


def convert(topology: dict) -> dict:
    """The object that ships, from the TopoJSON object."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_encode(list(_decode(arc, scale, origin))) for arc in topology["arcs"]]
    land = [ring for ring in _list_rings(topology["objects"]["land"]) if _is_area(ring, arcs)]
    countries = []
    used: Counter[int] = Counter()
    for country in topology["objects"]["countries"]["geometries"]:
        rings = list(_list_rings(country))
        used.update(arc if arc >= 0 else -1 - arc for ring in rings for arc in ring)
        name = country["properties"]["name"]
        if name not in UNNAMED:
            countries.append([NAMES.get(name, name), [ring for ring in rings if _is_area(ring, arcs)]])
    return {
        "arcs": arcs,
        "land": land,
        "countries": sorted([name, rings] for name, rings in countries if rings),
        "borders": sorted(arc for arc, number in used.items() if number > 1),
    }


def _decode(arc: Sequence[Sequence[int]], scale: Sequence[float], origin: Sequence[float]) -> Iterator[tuple]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + origin[0], y * scale[1] + origin[1]


def _list_rings(geometry: dict) -> Iterator[list[int]]:
    for part in geometry.get("geometries", ()):
        yield from _list_rings(part)
    arcs = geometry.get("arcs", [])
    for polygon in [arcs] if geometry.get("type") == "Polygon" else arcs:
        yield from polygon


def _is_area(ring: Sequence[int], arcs: Sequence[Sequence[int]]) -> bool:
    """Whether more than a line is left of a ring; each arc has two numbers a point, and one point is the next one's."""
    return sum(len(arcs[arc if arc >= 0 else -1 - arc]) // 2 - 1 for arc in ring) > 2


def _encode(points: list[tuple[float, float]]) -> list[int]:
    """The points that matter, in hundredths of a degree: the first, then differences."""
    middle = math.cos(math.radians(sum(latitude for _, latitude in points) / len(points)))
    kept = simplify(np.array(points) * (max(0.1, middle), 1.0), TOLERANCE).tolist()
    rounded = [(round(points[place][0] * UNITS), round(points[place][1] * UNITS)) for place in kept]
    differences = [
        step
        for before, after in zip(rounded, rounded[1:], strict=False)
        if before != after
        for step in (after[0] - before[0], after[1] - before[1])
    ]
    return [*rounded[0], *differences]


def main() -> None:
    """Write the outlines to the path named, by default those that ship."""
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("generator/render/pictures") / OUTLINES
    converted = convert(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", mtime=0, compresslevel=9) as stream:
        stream.write(json.dumps(converted, separators=(",", ":"), ensure_ascii=False).encode())
    output.write_bytes(data.getvalue())
    print(f"{output}: {len(data.getvalue()) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
