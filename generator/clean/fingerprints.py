"""Which articles may share words, and where: winnowed fingerprints of shingles [winnowing]."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy

SHINGLE = 8  # words; fewer are names and stock phrases ("the Syrian ... for Human Rights said on Monday")
# Of so many shingles in a row one is kept, the same wherever they stand: every run of SHINGLE + WINDOW - 1 words
# (twelve) is found, from a third of the shingles.
WINDOW = 5
# A shingle that stands in more articles than this is boilerplate; a reprint is still found with the first ones.
MAX_PLACES = 32
_SPREAD = numpy.uint64(0x9E3779B97F4A7C15)  # splitmix64's odd constants: they spread a checksum over 64 bits
_MIX = (numpy.uint64(0xBF58476D1CE4E5B9), numpy.uint64(0x94D049BB133111EB))


def hash_words(words: Iterable[str]) -> numpy.ndarray:
    """A number of 64 bits for each word, the same in every run."""
    sums = numpy.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], numpy.uint64)
    return _mix(sums)


def find_candidates(hashes: numpy.ndarray, places: numpy.ndarray, owners: numpy.ndarray) -> numpy.ndarray:
    """Where two articles may share a passage: rows of the articles' numbers, the smaller first, and a place in each.

    Given are the fingerprints of all articles with their places, in words, and the numbers of the articles. Sorted.
    """
    order = numpy.lexsort((places, owners, hashes))
    hashes, places, owners = hashes[order], places[order], owners[order]
    opens = numpy.flatnonzero(numpy.concatenate((numpy.ones(min(1, len(hashes)), bool), hashes[1:] != hashes[:-1])))
    group = numpy.repeat(opens, numpy.diff(numpy.append(opens, len(hashes)))).astype(numpy.int64)
    rank = numpy.arange(len(hashes)) - group
    pairs = [numpy.empty((0, 4), numpy.int32)]
    for number in range(min(MAX_PLACES, int(rank.max(initial=0)))):
        later = numpy.flatnonzero(rank > number)
        first = group[later] + number
        apart = owners[first] != owners[later]
        later, first = later[apart], first[apart]
        pairs.append(numpy.stack((owners[first], owners[later], places[first], places[later]), axis=1))
    table = numpy.concatenate(pairs)
    return table[numpy.lexsort((table[:, 3], table[:, 2], table[:, 1], table[:, 0]))]


def choose_fingerprints(words: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The fingerprints of an article and their places: the smallest shingle of each window (ties: the first)."""
    if len(words) < SHINGLE:
        return numpy.empty(0, numpy.uint64), numpy.empty(0, numpy.int32)
    size = len(words) - SHINGLE + 1
    shingles = numpy.zeros(size, numpy.uint64)
    for number in range(SHINGLE):
        shingles = shingles * _SPREAD + words[number : number + size]
    shingles = _mix(shingles)
    if size < WINDOW:
        kept = numpy.array([int(shingles.argmin())])
    else:
        windows = numpy.lib.stride_tricks.sliding_window_view(shingles, WINDOW)
        kept = numpy.unique(windows.argmin(axis=1) + numpy.arange(len(windows)))
    return shingles[kept], kept.astype(numpy.int32)


def _mix(values: numpy.ndarray) -> numpy.ndarray:
    values = values * _SPREAD
    values = (values ^ (values >> numpy.uint64(30))) * _MIX[0]
    values = (values ^ (values >> numpy.uint64(27))) * _MIX[1]
    return values ^ (values >> numpy.uint64(31))
