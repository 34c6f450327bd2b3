"""Markdown's marks: which stretches of a payload are marks and not words, and which words are headings."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..records import Cut
from .stretches import Remainder, cut_stretches

MARKUP = "markup"
# The parser takes time in the square of a paragraph of unclosed marks: a tenth of a second for this many characters.
MAX_INLINE_CHARS = 10_000
_BREAK = re.compile(r"\r\n|\r|\n")
_WORDS = re.compile(r"[^\r\n]+")
_SKIPPED = ("html_block", "fence", "code_block", "hr")


def strip_markup(payload: str) -> tuple[Remainder, tuple[tuple[int, int], ...]]:
    """The words of a Markdown text, and its headings as stretches of these words.

    markdown-it-py says what is text; each piece of it is looked up in the source in order, and what
    lies between (marks, addresses, images, HTML) is cut. Line breaks stay. Character references
    (``&amp;``) stay as they are written. A paragraph whose pieces cannot be found is kept whole.
    """
    lines = [0, *(match.end() for match in _BREAK.finditer(payload))]
    lines.append(len(payload))
    kept: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    env: dict[str, Any] = {}
    tokens = _parser().parse(payload, env)
    for index, token in enumerate(tokens):
        if token.type in _SKIPPED or not token.map:
            continue
        if token.type == "inline":
            start, end = (lines[min(number, len(lines) - 1)] for number in token.map)
            pieces = _find_pieces(payload, _parse_inline(token, env), start, end)
            kept.extend(pieces)
            if pieces and tokens[index - 1].type == "heading_open":
                headings.append((pieces[0][0], pieces[-1][1]))
    cuts = []
    position = 0
    for start, end in [*kept, (len(payload), len(payload))]:
        if start > position:
            cuts.extend(_without_breaks(payload, position, start))
        position = max(position, end)
    left = cut_stretches(payload, cuts)
    return left, tuple((left.to_text(start), left.to_text(end)) for start, end in headings)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable(["inline", "text_join"])


def _parse_inline(token: Token, env: dict[str, Any]) -> list[Token] | None:
    """The pieces of a paragraph, None for one that is too long to be parsed in good time."""
    if len(token.content) > MAX_INLINE_CHARS:
        return None
    parser = _parser()
    pieces: list[Token] = []
    parser.inline.parse(token.content, parser, env, pieces)
    return pieces


def _find_pieces(payload: str, children: list[Token] | None, start: int, end: int) -> list[tuple[int, int]]:
    whole = [(start, start + len(payload[start:end].rstrip()))]
    if children is None:
        return whole
    pieces: list[tuple[int, int]] = []
    position = start
    for token in children:
        if token.type in ("text", "code_inline"):
            words = token.content
        elif token.type == "text_special":
            words = token.markup if token.info == "entity" else token.content
        elif token.type == "link_close":
            position = _skip_address(payload, position, end)
            continue
        elif token.type == "image":
            closing = payload.find("](", position, end)
            position = _skip_address(payload, closing, end) if closing >= 0 else position
            continue
        else:
            continue
        if not words:
            continue
        found = payload.find(words, position, end)
        if found < 0:
            return whole
        pieces.append((found, found + len(words)))
        position = found + len(words)
    return pieces


def _skip_address(payload: str, position: int, end: int) -> int:
    """The place after "](address "title")" or "][label]", or ``position`` where none stands there."""
    if payload.startswith("](", position):
        depth = 0
        for place in range(position + 1, end):
            depth += (payload[place] == "(") - (payload[place] == ")")
            if depth == 0:
                return place + 1
    elif payload.startswith("][", position):
        closing = payload.find("]", position + 2, end)
        return closing + 1 if closing >= 0 else position
    return position


def _without_breaks(payload: str, start: int, end: int) -> list[Cut]:
    """The stretch as cuts that leave its line breaks in place."""
    return [Cut(match.start(), match.end(), MARKUP) for match in _WORDS.finditer(payload, start, end)]
