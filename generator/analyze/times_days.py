"""The day of each draft: direction and base filled in, clock times joined to their day.

What an expression hangs on is told by the words: "last month" on the article's day, "the
following week" on the last day that the text spoke of, "3pm" on the day in its sentence.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from .. import dates
from .times_context import FUTURE, find_direction
from .times_grammar import TEXT, Draft
from .times_lexicon import Words
from .times_steps import drop_time, names_day

# How many tokens away a clock time takes its day from a date in the same sentence.
_CLOCK_REACH = 14
# How many sentences back "the day before" still finds the day that it counts from.
_SENTENCE_REACH = 2
# How many expressions to either side are looked at, and how long a chain of "the following day" grows: bounds on
# hostile text, far beyond what news has.
_DRAFT_REACH = 12
_CHAIN_STEPS = 8
# What links the two ends of a range, and a member of a cycle whose direction is open: the ends of a range may be two.
_RANGE_LINKS = frozenset("to until till through - –".split())
_CYCLE = re.compile(r"(MON|TUE|WED|THU|FRI|SAT|SUN|M\d\d(?:-\d\d)?)\?")
_COUNT_GAPS = frozenset(", just only some barely - –".split())


@dataclass(slots=True)
class Setting:
    """What the days of one article are found from.

    ``rules`` holds the steps of the drafts already settled (None for plain values), in order.
    """

    words: Words
    drafts: list[Draft]
    sentences: list[int]
    tags: dict[int, str]
    anchor: str | None
    day_first: bool | None
    rules: list[str | None] = field(default_factory=list)

    def sentence_of(self, draft: Draft) -> int:
        """The number of the sentence a draft stands in."""
        return bisect.bisect_right(self.sentences, self.words.starts[draft.first])


def settle_days(setting: Setting) -> list[str | None]:
    """The steps of each draft as a rule that ``dates.resolve`` understands; None for a plain value."""
    for place in range(len(setting.drafts)):
        setting.rules.append(_settle(setting, place))
        _order_range(setting, place)
    return setting.rules


def _order_range(setting: Setting, place: int) -> None:
    """Puts the ends of "from Monday to Wednesday" in order: the start before an end that lies back, an end ahead behind
    its start."""
    if not place:
        return
    words, one, two = setting.words, setting.drafts[place - 1], setting.drafts[place]
    first, second = _CYCLE.fullmatch(one.steps or ""), _CYCLE.fullmatch(two.steps or "")
    if not first or not second or len(first[1]) != len(second[1]) or two.first - one.last != 1:
        return
    link, opening = words.lower[one.last], words.at(one.first - 1)
    if not (link in _RANGE_LINKS and (link != "to" or opening == "from") or link == "and" and opening == "between"):
        return
    if setting.rules[place].endswith(">="):
        if setting.rules[place - 1].count(" ") >= _CHAIN_STEPS:
            return
        setting.rules[place] = f"{setting.rules[place - 1]} {second[1]}>="
    else:
        setting.rules[place - 1] = f"{setting.rules[place]} {first[1]}<="


def _settle(setting: Setting, place: int) -> str | None:
    draft = setting.drafts[place]
    if draft.steps is None:
        return _count_from(setting, place) if draft.count else None
    steps = _fill(setting, draft)
    if draft.clock:
        return _give_day(setting, place, steps)
    if draft.base == TEXT:
        reference = _find_reference(
            setting,
            place,
            exact=draft.rule == "in the course of",
            told=draft.rule != "earlier or later",
            clock=steps.startswith(("hour", "minute")),
        )
        if reference is not None:
            return f"{reference} {steps}"
        if draft.rule == "same period":
            return f"year{steps[4:]}"
    return steps


def _fill(setting: Setting, draft: Draft) -> str:
    """The steps of a draft with its direction."""
    if draft.steps.startswith("numeric "):
        return _read_numeric(draft.steps, setting.anchor, setting.day_first)
    if "?" not in draft.steps:
        return draft.steps
    direction = find_direction(setting.words, draft.first, draft.last, setting.tags)
    return draft.steps.replace("?", _choose_relation(draft.steps.partition("?")[0], direction))


def _choose_relation(cycle: str, direction: str | None) -> str:
    """The relation of a weekday, month, ... to the article's day.

    What lies ahead is the next one, what lies back the last one (for a day of the year: or one
    soon to come). Where no verb tells, a weekday, month or season is the last one too (a bare
    weekday in 92 % of news); a day of the year ("27 February"), a feast or a quarter the nearest.
    """
    exact = "-" in cycle or len(cycle) > 3
    if direction is not None:
        return ">=" if direction == FUTURE else "<~" if exact else "<="
    return "~" if exact or cycle[0] == "Q" else "<="


def _read_numeric(steps: str, anchor: str | None, day_first: bool | None) -> str:
    """``11/04/2016`` as a day: as the outlet or the text writes it, else the only reading that does not lie ahead.

    Where nothing tells, the year alone: a wrong day is worse than none.
    """
    one, two, year = (int(part) for part in steps.split(" ")[1:4])
    readings = [f"{year:04d}-{month:02d}-{day:02d}" for day, month in ((one, two), (two, one)) if month <= 12]
    readings = [value for value in readings if dates.first_day(value)]
    if len(readings) == 2 and one != two:
        past = [value for value in readings if anchor and value <= anchor]
        readings = [readings[not day_first]] if day_first is not None else past if len(past) == 1 else []
    return f"={readings[0]}" if readings else f"={year:04d}"


def _find_reference(setting: Setting, place: int, *, exact: bool, told: bool = True, clock: bool = False) -> str | None:
    """The rule of the last point that the text spoke of, in this sentence or the two before; None where there is none.

    ``exact`` asks for a day; ``told=False`` leaves out the article's own ("today, two years later"). ``clock``
    keeps a time of day ("at 3 p.m. ...; ten minutes later").
    """
    sentence, day = setting.sentence_of(setting.drafts[place]), None
    for before in range(place - 1, max(place - 1 - _DRAFT_REACH, -1), -1):
        draft, steps = setting.drafts[before], setting.rules[before]
        if sentence - setting.sentence_of(draft) > _SENTENCE_REACH:
            break
        if draft.type not in ("DATE", "TIME") or steps is None or " as " in steps:
            continue
        kept = drop_time(steps)
        if clock and draft.type == "TIME" and steps.count(" ") < _CHAIN_STEPS:
            return steps
        if day is None and (names_day(kept) or not exact) and (told or kept != "day+0"):
            day = kept if kept.count(" ") < _CHAIN_STEPS else ""
            if not clock:
                break
    return day or None


def _give_day(setting: Setting, place: int, time: str) -> str:
    """A time of day with its day: that of its sentence, else the last day in the text, else the article's."""
    here = setting.drafts[place]
    sentence, near = setting.sentence_of(here), []
    for other in setting.drafts[max(place - _DRAFT_REACH, 0) : place + _DRAFT_REACH + 1]:
        if (
            other.type not in ("DATE", "TIME")
            or other.clock
            or other.steps is None
            or other.base == TEXT
            or setting.sentence_of(other) != sentence
        ):
            continue
        distance = other.first - here.last if other.first > here.first else here.first - other.last
        if distance <= _CLOCK_REACH and not other.steps.startswith("numeric") and names_day(drop_time(other.steps)):
            near.append((distance, other.first, other))
    if near:
        return f"{drop_time(_fill(setting, min(near, key=lambda item: item[:2])[2]))} {time}"
    return f"{_find_reference(setting, place, exact=True) or 'day+0'} {time}"


def _count_from(setting: Setting, place: int) -> str | None:
    """Steps for "Monday, four days after losing it": the duration, and the day it leads to; None elsewhere."""
    here, words = setting.drafts[place], setting.words
    link = words.at(here.last)
    steps = setting.rules[place - 1] if place else None
    if link not in ("after", "before") or steps is None or " as " in steps or not names_day(drop_time(steps)):
        return None
    if not set(words.lower[setting.drafts[place - 1].last : here.first]) <= _COUNT_GAPS:
        return None
    return f"{drop_time(steps)} day{-here.count if link == 'after' else here.count:+d} as {here.value}"
