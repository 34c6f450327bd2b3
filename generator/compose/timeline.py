"""The timeline of a story: what happened (or will) on which day, one entry a thing, told by its clearest sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .. import dates
from ..records import Statement, TimelineEntry
from .chronology import order_weekdays, weekday_of
from .happenings import find_opening, measure_coarseness
from .tellings import Telling
from .things import Thing

#: Entries a timeline holds at most. Each day keeps its best first, so that the whole span is covered.
ENTRIES = 20


def compose_timeline(
    things: Sequence[Thing],
    *,
    first_day: str | None,
    last_day: str | None,
    state: Callable[[Sequence[Telling]], Statement],
    salience: Callable[[Telling], float],
) -> tuple[TimelineEntry, ...]:
    """The timeline's entries in order: dated ones by day, then weekdays of an unknown week.

    ``first_day`` and ``last_day`` are the days of the story's first and last article (None where unknown), ``state``
    makes a statement of tellings, the first of them printed, ``salience`` ranks tellings.
    """
    opens = find_opening(first_day)
    kept = _keep([thing for thing in things if not _spans_story(thing, opens)], salience)
    places = order_weekdays([day for thing in kept if (day := weekday_of(thing.lead.when.value)) is not None])

    def order(thing: Thing) -> tuple:
        weekday = weekday_of(thing.lead.when.value)
        value = thing.lead.when.value
        if _find_phase(thing, opens, last_day) == "announced":
            value = dates.last_day(value) or value
        key = (1, places[weekday], 0, "", "") if weekday is not None else dates.sort_key(value)
        return key, -_count_articles(thing), thing.lead.telling.order, thing.lead.telling.span

    return tuple(
        TimelineEntry(
            date=thing.lead.when.value,
            precision=dates.precision(thing.lead.when.value),
            phase=_find_phase(thing, opens, last_day),
            statement=state(thing.tellings),
            expression=thing.lead.when.words,
            basis=thing.lead.when.basis,
            order=number,
        )
        for number, thing in enumerate(sorted(kept, key=order), 1)
    )


def _spans_story(thing: Thing, opens: str | None) -> bool:
    """Whether the time is so long that it holds what stood before the story as well ("earlier this year")."""
    start, end = dates.first_day(thing.lead.when.value), dates.last_day(thing.lead.when.value)
    return bool(opens and start and end and measure_coarseness(thing.lead) > 31 and start < opens <= end)


def _keep(things: Sequence[Thing], salience: Callable[[Telling], float]) -> list[Thing]:
    """The things that a timeline holds: the best of each day, then the second best of each, and so on."""
    ranked = sorted(
        things,
        key=lambda thing: (-_count_articles(thing), -round(salience(thing.lead.telling), 6), thing.lead.telling.span),
    )
    place: dict[str, int] = {}
    rounds = []
    for thing in ranked:
        day = thing.lead.when.value[:10]
        place[day] = place.get(day, 0) + 1
        rounds.append((place[day] if _count_articles(thing) == 1 else 1, len(rounds), thing))
    return [thing for _, _, thing in sorted(rounds, key=lambda item: item[:2])[:ENTRIES]]


def _count_articles(thing: Thing) -> int:
    return len({telling.article for telling in thing.tellings})


def _find_phase(thing: Thing, opens: str | None, last_day: str | None) -> str:
    """background before the day on which the story ``opens``, announced for what is still to come, else event."""
    value = thing.lead.when.value
    start, end = dates.first_day(value), dates.last_day(value)
    if thing.lead.deed.event.modality == "future" or (start and last_day and start > last_day):
        return "announced"
    if end is None:
        return "event"
    return "background" if opens is None or end < opens else "event"
