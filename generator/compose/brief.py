"""What a briefing prints: the points In brief, the account of what happened, and the background, each point once.

Points are scored by how many articles and origins tell them, how central their words are to the story (the share
of its articles that use them, the headlines' above all) and how early the articles tell them; they are chosen with
maximal marginal relevance (Carbonell and Goldstein 1998) and ordered by day, then by the order of the sources
(majority ordering, Barzilay et al. 2002).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .. import dates
from .concepts import DECISIVE, is_light, is_reporting
from .figures import GREAT, find_state
from .happenings import find_opening
from .standing import is_closed, is_first_person
from .statements import Comparison, Point
from .weighing import Weighing

#: Statements In brief: at least, where the story has them, and at most.
BRIEF_LEAST, BRIEF_MOST = 3, 5

#: Share of the sources' words that brief and account together may hold: a quarter, less a margin.
ACCOUNT_SHARE = 0.23

#: Words that brief and account together hold at most, however much the sources say: three minutes of reading.
ACCOUNT_MOST = 600

#: Share of its articles' words that an extract of a one-article story may hold.
EXTRACT_SHARE = 0.30

#: Background statements at most.
BACKGROUND_MOST = 6

#: Covered share of words from which a point repeats one that is printed: In brief, and elsewhere.
REPEATS_BRIEF, REPEATS = 0.27, 0.38

#: Share of a point's weighted words that everything printed before it may hold together.
TOLD_ALREADY = 0.6

#: The same for a standfirst, which sums up what the article tells below it.
SUMMED_UP = 0.45

#: Covered share plus ``NEAR`` times the vectors' cosine from which a point repeats one: In brief, and elsewhere.
#: Set by reading the pages of ten stories of real news: what was printed above it read as said twice.
SOUNDS_BRIEF, SOUNDS, NEAR = 0.58, 0.65, 0.4

#: Share of the shorter point's weight from which two points repeat each other.
HELD = 0.5

#: Names that two points with one decisive event share from which they tell one event, of which a brief needs one
#: sentence.
ONE_EVENT = 2

#: Share of the heaviest point's weight that a point must have: In brief beyond the least, in the account, as
#: background.
WEIGHTY_BRIEF, WEIGHTY, WEIGHTY_BACKGROUND = 0.6, 0.15, 0.35

#: Salience below which a point of a story of several articles has nothing to do with it (furniture, another story).
FOREIGN = 0.03

#: Characters in which a sentence begins with its toll.
OPENING = 20

#: Words of a point In brief at most; longer ones only where nothing else serves.
LONG = 45

_STANDING = re.compile(
    r"\b(?:since (?:late |early |in )*\d{4}|for (?:years|decades|months)|in recent (?:years|months|weeks)|"
    r"\w+-year(?:-old)? "
    r"(?:war|conflict|civil)|(?:has|have) long|known (?:as|to)|remains?)\b",
    re.I,
)
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen points in reading order."""

    brief: tuple[Point, ...]
    account: tuple[Point, ...]
    background: tuple[Point, ...]


def select_points(
    points: Sequence[Point],
    *,
    weighing: Weighing,
    comparison: Comparison,
    origins: Callable[[Point], int],
    order: Mapping[str, int],
    first_day: str | None,
    words: int,
    main_days: Sequence[str] = (),
    things: Mapping[tuple[str, int, int], frozenset[int]] | None = None,
) -> Selection:
    """The Selection of a story's points.

    ``order`` gives an article's place, ``first_day`` the day of its first article, ``words`` the number of words of
    its sources, ``main_days`` the story's days, the most told first, ``things`` the numbers of the dated things that
    a point (by its key) tells: two points of one thing are not both In brief.
    """
    things = things or {}
    weight = {point.key: weighing.weigh(point, origins(point)) for point in points}
    ranked = sorted(
        points, key=lambda point: (-round(weight[point.key], 9), order[point.lead.article], point.lead.span)
    )
    standing = {point.key for point in points if is_background(point, first_day)}
    fit = [
        point
        for point in ranked
        if (len(order) == 1 or max(map(weighing.salience, point.tellings)) >= FOREIGN)
        and point.lead.hanging < 2
        and point.lead.quoted < 0.5
        and not is_first_person(point.lead.text)
    ]
    one = len(order) == 1
    budget = min(ACCOUNT_MOST, max(60, int(words * (EXTRACT_SHARE if one else ACCOUNT_SHARE))))
    brief = _choose_brief([point for point in fit if point.key not in standing], comparison, weight, budget, things)
    if not brief:
        brief = _choose_brief(fit or ranked, comparison, weight, budget, things)
    if one:
        brief.sort(key=lambda point: point.lead.span)
    printed, used = list(brief), sum(_count_words(point) for point in brief)
    account: list[Point] = []
    for point in fit:
        if point.key in standing or point in printed or used + _count_words(point) > budget:
            continue
        if not is_closed(point.lead.text):
            continue
        if not one and weight[point.key] < WEIGHTY * weight[ranked[0].key]:
            break
        if any(
            _repeats(point, other, comparison, brief=bool(things.get(point.key, _NONE) & things.get(other.key, _NONE)))
            or _opens_with_one_toll(point, other)
            for other in printed
        ) or _is_told(point, printed, comparison):
            continue
        printed.append(point)
        account.append(point)
        used += _count_words(point)
    background: list[Point] = []
    for point in fit:
        if (
            point.key in standing
            and point not in printed
            and len(background) < BACKGROUND_MOST
            and not point.lead.hanging
            and (one or weight[point.key] >= WEIGHTY_BACKGROUND * weight[ranked[0].key])
        ):
            if not any(_repeats(point, other, comparison) for other in printed) and not _is_told(
                point, background, comparison
            ):
                printed.append(point)
                background.append(point)
    main = main_days[0] if main_days else None
    return Selection(
        tuple(brief),
        tuple(order_points(account, order, main)),
        tuple(
            sorted(
                background, key=lambda point: (dates.sort_key(_first_value(point)), -weight[point.key], point.lead.span)
            )
        ),
    )


def is_background(point: Point, first_day: str | None) -> bool:
    """Whether a point tells what stood before the story: old days only, or a standing state with no day of its own."""
    lead = point.lead
    values = [when.value for when in lead.dating if dates.last_day(when.value)]
    if values:
        opens = find_opening(first_day)
        return opens is None or all(dates.last_day(value) < opens for value in values)
    early = min(telling.order for telling in point.tellings)
    if early < 2 or (early < 3 and len(point.articles) > 1):
        return False
    if _STANDING.search(lead.text):
        return True
    acts = [deed for deed in lead.deeds if not is_light(deed.event.lemma) and not is_reporting(deed.event.lemma)]
    return lead.sentence.tense == "present" and early >= 3 and not any(deed.agent for deed in acts) and not lead.cited


def order_points(points: Sequence[Point], order: Mapping[str, int], main: str | None) -> list[Point]:
    """Points in reading order: by day (a point without one takes the story's main day), then as the sources have them.

    Within a day each next point is the one that follows most closely on the last: the next sentence of the same
    article first, else shared names, else its place in its article.
    """
    by_day: dict[str, list[Point]] = {}
    for point in points:
        by_day.setdefault(_find_day(point) or main or "", []).append(point)
    result: list[Point] = []
    for day in sorted(by_day):
        left = sorted(by_day[day], key=lambda point: (_mean_place(point), order[point.lead.article], point.lead.span))
        while left:
            last = result[-1] if result else None
            best = min(
                left,
                key=lambda point: (
                    -_follows(last, point),
                    _mean_place(point),
                    order[point.lead.article],
                    point.lead.span,
                ),
            )
            left.remove(best)
            result.append(best)
    return result


def _find_day(point: Point) -> str | None:
    """The last day of the point's finest date of a week or less, None where it has none."""
    values = [when.value for when in point.lead.dating if dates.precision(when.value) in ("day", "part of day", "week")]
    spans = sorted((dates.precision(value) == "week", dates.last_day(value)) for value in values)
    return max((day for coarse, day in spans if coarse == spans[0][0]), default=None)


def _follows(last: Point | None, point: Point) -> float:
    if last is None:
        return 0.0
    one, other = last.lead, point.lead
    if one.article == other.article and 0 < other.order - one.order <= 2:
        return 2.0
    names = len(one.names & other.names) / max(1, len(one.names | other.names))
    return round(names - 0.5 * max(0.0, other.place - 0.2), 6)


def _choose_brief(
    points: Sequence[Point], comparison: Comparison, weight: Mapping, budget: int, things: Mapping
) -> list[Point]:
    chosen: list[Point] = []
    left = [point for point in points if point.lead.kinds or point.lead.days] or list(points)
    used = 0
    while left and len(chosen) < BRIEF_MOST:

        def gain(point: Point) -> tuple:
            near = max((comparison.cover(point.lead, other.lead) for other in chosen), default=0.0)
            excess = max(0, _count_words(point) - LONG) / LONG
            return -round(weight[point.key] - 1.2 * near - excess, 9), point.lead.hanging, point.lead.span

        best = min(left, key=gain)
        left.remove(best)
        if any(
            _repeats(best, other, comparison, brief=True)
            or _tells_one_event(best, other)
            or things.get(best.key, _NONE) & things.get(other.key, _NONE)
            for other in chosen
        ):
            continue
        if len(chosen) >= BRIEF_LEAST and weight[best.key] < WEIGHTY_BRIEF * weight[chosen[0].key]:
            continue
        if len(chosen) >= BRIEF_LEAST and used + _count_words(best) > 0.7 * budget:
            continue
        if chosen and used + _count_words(best) > budget:
            continue
        chosen.append(best)
        used += _count_words(best)
    return chosen


def _repeats(point: Point, other: Point, comparison: Comparison, *, brief: bool = False) -> bool:
    """Whether a point says again what another says, by a stricter measure In ``brief``."""
    cover, sounds = (REPEATS_BRIEF, SOUNDS_BRIEF) if brief else (REPEATS, SOUNDS)
    for one in point.tellings[:3]:
        for two in other.tellings[:3]:
            covered = comparison.cover(one, two)
            if covered >= cover or comparison.contain(one, two) >= HELD:
                return True
            if covered >= sounds - NEAR and covered + NEAR * comparison.near(one, two) >= sounds:
                return True
    return False


def _tells_one_event(point: Point, other: Point) -> bool:
    one, two = point.lead, other.lead
    if one.days and two.days and not one.days & two.days:
        return False
    tolls = [{find_state(figure.quantity) for figure in telling.figures} - {None} for telling in (one, two)]
    sums = [
        {(figure.quantity, figure.value) for figure in telling.figures if figure.value >= GREAT}
        for telling in (one, two)
    ]
    if tolls[0] & tolls[1] or sums[0] & sums[1]:
        return True
    shared = one.kinds & two.kinds
    names = len(one.names & two.names)
    return bool(shared & DECISIVE and names >= ONE_EVENT) or bool(shared and names and one.days & two.days)


def _opens_with_one_toll(point: Point, other: Point) -> bool:
    """Whether both sentences begin with the same toll: the same news, told once more with another detail."""
    tolls = [
        {
            (find_state(figure.quantity), figure.value)
            for figure in telling.figures
            if find_state(figure.quantity) and figure.span.start - telling.span.start < OPENING
        }
        for telling in (point.lead, other.lead)
    ]
    return bool(tolls[0] & tolls[1])


def _is_told(point: Point, printed: Sequence[Point], comparison: Comparison) -> bool:
    """Whether the printed points together tell nearly all of a point's words."""
    words = point.lead.terms | point.lead.names
    told = frozenset(word for other in printed for word in other.lead.terms | other.lead.names)
    limit = SUMMED_UP if point.lead.kind == "standfirst" else TOLD_ALREADY
    total = comparison.weigh(words)
    return total > 0 and comparison.weigh(words & told) / total >= limit


def _first_value(point: Point) -> str | None:
    values = [when.value for when in point.lead.whens if dates.first_day(when.value)]
    return min(values, key=dates.sort_key) if values else None


def _mean_place(point: Point) -> float:
    return round(sum(telling.place for telling in point.tellings) / len(point.tellings), 6)


def _count_words(point: Point) -> int:
    return len(point.lead.text.split())
