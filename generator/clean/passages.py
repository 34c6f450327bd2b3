"""A text to its paragraphs: one a line, set off by blank lines, or hard-wrapped over several lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..text import fold

# The widest line of text that people or mail programs wrap by hand; a paragraph a line is wider.
MAX_WRAP = 100
MIN_WRAP = 36  # a narrow column; narrower lines are lists and labels
# A line is wrapped where the next word would not have fitted: in a wrapped text that holds of nearly every
# line but a paragraph's last, in one sentence a line only by accident.
MIN_WRAPPED_SHARE = 0.6
WRAP_SLACK = 6  # editors wrap a little early: before a long dash, at a hyphen
_ENDED = re.compile(r"""[.!?…:][\"'”’»)\]]*$""")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph-like stretch of a text, white space at its ends left out.

    ``words`` is the stretch as it stands, ``plain`` as it is compared (``text.fold``), ``count``
    the number of words, ``gap`` whether a blank line stands before it.
    """

    start: int
    end: int
    words: str
    plain: str
    count: int
    gap: bool

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does (a colon counts: what follows is announced)."""
        return bool(_ENDED.search(self.words[-8:]))


@lru_cache(maxsize=4)  # a text that nothing more is cut from is laid out next
def split_passages(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a text in order. What stands between them is white space alone."""
    groups = _group_lines(text)
    width = _find_wrap(text, groups)
    passages = []
    for group in groups:
        first = True
        for start, end in _join_lines(text, group, width):
            words = text[start:end]
            passages.append(Passage(start, end, words, fold(words), len(words.split()), first))
            first = False
    return tuple(passages)


def _group_lines(text: str) -> list[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them, each line as (start, end) without its blanks."""
    groups: list[list[tuple[int, int]]] = []
    last = None
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        between = text[last : match.start()] if last is not None else "\n\n"
        if (
            between.count("\n") + between.count("\r") - between.count("\r\n") + between.count("\u2028") > 1
            or "\u2029" in between
        ):
            groups.append([])
        elif not groups:
            groups.append([])
        groups[-1].append((start, start + len(stripped)))
        last = match.end()
    return groups


def _find_wrap(text: str, groups: list[list[tuple[int, int]]]) -> int:
    """The width that the text is wrapped at, 0 where it is not wrapped."""
    pairs = [pair for group in groups for pair in zip(group, group[1:])]
    if len(pairs) < 2:
        return 0
    width = max(end - start for group in groups for start, end in group if len(group) > 1)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return 0
    full = [pair for pair in pairs if _is_full(text, *pair, width)]
    unended = sum(not _ENDED.search(text[max(first[0], first[1] - 8) : first[1]]) for first, _ in full)
    return width if len(full) >= MIN_WRAPPED_SHARE * len(pairs) and unended >= 0.5 * len(full) else 0


def _is_full(text: str, first: tuple[int, int], second: tuple[int, int], width: int) -> bool:
    word = _WORD.match(text, second[0], second[1])
    length = word.end() - word.start() if word else 0
    return first[1] - first[0] + 1 + length > width - WRAP_SLACK


def _join_lines(text: str, group: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    if not width:
        return group
    joined = [group[0]]
    for previous, line in zip(group, group[1:]):
        if _is_full(text, previous, line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined
