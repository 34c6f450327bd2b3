"""The text part of a mail: blocks of words as a person would write them down, 76 columns wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from ..press import Block
from ..render import visible_text
from .markup import NO

WIDTH = 76
#: How far a list is indented below what it belongs to.
INDENT = 2
_MARKS = re.compile(r"\[\d+[a-z]{0,2}\](?:(?:, )?\[\d+[a-z]{0,2}\])*")
_NUMBER = re.compile(r"\d+")
# Small print: all of it in one pair of brackets.
_SMALL = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
# A blank that no line is broken at, until the lines are made.
_JOIN = "\ue000"


def format_blocks(blocks: Iterable[Block], *, links: Mapping[str, str] = MappingProxyType({})) -> str:
    """The blocks of a section, an empty line between paragraphs and none between the items of a list.

    ``links`` are the words of blocks that are nothing but a link; their addresses follow them.
    """
    lines: list[str] = []
    head: tuple[str, ...] = ()
    before: Block | None = None
    for block in blocks:
        if block.kind == "head":
            head = block.cells
            continue
        if block.text in links:
            block = replace(block, text=f"{block.text}: {links[block.text]}")
        if before is not None and not _joined(before, block):
            lines.append("")
        lines += _format_block(block, head)
        before = block
    return "\n".join(lines)


def underline(words: str, mark: str) -> str:
    """A heading: the words, wrapped, and a line of ``mark`` as long as the longest of theirs."""
    lines = wrap(words)
    return "\n".join([*lines, mark * max((measure(line) for line in lines), default=0)])


def wrap(words: str, *, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """The words in lines of at most ``width`` columns; the first begins with ``first``, the others with ``rest``.

    A word that is wider than a line stays whole where it is an address or the like, so that it can be followed; text
    without blanks (Chinese, Japanese) is broken between two wide characters.
    """
    lines: list[str] = []
    line, used, margin = first, measure(first), measure(rest)
    empty = True
    for word in visible_text(words).split():
        for index, piece in enumerate(_pieces(word, width - margin)):
            wide = measure(piece)
            gap = 0 if empty or index else 1
            if not empty and used + gap + wide > width:
                lines.append(line)
                line, used, gap = rest, margin, 0
            line += " " * gap + piece
            used += gap + wide
            empty = False
    return [one.replace(_JOIN, " ").rstrip() for one in (*lines, line) if one.strip()]


def measure(text: str) -> int:
    """How many columns the text takes: two for a wide character, none for a mark that stands over another."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def cite_sources(words: str) -> str:
    """The words with each run of citations as the numbers of their sources: ``[2][1][1b]`` is ``[2, 1]``."""

    def write(found: re.Match[str]) -> str:
        return f"[{f',{_JOIN}'.join(dict.fromkeys(_NUMBER.findall(found[0])))}]"

    return _MARKS.sub(write, words)


def _format_block(block: Block, head: tuple[str, ...]) -> list[str]:
    words = cite_sources(block.text)
    margin = " " * (INDENT * max(block.level - 1, 0))
    if block.kind == "heading":
        return wrap(words)
    if block.kind == "item":
        mark = f"{margin}{block.mark} "
        return wrap(words, first=mark, rest=" " * len(mark))
    if block.kind == "row":
        return wrap(cite_sources(_say_row(block.cells, head)), first="- ", rest="  ")
    margin = " " * (INDENT * block.level)
    return wrap(words, first=margin, rest=margin)


def _say_row(cells: tuple[str, ...], head: tuple[str, ...]) -> str:
    """A row of a table as a sentence: its name, the second cell, and the others with what they are."""
    if len(cells) < 2:
        return " ".join(cells)
    others = [f"{name[:1].lower()}{name[1:]}: {words}" for name, words in zip(head[2:], cells[2:]) if words not in NO]
    more = f" ({'; '.join(others)})" if others else ""
    name = cells[0][1:-1] if _SMALL.fullmatch(cells[0]) else cells[0]  # in small print, as the one above it
    return f"{name}: {cells[1]}{more}"


def _joined(before: Block, block: Block) -> bool:
    """Whether two blocks stand in one paragraph or list, without an empty line."""
    if block.kind in ("item", "row"):
        return before.kind in ("item", "row", "heading")
    return block.kind == "text" and before.kind == "item" and block.level > 0


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word whole, or where it is wider than a line and of wide characters, in pieces that fit."""
    if measure(word) <= width or not any(unicodedata.east_asian_width(char) in "WF" for char in word):
        yield word
        return
    piece = ""
    for char in word:
        if measure(piece + char) > width // 4:
            yield piece
            piece = ""
        piece += char
    yield piece
