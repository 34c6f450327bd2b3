"""How much a story's points matter: told by many, central to the story, early in their articles, readable alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from .figures import find_state
from .standing import is_hedged
from .statements import Comparison, Point, pair_candidates
from .tellings import Telling

#: Covered share of words at which another article's telling counts as much for a point as it ever can.
ECHO = 0.5

#: What being central to the story counts beside being told by all (1.2): with 3 *In brief* has ROUGE-1 .268 against the
#: headline and description of an article held out, with 1.5 .263 (48 of the articles of benchmarks/score_briefs.py).
CENTRAL = 3.0


class Weighing:
    """Weighs the points of one story."""

    def __init__(
        self, points: Sequence[Point], comparison: Comparison, headlines: Mapping[str, frozenset[str]], count: int
    ) -> None:
        self._count = max(1, count)
        users: dict[str, set[str]] = {}
        for point in points:
            for telling in point.tellings:
                for word in telling.terms | telling.names:
                    users.setdefault(word, set()).add(telling.article)
        titled = Counter(word for words in headlines.values() for word in words)
        self._echoes = _count_echoes(points, comparison)
        self._support = {
            word: (len(found) - 1) / self._count + titled[word] / max(1, len(headlines))
            for word, found in users.items()
        }

    def salience(self, telling: Telling) -> float:
        """How central a telling's words are to the story: the mean support of its weighted words."""
        words = sorted(telling.terms | telling.names)
        return sum(self._support.get(word, 0.0) for word in words) / (5 + len(words))

    def weigh(self, point: Point, origins: int) -> float:
        """A point's weight: the articles and origins that tell it or something near, its salience, and its place
        in them.
        """
        others = max(1, self._count - 1)
        spread = (len(point.articles) - 1 + self._echoes[point.key]) / others if self._count > 1 else 0.0
        early = max(1.0 / (1 + telling.order) for telling in point.tellings)
        toll = point.lead.sentence.tense != "future" and any(
            find_state(figure.quantity) for figure in point.lead.figures
        )
        return (
            1.2 * min(1.0, spread)
            + 0.25 * math.log2(1 + origins)
            + CENTRAL * max(map(self.salience, point.tellings))
            + (0.5 if self._count > 1 else 1.5) * early
            + 0.2 * bool(point.lead.days)
            + 0.35 * toll
            - 0.3 * point.lead.hanging
            - 0.5 * point.lead.quoted
            - 0.2 * (point.lead.sentence.tense is None)
            - 0.2 * is_hedged(point.lead.text)
            - 0.25 * (point.lead.kind == "standfirst")
        )


def _count_echoes(points: Sequence[Point], comparison: Comparison) -> dict[tuple[str, int, int], float]:
    """For each point, by its key: over the articles that do not tell it, how near their nearest telling comes
    (0 to ECHO each).
    """
    tellings = [telling for point in points for telling in point.tellings]
    point_of = {telling.span: point for point in points for telling in point.tellings}
    nearest: dict[tuple[str, int, int], dict[str, float]] = {point.key: {} for point in points}
    for one, other in pair_candidates(tellings, comparison):
        first, second = tellings[one], tellings[other]
        if first.article == second.article:
            continue
        near = min(ECHO, comparison.cover(first, second))
        for here, there in ((first, second), (second, first)):
            point = point_of[here.span]
            if there.article not in point.articles:
                found = nearest[point.key]
                found[there.article] = max(found.get(there.article, 0.0), near)
    return {key: round(sum(found[name] for name in sorted(found)), 6) for key, found in nearest.items()}
