"""Things: happenings of one story that are one thing, each with its clearest telling first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import dates
from .chronology import is_day
from .concepts import DECISIVE, is_performing
from .figures import GREAT
from .happenings import Happening, converse, find_happenings, find_opening, is_aside, measure_coarseness
from .statements import Comparison, Point
from .tellings import Deed, Telling

#: Share of weighted words that two happenings of one day and one concept have in common where no agent ties them.
SAME_THING = 0.25

#: The same where both are of one day long before the story: an old day is told for one reason.
SAME_OLD_THING = 0.12

#: Share from which two happenings of one day are one thing whatever their concepts.
SAME_WORDS = 0.45

#: The same of two articles where both name one exact day.
SAME_DAY_WORDS = 0.33

#: The same within one article, whose author seldom tells a thing twice.
SAME_SELF = 0.6

#: Concepts of saying: two sayings of one speaker on one day are not one thing for that alone.
SAYING = frozenset({"announce", "ask", "warn", "talk", "deny", "agree", "reject"})

#: Concepts that a story tells once a day: what changes hands or standing, unlike blows that fall again and again.
TURNING = frozenset("gain withdraw truce agree resign convict acquit win buy crash".split())


@dataclass(frozen=True, slots=True)
class Thing:
    """Happenings that are one thing, the clearest first, and the undated tellings that tell it too."""

    happenings: tuple[Happening, ...]
    others: tuple[Telling, ...]

    @property
    def lead(self) -> Happening:
        """The happening whose telling is printed."""
        return self.happenings[0]

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Every telling of it, the lead's first."""
        found = dict.fromkeys([*(one.telling for one in self.happenings), *self.others])
        return (
            self.lead.telling,
            *sorted((one for one in found if one != self.lead.telling), key=lambda one: one.span),
        )

    @property
    def main_tellings(self) -> tuple[Telling, ...]:
        """The tellings of which it is the main matter, not an aside."""
        aside = {one.telling.span for one in self.happenings if is_aside(one)}
        return tuple(one for one in self.tellings if one.span not in aside)


def find_things(
    tellings: Sequence[Telling], points: Sequence[Point], *, comparison: Comparison, first_day: str | None
) -> tuple[Thing, ...]:
    """What happened, or will, each thing once. ``first_day`` is the day of the story's first article, None
    where unknown.
    """
    happenings = [one for telling in tellings for one in find_happenings(telling)]
    groups = _bridge(_join(happenings, comparison, find_opening(first_day)), tellings, comparison)
    return tuple(_settle(groups, points, tellings))


def _join(happenings: Sequence[Happening], comparison: Comparison, opens: str | None) -> list[list[Happening]]:
    """Happenings grouped into things: single link over pairs of compatible times, never two parted days in one."""
    groups: list[list[Happening]] = []
    ordered = sorted(happenings, key=lambda one: (measure_coarseness(one), one.telling.span, one.when.expression.span))
    for one in ordered:
        best: tuple[float, int] | None = None
        for place, group in enumerate(groups):
            if all(_fit(one.when.value, other.when.value) for other in group) and not any(
                one.telling == other.telling and one.deed != other.deed for other in group
            ):
                score = max(_match(one, other, comparison, opens) for other in group)
                if score > 0 and (best is None or score > best[0]):
                    best = (score, place)
        if best is None:
            groups.append([one])
        else:
            groups[best[1]].append(one)
    return groups


def _bridge(
    groups: list[list[Happening]], tellings: Sequence[Telling], comparison: Comparison
) -> list[list[Happening]]:
    """The groups with those of one day joined that an undated telling ties: it tells both, in both their words."""
    bridges = [
        telling
        for telling in tellings
        if telling.quoted < 0.5
        and any(
            not deed.whens and deed.event.modality == "actual" and deed.concepts & TURNING for deed in telling.deeds
        )
    ]
    for telling in bridges:
        concepts = frozenset().union(*(deed.concepts & TURNING for deed in telling.deeds if not deed.whens))
        tied: dict[str, list[list[Happening]]] = {}
        for group in groups:
            day = group[0].when.value[:10]
            near = [
                one for one in group if concepts & one.kinds and comparison.cover(one.telling, telling) >= SAME_THING
            ]
            if near and is_day(day) and not (telling.days and day not in telling.days):
                tied.setdefault(day, []).append(group)
        for day in sorted(tied):
            first, *others = tied[day]
            for group in others:
                first.extend(group)
                groups = [one for one in groups if one is not group]
    return groups


def _match(first: Happening, second: Happening, comparison: Comparison, opens: str | None) -> float:
    """How surely two happenings of compatible times are one thing; 0 where they are not."""
    cover = comparison.cover(first.telling, second.telling)
    exact = is_day(first.when.value) and is_day(second.when.value)
    least = SAME_SELF if first.telling.article == second.telling.article else SAME_DAY_WORDS if exact else SAME_WORDS
    if cover >= least:
        return 1.0 + cover
    if exact and first.telling.article != second.telling.article and _share_sum(first, second):
        return 0.75 + cover
    shared = first.kinds & second.kinds
    if not shared or (first.deed.event.modality == "future") != (second.deed.event.modality == "future"):
        return 0.0
    ends = dates.last_day(first.when.value)
    old = bool(opens and ends and ends < opens)
    shared = frozenset(concept for concept in shared if not is_performing(concept)) - SAYING
    done = {converse(concept) for concept in first.deed.concepts & second.deed.concepts} & shared
    agents = {first.deed.agent, second.deed.agent} - {None}
    patients = {first.deed.patient, second.deed.patient} - {None}
    if not old and (len(agents) == 2 or len(patients) == 2):
        return 0.0
    tied = (first.deed.agent is not None and first.deed.agent == second.deed.agent) or (
        first.deed.patient is not None and first.deed.patient == second.deed.patient
    )
    if tied and shared:
        return 0.5 + cover
    if old or (done | shared) & TURNING:
        return cover if cover >= SAME_OLD_THING else 0.0
    return cover if cover >= SAME_THING and (done or shared & DECISIVE) else 0.0


def _share_sum(first: Happening, second: Happening) -> bool:
    """Whether both name the same great figure and a common actor: of one day, it is one thing."""
    one, other = (
        {(figure.quantity, figure.value) for figure in happening.telling.figures if figure.value >= GREAT}
        for happening in (first, second)
    )
    return bool(one & other and first.telling.names & second.telling.names)


def _fit(first: str, second: str) -> bool:
    """Whether two values can be one time: equal, or one stretch holds the other."""
    one, other = (dates.first_day(first), dates.last_day(first)), (dates.first_day(second), dates.last_day(second))
    if one[0] is None or other[0] is None:
        return first == second
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _settle(groups: Sequence[Sequence[Happening]], points: Sequence[Point], tellings: Sequence[Telling]) -> list[Thing]:
    """The things with their leads chosen: no sentence leads two of them where another could."""
    point_of = {telling.span: point for point in points for telling in point.tellings}
    led: set[str] = set()
    told: set[str] = set()
    undated: dict[str, list[tuple[Telling, Deed]]] = {}
    for telling in tellings:
        for deed in telling.deeds if telling.quoted <= 0.5 else ():
            if (
                deed.agent
                and deed.patient
                and not deed.whens
                and deed.event.modality == "actual"
                and deed.concepts & TURNING
            ):
                undated.setdefault(deed.agent, []).append((telling, deed))
    things = []
    for group in sorted(
        groups,
        key=lambda group: (
            min(map(measure_coarseness, group)),
            -len({one.telling.article for one in group}),
            group[0].telling.span,
        ),
    ):
        finest = min(measure_coarseness(one) for one in group)
        named = Counter(name for one in group for name in one.telling.names)
        turns = Counter(concept for one in group for concept in one.deed.concepts & TURNING)
        turn = min(turns, key=lambda concept: (-turns[concept], concept), default=None)
        ranked = sorted(
            group,
            key=lambda one: (
                one.telling.hanging == 2,
                measure_coarseness(one) > finest,
                one.when not in one.telling.dating,
                one.telling.text in led,
                one.telling.text in told and is_aside(one),
                one.telling.hanging,
                is_aside(one),
                turn is not None and turn not in one.deed.concepts,
                -sum(named[name] > 1 for name in one.telling.names),
                abs(len(one.telling.text.split()) - 22) // 12,
                one.telling.order,
                one.telling.span,
            ),
        )
        if (
            ranked[0].telling.hanging == 2
            or ranked[0].when not in ranked[0].telling.dating
            and not ranked[0].when.event_day
            and len(group) == 1
            or ranked[0].telling.text in led
        ):
            continue
        led.add(ranked[0].telling.text)
        told.update(one.telling.text for one in group)
        mine = {one.telling.span for one in group}
        days = {one.when.value[:10] for one in group}
        others = [
            telling
            for one in ranked[:1]
            if one.telling.span in point_of and not is_aside(one)
            for telling in point_of[one.telling.span].tellings
            if telling.span not in mine and (not telling.days or telling.days & days)
        ]
        others += [
            telling for telling in _list_undated(ranked, undated) if telling.span not in mine and telling not in others
        ]
        things.append(Thing(tuple(ranked), tuple(others)))
    return things


def _list_undated(group: Sequence[Happening], undated: Mapping[str, Sequence[tuple[Telling, Deed]]]) -> list[Telling]:
    """The tellings whose undated deed is the thing: the same kind, agent and patient as a dated one.
    ``undated`` is by agent.
    """
    days = {one.when.value[:10] for one in group}
    agents = {one.deed.agent for one in group if one.deed.agent and not is_aside(one)}
    patients = {one.deed.patient for one in group if one.deed.patient}.union(*(one.telling.names for one in group))
    kinds = frozenset().union(*(one.deed.concepts | one.kinds for one in group)) & TURNING
    found = [
        telling
        for agent in sorted(agents)
        for telling, deed in undated.get(agent, ())
        if deed.concepts & kinds and deed.patient in patients and not telling.days & days
    ]
    return list(dict.fromkeys(found))
