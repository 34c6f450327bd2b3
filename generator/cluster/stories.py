"""The stories of a collection that grows: what is added joins what stands, and the order plays no part.

``Stories`` holds the similarities and neighbourhoods of its articles. Every part of it is a function of the
set of articles alone, so that articles added at once, one a day or in any order give the same groups; an
article added links its own neighbourhood anew, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .linkage import SAME_STORY, UNDATED, link_groups, measure_between
from .neighbourhoods import Neighbourhoods
from .similarity import Similarities, weigh_span
from .weekdays import contradict

Group = tuple[str, ...]

# Kinds of article that tell of an event among others or at second hand: they join a story and never tie two.
LOOSE_KINDS = frozenset({"live", "digest", "opinion"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an article for telling stories apart.

    ``terms`` is its vector (see ``terms.weigh_terms``), ``day`` its day of publication or None, ``weekdays`` those it
    names, ``loose`` whether it may join a story but tie none together.
    """

    id: str
    terms: Mapping[str, float]
    day: date | None
    weekdays: frozenset[int] = frozenset()
    loose: bool = False


class Stories:
    """A growing collection of articles in groups. ``apart`` are groups of articles of which no two are one story."""

    def __init__(self, *, threshold: float = SAME_STORY, apart: Sequence[Group] = ()) -> None:
        self.near = Similarities()
        self._threshold = threshold
        self._parts = Neighbourhoods(threshold)
        self._entries: list[Entry] = []
        self._groups: list[Group] = []
        marks: dict[str, set[int]] = {}
        for index, names in enumerate(apart):
            for name in names:
                marks.setdefault(name, set()).add(index)
        self._apart = {name: frozenset(found) for name, found in marks.items()}

    def add(self, entries: Iterable[Entry]) -> tuple[Group, ...]:
        """Adds articles; returns the groups that are new or changed, in the order of their first articles."""
        entries = sorted(entries, key=lambda entry: entry.id)
        self._entries += entries
        return self._link_anew(self.near.add((entry.id, entry.terms) for entry in entries))

    def add_known(self, entries: Sequence[Entry], near: Similarities) -> tuple[Group, ...]:
        """``add`` for the first articles, sorted by id, whose similarities are known; their terms are not read."""
        self._entries, self.near = list(entries), near
        return self._link_anew(range(len(entries)))

    def _link_anew(self, added: range) -> tuple[Group, ...]:
        """Links the neighbourhoods of articles that were added."""
        changed = set(added)
        for place in added:
            self._parts.add(place)
            self._groups.append((self._entries[place].id,))
        for place in added:
            for other, value in self.near.neighbours(place):
                if value >= self._threshold and (other < added.start or other < place):
                    changed |= self._parts.join(place, other, value * self._weigh_gap(place, other))
        before = {self._groups[place] for place in changed if place < added.start}
        after: set[Group] = set()
        left = set(changed)
        while left:
            part = self._parts.find(left.pop())
            left.difference_update(part)
            for group in self._link(part):
                after.add(group)
                for name in group:
                    self._groups[self.near.places[name]] = group
        return tuple(sorted(after - before))

    def groups(self) -> tuple[Group, ...]:
        """All groups: a partition of the articles, each group sorted, in the order of their first articles."""
        return tuple(sorted(set(self._groups)))

    def _weigh_gap(self, first: int, second: int) -> float:
        one, other = self._entries[first].day, self._entries[second].day
        return weigh_span(abs((one - other).days)) if one and other else 1.0

    def _link(self, part: Sequence[int]) -> Iterable[Group]:
        if len(part) == 1:
            return ((self._entries[part[0]].id,),)
        entries = {self._entries[place].id: self._entries[place] for place in sorted(part)}
        inside = set(part)
        near = {
            self._entries[place].id: {
                self._entries[other].id: value for other, value in self.near.neighbours(place) if other in inside
            }
            for place in part
        }
        # Of those that an editor keeps apart the editor's word holds, and they are linked like any other.
        loose = {name for name, entry in entries.items() if entry.loose and name not in self._apart}
        groups = self._link_all(near, set(entries) - loose, entries)
        if not loose:
            return groups
        joined = {name: best for name in sorted(loose) if (best := self._choose(name, groups, near, entries))}
        groups = tuple(
            tuple(sorted((*group, *(name for name, best in joined.items() if best == group)))) for group in groups
        )
        return groups + self._link_all(near, loose - set(joined), entries)

    def _choose(
        self,
        name: str,
        groups: Sequence[Group],
        near: Mapping[str, Mapping[str, float]],
        entries: Mapping[str, Entry],
    ) -> Group | None:
        """The group that a loose article is most like, where that is enough for a story."""
        levels = {}
        for group in groups:
            known = [day for one in group if (day := entries[one].day)]
            if known and (day := entries[name].day):
                weight = weigh_span((max(*known, day) - min(*known, day)).days)
            else:
                weight = 1.0 / UNDATED
            levels[group] = measure_between((name,), group, near) * weight
        best = min(levels, key=lambda group: (-levels[group], group), default=None)
        return best if best is not None and levels[best] >= self._threshold else None

    def _link_all(
        self, near: Mapping[str, Mapping[str, float]], names: set[str], entries: Mapping[str, Entry]
    ) -> tuple[Group, ...]:
        weekdays = {name: entries[name].weekdays for name in names}
        dated = {name: entries[name].day is not None for name in names}
        return link_groups(
            {name: {other: value for other, value in near[name].items() if other in names} for name in names},
            threshold=self._threshold,
            days={name: day.toordinal() for name in names if (day := entries[name].day)},
            voices={name: self._parts.find_voice(self.near.places[name]) for name in names},
            apart=self._apart,
            contradict=lambda first, second: contradict(first, second, weekdays, dated),
        )
