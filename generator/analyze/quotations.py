"""Stretches between quotation marks, found mark by mark so that one odd mark spoils little.

An apostrophe is no mark; a mark that is never closed ends with its sentence, or with its
paragraph where the paragraph began with it, and never beyond.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import WRITTEN, Document

_MARK = re.compile(r"''|``|[\"“”„«»‟]|['‘‚‹]")
_SINGLE = frozenset("'‘‚‹")
_ELISION = re.compile(r"\d0s|(?:tis|twas|em|til|cause|n)\b", re.IGNORECASE)
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?;…\w])['’›](?![\w'’])")
_SINGLE_CLOSE_SURE = re.compile(r"(?<=[.,!?;…])['’›](?![\w'’])")
# A quotation in single marks that is longer (characters) is more likely an apostrophe gone astray.
_LONGEST_SINGLE = 1_200


@dataclass(frozen=True, slots=True)
class Quotation:
    """The characters between two marks (the marks left out), the block, and whether the second mark stands."""

    start: int
    end: int
    block: int
    closed: bool


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """The quotations of an article in text order, none within another."""
    sentence_ends: dict[int, list[int]] = {}
    for start, end, block in document.sentences:
        sentence_ends.setdefault(block, []).append(document.span(start, end).end)
    found: list[Quotation] = []
    for index, block in enumerate(document.article.blocks):
        if block.kind in WRITTEN:
            found += scan_block(document.article.text, block.start, block.end, index, sentence_ends.get(index, []))
    return tuple(found)


def scan_block(text: str, start: int, end: int, block: int, sentence_ends: list[int]) -> list[Quotation]:
    """The quotations in ``text[start:end]``; ``sentence_ends`` bound one that is never closed."""
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None
    skip = start
    for match in _MARK.finditer(text, start, end):
        at, after, mark = match.start(), match.end(), match.group()
        if at < skip:
            continue
        before = text[at - 1] if at > start else " "
        following = text[after] if after < end else " "
        if mark in _SINGLE:
            if opened is None and _opens_single(before, following, text, after):
                close = _find_single_close(text, after, min(end, after + _LONGEST_SINGLE))
                if close is not None:
                    found.append(Quotation(after, close, block, True))
                    skip = close + 1
            continue
        if opened is not None and _can_close(mark, before, following):
            if at > opened[1]:
                found.append(Quotation(opened[1], at, block, True))
            opened = None
        elif _can_open(mark, before, following):
            if opened is not None:
                found.append(_bounded(text, opened, start, at, block, sentence_ends))
            opened = (at, after)
    if opened is not None:
        found.append(_bounded(text, opened, start, end, block, sentence_ends))
    return [quotation for quotation in found if text[quotation.start : quotation.end].strip()]


def _can_open(mark: str, before: str, following: str) -> bool:
    if mark == "»" or following.isspace():
        return False
    if mark == "”":
        # The wrong mark at the start of a paragraph or after a blank: it opens all the same.
        return before.isspace() and following.isalnum()
    return mark in "“„«``" or not before.isalnum()


def _can_close(mark: str, before: str, following: str) -> bool:
    if mark in "”»":
        return True
    if mark in "„«``":
        return False
    if before.isspace():
        # A mark between two blanks closes; one that clings to the next word opens.
        return following.isspace() or following in ".,;:!?"
    return mark != "“" or not following.isalnum()


def _opens_single(before: str, following: str, text: str, after: int) -> bool:
    return (before.isspace() or before in "([—–-:") and following.isalnum() and not _ELISION.match(text, after)


def _find_single_close(text: str, start: int, end: int) -> int | None:
    """Where a quotation in single marks closes: at a mark after punctuation, else at the last that is no possessive."""
    line_end = text.find("\n\n", start, end)
    end = line_end if line_end >= 0 else end
    plain = _SINGLE_CLOSE.search(text, start, end)
    if plain is None:
        return None
    sure = _SINGLE_CLOSE_SURE.search(text, start, end)
    if (
        sure is not None
        and text[plain.start() - 1] == "s"
        and "'" not in text[plain.end() : sure.start()].replace("n't", "")
    ):
        return sure.start()
    return plain.start()


def _bounded(
    text: str, opened: tuple[int, int], start: int, stop: int, block: int, sentence_ends: list[int]
) -> Quotation:
    """What a mark that is never closed is taken to hold."""
    at, after = opened
    if text[start:at].strip():
        stop = min([place for place in sentence_ends if after < place <= stop], default=stop)
    end = after + len(text[after:stop].rstrip())
    return Quotation(after, max(end, after), block, False)
