"""An attribution in tokens while it is put together."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document

_TRIMMED = frozenset(",;:.-–—―") | {"--", "...", "…"}


@dataclass(slots=True)
class Draft:
    """An attribution in tokens: (start, end) pairs, end exclusive.

    ``head`` is the token of the speaker's noun or name, ``speech`` whether a quotation may belong to it.
    """

    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    content: list[tuple[int, int]]
    force: str
    head: int | None = None
    speech: bool = True


def has_words(document: Document, start: int, end: int) -> bool:
    """Whether a range holds a letter or digit."""
    return any(token.text[0].isalnum() for token in document.doc[start:end])


def trim_range(document: Document, start: int, end: int, *, keep_stop: bool = False) -> tuple[int, int]:
    """The range without commas, dashes and blanks at its ends, and without a final full stop unless kept."""
    doc = document.doc
    while start < end and (doc[start].text in _TRIMMED or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in _TRIMMED - {"."} or doc[end - 1].is_space):
        end -= 1
    if end - 1 > start and doc[end - 1].text == "." and not keep_stop:
        end -= 1
    return start, end
