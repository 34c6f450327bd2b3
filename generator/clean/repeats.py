"""Text that stands twice in one article: the whole body, a paragraph, a pulled quotation."""

from __future__ import annotations

import re
from bisect import bisect_left

import numpy

from ..records import Cut
from .passages import Passage

_WORD = re.compile(r"\w+")
MIN_REPEATED_WORDS = (
    6  # a shorter paragraph may come again for its own sake ("He was right."), unless its neighbours do too
)
MIN_PULLED_WORDS = 8  # a pulled quotation is a paragraph that stands word for word inside a longer one
MAX_PULLED_WORDS = 60
MIN_RUN_WORDS = 50  # a run of words this long comes twice only where a body was pasted twice with other line breaks
SHINGLE = 12
MAX_PLACES = 8
_BOUNDARY = re.compile(r"""[.!?…][\"'”’»)\]]*\s*$""")


def find_repeats(passages: tuple[Passage, ...], *, skip: dict[int, str]) -> set[int]:
    """Indices of paragraphs that say again, word for word, what an earlier one says."""
    words = [tuple(_WORD.findall(passage.plain)) for passage in passages]
    first: dict[tuple[str, ...], int] = {}
    twin: dict[int, int] = {}
    for index, key in enumerate(words):
        if index in skip or not key:
            continue
        if key in first:
            twin[index] = first[key]
        else:
            first[key] = index
    repeated = {index for index in twin if len(words[index]) >= MIN_REPEATED_WORDS}
    for step in (1, -1):  # short ones beside a repeated one, in step with it
        for index in sorted(twin, reverse=step < 0):
            if index - step in repeated and twin.get(index - step) == twin[index] - step:
                repeated.add(index)
    for index in sorted(repeated):  # a caption before the sentence it was taken from: the sentence stays
        if twin[index] and passages[index].ended and not passages[twin[index]].ended:
            repeated.remove(index)
            repeated.add(twin[index])
    return repeated


def find_pulled(passages: tuple[Passage, ...]) -> set[int]:
    """Indices of paragraphs that stand word for word inside a longer one: pulled quotations, captions."""
    words = [tuple(_WORD.findall(passage.plain)) for passage in passages]
    places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    there = range(len(words))
    wanted = {
        words[index][:MIN_PULLED_WORDS] for index in there if MIN_PULLED_WORDS <= len(words[index]) <= MAX_PULLED_WORDS
    }
    for index in there:
        for at in range(len(words[index]) - MIN_PULLED_WORDS + 1):
            key = words[index][at : at + MIN_PULLED_WORDS]
            if key in wanted and len(places.setdefault(key, [])) < MAX_PLACES:
                places[key].append((index, at))
    pulled = set()
    for index in there[1:]:  # the first is the headline, or the lead
        key = words[index]
        if MIN_PULLED_WORDS <= len(key) <= MAX_PULLED_WORDS:
            for other, at in places.get(key[:MIN_PULLED_WORDS], ()):
                if other not in pulled and len(words[other]) > len(key) and words[other][at : at + len(key)] == key:
                    pulled.add(index)
                    break
    return pulled


def find_repeated_runs(text: str, passages: tuple[Passage, ...]) -> list[Cut]:
    """Stretches of whole sentences that stand word for word earlier in the text, whatever the line breaks."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < 2 * MIN_RUN_WORDS or not _has_repeats(words):
        return []
    tokens = [(word, match.start(), match.end()) for word, match in zip(words, _WORD.finditer(text))]
    first: dict[tuple[str, ...], int] = {}
    starts = [passage.start for passage in passages]
    cuts = []
    at = 0
    while at + SHINGLE <= len(words):
        key = tuple(words[at : at + SHINGLE])
        source = first.setdefault(key, at)
        length = 0
        if source + SHINGLE <= at:
            while at + length < len(words) and source + length < at and words[source + length] == words[at + length]:
                length += 1
        if length >= MIN_RUN_WORDS and (cut := _snap(text, tokens, at, at + length, starts)):
            cuts.append(cut)
            at += length
        elif length >= MIN_RUN_WORDS:
            at += length
        else:
            at += 1
    return cuts


def _has_repeats(words: list[str]) -> bool:
    """Whether any shingle stands twice: a quick look that spares most texts the long one."""
    ids = numpy.fromiter(map(hash, words), numpy.int64, len(words)).view(numpy.uint64)
    size = len(ids) - SHINGLE + 1
    hashes = numpy.zeros(size, numpy.uint64)
    for place in range(SHINGLE):
        hashes = hashes * numpy.uint64(0x9E3779B97F4A7C15) + ids[place : place + size]
    return len(numpy.unique(hashes)) < size


def _snap(text: str, tokens: list[tuple[str, int, int]], begin: int, end: int, starts: list[int]) -> Cut | None:
    """The run as whole sentences: from a sentence's start to the last sentence end in it."""
    while begin < end and not _opens(text, tokens, begin, starts):
        begin += 1
    while end > begin and not _closes(text, tokens, end, starts):
        end -= 1
    if end - begin < MIN_RUN_WORDS:
        return None
    start = tokens[begin][1]
    while (
        start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum() and text[start - 1] not in ".!?…"
    ):
        start -= 1
    stop = tokens[end][1] if end < len(tokens) else len(text.rstrip())
    while end < len(tokens) and stop > start and text[stop - 1] in "\"'“‘«([" and not text[stop - 1].isspace():
        stop -= 1
    return Cut(start, stop, "repeated")


def _opens(text: str, tokens: list[tuple[str, int, int]], at: int, starts: list[int]) -> bool:
    if at == 0:
        return True
    place = bisect_left(starts, tokens[at - 1][2])
    return (place < len(starts) and starts[place] <= tokens[at][1]) or bool(
        _BOUNDARY.search(text[tokens[at - 1][2] : tokens[at][1]].rstrip("\"'“‘«(["))
    )


def _closes(text: str, tokens: list[tuple[str, int, int]], at: int, starts: list[int]) -> bool:
    return at == len(tokens) or _opens(text, tokens, at, starts)
