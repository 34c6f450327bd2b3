"""The outlines that ship: made from TopoJSON in shared arcs, and what the package holds is what the script made."""

from __future__ import annotations

from generator.render.pictures.outlines import load_outlines
from training.outlines import convert

# Two countries side by side, in hundredths of a degree, with the border (arc 0) between them, and a speck of an island.
TOPOLOGY = {
    "transform": {"scale": [0.01, 0.01], "translate": [0.0, 0.0]},
    "arcs": [
        [[500, 0], [0, 500], [0, 500]],
        [[500, 1000], [-500, 0], [0, -1000], [500, 0]],
        [[500, 1000], [500, 0], [0, -1000], [-500, 0]],
        [[2000, 2000], [1, 0], [0, 1], [-1, -1]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Westland"}},
                {"type": "MultiPolygon", "arcs": [[[-1, 2]], [[3]]], "properties": {"name": "eSwatini"}},
                {"type": "Polygon", "arcs": [[3]], "properties": {"name": "Antarctica"}},
            ],
        },
        "land": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiPolygon", "arcs": [[[1, -3]], [[3]]]}],
        },
    },
}


def test_arcs_are_simplified_and_shared_and_specks_left_out():
    made = convert(TOPOLOGY)
    assert made["arcs"][0] == [500, 0, 0, 1000], "a point on a straight line tells nothing"
    assert made["countries"] == [["Eswatini", [[-1, 2]]], ["Westland", [[0, 1]]]]
    assert made["land"] == [[1, -3]]
    assert made["borders"] == [0, 3]


def test_the_file_that_ships_has_the_names_that_maps_letter():
    names = set(load_outlines().countries.names)
    assert {"Eswatini", "North Macedonia", "South Sudan", "DR Congo"} <= names and "Antarctica" not in names
    assert not any("." in name for name in names if name.startswith(("Dem", "Bosnia", "Central")))
