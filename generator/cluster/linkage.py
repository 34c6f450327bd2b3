"""Average linkage over a sparse graph of similarities, that joins by level, by time, by contrast and by days.

A single threshold on the cosine does not carry from one kind of news to another, so
several numbers decide. *Level*: groups join while their voices are, on average, alike
enough (average linkage, so that a go-between glues nothing together). *Time*: the longer the span of the joined
group, the more alike they must be, and more where no day is known. *Acquaintance*: most of the voices
of two groups must be alike at all. *Contrast*: two groups that are both large enough to have a level
of their own stay apart when the voices between them are much less alike than those within them:
two earthquakes, two fights of one boxer. *Days*: see ``weekdays``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable, Mapping

from .similarity import weigh_span
from .weekdays import BEYOND_DOUBT

# Figures in this room are B-cubed F1 on web_news_events and ECB+ with the bundled analysis, each with all other
# constants as they stand, unless said otherwise.
# Mean similarity from which two articles join: 0.14 gives 96.1 and 93.3, 0.16 96.1 and 93.1, 0.18 94.3 and 92.8; with
# 500 articles on other events among the former (plain analysis) 91.8, 94.0 and 94.8.
SAME_STORY = 0.16
# Groups of which one has no day of publication must be so many times more alike to join: time, which keeps articles on
# one subject apart over the years, is missing there. Contrast and voices are measured without it. With 1.0, 1.15 and
# 1.3 ECB+, all undated, has 93.3, 93.1 and 92.8; 1,200 undated articles, nearly all of their own, 83.7, 88.2 and 91.2.
UNDATED = 1.15
# Of the pairs of voices between two groups more than this share must be alike at all, so that of three, one between two
# strangers ties nothing. From 0 to 0.66 no set changes; a case made by hand needs it.
ACQUAINTANCE = 0.5
# Groups of at least this many voices each have a level of their own. With 3 and 6 web_news_events has 92.1 and 96.1
# (without dates, plain analysis, 95.2 and 96.3 instead of 97.9), ECB+ 92.3 and 93.1.
CONTRAST_SIZE = 4
# They join only where the mean similarity between them reaches this share of the mean within them: with 0.70, 0.75 and
# 0.80 ECB+ has 91.7, 93.1 and 90.7; web_news_events does not change.
CONTRAST = 0.75
# The level within a group counts at most this much.
CONTRAST_CEILING = 0.6

Group = tuple[str, ...]
Near = Mapping[str, Mapping[str, float]]


def link_groups(
    near: Near,
    *,
    threshold: float = SAME_STORY,
    contrast: float = CONTRAST,
    acquaintance: float = ACQUAINTANCE,
    days: Mapping[str, int] | None = None,
    voices: Mapping[str, Hashable] | None = None,
    apart: Mapping[str, frozenset[int]] | None = None,
    contradict: Callable[[Iterable[str], Iterable[str]], bool] | None = None,
) -> tuple[Group, ...]:
    """The articles of ``near`` in groups: a partition, each group sorted, in the order of their first articles.

    ``days`` are days of publication as numbers, of those that have one. Articles with the same value in ``voices``
    are one voice: in one group from the start, and counted once. Articles with a number of ``apart`` in common
    are never in one group. ``contradict`` says of two groups whether what they tell of days speaks
    against one story. The result does not depend on the order of ``near``: of equal pairs,
    the one with the smallest ids joins first.
    """
    return _Linkage(near, threshold, contrast, acquaintance, days or {}, voices or {}, apart or {}, contradict).run()


class _Linkage:
    """The state of one agglomeration; a group is known by its smallest article."""

    def __init__(
        self,
        near: Near,
        threshold: float,
        contrast: float,
        acquaintance: float,
        days: Mapping[str, int],
        voices: Mapping[str, Hashable],
        apart: Mapping[str, frozenset[int]],
        contradict: Callable[[Iterable[str], Iterable[str]], bool] | None,
    ) -> None:
        self.threshold = threshold
        self.contrast = contrast
        self.acquaintance = acquaintance
        self.contradict = contradict
        self.members = _join_voices(near, voices, apart)
        self.sums = _average_voices(near, self.members)
        self.met = {name: dict.fromkeys(row, 1) for name, row in self.sums.items()}
        self.sizes = dict.fromkeys(self.members, 1)
        self.within = dict.fromkeys(self.members, 0.0)
        self.marks = {
            name: frozenset().union(*(apart.get(one, ()) for one in group)) for name, group in self.members.items()
        }
        self.spans = {
            name: (min(known), max(known)) if (known := [days[one] for one in group if one in days]) else None
            for name, group in self.members.items()
        }
        self.heap: list[tuple[float, str, str]] = []

    def run(self) -> tuple[Group, ...]:
        for first in self.sums:
            for second in self.sums[first]:
                if first < second:
                    self._offer(first, second)
        while self.heap:
            negative, first, second = heapq.heappop(self.heap)
            if self._is_current(-negative, first, second) and self._may_join(-negative, first, second):
                self._join(first, second)
        return tuple(tuple(sorted(self.members[name])) for name in sorted(self.members))

    def _measure(self, first: str, second: str) -> float:
        """The mean similarity between two groups, weighed by the time that the two together span."""
        mean = self.sums[first][second] / (self.sizes[first] * self.sizes[second])
        one, other = self.spans[first], self.spans[second]
        return mean * weigh_span(max(one[1], other[1]) - min(one[0], other[0])) if one and other else mean

    def _offer(self, first: str, second: str) -> None:
        level = self._measure(first, second)
        known = self.spans[first] and self.spans[second]
        if level >= self.threshold * (1.0 if known else UNDATED):
            heapq.heappush(self.heap, (-level, first, second))

    def _is_current(self, level: float, first: str, second: str) -> bool:
        return first in self.members and second in self.sums.get(first, ()) and self._measure(first, second) == level

    def _may_join(self, level: float, first: str, second: str) -> bool:
        if self.marks[first] & self.marks[second]:
            return False
        if self.met[first][second] <= self.acquaintance * self.sizes[first] * self.sizes[second]:
            return False
        if min(self.sizes[first], self.sizes[second]) >= CONTRAST_SIZE:
            if level < self.contrast * (self._level(first) + self._level(second)) / 2:
                return False
        return (
            level >= BEYOND_DOUBT
            or not self.contradict
            or not self.contradict(self.members[first], self.members[second])
        )

    def _level(self, name: str) -> float:
        size = self.sizes[name]
        return min(CONTRAST_CEILING, self.within[name] / (size * (size - 1) / 2))

    def _join(self, first: str, second: str) -> None:
        """``second`` becomes part of ``first``, the smaller id of the two."""
        between = self.sums[first].pop(second)
        del self.sums[second][first], self.met[first][second], self.met[second][first]
        self.within[first] += self.within.pop(second) + between
        self.members[first] += self.members.pop(second)
        self.sizes[first] += self.sizes.pop(second)
        self.marks[first] |= self.marks.pop(second)
        spans = [span for span in (self.spans[first], self.spans.pop(second)) if span]
        self.spans[first] = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None
        for other, value in self.sums.pop(second).items():
            del self.sums[other][second]
            total = self.sums[first].get(other, 0.0) + value
            self.sums[first][other] = self.sums[other][first] = total
        for other, count in self.met.pop(second).items():
            del self.met[other][second]
            self.met[first][other] = self.met[other][first] = self.met[first].get(other, 0) + count
        for other in self.sums[first]:
            self._offer(*sorted((first, other)))


def _join_voices(
    near: Near, voices: Mapping[str, Hashable], apart: Mapping[str, frozenset[int]]
) -> dict[str, list[str]]:
    """The articles of each voice by the smallest; those that must be apart are voices of their own."""
    found: dict[Hashable, str] = {}
    members: dict[str, list[str]] = {}
    for name in sorted(near):
        voice = (voices.get(name, name), name if apart.get(name) else None)
        members.setdefault(found.setdefault(voice, name), []).append(name)
    return members


def _average_voices(near: Near, members: Mapping[str, list[str]]) -> dict[str, dict[str, float]]:
    """The mean similarity between voices."""
    owner = {name: voice for voice, group in members.items() for name in group}
    sums: dict[str, dict[str, float]] = {voice: {} for voice in members}
    for voice, group in members.items():
        for name in group:
            row = near[name]
            for other in sorted(row):
                if owner[other] != voice:
                    sums[voice][owner[other]] = sums[voice].get(owner[other], 0.0) + row[other]
    # Each pair is summed once, from the side of the smaller id, so that both sides have the same last bit.
    means = {
        (voice, other): total / (len(members[voice]) * len(members[other]))
        for voice, row in sums.items()
        for other, total in row.items()
        if voice < other
    }
    for (voice, other), mean in means.items():
        sums[voice][other] = sums[other][voice] = mean
    return sums


def measure_between(first: Iterable[str], second: Iterable[str], near: Near) -> float:
    """The mean similarity of the articles of two groups, 0 for pairs that were not compared."""
    first, second = tuple(first), tuple(second)
    total = 0.0
    for one in first:
        row = near[one]
        total += sum(row.get(other, 0.0) for other in second)
    return total / (len(first) * len(second))
