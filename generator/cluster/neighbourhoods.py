"""Neighbourhoods: parts of a collection so far from one another that each can be told into stories by itself.

Groups join only where some pair of articles reaches the level of one story, so the connected
parts of the graph of such pairs can be linked apart, and a new article concerns its own part alone. In a large
collection on few subjects nearly everything hangs together at that level. There the level is
too low: a part of more than ``LARGEST`` voices is looked at on the next step of a ladder of levels, and so on.
Components at fixed levels depend on no order, and a new article only joins them.
"""

from __future__ import annotations

# Voices (reprints counted once) of the largest neighbourhood. A story of more independent reports may come out in
# parts. The sets at hand have at most 40 to a story; 50, 200 and 400 give the same macro B-cubed F1 within 0.1.
LARGEST = 200
# How much higher each step of the ladder is than the one before.
STEP = 1.15
# Similarity from which articles of one week are one voice: reprints, and versions of one report. Counted one by one
# they make a story's level of its own so high that a third report looks strange. ECB+ (bundled analysis) has 92.5,
# 93.1 and 91.4 B-cubed F1 with 0.70, 0.75 and 0.80; stories of many versions (each article cut to four) 78, 70 and 67.
SAME_VOICE = 0.75


class Neighbourhoods:
    """Union-find on each level of the ladder. Articles are places from 0 on."""

    def __init__(self, threshold: float) -> None:
        self.levels = [threshold]
        while self.levels[-1] * STEP < SAME_VOICE:
            self.levels.append(self.levels[-1] * STEP)
        self.levels.append(max(SAME_VOICE, threshold))
        self._parents: list[list[int]] = [[] for _ in self.levels]
        self._members: list[dict[int, list[int]]] = [{} for _ in self.levels]
        self._voices: list[dict[int, int]] = [{} for _ in self.levels]

    def add(self, place: int) -> None:
        """A new article, the next place, by itself."""
        for parents, members, voices in zip(self._parents, self._members, self._voices):
            parents.append(place)
            members[place] = [place]
            voices[place] = 1

    def join(self, first: int, second: int, similarity: float) -> set[int]:
        """Joins two articles on every level up to ``similarity``; returns those whose neighbourhood may be new."""
        changed: set[int] = set()
        for step, level in enumerate(self.levels):
            if similarity < level:
                break
            one, other = self._find(step, first), self._find(step, second)
            if one != other:
                changed.update(*self._list_small(step, one, other))
                self._unite(step, one, other)
                if step == len(self.levels) - 1:
                    for lower in range(step):
                        changed.update(*self._count_once(lower, self._find(lower, first)))
        return changed

    def find(self, place: int) -> list[int]:
        """The articles of the neighbourhood of an article, itself among them."""
        for step in range(len(self.levels) - 1):
            root = self._find(step, place)
            if self._voices[step][root] <= LARGEST:
                return self._members[step][root]
        return self._members[-1][self._find(len(self.levels) - 1, place)]

    def find_voice(self, place: int) -> int:
        """The same number for all articles of one voice."""
        return self._find(len(self.levels) - 1, place)

    def _list_small(self, step: int, *roots: int) -> list[list[int]]:
        return [self._members[step][root] for root in roots if self._voices[step][root] <= LARGEST]

    def _count_once(self, step: int, root: int) -> list[list[int]]:
        self._voices[step][root] -= 1
        return [self._members[step][root]] if self._voices[step][root] == LARGEST else []

    def _unite(self, step: int, one: int, other: int) -> None:
        members, voices = self._members[step], self._voices[step]
        if len(members[one]) < len(members[other]):
            one, other = other, one
        self._parents[step][other] = one
        members[one] += members.pop(other)
        voices[one] += voices.pop(other) if step < len(self.levels) - 1 else 0

    def _find(self, step: int, place: int) -> int:
        parents = self._parents[step]
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place
