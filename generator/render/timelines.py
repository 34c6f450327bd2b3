"""Timelines as pages print them: parts and moments of the list, and a storyline's own sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from ..dates import first_day, format_value
from ..records import Story, Storyline, TimelineEntry
from .citations import Listing
from .days import print_day
from .escape import Markdown, escape_markdown

# The order in which the parts of a timeline stand.
PHASES = ("background", "event", "announced")

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


def list_cited(storyline: Storyline, stories: Iterable[Story], *, told: Iterable[Story]) -> Listing:
    """The articles of ``stories`` a storyline's page cites, in its timeline and for those ``told``, renumbered."""
    known = {article.id: article for story in stories for article in story.articles}
    statements = [entry.statement for entry in storyline.timeline]
    statements += [story.brief[0] for story in told if story.brief]
    cited = dict.fromkeys(one.article for statement in statements for one in statement.citations)
    listed = (known[key] for key in cited if key in known)
    return Listing(
        storyline.permalink, tuple(replace(article, number=number) for number, article in enumerate(listed, 1))
    )
