"""Passages that stand in two articles word for word: copy taken over, and reprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import numpy

from ..records import Article, SharedPassage, Span
from ..shelves import pack_numbers, put_on_shelves, unpack_numbers
from ..store import Make, make_anew
from .fingerprints import SHINGLE, choose_fingerprints, find_candidates, hash_words

# Of the passages of ten and more words that 163 articles of 30 events share across events, all that were not page
# furniture had ten or eleven words ("in a filing with the U.S. Securities and Exchange Commission").
MIN_WORDS = 12
# An edited reprint changes a word here and there: a passage goes on after at most so many other words on either side
# where at least so many words follow that are the same again.
MAX_GAP = 4
MIN_RESUMED = 5
KINDS = ("headline", "standfirst", "paragraph")
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Run = tuple[int, int, int, int]  # start and end in the one, start and end in the other, in words


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Those of a shelf's articles as a store keeps them: how many each has, their hashes and their places in words."""

    counts: str
    hashes: str
    places: str


def find_shared_passages(
    articles: Mapping[str, Article], *, digests: Mapping[str, str] | None = None, make: Make = make_anew
) -> tuple[SharedPassage, ...]:
    """Every run of at least twelve words that two articles share word for word, case aside, sorted.

    A run is followed on over an edit of up to four words. Fingerprints chosen by winnowing [winnowing] find every
    such run (containment, not resemblance: a reprint is often a part of its original); time and memory
    grow with the number of words and of shared words. Runs go across paragraphs, not across bylines and the like.
    With ``digests`` of the articles ``make`` may give what was found of the same articles before.
    """
    keys = sorted(articles)
    shelves = put_on_shelves(keys)
    table = find_candidates(*_take_fingerprints(keys, shelves, articles, digests, make))
    shelf_of = numpy.zeros(len(keys), numpy.int32)
    for number, own in enumerate(shelves):
        shelf_of[own] = number
    found: list[SharedPassage] = []
    for number in numpy.unique(shelf_of[table[:, 0]]).tolist():
        rows = table[shelf_of[table[:, 0]] == number]
        numbers, places = numpy.unique(rows[:, :2], return_inverse=True)
        rows[:, :2] = places.reshape(-1, 2)
        names = [keys[one] for one in numbers.tolist()]
        parts = ()
        if digests is not None:
            parts = ("passages", pack_numbers(rows, "<i4"), *(digests[name] for name in names))
        work = partial(_find_passages, names, rows, articles)
        found.extend(make(parts, tuple[SharedPassage, ...], work).value)
    return tuple(sorted(found, key=_place_passage))


def _take_fingerprints(
    keys: Sequence[str],
    shelves: Sequence[Sequence[int]],
    articles: Mapping[str, Article],
    digests: Mapping[str, str] | None,
    make: Make,
) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """The fingerprints of all articles, their places in words, and the numbers of their articles."""
    hashes, places, owners = [], [], []
    for own in shelves:
        names = [keys[one] for one in own]
        parts = ("fingerprints", *(digests[name] for name in names)) if digests is not None else ()
        shelf = make(parts, Fingerprints, partial(_fingerprint, names, articles)).value
        hashes.append(unpack_numbers(shelf.hashes, "<u8"))
        places.append(unpack_numbers(shelf.places, "<i4"))
        owners.append(numpy.repeat(numpy.array(own, numpy.int32), unpack_numbers(shelf.counts, "<i4")))
    return numpy.concatenate(hashes), numpy.concatenate(places), numpy.concatenate(owners)


def _fingerprint(names: Sequence[str], articles: Mapping[str, Article]) -> Fingerprints:
    words, vocabulary = _number_words(names, articles)
    numbers = hash_words(vocabulary.folded)
    chosen = [choose_fingerprints(numbers[own]) for own in words]
    hashes = numpy.concatenate([numpy.empty(0, numpy.uint64), *(found for found, _ in chosen)])
    places = numpy.concatenate([numpy.empty(0, numpy.int32), *(found for _, found in chosen)])
    counts = numpy.array([len(found) for _, found in chosen], numpy.int32)
    return Fingerprints(pack_numbers(counts, "<i4"), pack_numbers(hashes, "<u8"), pack_numbers(places, "<i4"))


def _find_passages(
    names: Sequence[str], rows: numpy.ndarray, articles: Mapping[str, Article]
) -> tuple[SharedPassage, ...]:
    """The passages at the places of ``rows`` (see ``find_candidates``; their numbers are places in ``names``)."""
    words, _ = _number_words(names, articles)
    spans = [[match.span() for match in _match_words(articles[name])] for name in names]
    found = []
    for (one, other), group in groupby(rows.tolist(), key=lambda row: (row[0], row[1])):
        for begin, end, there, until in _find_runs(words[one], words[other], [(row[2], row[3]) for row in group]):
            found.append(
                SharedPassage(
                    Span(names[one], spans[one][begin][0], spans[one][end - 1][1]),
                    Span(names[other], spans[other][there][0], spans[other][until - 1][1]),
                )
            )
    return tuple(found)


def _number_words(
    names: Sequence[str], articles: Mapping[str, Article]
) -> tuple[list[numpy.ndarray], _Vocabulary]:
    """The words of each article as numbers, and the words that they stand for."""
    vocabulary = _Vocabulary()
    words = [numpy.array([vocabulary[word] for word in _list_words(articles[name])], numpy.int32) for name in names]
    return words, vocabulary


def _place_passage(passage: SharedPassage) -> tuple[str, int, int, str, int, int]:
    first, second = passage.first, passage.second
    return first.article, first.start, first.end, second.article, second.start, second.end


class _Vocabulary(dict[str, int]):
    """Numbers of words as they stand; forms that differ in case or apostrophe alone have one number."""

    def __init__(self) -> None:
        self.folded: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self.folded.setdefault(word.replace("’", "'").casefold(), len(self.folded))
        self[word] = number
        return number


def _match_words(article: Article) -> Iterator[re.Match[str]]:
    for block in article.blocks:
        if block.kind in KINDS:
            yield from _WORD.finditer(article.text, block.start, block.end)


def _list_words(article: Article) -> Iterator[str]:
    for block in article.blocks:
        if block.kind in KINDS:
            yield from _WORD.findall(article.text, block.start, block.end)


def _find_runs(one: numpy.ndarray, other: numpy.ndarray, starts: Iterable[tuple[int, int]]) -> list[Run]:
    """The passages of two articles through the places that fingerprints name (in order), none inside another."""
    runs: list[Run] = []
    for at, there in starts:
        if any(begin <= at < end and first <= there < until for begin, end, first, until in runs):
            continue
        ahead = _count_same(one[at:], other[there:])
        back = _count_same(one[:at][::-1], other[:there][::-1])
        if ahead < SHINGLE or ahead + back < MIN_WORDS:  # two hashes were the same by chance, or it is too short
            continue
        after, then = _follow(one[at + ahead :], other[there + ahead :])
        before, earlier = _follow(one[: at - back][::-1], other[: there - back][::-1])
        runs.append((at - back - before, at + ahead + after, there - back - earlier, there + ahead + then))
    return runs


def _count_same(one: numpy.ndarray, other: numpy.ndarray) -> int:
    length = min(len(one), len(other))
    differ = numpy.flatnonzero(one[:length] != other[:length])
    return int(differ[0]) if len(differ) else length


def _follow(one: numpy.ndarray, other: numpy.ndarray) -> tuple[int, int]:
    """How many words of each a passage goes on for, over edits."""
    at = there = 0
    while True:
        step = _find_resumption(one[at : at + MAX_GAP + MIN_RESUMED], other[there : there + MAX_GAP + MIN_RESUMED])
        if step is None:
            return at, there
        at, there = at + step[0], there + step[1]
        same = _count_same(one[at:], other[there:])
        at, there = at + same, there + same


def _find_resumption(one: numpy.ndarray, other: numpy.ndarray) -> tuple[int, int] | None:
    """The nearest places at which five words are the same again; ties: the fewer words of the one."""
    first, second = one.tolist(), other.tolist()
    for total in range(1, 2 * MAX_GAP + 1):
        for skip in range(max(0, total - MAX_GAP), min(total, MAX_GAP) + 1):
            resumed = first[skip : skip + MIN_RESUMED]
            if len(resumed) == MIN_RESUMED and resumed == second[total - skip : total - skip + MIN_RESUMED]:
                return skip, total - skip
    return None
