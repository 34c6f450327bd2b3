"""The timeline of a story: what happened (or will) on which day, one entry a thing, told by its clearest sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from .. import dates
from ..records import Statement, TimelineEntry
from .chronology import is_day, order_weekdays, weekday_of
from .concepts import DECISIVE
from .figures import find_state
from .happenings import Happening, find_opening, measure_coarseness
from .statements import Comparison
from .tellings import Telling
from .things import Thing

#: Entries a timeline holds at most, and those of one day. Each day keeps its best first, so that the span is covered.
ENTRIES = 20
OF_ONE_DAY = 4

#: How central a thing must be that one article alone carries, as a share of the story's most central thing: in the
#: story, and before it. Set by reading the timelines of eleven news events: a third of 155 entries fell, about five of
#: which an editor would have kept.
CENTRAL = 0.4
CENTRAL_BEFORE = 0.5

#: Entries up to which a timeline takes what is less central, and how central that must still be.
FEW = 5
FLOOR = 0.2

#: What an exact day, or a toll, adds to how central a thing is.
PRECISE = 0.1
TOLL = 0.2

#: Share of weighted words, dates left out, from which two things of days at most so far apart are one that is dated
#: differently. No pair in thirteen real stories reaches it: it is for plain contradictions.
SAME_BUT_DAY = 0.6
NEAR_DAYS = 7

#: Words of a date that look ahead.
_AHEAD = re.compile(r"\b(?:later|next|coming|upcoming|tomorrow)\b", re.IGNORECASE)


def compose_timeline(
    things: Sequence[Thing],
    *,
    first_day: str | None,
    last_day: str | None,
    state: Callable[[Sequence[Telling]], Statement],
    salience: Callable[[Telling], float],
    day_of: Callable[[str], str | None],
    comparison: Comparison,
) -> tuple[TimelineEntry, ...]:
    """The timeline's entries in order: dated ones by day, then weekdays of an unknown week.

    ``first_day`` and ``last_day`` are the days of the story's first and last article (None where unknown), ``state``
    makes a statement of tellings, the first of them printed, ``salience`` ranks tellings, ``day_of`` gives an
    article's day, ``comparison`` says how much two tellings have in common.
    """
    opens = find_opening(first_day)
    fitting = [
        thing
        for thing in things
        if not _spans_story(thing, opens)
        and not _is_foretold_as_past(thing, last_day)
        and dates.precision(thing.lead.when.value) not in ("decade", "open")
    ]
    kept = _keep(_list_central(fitting, opens, salience), salience)
    places = order_weekdays([day for thing in kept if (day := weekday_of(thing.lead.when.value)) is not None])
    reported = {thing.lead: _list_days(thing, day_of) for thing in kept}
    phases = {thing.lead: _find_phase(thing, opens, last_day, reported[thing.lead]) for thing in kept}

    def order(thing: Thing) -> tuple:
        weekday = weekday_of(thing.lead.when.value)
        value = thing.lead.when.value
        if phases[thing.lead] == "announced":
            value = dates.last_day(value) or value
        key = (1, places[weekday], 0, "", "") if weekday is not None else dates.sort_key(value)
        return key, -_count_articles(thing), thing.lead.telling.order, thing.lead.telling.span

    return tuple(
        TimelineEntry(
            date=thing.lead.when.value,
            precision="open" if _is_open(thing.lead) else dates.precision(thing.lead.when.value),
            phase=phases[thing.lead],
            statement=state(thing.tellings),
            expression=thing.lead.when.words,
            basis=thing.lead.when.basis,
            order=number,
            reported=reported[thing.lead],
            others=tuple(
                sorted({one.lead.when.value[:10] for one in kept if _is_dated_otherwise(thing, one, comparison)})
            ),
        )
        for number, thing in enumerate(sorted(kept, key=order), 1)
    )


def _spans_story(thing: Thing, opens: str | None) -> bool:
    """Whether the time is so long that it holds what stood before the story as well ("earlier this year")."""
    start, end = dates.first_day(thing.lead.when.value), dates.last_day(thing.lead.when.value)
    return bool(opens and start and end and measure_coarseness(thing.lead) > 31 and start < opens <= end)


def _is_foretold_as_past(thing: Thing, last_day: str | None) -> bool:
    """Whether it is told as done, in the article's own words, of a time after the last article: a day is wrong."""
    start, telling = dates.first_day(thing.lead.when.value), thing.lead.telling
    event = thing.lead.deed.event
    said = any(span.start <= event.predicate.start < span.end for one in telling.cited for span in one.content)
    done = event.modality == "actual" and telling.sentence.tense == "past" and not said
    return bool(start and last_day and start > last_day and done)


def _list_central(things: Sequence[Thing], opens: str | None, salience: Callable[[Telling], float]) -> list[Thing]:
    """The things that several articles carry, or that are near the middle of the story; a few, where few are."""
    most = max((salience(thing.lead.telling) for thing in things), default=0.0)
    alone = len({telling.article for thing in things for telling in thing.tellings}) < 2
    found, others = [], []
    for thing in things:
        end = dates.last_day(thing.lead.when.value)
        least = FLOOR if alone else CENTRAL_BEFORE if opens and end and end < opens else CENTRAL
        share = salience(thing.lead.telling) / most if most else 1.0
        share += PRECISE * is_day(thing.lead.when.value)
        share += TOLL * any(find_state(figure.quantity) for figure in thing.lead.telling.figures)
        if _count_articles(thing) > 1 or share >= least:
            found.append(thing)
        elif share >= FLOOR:
            others.append((-round(share, 6), thing.lead.telling.span, thing))
    others.sort(key=lambda item: item[:2])
    return [*found, *(thing for _, _, thing in others[: max(0, FEW - len(found))])]


def _keep(things: Sequence[Thing], salience: Callable[[Telling], float]) -> list[Thing]:
    """The things that a timeline holds: the best of each day, then the second best of each, and so on."""
    ranked = sorted(
        things,
        key=lambda thing: (-_count_articles(thing), -round(salience(thing.lead.telling), 6), thing.lead.telling.span),
    )
    place: Counter[str] = Counter()
    rounds = []
    for thing in ranked:
        day = thing.lead.when.value[:10]
        place[day] += 1
        if place[day] <= OF_ONE_DAY:
            rounds.append((place[day] if _count_articles(thing) == 1 else 1, len(rounds), thing))
    return [thing for _, _, thing in sorted(rounds, key=lambda item: item[:2])[:ENTRIES]]


def _count_articles(thing: Thing) -> int:
    return len({telling.article for telling in thing.tellings})


def _list_days(thing: Thing, day_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """The days on which articles told it."""
    return tuple(sorted({day for telling in thing.tellings if (day := day_of(telling.article))}))


def _is_open(happening: Happening) -> bool:
    """Whether its time is only the beginning: "since 2011"."""
    event, whens = happening.deed.event, happening.deed.whens
    if event.since is None or event.until is not None or len(whens) != len(event.times):
        return False
    return event.since in event.times and whens[event.times.index(event.since)] == happening.when


def _is_dated_otherwise(thing: Thing, other: Thing, comparison: Comparison) -> bool:
    """Whether other articles tell the same thing, in much the same words and figures, of another day near it."""
    first, second = thing.lead, other.lead
    if not (is_day(first.when.value) and is_day(second.when.value)):
        return False
    apart = abs((date.fromisoformat(first.when.value[:10]) - date.fromisoformat(second.when.value[:10])).days)
    if not 0 < apart <= NEAR_DAYS or {one.article for one in thing.tellings} & {one.article for one in other.tellings}:
        return False
    figures = dict(second.telling.numbers)
    return (
        bool(first.deed.concepts & second.deed.concepts & DECISIVE)
        and all(figures.get(name, values) == values for name, values in first.telling.numbers)
        and comparison.cover(first.telling, second.telling) >= SAME_BUT_DAY
    )


def _find_phase(thing: Thing, opens: str | None, last_day: str | None, reported: Sequence[str]) -> str:
    """background before the day on which the story ``opens``, announced for what is still to come, else event."""
    value = thing.lead.when.value
    start, end = dates.first_day(value), dates.last_day(value)
    ahead = thing.lead.deed.event.modality == "future" or bool(_AHEAD.search(thing.lead.when.words))
    passed = bool(end and reported and end < reported[-1])
    if (ahead and not passed) or (start and last_day and start > last_day):
        return "announced"
    if end is None:
        return "event"
    return "background" if opens is None or end < opens else "event"
