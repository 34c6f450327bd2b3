"""Passages that stand word for word in two articles: copy taken over, and reprints."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..records import Article, SharedPassage, Span

SHINGLE = 8  # words; fewer are names and stock phrases ("the Syrian ... for Human Rights said on Monday")
# Of the passages of ten and more words that 163 articles of 30 events share across events, all that were not page
# furniture had ten or eleven words ("in a filing with the U.S. Securities and Exchange Commission").
MIN_WORDS = 12
# A shingle that stands in more articles than this is boilerplate; a reprint is still found with the first ones.
MAX_PLACES = 32
KINDS = ("headline", "standfirst", "paragraph")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def find_shared_passages(articles: Mapping[str, Article]) -> tuple[SharedPassage, ...]:
    """Every run of at least twelve words that two articles share word for word, case aside, sorted.

    Hashed shingles of eight words, each match extended as far as it goes (containment, not
    resemblance: a reprint is often a part of its original). Time grows with the number of words
    and of shared words. Runs go across paragraphs, not across bylines and the like.
    """
    index: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    tokens: list[tuple[str, list[str], list[tuple[int, int]]]] = []
    found: list[SharedPassage] = []
    for number, key in enumerate(sorted(articles)):
        words, spans = _read_words(articles[key])
        tokens.append((key, words, spans))
        reached: dict[tuple[int, int], int] = {}  # (other article, difference of places) -> end of the last run
        for at in range(len(words) - SHINGLE + 1):
            shingle = tuple(words[at : at + SHINGLE])
            places = index.setdefault(shingle, [])
            for other, there in places:
                if other == number or reached.get((other, there - at), -1) > at:
                    continue
                theirs = tokens[other][1]
                length = SHINGLE
                while (
                    at + length < len(words)
                    and there + length < len(theirs)
                    and words[at + length] == theirs[there + length]
                ):
                    length += 1
                reached[(other, there - at)] = at + length
                if length >= MIN_WORDS:
                    found.append(_pair(tokens[other], there, tokens[number], at, length))
            if len(places) < MAX_PLACES:
                places.append((number, at))
    return tuple(sorted(found, key=lambda passage: (passage.first, passage.second)))


def _read_words(article: Article) -> tuple[list[str], list[tuple[int, int]]]:
    words, spans = [], []
    for block in article.blocks:
        if block.kind in KINDS:
            for match in _WORD.finditer(article.text, block.start, block.end):
                words.append(match.group().replace("’", "'").casefold())
                spans.append(match.span())
    return words, spans


def _pair(
    first: tuple[str, list[str], list[tuple[int, int]]],
    there: int,
    second: tuple[str, list[str], list[tuple[int, int]]],
    at: int,
    length: int,
) -> SharedPassage:
    one = Span(first[0], first[2][there][0], first[2][there + length - 1][1])
    two = Span(second[0], second[2][at][0], second[2][at + length - 1][1])
    return SharedPassage(one, two) if one.article < two.article else SharedPassage(two, one)
