"""A section's elements as blocks of plain words: what a text part of a mail is made of, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..text import collapse_space
from .markup import Element

_INLINE = frozenset("a abbr b br cite code em i q s small span strong sub sup time u".split())


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table row or picture as words on one line, not wrapped.

    ``kind`` is ``text``, ``heading``, ``label`` (what heads a folded part), ``item``, ``head`` or ``row`` (of a table,
    its words in ``cells``) or ``picture`` (its title and description). ``level`` is the heading's, or the depth of the
    list that the block stands in, 0 outside. ``mark`` is what an item begins with: ``-`` or ``3.``. Citations stand in
    the words as ``[1][2b]``, small print in round brackets.
    """

    kind: str
    text: str
    level: int = 0
    mark: str = ""
    cells: tuple[str, ...] = ()


def read_blocks(element: Element) -> tuple[Block, ...]:
    """The blocks of what is in the element, in reading order."""
    return tuple(_walk(element, depth=0, kind="text", mark=""))


def plain_words(element: Element) -> str:
    """The words of one element on one line."""
    return collapse_space("".join(_inline(element)))


def _walk(element: Element, *, depth: int, kind: str, mark: str) -> Iterator[Block]:
    """Runs of inline words as blocks; the first is of ``kind`` with ``mark``, those after it are paragraphs."""
    run: list[str] = [element.text or ""]

    def flush() -> Iterator[Block]:
        nonlocal kind, mark
        if words := collapse_space("".join(run)):
            yield Block(kind, words, depth, mark)
            kind, mark = "text", ""
        run.clear()

    for child in element:
        name = child.tag
        if name in _INLINE:
            run.extend(_sup(child) if name == "sup" else _small(child) if name == "small" else _inline(child))
        else:
            yield from flush()
            if name in ("ul", "ol"):
                first = int(child.get("start") or 1) if name == "ol" else 0
                for number, item in enumerate(child.iterchildren("li"), start=first):
                    yield from _walk(item, depth=depth + 1, kind="item", mark=f"{number}." if name == "ol" else "-")
            elif name in ("h2", "h3", "h4", "h5", "h6"):
                yield Block("heading", plain_words(child), int(name[1]))
            elif name == "summary":
                yield Block("label", plain_words(child), depth)
            elif name == "svg":
                yield Block("picture", ": ".join(_told(child)), depth)
            elif name == "tr":
                cells = tuple(plain_words(cell) for cell in child.iterchildren("td", "th"))
                head = all(cell.tag == "th" for cell in child)
                yield Block("head" if head else "row", " | ".join(cells), depth, "", cells)
            elif name == "p" and kind == "item":
                yield from _walk(child, depth=depth, kind=kind, mark=mark)
                kind, mark = "text", ""
            else:
                yield from _walk(child, depth=depth, kind="text", mark="")
        run.append(child.tail or "")
    yield from flush()


def _inline(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "sup":
            yield from _sup(child)
        elif child.tag == "small":
            yield from _small(child)
        elif child.tag == "br":
            yield " "
        elif child.tag != "svg":
            yield from _inline(child)
        yield child.tail or ""


def _sup(element: Element) -> Iterator[str]:
    marks = [collapse_space(link.text_content()) for link in element.iter("a")]
    if marks:
        yield " " + "".join(f"[{mark}]" for mark in marks)
    else:
        yield from _inline(element)


def _small(element: Element) -> Iterator[str]:
    words = plain_words(element)
    links = collapse_space("".join(link.text_content() for link in element.iter("a")))
    if words and words != links:  # small print that is nothing but a link tells nothing without it
        yield words if words.startswith("(") else f" ({words})"


def _told(picture: Element) -> Iterator[str]:
    """The title and the description of a picture."""
    for name in ("title", "desc"):
        if (found := picture.find(name)) is not None and (words := collapse_space(found.text_content())):
            yield words
