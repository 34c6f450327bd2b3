"""Text as a payload may hold it: no control characters, no halves of surrogate pairs, plain line ends."""

from __future__ import annotations

import re

from ..text import collapse_space

MAX_VALUE_CHARS = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\u200b\u2060\u00ad]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028]")
_BLANKS = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" ?\n ?")
_GAP = re.compile(r"\n{3,}|\u2029")


def tidy_text(text: str) -> str:
    """The paragraphs of ``text``: blanks collapsed, at most one blank line, what cannot be shown left out."""
    if text.isprintable():  # most is: one line without anything unusual
        return collapse_space(text)
    text = _LINE_END.sub("\n", _CONTROL.sub("", _SURROGATE.sub("\ufffd", text)))
    return _GAP.sub("\n\n", _EDGES.sub("\n", _BLANKS.sub(" ", text))).strip()


def tidy_value(value: str) -> str:
    """One line of at most MAX_VALUE_CHARS characters, as metadata hold it."""
    return collapse_space(tidy_text(value[: 2 * MAX_VALUE_CHARS]))[:MAX_VALUE_CHARS].strip()
