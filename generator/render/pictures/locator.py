"""The locator map: where the places of a story lie.

Coasts, borders and the names of countries are there to say where on earth one is, and nothing else. Outlines are those
of Natural Earth, which draws borders as they are held, not as they are claimed [NaturalEarth].
"""

from __future__ import annotations

from collections.abc import Sequence

from ...records import Place
from ..escape import Markdown
from .chart import COUNTRY_LETTERS, LETTERS, RADIUS, Chart, Lettering, Spot, make_chart, trace_leader
from .figure import frame, group, words, write
from .views import View


def draw_map(places: Sequence[Place]) -> Markdown | None:
    """The map of the places that have coordinates, as inline SVG; None where there are none.

    Where one or a few lie far from all the others, it shows the others, and names those in its caption.
    """
    chart = make_chart(places)
    if chart is None:
        return None
    view = chart.ground.view
    land = f'<path class="land" fill-opacity=".1" d="{chart.ground.land}"/>' if chart.ground.land else ""
    borders = f'<path d="{chart.ground.borders}"/>' if chart.ground.borders else ""
    named = [spot for spot in chart.spots if spot.box]
    small = f'font-size="{COUNTRY_LETTERS}" fill-opacity=".7"'
    shapes = [
        land,
        *group("border", [borders], 'fill="none" stroke="currentColor" stroke-opacity=".4" stroke-width="2"'),
        *group("country", map(_write_country, chart.countries), f'{small} text-anchor="middle"'),
        *(_draw_scale(view, *chart.scale, small) if chart.scale else ()),
        *group("leader", map(_draw_leader, named), 'stroke="currentColor" stroke-width="2"'),
        *group("spot", map(_draw_spot, chart.spots)),
        *group("place", map(_write_name, named), 'font-weight="600"'),
    ]
    return frame(
        "map",
        title=_name(chart),
        text=_describe(chart),
        shapes=shapes,
        width=view.width,
        height=view.height,
        letters=LETTERS,
        caption=_caption(chart),
    )


def _draw_scale(view: View, kilometres: int, length: float, look: str) -> list[str]:
    y = view.height - 16
    line = f"M18 {y - 6}v6h{write(length, 0)}v-6"
    return [
        f'<path class="scale" fill="none" stroke="currentColor" stroke-opacity=".7" stroke-width="2" d="{line}"/>',
        f'<text class="scale" {look} x="18" y="{y - 12}">{kilometres:,} km</text>',
    ]


def _draw_spot(spot: Spot) -> str:
    named = "" if spot.box else f"<title>{words(spot.place.name)}</title>"
    at = f'cx="{write(spot.x, 0)}" cy="{write(spot.y, 0)}" r="{RADIUS}"'
    return f"<circle {at}>{named}</circle>" if named else f"<circle {at}/>"


def _draw_leader(spot: Spot) -> str:
    """A line from a spot to the nearest point of a name that stands off; nothing where it stands close."""
    if spot.box is None or not trace_leader(spot.x, spot.y, spot.box):
        return ""
    x = min(max(spot.x, spot.box.left), spot.box.right)
    y = min(max(spot.y, spot.box.top), spot.box.bottom)
    return f'<path d="M{write(spot.x, 0)} {write(spot.y, 0)}L{write(x, 0)} {write(y, 0)}"/>'


def _write_name(spot: Spot) -> str:
    anchor = "" if spot.anchor == "start" else f' text-anchor="{spot.anchor}"'
    return f'<text{anchor} x="{write(spot.left, 0)}" y="{write(spot.level, 0)}">{words(spot.name)}</text>'


def _write_country(one: Lettering) -> str:
    return f'<text x="{write(one.x, 0)}" y="{write(one.y, 0)}">{words(one.name)}</text>'


def _name(chart: Chart) -> str:
    named = [spot.place.name for spot in chart.spots[:3]]
    more = ", and others" if len(chart.spots) > 3 else ""
    return f"Map: where {_join(named) if not more else ', '.join(named)}{more} {'lies' if len(named) == 1 else 'lie'}"


def _describe(chart: Chart) -> str:
    told = [
        f"{spot.place.name}{f' in {spot.place.country}' if spot.place.country else ''}" for spot in chart.spots
    ]
    around = f" Around: {', '.join(one.name for one in chart.countries)}." if chart.countries else ""
    return f"Marked: {'; '.join(told)}.{around}"


def _caption(chart: Chart) -> str:
    shown = [spot.place.name for spot in chart.spots if not spot.box]
    told = [f"Not named on the map: {_join(shown)}."] if shown else []
    if chart.beyond:
        told.append(f"Beyond it: {_join([place.name for place in chart.beyond])}.")
    return " ".join(told)


def _join(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
