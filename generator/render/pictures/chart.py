"""What stands where on a locator map: spots, their names, the names of countries and the scale, none on another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...records import Place
from .ground import Ground, Seen, draw_ground, list_levels
from .lettering import BOLD, Box, is_free, measure, shorten
from .views import View, choose_focus, frame_places, list_located

# Font sizes in units of the map, which a phone shows at less than half a pixel each.
LETTERS, COUNTRY_LETTERS = 25, 21
# Countries named, places named, and the width of a name at most.
COUNTRIES, NAMED = 6, 14
_NAME_WIDTH = 330.0
# The radius of a spot, and how far a name stands off that has no room beside it.
RADIUS = 8
_LEADER = 30
# A name at so many units from the middle of its spot needs no line to it.
_NEAR = RADIUS + 9
# Room at the edges of the map.
_EDGE = 6
# Room before and after the name of a country.
_AIR = 6
# Earth's mean circumference over 360, and lengths of a scale in steps of ten.
_KILOMETRES = 111.2
_STEPS = (1, 2, 5)
_SCALE_SHARE = 0.22
# Above so many degrees across a map's scale holds for its middle alone.
_SCALE_WIDEST = 40.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: its name as printed, where it lies, its lettering and the box of that, None where none fits."""

    place: Place
    x: float
    y: float
    name: str
    anchor: str = "start"
    left: float = 0.0
    level: float = 0.0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Lettering:
    """The name of a country on a map, its middle, and what it takes."""

    name: str
    x: float
    y: float
    box: Box


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a map shows, before it is written. ``beyond`` are located places that lie outside."""

    ground: Ground
    spots: tuple[Spot, ...]
    countries: tuple[Lettering, ...]
    scale: tuple[int, float] | None
    beyond: tuple[Place, ...]


def make_chart(places: Sequence[Place]) -> Chart | None:
    """What the map of ``places`` shows; None where none of them is located."""
    located = list_located(places)
    focus = choose_focus(located)
    if not focus:
        return None
    ground = draw_ground(frame_places(focus))
    view = ground.view
    room = Box(_EDGE, _EDGE, view.width - _EDGE, view.height - _EDGE)
    points = view.project(np.array([[place.longitude, place.latitude] for place in located]))
    edge = 0 if view.world else _EDGE
    shown = [
        (place, float(x), float(y))
        for place, (x, y) in zip(located, points, strict=True)
        if edge <= x <= view.width - edge and edge <= y <= view.height - edge
    ]
    scale = _make_scale(view)
    taken = [Box(x - RADIUS - 2, y - RADIUS - 2, x + RADIUS + 2, y + RADIUS + 2) for _, x, y in shown]
    if scale:
        taken.append(_scale_box(view, *scale))
    spots = []
    for number, (place, x, y) in enumerate(shown):
        spot = _letter(place, x, y, taken[:number] + taken[number + 1 :], room) if number < NAMED else None
        spots.append(spot or Spot(place, x, y, place.name))
        if spot and spot.box:
            taken += [spot.box, *trace_leader(x, y, spot.box)]
    countries = _letter_countries(ground, taken, room)
    inside = {place.id for place, _, _ in shown}
    return Chart(ground, tuple(spots), countries, scale, tuple(place for place in located if place.id not in inside))


def _letter(place: Place, x: float, y: float, taken: Sequence[Box], room: Box) -> Spot | None:
    """The spot with its name at the first of the usual places where it lies on nothing; None where there is none."""
    name = shorten(place.name, _NAME_WIDTH / BOLD, LETTERS)
    width, gap, middle = BOLD * measure(name, LETTERS), RADIUS + 6, LETTERS * 0.35
    above, below = y - RADIUS - 8, y + RADIUS + LETTERS * 0.85
    # Right, left, above, below, then the corners [Imhof].
    far = _LEADER
    tries = [
        ("start", x + gap, y + middle),
        ("end", x - gap, y + middle),
        ("middle", x, above),
        ("middle", x, below),
        ("start", x + 4, above),
        ("start", x + 4, below),
        ("end", x - 4, above),
        ("end", x - 4, below),
        # Where dots stand close, further off, with a line that leads there.
        ("start", x + far, y - far),
        ("end", x - far, y - far),
        ("start", x + far, y + far + middle),
        ("end", x - far, y + far + middle),
        ("middle", x, y - 2 * far),
        ("middle", x, y + 2 * far + middle),
    ]
    # In whole units, as they are written.
    tries = [(anchor, round(left), round(level)) for anchor, left, level in tries]
    boxes = [_letter_box(anchor, left, level, width, LETTERS) for anchor, left, level in tries]
    for (anchor, left, level), box in zip(tries, boxes, strict=True):
        if is_free((box, *trace_leader(x, y, box)), taken, room):
            return Spot(place, x, y, name, anchor, left, level, box)
    return None


def trace_leader(x: float, y: float, box: Box) -> tuple[Box, ...]:
    """What the line takes that leads from a spot to the nearest point of its name: nothing where that stands close."""
    across, down = min(max(x, box.left), box.right) - x, min(max(y, box.top), box.bottom) - y
    length = math.hypot(across, down)
    if length <= _NEAR:
        return ()
    steps = range(RADIUS + 6, int(length), 4)
    points = [(x + across * step / length, y + down * step / length) for step in steps]
    return tuple(Box(right - 2, under - 2, right + 2, under + 2) for right, under in points)


def _letter_box(anchor: str, x: float, level: float, width: float, letters: float) -> Box:
    """What a line of text takes whose baseline begins, ends or has its middle at a point."""
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    return Box(left, level - 0.82 * letters, left + width, level + 0.26 * letters)


def _letter_countries(ground: Ground, taken: Sequence[Box], room: Box) -> tuple[Lettering, ...]:
    """The largest countries by name, each on a level where its name lies within it and on nothing else."""
    lettered: list[Lettering] = []
    for country in ground.countries[: 3 * COUNTRIES]:
        if len(lettered) == COUNTRIES:
            break
        held = (*taken, *(one.box for one in lettered))
        if lettering := next(_try_country(country, ground.view, held, room), None):
            lettered.append(lettering)
    return tuple(lettered)


def _try_country(country: Seen, view: View, taken: Sequence[Box], room: Box) -> Iterator[Lettering]:
    # Widely spaced, and with some air at either end.
    width = measure(country.name, COUNTRY_LETTERS) + 2 * len(country.name) + 2 * _AIR
    for stretch in list_levels(view, country.ring):
        spare = stretch.right - stretch.left - width
        if spare < 0:
            continue
        y = round(stretch.level + 0.35 * COUNTRY_LETTERS)
        for share in (0.5, 0.25, 0.75, 0.0, 1.0):
            x = round(stretch.left + width / 2 + share * spare)
            box = _letter_box("middle", x, y, width, COUNTRY_LETTERS)
            if is_free((box,), taken, room):
                yield Lettering(country.name, x, y, box)


def _make_scale(view: View) -> tuple[int, float] | None:
    """A round number of kilometres and its length in units, at most ``_SCALE_SHARE`` of the width."""
    if view.world or view.width / view.scale > _SCALE_WIDEST:
        return None
    most = _SCALE_SHARE * view.width / view.scale * _KILOMETRES
    power = 10 ** math.floor(math.log10(most))
    kilometres = max(step * power for step in _STEPS if step * power <= most)
    return kilometres, kilometres / _KILOMETRES * view.scale


def _scale_box(view: View, kilometres: int, length: float) -> Box:
    width = max(length, measure(f"{kilometres:,} km", COUNTRY_LETTERS))
    return Box(14, view.height - 50, 24 + width, view.height - 8)
