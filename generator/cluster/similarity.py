"""How alike articles are: the cosine of their terms, found over an inverted index that grows.

A similarity depends on its two articles alone, so that adding articles changes none that
stands. An article's vector has few terms, its heaviest (``terms.TOP_TERMS``), so that common words make
no long postings.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping

import numpy

# Pairs less alike than this are taken for strangers, and count as 0 in every mean, so that a large collection keeps few
# pairs. Keeping all from 0.05 on changes no B-cubed F1 by more than 0.6, on ECB+ by 0.1.
LEAST = 0.1
# Articles published within so many days of one another are of one time.
WINDOW = 7
# Time weighs and does not cut: a group that spans longer keeps this share of its similarity, after ever so long.
# web_news_events (stories of up to a year; bundled analysis) has 93.7, 96.1 and 95.5 B-cubed F1 with 0.55, 0.65 and
# 0.75; the 120 Wikinews articles of MEANTIME, all taken for events of their own, 66.7, 61.3 and 54.5.
TIME_FLOOR = 0.65
# Days beyond the window over which the weight of time falls by two thirds of what it can fall.
TIME_DAYS = 60.0
# Decimals kept, so that no result hangs on the last bit of a sum.
DECIMALS = 6


def weigh_span(days: float) -> float:
    """What remains of the similarity of articles whose first and last are published this many days apart."""
    return TIME_FLOOR + (1.0 - TIME_FLOOR) * math.exp(-max(0.0, days - WINDOW) / TIME_DAYS)


class Similarities(Mapping[str, Mapping[str, float]]):
    """For each article the articles near it and how near (``LEAST`` to 1), symmetric; time plays no part.

    Articles are added, never taken away; what stands does not depend on their order.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places: dict[str, int] = {}
        self._vectors: list[tuple[tuple[str, float], ...]] = []
        self._postings: dict[str, tuple[array, array]] = {}
        self._rows: list[tuple[array, array]] = []

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))

    def __getitem__(self, name: str) -> dict[str, float]:
        return {self.names[other]: value for other, value in self.neighbours(self.places[name])}

    def neighbours(self, place: int) -> Iterator[tuple[int, float]]:
        """Places and similarities of the articles near the one at ``place``."""
        return zip(*self._rows[place])

    def add(self, vectors: Iterable[tuple[str, Mapping[str, float]]]) -> range:
        """Adds articles with their vectors of length at most 1; returns their places."""
        first = len(self.names)
        for name, vector in vectors:
            place = self.places[name] = len(self.names)
            self.names.append(name)
            self._vectors.append(tuple(sorted(vector.items())))
            self._rows.append((array("i"), array("d")))
            for term, weight in self._vectors[place]:
                posting = self._postings.get(term)
                if posting is None:
                    posting = self._postings[term] = (array("i"), array("d"))
                posting[0].append(place)
                posting[1].append(weight)
        added = range(first, len(self.names))
        postings: dict[str, tuple[numpy.ndarray, numpy.ndarray]] = {}
        for place in added:
            self._compare(place, first, postings)
        return added

    def _compare(self, place: int, first: int, postings: dict[str, tuple[numpy.ndarray, numpy.ndarray]]) -> None:
        """Fills the row of a new article, and adds it to those of the articles before ``first``.

        ``postings`` are those of the terms that were compared so far, as arrays.
        """
        places, parts = [], []
        for term, weight in self._vectors[place]:
            if term not in postings:
                others, weights = self._postings[term]
                postings[term] = numpy.frombuffer(others, dtype=numpy.intc), numpy.frombuffer(weights)
            found, weights = postings[term]
            if len(found) > 1:
                places.append(found)
                parts.append(weight * weights)
        if not places:
            return
        total = numpy.bincount(numpy.concatenate(places), numpy.concatenate(parts), len(self.names))
        total[place] = 0.0
        found = numpy.flatnonzero(total >= LEAST)
        values = numpy.minimum(1.0, numpy.round(total[found], DECIMALS))
        row = self._rows[place]
        row[0].extend(found.tolist())
        row[1].extend(values.tolist())
        for other, value in zip(row[0], row[1]):
            if other >= first:
                break
            self._rows[other][0].append(place)
            self._rows[other][1].append(value)
