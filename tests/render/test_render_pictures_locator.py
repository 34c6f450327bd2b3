"""The locator map: what it shows, and that no name lies on another."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reading import HOSTILE, list_texts, read_picture

from generator.records import Place
from generator.render.pictures import draw_map
from generator.render.pictures.chart import RADIUS, make_chart, trace_leader
from generator.render.pictures.geometry import clip_ring, measure_area, simplify
from generator.render.pictures.ground import MOST_BYTES
from generator.render.pictures.lettering import Box
from generator.render.pictures.outlines import load_outlines
from generator.render.pictures.views import View, choose_focus, frame_places, list_located, merge_places

BYTES = 8_000


def place(name: str, latitude: float | None, longitude: float | None, sentences: int = 1) -> Place:
    return Place(name.lower(), name, "Land", latitude, longitude, ("a",), sentences)


LISBON, PORTO = place("Lisbon", 38.72, -9.13, 5), place("Porto", 41.15, -8.61, 3)
TOKYO = place("Tokyo", 35.68, 139.69)


def test_places_are_marked_named_and_described():
    figure = draw_map([PORTO, LISBON, place("Nowhere", None, None)])
    svg = read_picture(figure)
    texts = list(list_texts(svg))
    assert {"Lisbon", "Porto", "Portugal", "Spain", "200 km"} <= set(texts) and "Nowhere" not in figure
    assert len(svg.findall(".//{*}circle")) == 2
    assert svg.find("{*}title").text == "Map: where Lisbon and Porto lie"
    assert svg.find("{*}desc").text.startswith("Marked: Lisbon in Land; Porto in Land. Around: ")


def test_there_is_no_map_without_coordinates():
    assert draw_map([]) is None and draw_map([place("Nowhere", None, None), place("Half", 3.0, None)]) is None


def test_a_place_far_from_the_others_is_named_beyond_the_map():
    chart = make_chart([LISBON, PORTO, TOKYO])
    assert {spot.place.name for spot in chart.spots} == {"Lisbon", "Porto"} and chart.beyond == (TOKYO,)
    assert "Beyond it: Tokyo." in draw_map([LISBON, PORTO, TOKYO])


def test_places_all_over_the_world_are_on_a_map_of_it():
    places = [LISBON, TOKYO, place("Lima", -12.05, -77.04), place("Suva", -18.14, 178.44)]
    chart = make_chart(places)
    assert chart.ground.view.world and len(chart.spots) == 4 and not chart.scale
    eastward = sorted(chart.spots, key=lambda spot: spot.x)
    assert [spot.place.name for spot in eastward] == ["Lima", "Lisbon", "Tokyo", "Suva"]
    assert len(draw_map(places)) <= BYTES


@pytest.mark.parametrize(
    ("places", "degrees"),
    [
        ([place("Suva", -18.14, 178.44), place("Apia", -13.83, -171.77)], 70),
        ([place("Alert", 82.5, -62.35), place("Longyearbyen", 78.22, 15.64)], 35),
        ([place("Vostok", -78.46, 106.84)], 40),
        ([place("Pole", 90.0, 0.0)], 60),
    ],
)
def test_the_180th_meridian_and_the_poles_do_not_tear_a_map(places, degrees):
    chart = make_chart(places)
    view = chart.ground.view
    assert len(chart.spots) == len(places) and view.width / view.scale < degrees and not view.world


def test_a_map_shows_where_on_earth_it_is():
    """In the middle of a large country it is wide enough for a coast or a border."""
    inland = make_chart([place("Inland", 38.5, -98.0)]).ground
    coast = make_chart([LISBON]).ground
    assert inland.view.scale < coast.view.scale and (inland.land or inland.borders)
    assert len(inland.borders) + inland.land.count(" ") > 20


def test_the_projection_keeps_areas_and_directions():
    view = View(10.0, 50.0, 20.0, 720, 400)
    middle, north, east = view.project(np.array([[10.0, 50.0], [10.0, 51.0], [11.0, 50.0]]))
    assert middle == pytest.approx((360, 200)) and north == pytest.approx((360, 180), abs=0.1)
    assert east[0] - 360 == pytest.approx(20 * np.cos(np.radians(50)), abs=0.1)


def test_merged_places_count_all_their_sentences():
    class Told:
        def __init__(self, *places):
            self.places = places

    merged = merge_places([Told(place("X", None, None, 2)), Told(place("X", 1.0, 2.0, 3)), Told(LISBON)])
    assert [(one.name, one.sentences, one.latitude) for one in merged] == [("Lisbon", 5, 38.72), ("X", 5, 1.0)]


def test_hostile_names_are_words():
    figure = draw_map([place(HOSTILE, 1.0, 1.0), place("ok", 1.5, 1.5)])
    assert read_picture(figure) is not None and "<script" not in figure


located = st.builds(
    place,
    st.text(min_size=1, max_size=40),
    st.floats(-90, 90, allow_nan=False).map(lambda degrees: round(degrees, 2)),
    st.floats(-180, 180, allow_nan=False).map(lambda degrees: round(degrees, 2)),
    st.integers(1, 30),
)
near = st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.text(min_size=1, max_size=25)), max_size=12)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(located, near)
def test_no_name_lies_on_another_or_on_a_spot_and_all_lie_within(first, others):
    around = [
        place(f"{at}{name}", max(-90, min(90, first.latitude + up)), (first.longitude + right + 540) % 360 - 180)
        for at, (up, right, name) in enumerate(others)
    ]
    places = [first, *around]
    figure = draw_map(places)
    assert figure == draw_map(list(reversed(places))) and len(figure.encode()) <= BYTES
    read_picture(figure)
    chart = make_chart(places)
    view = chart.ground.view
    room = Box(0, 0, view.width, view.height)
    names = [*(spot.box for spot in chart.spots if spot.box), *(one.box for one in chart.countries)]
    spots = [Box(spot.x - RADIUS, spot.y - RADIUS, spot.x + RADIUS, spot.y + RADIUS) for spot in chart.spots]
    assert not any(one.overlaps(other) for one, other in combinations(names, 2))
    assert not any(name.overlaps(spot) for name in names for spot in spots)
    assert all(box.within(room) for box in names)
    leaders = [(spot, box) for spot in chart.spots if spot.box for box in trace_leader(spot.x, spot.y, spot.box)]
    assert not any(box.overlaps(name) for spot, box in leaders for name in names if name is not spot.box)
    focus = {one.id for one in choose_focus(list_located(places))}
    assert view.world or focus <= {spot.place.id for spot in chart.spots}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(located, min_size=1, max_size=6))
def test_every_place_of_the_focus_lies_on_the_map(places):
    focus = choose_focus(places)
    view = frame_places(focus)
    points = view.project(np.array([[one.longitude, one.latitude] for one in focus]))
    if not view.world:
        assert ((points >= 0) & (points <= (view.width, view.height))).all()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(-50, 150), st.integers(-50, 150)), min_size=3, max_size=30))
def test_a_clipped_ring_lies_within_and_one_that_lies_within_is_not_clipped(points):
    ring = np.array(points, dtype=float)
    clipped = clip_ring(ring, 0, 0, 100, 80)
    if len(clipped):
        assert (clipped >= -1e-9).all() and (clipped <= (100 + 1e-9, 80 + 1e-9)).all()
    assert (clip_ring(clipped, -1, -1, 101, 81) == clipped).all()
    if ((ring >= 0) & (ring <= (100, 80))).all():
        assert (clipped == ring).all()


def test_clipping_cuts_a_square_in_half():
    square = np.array([[-10.0, 0.0], [10.0, 0.0], [10.0, 10.0], [-10.0, 10.0]])
    assert measure_area(clip_ring(square, 0, -5, 50, 50)) == pytest.approx(100)
    assert len(clip_ring(square, 20, 20, 50, 50)) == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=40), st.floats(0.5, 10))
def test_a_simplified_line_is_nowhere_further_off_than_allowed(points, tolerance):
    line = np.array(points, dtype=float)
    kept = simplify(line, tolerance)
    assert kept[0] == 0 and kept[-1] == len(line) - 1
    for start, end in zip(kept, kept[1:], strict=False):
        along = line[end] - line[start]
        for point in line[start : end + 1]:
            share = np.clip((point - line[start]) @ along / (along @ along), 0, 1) if along.any() else 0.0
            assert np.hypot(*(point - line[start] - share * along)) <= tolerance + 1e-9


def test_the_outlines_are_whole_and_small():
    outlines = load_outlines()
    assert len(outlines.countries.names) == len(set(outlines.countries.names)) > 190
    assert len(outlines.land.points) > 1000 and len(outlines.borders.points) > 250
    for lines in (outlines.land, outlines.borders, outlines.countries):
        assert (abs(lines.bounds) <= (180.0, 90.0, 180.0, 90.0)).all()


def test_paths_are_whole_units_and_within_their_bytes():
    chart = make_chart([place("Bergen", 60.39, 5.32), place("Narvik", 68.44, 17.43)])
    assert len(chart.ground.land) + len(chart.ground.borders) <= MOST_BYTES
    assert re.fullmatch(r"[MLlz\d -]*", chart.ground.land + chart.ground.borders)
