"""How alike articles are: the cosine of their terms, compared one group of articles with another.

A similarity depends on its two articles alone, so that adding articles changes none that
stands. An article's vector has few terms, its heaviest (``terms.TOP_TERMS``), so that few pairs of articles meet at a
common word.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
# Articles compared at once with others: their table of similarities fits in a processor's cache.
PIECE = 512


def weigh_span(days: float) -> float:
    """What remains of the similarity of articles whose first and last are published this many days apart."""
    return TIME_FLOOR + (1.0 - TIME_FLOOR) * math.exp(-max(0.0, days - WINDOW) / TIME_DAYS)


@dataclass(frozen=True, slots=True)
class Vectors:
    """The terms of some articles, those of one after those of another, each article's in their order.

    ``owners`` number the articles from 0, ``terms`` are hashes of 64 bits, the same in every run.
    """

    size: int
    owners: numpy.ndarray
    terms: numpy.ndarray
    weights: numpy.ndarray


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles, by their numbers, that are alike, and how much (``LEAST`` to 1)."""

    first: numpy.ndarray
    second: numpy.ndarray
    values: numpy.ndarray


def gather_vectors(vectors: Sequence[Mapping[str, float]]) -> Vectors:
    """The vectors of some articles, each of length at most 1."""
    ordered = [sorted(vector.items()) for vector in vectors]
    entries = [entry for vector in ordered for entry in vector]
    return Vectors(
        len(ordered),
        numpy.repeat(numpy.arange(len(ordered), dtype=numpy.int32), [len(vector) for vector in ordered]),
        numpy.array([_hash_term(term) for term, _ in entries], numpy.uint64),
        numpy.array([weight for _, weight in entries], numpy.float64),
    )


def compare_groups(first: Vectors, second: Vectors) -> Pairs:
    """The pairs that are alike of one article of each group; of a group with itself each pair once.

    The products of a pair are summed in the order of its terms, so that a similarity is the same in any groups.
    """
    order = numpy.argsort(second.terms, kind="stable")
    terms, owners, weights = second.terms[order], second.owners[order], second.weights[order]
    opens = numpy.searchsorted(terms, first.terms, "left")
    counts = numpy.searchsorted(terms, first.terms, "right") - opens
    # For each term of the first its places among those of the second, one after the other.
    met = numpy.arange(counts.sum()) + numpy.repeat(opens - numpy.cumsum(counts) + counts, counts)
    cells = numpy.repeat(first.owners.astype(numpy.int64) * second.size, counts) + owners[met]
    sums = numpy.bincount(cells, numpy.repeat(first.weights, counts) * weights[met], first.size * second.size)
    found = numpy.flatnonzero(sums >= LEAST)
    rows, columns = numpy.divmod(found, max(1, second.size))
    if first is second:
        once = rows < columns
        found, rows, columns = found[once], rows[once], columns[once]
    return Pairs(rows, columns, numpy.minimum(1.0, numpy.round(sums[found], DECIMALS)))


def _hash_term(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Similarities(Mapping[str, Mapping[str, float]]):
    """For each article the articles near it and how near (``LEAST`` to 1), symmetric; time plays no part.

    Articles are added, never taken away; what stands does not depend on their order.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places: dict[str, int] = {}
        self._pieces: list[tuple[int, Vectors]] = []
        self._rows: list[tuple[numpy.ndarray, numpy.ndarray]] = []

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))

    def __getitem__(self, name: str) -> dict[str, float]:
        return {self.names[other]: value for other, value in self.neighbours(self.places[name])}

    def neighbours(self, place: int) -> Iterator[tuple[int, float]]:
        """Places and similarities of the articles near the one at ``place``, by place."""
        others, values = self._rows[place]
        return zip(others.tolist(), values.tolist())

    def add(self, vectors: Iterable[tuple[str, Mapping[str, float]]]) -> range:
        """Adds articles with their vectors of length at most 1; returns their places."""
        vectors = list(vectors)
        found = []
        for start in range(0, len(vectors), PIECE):
            piece = gather_vectors([vector for _, vector in vectors[start : start + PIECE]])
            begin = len(self.names) + start
            self._pieces.append((begin, piece))
            for other, known in self._pieces:
                pairs = compare_groups(known, piece)
                found.append(Pairs(pairs.first + other, pairs.second + begin, pairs.values))
            self._merge_last()
        return self.add_known([name for name, _ in vectors], found)

    def _merge_last(self) -> None:
        """Makes one of the last two pieces where they are small: articles may come one by one."""
        if len(self._pieces) > 1 and sum(piece.size for _, piece in self._pieces[-2:]) <= PIECE:
            (begin, first), (_, second) = self._pieces[-2:]
            owners = numpy.concatenate((first.owners, second.owners + numpy.int32(first.size)))
            terms = numpy.concatenate((first.terms, second.terms))
            weights = numpy.concatenate((first.weights, second.weights))
            self._pieces[-2:] = [(begin, Vectors(first.size + second.size, owners, terms, weights))]

    def add_known(self, names: Sequence[str], pairs: Sequence[Pairs]) -> range:
        """Adds articles whose similarities among one another and to those there are known, by places; each pair once.

        What is added later is not compared with them.
        """
        added = range(len(self.names), len(self.names) + len(names))
        self.places.update(zip(names, added))
        self.names += names
        empty = numpy.empty(0, numpy.int64), numpy.empty(0, numpy.float64)
        self._rows += [empty] * len(added)
        firsts = numpy.concatenate([empty[0], *(one for pair in pairs for one in (pair.first, pair.second))])
        others = numpy.concatenate([empty[0], *(one for pair in pairs for one in (pair.second, pair.first))])
        values = numpy.concatenate([empty[1], *(pair.values for pair in pairs for _ in range(2))])
        order = numpy.lexsort((others, firsts))
        firsts, others, values = firsts[order], others[order], values[order]
        rows, opens = numpy.unique(firsts, return_index=True)
        for row, start, end in zip(rows.tolist(), opens.tolist(), [*opens.tolist()[1:], len(firsts)]):
            before = self._rows[row]
            new = others[start:end], values[start:end]
            self._rows[row] = tuple(map(numpy.append, before, new)) if len(before[0]) else new
        return added
