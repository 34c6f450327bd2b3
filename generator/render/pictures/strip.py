"""The timeline strip: the days on which things happened above the days on which articles told them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ...dates import first_day, format_value, last_day
from ...records import TimelineEntry
from ..escape import Markdown
from .figure import count

# The kinds of day that a strip can hold.
_FINE = ("day", "part of day", "week")

# A strip with fewer days shows nothing that the list does not; with more, its description counts them only.
LEAST_DAYS = 2
DESCRIBED_DAYS = 12

# Share of the strip's width before the first day and after the last one, so that their marks are whole.
_MARGIN = 2.0


def draw_strip(entries: Sequence[TimelineEntry], *, name: str) -> Markdown | None:
    """An inline SVG: the days on which things happened above the days on which articles told them.

    What stood before the story is left out, as are dates coarser than a week; None where fewer than ``LEAST_DAYS`` days
    are left. It holds no words of an article, needs no script, and takes its colours from the text around it.
    ``name`` makes the ids of its title and description unique on the page.
    """
    drawn = [entry for entry in entries if entry.phase != "background" and entry.precision in _FINE and entry.date]
    happened = Counter((first_day(entry.date), last_day(entry.date), entry.phase) for entry in drawn)
    reported = Counter(day for entry in drawn for day in entry.reported)
    days = sorted({*(day for start, end, _ in happened for day in (start, end)), *reported})
    if len({start for start, _, _ in happened} | set(reported)) < LEAST_DAYS:
        return None
    first, last = _number(days[0]), _number(days[-1])
    places = {day: _MARGIN + (100 - 2 * _MARGIN) * (_number(day) - first) / max(1, last - first) for day in days}
    links = sorted({(first_day(entry.date), day) for entry in drawn for day in entry.reported[:1]})
    shapes = [f'<line class="axis" stroke="currentColor" x1="0" x2="100%" y1="{y}" y2="{y}" />' for y in (34, 78)]
    for start, day in links:
        ends = f'x1="{places[start]:.2f}%" x2="{places[day]:.2f}%" y1="34" y2="78"'
        shapes.append(f'<line class="link" stroke="currentColor" stroke-opacity=".3" {ends} />')
    for (start, end, phase), number in sorted(happened.items(), key=lambda item: (item[0][0] == item[0][1], item[0])):
        shape, at = ("circle", f'cx="{places[start]:.2f}%" cy="34" r="{_radius(number)}"')
        if start != end:
            width = places[end] - places[start]
            shape, at = "rect", f'x="{places[start]:.2f}%" y="30" width="{width:.2f}%" height="8" rx="4"'
        told = _say_happened(start, end, phase, number)
        shapes.append(f'<{shape} class="{phase}" {at}><title>{told}</title></{shape}>')
    shapes += [
        f'<circle class="reported" cx="{places[day]:.2f}%" cy="78" r="{_radius(number)}">'
        f"<title>{format_value(day)}: {count(number, 'entry', 'entries')} told</title></circle>"
        for day, number in sorted(reported.items())
    ]
    shapes += [
        '<text x="0" y="16">Happened</text>',
        '<text x="0" y="64">Reported</text>',
        f'<text x="0" y="104">{format_value(days[0])}</text>',
        f'<text x="100%" y="104" text-anchor="end">{format_value(days[-1])}</text>' if len(days) > 1 else "",
    ]
    return Markdown(
        f'<figure class="strip"><svg role="img" aria-labelledby="{name}-title {name}-text" width="100%" height="110" '
        'xmlns="http://www.w3.org/2000/svg" fill="currentColor" stroke="none" font-size="12">\n'
        f'<title id="{name}-title">When it happened, and when it was reported</title>\n'
        f'<desc id="{name}-text">{_describe(happened, reported)}</desc>\n'
        + "\n".join(filter(None, shapes))
        + "\n</svg></figure>"
    )


def _describe(happened: Mapping[tuple[str, str, str], int], reported: Mapping[str, int]) -> str:
    """The strip in words, for those who do not see it."""
    if len(happened) + len(reported) > DESCRIBED_DAYS:
        told = [f"{count(len(happened), 'day', 'days')} on which something happened, "]
        told.append(f"from {format_value(min(happened)[0])} to {format_value(max(end for _, end, _ in happened))}; ")
        told.append(f"reported on {count(len(reported), 'day', 'days')}")
        if reported:
            told.append(f", from {format_value(min(reported))} to {format_value(max(reported))}")
        return "".join(told) + "."
    things = "; ".join(_say_happened(*key, number) for key, number in sorted(happened.items()))
    days = "; ".join(f"{format_value(day)} ({number})" for day, number in sorted(reported.items()))
    return f"Happened: {things}. Reported: {days or 'on unknown days'}."


def _say_happened(start: str, end: str, phase: str, number: int) -> str:
    days = format_value(start) if start == end else f"{format_value(start)} to {format_value(end)}"
    return f"{days}: {count(number, 'entry', 'entries')}{', announced' if phase == 'announced' else ''}"


def _radius(number: int) -> int:
    return min(4 + number, 9)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
