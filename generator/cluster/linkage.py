"""Average linkage over a sparse graph of similarities, that joins by level, by contrast and by days.

A single threshold on the cosine does not carry from one kind of news to another, so
several numbers decide. *Level*: groups join while their articles are, on average, alike
enough (average linkage, so that a digest of many events glues nothing together), and the more
alike the larger both are. *Contrast*: two groups that are both large enough to have a level of their own stay
apart when the articles between them are much less alike than those within them:
two earthquakes, two fights of one boxer. *Days*: see ``weekdays``.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping

from .similarity import Similarities
from .weekdays import BEYOND_DOUBT

# Mean similarity from which two articles join. On web_news_events and ECB+ (bundled analysis, a ceiling of 7 for words)
# 0.10 gives 98.4 and 91.7 B-cubed F1, 0.14 gives 97.9 and 91.7, 0.16 gives 96.9 and 91.4, 0.18 gives 94.1 and 91.0.
SAME_STORY = 0.14
# What the level rises by each time the smaller of two groups doubles: of thousands of articles on one subject some
# are alike by chance. On 1,200 articles on a few persons and countries over ten years it makes the largest story 60
# articles instead of 103 (at 0.15), and on a half and a quarter of ECB+ it finds 65 and 75 % of the stories instead
# of 61 and 69 % (at 0.18); all of web_news_events loses one to three points.
GROWTH = 0.04
# The level rises no further than this.
HIGHEST_LEVEL = 0.4
# Groups of at least this many articles each have a level of their own. With 3, ECB+ loses a point; 5 is alike.
CONTRAST_SIZE = 4
# They join only where the mean similarity between them reaches this share of the mean within them: 0.70 is within 0.3
# of 0.75. In a trial with words split by rule, ECB+ rose from 89 to 92 and from 50 to 67 % of stories found.
CONTRAST = 0.75
# Reprints are so alike that anything else looks strange beside them: the level within a group counts at most this much.
CONTRAST_CEILING = 0.6

Group = tuple[str, ...]


def link_groups(
    near: Similarities,
    *,
    threshold: float = SAME_STORY,
    growth: float = GROWTH,
    contrast: float = CONTRAST,
    apart: Iterable[Group] = (),
    contradict: Callable[[Iterable[str], Iterable[str]], bool] | None = None,
) -> tuple[Group, ...]:
    """The articles of ``near`` in groups: a partition, each group sorted, in the order of their first articles.

    ``apart`` are tuples of articles of which no two may be in one group; ``contradict`` says of two
    groups whether what they tell of days speaks against one story. The result does not depend
    on the order of ``near``: of equal pairs, the one with the smallest ids joins first.
    """
    return _Linkage(near, threshold, growth, contrast, tuple(apart), contradict).run()


class _Linkage:
    """The state of one agglomeration; a group is known by its smallest article."""

    def __init__(
        self,
        near: Similarities,
        threshold: float,
        growth: float,
        contrast: float,
        apart: tuple[Group, ...],
        contradict: Callable[[Iterable[str], Iterable[str]], bool] | None,
    ) -> None:
        self.threshold = threshold
        self.growth = growth
        self.contradict = contradict
        self.contrast = contrast
        self.members: dict[str, list[str]] = {name: [name] for name in sorted(near)}
        self.sums: dict[str, dict[str, float]] = {name: dict(near[name]) for name in sorted(near)}
        self.within: dict[str, float] = dict.fromkeys(self.members, 0.0)
        self.marks: dict[str, set[int]] = {name: set() for name in self.members}
        for index, names in enumerate(apart):
            for name in names:
                if name in self.marks:
                    self.marks[name].add(index)
        self.heap: list[tuple[float, str, str]] = []

    def run(self) -> tuple[Group, ...]:
        for first in self.sums:
            for second in self.sums[first]:
                if first < second:
                    self._offer(first, second)
        heapq.heapify(self.heap)
        while self.heap:
            negative, first, second = heapq.heappop(self.heap)
            if self._is_current(-negative, first, second) and self._may_join(-negative, first, second):
                self._join(first, second)
        return tuple(tuple(sorted(self.members[name])) for name in sorted(self.members))

    def _mean(self, first: str, second: str) -> float:
        return self.sums[first][second] / (len(self.members[first]) * len(self.members[second]))

    def _offer(self, first: str, second: str) -> None:
        mean = self._mean(first, second)
        if mean >= self.threshold:
            self.heap.append((-mean, first, second))

    def _is_current(self, mean: float, first: str, second: str) -> bool:
        return first in self.members and second in self.sums.get(first, ()) and self._mean(first, second) == mean

    def _may_join(self, mean: float, first: str, second: str) -> bool:
        if self.marks[first] & self.marks[second]:
            return False
        smaller = min(len(self.members[first]), len(self.members[second]))
        if mean < self.threshold + max(0.0, min(HIGHEST_LEVEL - self.threshold, self.growth * math.log2(smaller))):
            return False
        if smaller >= CONTRAST_SIZE and mean < self.contrast * (self._level(first) + self._level(second)) / 2:
            return False
        return (
            mean >= BEYOND_DOUBT
            or not self.contradict
            or not self.contradict(self.members[first], self.members[second])
        )

    def _level(self, name: str) -> float:
        size = len(self.members[name])
        return min(CONTRAST_CEILING, self.within[name] / (size * (size - 1) / 2))

    def _join(self, first: str, second: str) -> None:
        """``second`` becomes part of ``first``, the smaller id of the two."""
        between = self.sums[first].pop(second)
        del self.sums[second][first]
        self.within[first] += self.within.pop(second) + between
        self.members[first] += self.members.pop(second)
        self.marks[first] |= self.marks.pop(second)
        for other, value in self.sums.pop(second).items():
            del self.sums[other][second]
            total = self.sums[first].get(other, 0.0) + value
            self.sums[first][other] = self.sums[other][first] = total
        for other in self.sums[first]:
            low, high = sorted((first, other))
            mean = self._mean(low, high)
            if mean >= self.threshold:
                heapq.heappush(self.heap, (-mean, low, high))


def measure_between(first: Group, second: Group, near: Mapping[str, Mapping[str, float]]) -> float:
    """The mean similarity of the articles of two groups, 0 for pairs that were not compared."""
    total = sum(near[one].get(other, 0.0) for one in first for other in second)
    return total / (len(first) * len(second))
