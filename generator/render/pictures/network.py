"""The network of the actors of a storyline: who is named together with whom, and who speaks of whom.

Actors stand on an oval, their names outside it, so that no name can lie on another or on a line. Their order on it is
searched for short lines: those who are named together stand together, and few lines cross [Baur].
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..escape import Markdown
from .figure import count, frame, group, words, write
from .lettering import LEADING, Box, break_lines, measure
from .ties import Member, Network, Tie

# Units: the picture's width, letters, the lines of a name at most, and from the middle of the oval to its side.
WIDTH, LETTERS, LINES, SIDE = 720, 25, 3, 138
_PITCH = round(LINES * LETTERS * LEADING) + 6
_TOP = _PITCH // 2 + 4
_GAP = 12
# Ties drawn: an actor's own strongest, and then the strongest of all up to so many for each actor.
OWN, MEAN = 1, 1.5
# Described in words, the strongest.
DESCRIBED = 12
# The thinnest and the thickest line, the smallest and the largest dot, in units.
_THIN, _THICK = 2.0, 9.0
_SMALL, _LARGE = 7.0, 18.0
# How far a line bends towards the middle, 0 straight to 1: one across, and at least one along a side.
_BEND, _LEAST_BEND = 0.4, 0.35
# A line along a side is as good as one across that is so many units longer: it lies among others.
_ALONG = 160.0
# Where on a line its arrow head stands, apart from the heads of others that lead to the same dot.
_HEAD = 0.64

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the picture: where its dot lies and how large it is, the lines of its name and what they take."""

    member: Member
    x: float
    y: float
    radius: float
    side: int
    lines: tuple[str, ...]
    box: Box


def draw_network(network: Network | None) -> Markdown | None:
    """The network as inline SVG, None for none. The table beside it on the page has every tie."""
    if network is None:
        return None
    ties = choose_ties(network)
    nodes = place_nodes(network.members, ties)
    height = round(max(max(node.box.bottom, node.y + node.radius) for node in nodes)) + 8
    middle = WIDTH / 2, height / 2
    strongest = ties[0].sentences
    lines, heads = [], []
    for tie in reversed(ties):
        line, points = _draw_tie(tie, nodes, middle, strongest)
        lines.append(line)
        heads += points
    shapes = [
        *group("tie", lines, 'fill="none" stroke="currentColor" stroke-opacity=".35"'),
        *group("head", heads),
        *group("actor", [_draw_dot(node) for node in nodes]),
        *(_write_name(node) for node in nodes),
    ]
    return frame(
        "network",
        title="Actors that the same sentences name",
        text=_describe(network, ties),
        shapes=shapes,
        width=WIDTH,
        height=height,
        letters=LETTERS,
        caption=_caption(network, ties),
    )


def choose_ties(network: Network) -> tuple[Tie, ...]:
    """The ties that are drawn, the strongest first: of each actor its strongest, then the strongest of all."""
    most = math.ceil(MEAN * len(network.members))
    kept = set()
    for place in range(len(network.members)):
        own = [number for number, tie in enumerate(network.ties) if place in (tie.first, tie.second)]
        kept.update(own[:OWN])
    for number in range(len(network.ties)):
        if len(kept) >= most:
            break
        kept.add(number)
    return tuple(network.ties[number] for number in sorted(kept))


def place_nodes(members: Sequence[Member], ties: Sequence[Tie]) -> tuple[Node, ...]:
    """A node for each member, in their order."""
    slots = _make_slots(len(members))
    order = order_slots(len(members), ties, slots)
    most = max(member.sentences for member in members)
    nodes = []
    for place, member in enumerate(members):
        x, y, side = slots[order[place]]
        radius = round(max(_SMALL, _LARGE * math.sqrt(member.sentences / most)), 1)
        start = x + side * (radius + _GAP)
        room = (WIDTH - 4 - start) if side > 0 else start - 4
        lines = break_lines(member.name, (room,) * LINES, LETTERS)
        width = max(measure(line, LETTERS) for line in lines) if lines else 0.0
        half = len(lines) * LETTERS * LEADING / 2
        box = Box(start if side > 0 else start - width, y - half, start + width if side > 0 else start, y + half)
        nodes.append(Node(member, x, y, radius, side, lines, box))
    return tuple(nodes)


def _make_slots(number: int) -> list[tuple[float, float, int]]:
    """Places on the oval, clockwise from the upper right, with the side (1 right, -1 left) of the name."""
    right = (number + 1) // 2
    high = max(1, right - 1) * _PITCH
    slots = []
    for side, rows in ((1, right), (-1, number - right)):
        for row in range(rows):
            # The left side goes up, and stands between the rows of the right where it has one fewer.
            place = row if side > 0 else rows - 1 - row
            y = _TOP + (place + (right - rows) / 2) * _PITCH
            across = math.sqrt(max(0.0, 1 - (2 * (y - _TOP) / high - 1) ** 2 * 0.86))
            slots.append((round(WIDTH / 2 + side * SIDE * across, 1), round(y, 1), side))
    return slots


def order_slots(number: int, ties: Sequence[Tie], slots: Sequence[tuple[float, float, int]]) -> list[int]:
    """The slot of each member: from their own order, two are exchanged as long as that makes the lines shorter.

    Lines count by their sentences. Every step takes the first exchange that helps, so the result is always the same.
    """
    far = [[math.dist(one[:2], other[:2]) + (_ALONG if one[2] == other[2] else 0) for other in slots] for one in slots]
    tied: list[list[tuple[int, float]]] = [[] for _ in range(number)]
    for tie in ties:
        weight = math.sqrt(tie.sentences)
        tied[tie.first].append((tie.second, weight))
        tied[tie.second].append((tie.first, weight))
    order = list(range(number))

    def cost(place: int) -> float:
        return sum(weight * far[order[place]][order[other]] for other, weight in tied[place])

    improved = True
    while improved:
        improved = False
        for one in range(number):
            for other in range(one + 1, number):
                before = cost(one) + cost(other)
                order[one], order[other] = order[other], order[one]
                if cost(one) + cost(other) < before - 1e-6:
                    improved = True
                else:
                    order[one], order[other] = order[other], order[one]
    return order


def _draw_tie(
    tie: Tie, nodes: Sequence[Node], middle: _Point, strongest: int
) -> tuple[str, list[str]]:
    """The line of a tie, and an arrow head for each direction in which one is quoted who names the other."""
    one, other = nodes[tie.first], nodes[tie.second]
    width = _THIN + (_THICK - _THIN) * math.sqrt((tie.sentences - 1) / max(1, strongest - 1))
    if one.side == other.side:
        # Into the oval, the further the longer the line is, so that lines along one side lie beside one another.
        edge = min(one.x, other.x) if one.side > 0 else max(one.x, other.x)
        inward = max(_LEAST_BEND, min(1.0, abs(one.y - other.y) / (2 * _PITCH)))
        bend = edge + (middle[0] - edge) * inward, (one.y + other.y) / 2
    else:
        bend = (
            (one.x + other.x) / 2 * (1 - _BEND) + middle[0] * _BEND,
            (one.y + other.y) / 2 * (1 - _BEND) + middle[1] * _BEND,
        )
    start, end = (one.x, one.y), (other.x, other.y)
    curve = f"M{_write_point(start)}Q{_write_point(bend)} {_write_point(end)}"
    heads = [_draw_head(start, bend, end, width)] if tie.forward else []
    heads += [_draw_head(end, bend, start, width)] if tie.backward else []
    return f'<path stroke-width="{write(width)}" d="{curve}"/>', heads


def _draw_head(start: _Point, bend: _Point, end: _Point, width: float) -> str:
    """An arrow head on the curve from ``start`` to ``end``, past its middle."""
    here, along = [], []
    for first, control, last in zip(start, bend, end, strict=True):
        here.append((1 - _HEAD) ** 2 * first + 2 * _HEAD * (1 - _HEAD) * control + _HEAD**2 * last)
        along.append(2 * (1 - _HEAD) * (control - first) + 2 * _HEAD * (last - control))
    angle, size = math.atan2(along[1], along[0]), 10 + width
    tip = here[0] + size / 2 * math.cos(angle), here[1] + size / 2 * math.sin(angle)
    corners = [(tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn)) for turn in (0.5, -0.5)]
    return f'<path d="M{"L".join(map(_write_point, (tip, *corners)))}z"/>'


def _draw_dot(node: Node) -> str:
    return f'<circle cx="{write(node.x, 0)}" cy="{write(node.y, 0)}" r="{write(node.radius)}"/>'


def _write_point(point: _Point) -> str:
    return f"{write(point[0], 0)} {write(point[1], 0)}"


def _write_name(node: Node) -> str:
    anchor = ' text-anchor="end"' if node.side < 0 else ""
    x = write(node.x + node.side * (node.radius + _GAP), 0)
    level = node.box.top + LETTERS * 0.92
    if len(node.lines) == 1:
        return f'<text{anchor} x="{x}" y="{write(level, 0)}">{words(node.lines[0])}</text>'
    lines = "".join(
        f'<tspan x="{x}" y="{write(level + place * LETTERS * LEADING, 0)}">{words(line)}</tspan>'
        for place, line in enumerate(node.lines)
    )
    return f"<text{anchor}>{lines}</text>"


def _describe(network: Network, ties: Sequence[Tie]) -> str:
    told = [
        f"{network.members[tie.first].name} and {network.members[tie.second].name} ({tie.sentences})"
        for tie in ties[:DESCRIBED]
    ]
    more = len(ties) - len(told)
    return (
        f"{len(network.members)} actors. Named together most often: {'; '.join(told)}"
        f"{f'; and {more} weaker ties' if more else ''}."
    )


def _caption(network: Network, ties: Sequence[Tie]) -> str:
    told = "Lines join actors whom the same sentences name: thicker lines, more sentences."
    if any(tie.forward or tie.backward for tie in ties):
        told += " Arrows lead from who is quoted to who is named."
    if more := len(network.ties) - len(ties):
        told += f" {count(more, 'weaker tie is', 'weaker ties are')} in the table alone."
    return told
