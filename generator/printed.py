"""What a page prints as a source's words: read back from its Markdown, for ``verify``.

It knows the pages only as a reader does: words that end in small marks which link to a passage
(``articles/ID.md#p14-236``), words that link to where the page cites them (``#S2-14-236``), and, on an article's page,
a quotation under the anchor of its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PASSAGE = re.compile(r'<div class="passage" id="p(\d+)-(\d+)"')
_TARGET = re.compile(r"(?:^|/)articles/([0-9a-f]+)\.md#p(\d+)-(\d+)$")
_MARKS = re.compile(r"<sup\b")
_MARKS_END = "</sup>"
_ANCHOR = re.compile(r'<sup id="(S\d+-\d+-\d+)">')


@dataclass(frozen=True, slots=True)
class Printed:
    """Words on a page and the place they are said to stand at.

    ``words`` is all that stands before the marks on its line; the passage is the end of it. ``supports``
    is False for the first mark after the words (they must stand there) and True for the others.
    """

    article: str
    start: int
    end: int
    words: str
    supports: bool


def read_page(path: str, markdown: str) -> Iterator[Printed]:
    """Every cited passage that the page at ``path`` prints, in order."""
    body = markdown.split("\n---\n", 1)[1] if markdown.startswith("---\n") and "\n---\n" in markdown else markdown
    own = PurePosixPath(path)
    article = own.stem if own.parent.name == "articles" else None
    place: tuple[int, int] | None = None
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    cited = {anchor: place for token in tokens for anchor, place in _list_anchors(token.children or [])}
    for token in tokens:
        if token.type == "html_block" and (found := _PASSAGE.search(token.content)):
            place = int(found[1]), int(found[2])
        elif token.type == "inline":
            if article and place:
                yield Printed(article, *place, visible_words(token.children or []), False)
                place = None
            yield from _read_marks(token.children or [])
            yield from _read_pointers(token.children or [], cited)


def visible_words(tokens: list[Token]) -> str:
    """The text that the inline tokens show, without tags."""
    return "".join(
        token.content
        if token.type in ("text", "code_inline")
        else "\n"
        if token.type in ("softbreak", "hardbreak")
        else ""
        for token in tokens
    )


def _read_marks(tokens: list[Token]) -> Iterator[Printed]:
    words: list[Token] = []
    marks = False
    first = True
    for token in tokens:
        if token.type == "html_inline" and _MARKS.match(token.content):
            marks, first = True, True
        elif token.type == "html_inline" and token.content == _MARKS_END:
            marks = False
        elif marks and token.type == "link_open":
            if found := _TARGET.search(str(token.attrs.get("href", ""))):
                yield Printed(found[1], int(found[2]), int(found[3]), visible_words(words), not first)
                first = False
        elif not marks:
            words.append(token)


def _list_anchors(tokens: list[Token]) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """The anchor of each statement, and the place that its first mark links to."""
    anchor: str | None = None
    for token in tokens:
        if token.type == "html_inline" and (found := _ANCHOR.match(token.content)):
            anchor = found[1]
        elif anchor and token.type == "link_open" and (found := _TARGET.search(str(token.attrs.get("href", "")))):
            yield anchor, (found[1], int(found[2]), int(found[3]))
            anchor = None


def _read_pointers(tokens: list[Token], cited: Mapping[str, tuple[str, int, int]]) -> Iterator[Printed]:
    """Words that link to the anchor of a statement, of which they are a part; an ellipsis stands for the rest."""
    place: tuple[str, int, int] | None = None
    words: list[Token] = []
    for token in tokens:
        if token.type == "link_open":
            place, words = cited.get(str(token.attrs.get("href", "")).removeprefix("#")), []
        elif token.type == "link_close" and place:
            yield Printed(*place, visible_words(words).removesuffix("…").rstrip(), False)
            place = None
        else:
            words.append(token)
