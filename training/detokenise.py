"""Running text of tokenised text, with the place of every token in it.

Two ways: `align` finds the tokens in the article as it was printed (the annotated newspaper articles lie in
raw-news too); `detokenise` puts blanks by rule where there is no such article (GMB, the Guardian).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Place = tuple[int, int]

_NO_BLANK_BEFORE = frozenset(
    [",", ".", ";", ":", "!", "?", "%", ")", "]", "}", "...", "…", "’", "”", "''", "n't", "n’t"]
)
_NO_BLANK_AFTER = frozenset(["(", "[", "{", "$", "£", "€", "#", "“", "``", "‘"])
_CLITIC = re.compile(r"^['’`](s|S|re|ve|ll|d|m|t|em|RE|VE|LL|D|M)$")
# A hyphen with a blank on both sides is a dash in front of one of these, and else joins its neighbours ("real - life").
_AFTER_DASH = frozenset(
    "and but or which who whom whose that the a an it he she they we i you his her their our this these those there is "
    "was are were has have had not if when while where as at in on by for from with including especially even then so "
    "yet because although though what how why said says".split()
)
_LETTER = re.compile(r"^[^\W_].*[^\W_]$|^[^\W_]$")


def _joins_hyphen(before: str, after: str) -> bool:
    return bool(_LETTER.match(before) and _LETTER.match(after)) and after.lower() not in _AFTER_DASH


def detokenise(words: Sequence[str]) -> tuple[str, list[Place]]:
    """Text of `words` with the blanks of printed English, and each word's place in it (half-open, code points).

    Straight double and single quotation marks are taken in turns as opening and closing. `words` come out unchanged,
    except that a `` or '' becomes a straight quotation mark.
    """
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    open_quote = {'"': False, "'": False}
    glue = True  # no blank before the next word
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        surface = '"' if word in ("``", "''") else word
        closing = surface in open_quote and open_quote[surface]
        if (
            surface == "'"
            and not closing
            and index
            and words[index - 1][-1:] == "s"
            and "'" not in words[index + 1 : index + 25]
        ):
            closing = True  # the possessive of a plural
        hyphen = surface in ("-", "/") and 0 < index and (surface == "/" or _joins_hyphen(words[index - 1], after))
        if word in _NO_BLANK_BEFORE or _CLITIC.match(word) or closing or hyphen:
            glue = glue or index > 0
        if not glue:
            pieces.append(" ")
            length += 1
        elif surface in ("-", "–", "—") and not hyphen and index and pieces[-1] != " ":
            pass
        pieces.append(surface)
        places.append((length, length + len(surface)))
        length += len(surface)
        glue = word in _NO_BLANK_AFTER or hyphen
        if surface in open_quote:
            glue = not closing
            open_quote[surface] = not closing if not (closing and not open_quote[surface]) else False
    return "".join(pieces), places


def align(words: Sequence[str], text: str) -> list[Place] | None:
    """The place of each word in `text`, or `None` where the words are not those of the text.

    Blanks are passed over; every other character must be the same.
    """
    places: list[Place] = []
    cursor, length = 0, len(text)
    for word in words:
        while cursor < length and text[cursor].isspace():
            cursor += 1
        start = cursor
        for char in word:
            if char.isspace():
                continue
            while cursor < length and text[cursor].isspace():
                cursor += 1
            if cursor >= length or text[cursor] != char:
                return None
            cursor += 1
        places.append((start, cursor))
    return places
