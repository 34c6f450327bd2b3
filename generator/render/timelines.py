"""Timelines as pages print them: parts and moments of the list, the drawn strip, and a storyline's own sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ..dates import first_day, format_value, last_day
from ..records import Story, Storyline, TimelineEntry
from .citations import Listing
from .days import print_day
from .escape import Markdown, escape_markdown

# The order in which the parts of a timeline stand, and the kinds of day that a strip can hold.
PHASES = ("background", "event", "announced")
_FINE = ("day", "part of day", "week")

# A strip with fewer days shows nothing that the list does not; with more, its description counts them only.
LEAST_DAYS = 2
DESCRIBED_DAYS = 12

# Share of the strip's width before the first day and after the last one, so that their marks are whole.
_MARGIN = 2.0

# Words that narrow a month or a longer stretch to a part of it.
_MODIFIER = re.compile(r"\b(early|mid|late)\b")

# Words that narrow a date and that its printed value leaves out.
_MODIFIED = re.compile(r"\b(?:early|mid|middle|late|later|beginning|start|end|before|after|about)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """Entries of the timeline that share a date and a phase, in order."""

    date: str | None
    phase: str
    entries: tuple[TimelineEntry, ...]

    @property
    def shared(self) -> TimelineEntry | None:
        """An entry whose explanation of the date holds for all, where there is more than one entry."""
        told = {(entry.expression, entry.basis) for entry in self.entries}
        return self.entries[0] if len(self.entries) > 1 and len(told) == 1 else None


@dataclass(frozen=True, slots=True)
class Part:
    """The moments of one phase."""

    phase: str
    moments: tuple[Moment, ...]


def part_timeline(entries: Iterable[TimelineEntry]) -> tuple[Part, ...]:
    """The timeline in parts: what stood before, what happened, what is announced; each in the entries' order."""
    ordered = sorted(entries, key=lambda entry: (PHASES.index(entry.phase), entry.order))
    parts = []
    for phase, group in groupby(ordered, key=lambda entry: entry.phase):
        moments = tuple(
            Moment(value, phase, tuple(same))
            for (value, _), same in groupby(group, key=lambda entry: (entry.date, entry.precision == "open"))
        )
        parts.append(Part(phase, moments))
    return tuple(parts)


def name_moment(moment: Moment) -> Markdown:
    """A moment's date in words; off the calendar with the day it was told by: "Thursday, undated, before 1 May 2016".

    Any other date in words, narrowed as its source does ("late 2015"); "Since 2011" for what only began then.
    """
    if moment.date is not None and first_day(moment.date) is not None:
        day = print_day(_narrow(moment))
        return Markdown(f"Since {day}") if moment.entries[0].precision == "open" else day
    words = format_value(moment.date).split(" (")[0] if moment.date else ""
    known = [day for entry in moment.entries for day in entry.reported]
    if known:
        said = f"undated, before {format_value(max(known))}"
    else:
        said = "date unknown" if words else "day unknown"
    text = f"{words}, {said}" if words and words != "date unknown" else said
    return escape_markdown(text[:1].upper() + text[1:])


def _narrow(moment: Moment) -> str:
    """The date with the modifier (early, mid, late) that all its entries were read from."""
    found = {tuple(_MODIFIER.findall((entry.expression or "").lower())) for entry in moment.entries}
    modifiers = found.pop() if len(found) == 1 else ()
    return f"{moment.date} {modifiers[0]}" if len(modifiers) == 1 and len(moment.date) <= 7 else moment.date


def needs_explanation(entry: TimelineEntry) -> bool:
    """Whether its date was worked out, or says less than the words it was read from ("late in 2015").

    A date that the words themselves give with its year was not worked out.
    """
    given = bool(entry.date and entry.expression and entry.date[:4] in entry.expression)
    return bool(entry.basis) and not (given and not _MODIFIED.search(entry.expression or ""))


def list_cited(storyline: Storyline, stories: Iterable[Story]) -> Listing:
    """The articles that a storyline's page cites, in its timeline and for each of its ``stories``, renumbered."""
    stories = tuple(stories)
    known = {article.id: article for story in stories for article in story.articles}
    statements = [entry.statement for entry in storyline.timeline]
    statements += [story.brief[0] for story in stories if story.brief]
    cited = dict.fromkeys(one.article for statement in statements for one in statement.citations)
    listed = (known[key] for key in cited if key in known)
    return Listing(
        storyline.permalink, tuple(replace(article, number=number) for number, article in enumerate(listed, 1))
    )


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
    for (start, end, phase), count in sorted(happened.items(), key=lambda item: (item[0][0] == item[0][1], item[0])):
        shape, at = ("circle", f'cx="{places[start]:.2f}%" cy="34" r="{_radius(count)}"')
        if start != end:
            width = places[end] - places[start]
            shape, at = "rect", f'x="{places[start]:.2f}%" y="30" width="{width:.2f}%" height="8" rx="4"'
        told = _say_happened(start, end, phase, count)
        shapes.append(f'<{shape} class="{phase}" {at}><title>{told}</title></{shape}>')
    shapes += [
        f'<circle class="reported" cx="{places[day]:.2f}%" cy="78" r="{_radius(count)}">'
        f"<title>{format_value(day)}: {_count(count, 'entry', 'entries')} told</title></circle>"
        for day, count in sorted(reported.items())
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
        told = [f"{_count(len(happened), 'day', 'days')} on which something happened, "]
        told.append(f"from {format_value(min(happened)[0])} to {format_value(max(end for _, end, _ in happened))}; ")
        told.append(f"reported on {_count(len(reported), 'day', 'days')}")
        if reported:
            told.append(f", from {format_value(min(reported))} to {format_value(max(reported))}")
        return "".join(told) + "."
    things = "; ".join(_say_happened(*key, count) for key, count in sorted(happened.items()))
    days = "; ".join(f"{format_value(day)} ({count})" for day, count in sorted(reported.items()))
    return f"Happened: {things}. Reported: {days or 'on unknown days'}."


def _say_happened(start: str, end: str, phase: str, count: int) -> str:
    days = format_value(start) if start == end else f"{format_value(start)} to {format_value(end)}"
    return f"{days}: {_count(count, 'entry', 'entries')}{', announced' if phase == 'announced' else ''}"


def _radius(count: int) -> int:
    return min(4 + count, 9)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
