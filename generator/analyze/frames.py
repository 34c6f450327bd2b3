"""What the readers of a cue share: the sentence they read in, what they find, and token ranges."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from .document import Document

Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a cue, its force and tokens, whether a quotation may belong to it, and whether nobody tells it."""

    content: Ranges
    force: str
    cue: tuple[int, int]
    speech: bool = False
    untold: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a verb is read: the document, the sentence's tokens, and the quotation of each token."""

    document: Document
    start: int
    end: int
    quoted: list[int]


def left_edge(token: Token, least: int) -> int:
    """Where the subtree of a token begins, from token ``least`` on."""
    return min((other.i for other in token.subtree if other.i >= least), default=least)


def right_edge(document: Document, token: Token, end: int) -> int:
    """Where the subtree of a token ends, within the sentence; a compound broken at its hyphen is made whole."""
    last = min(max(other.i for other in token.subtree) + 1, end)
    while last + 1 < end and document.doc[last].tag_ == "HYPH" and not document.doc[last].whitespace_:
        last += 2
        while last < end and document.doc[last].tag_ in ("NN", "NNS", "JJ", "NNP"):
            last += 1
    return last


def phrase_before(sentence: Sentence, noun: Token, stop: int) -> tuple[int, int]:
    """The range of a noun's phrase before ``stop``."""
    inside = [token.i for token in noun.subtree if sentence.start <= token.i < stop]
    return min(inside), max(inside) + 1


def cut_sources(document: Document, content: Ranges) -> Ranges:
    """Contents without ", according to ..." at their end: that is another's attribution."""
    doc = document.doc
    kept = []
    for start, end in content:
        for index in range(start + 1, end - 1):
            if doc[index].lower_ == "according" and doc[index + 1].lower_ == "to" and doc[index - 1].text == ",":
                end = index - 1
                break
        kept.append((start, end))
    return kept


def leave_out(content: Ranges, cue: tuple[int, int], source: tuple[int, int] | None) -> Ranges:
    """The content's ranges with the tokens of cue and source taken out."""
    blocked = set(range(*cue)) | (set(range(*source)) if source else set())
    kept: Ranges = []
    for start, end in content:
        run = start
        for index in range(start, end + 1):
            if index == end or index in blocked:
                if run < index:
                    kept.append((run, index))
                run = index + 1
    return kept
