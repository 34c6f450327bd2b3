"""Passages that stand in two articles word for word: copy taken over, and reprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy

from ..records import Article, SharedPassage, Span
from .fingerprints import SHINGLE, find_candidates, hash_words

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


def find_shared_passages(articles: Mapping[str, Article]) -> tuple[SharedPassage, ...]:
    """Every run of at least twelve words that two articles share word for word, case aside, sorted.

    A run is followed on over an edit of up to four words. Fingerprints chosen by winnowing [winnowing] find every
    such run (containment, not resemblance: a reprint is often a part of its original); time and memory
    grow with the number of words and of shared words. Runs go across paragraphs, not across bylines and the like.
    """
    keys = sorted(articles)
    vocabulary = _Vocabulary()
    words = [numpy.array([vocabulary[word] for word in _list_words(articles[key])], numpy.int32) for key in keys]
    hashes = hash_words(vocabulary.folded)
    places: dict[int, list[tuple[int, int]]] = {}
    found: list[SharedPassage] = []
    for one, other, starts in find_candidates([hashes[own] for own in words]):
        for begin, end, there, until in _find_runs(words[one], words[other], starts):
            for number in (one, other):
                if number not in places:
                    places[number] = [match.span() for match in _match_words(articles[keys[number]])]
            found.append(
                SharedPassage(
                    Span(keys[one], places[one][begin][0], places[one][end - 1][1]),
                    Span(keys[other], places[other][there][0], places[other][until - 1][1]),
                )
            )
    return tuple(sorted(found, key=lambda passage: (passage.first, passage.second)))


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
