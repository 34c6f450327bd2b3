"""What the pipeline marked, cut down to the name alone: no determiner, mark, title or trailing word."""

from __future__ import annotations

from .document import Document
from .labels import ENTITY_LABELS
from .names import (
    DASHES,
    DETERMINERS,
    INTERJECTIONS,
    LOC_OPENERS,
    NAME_DETERMINERS,
    NOT_NAMES,
    ORG_HEADS,
    ORG_OPENERS,
    PLAIN_ACRONYMS,
    POSSESSIVES,
    QUOTES,
    TITLE_WORDS,
    is_acronym,
)
from .votes import Name, is_titled, make_name

ARTICLES = frozenset("al el ad an ar as ash at az ul abu bin ibn".split())
# Endings of the word after a hyphen that make "X-backed" a compound and no part of the name.
_COMPOUND_ENDS = (
    "ed",
    "led",
    "held",
    "based",
    "backed",
    "linked",
    "born",
    "run",
    "made",
    "bound",
    "style",
    "era",
    "wide",
    "ing",
    "wracked",
    "torn",
    "friendly",
    "owned",
    "built",
)


def trim_name(document: Document, start: int, end: int, label: str) -> list[Name]:
    """The name or names that are left of what the pipeline marked, once what is no part of it is cut away."""
    start, end = _bare(document, start, end)
    if label not in ENTITY_LABELS:
        return [make_name(document, start, end, label)] if start < end and document.kind(start) != "dateline" else []
    return [
        name
        for first, last in _cut_apart(document, start, end, label)
        for name in _trim_part(document, *_bare(document, first, last), label)
    ]


def _bare(document: Document, start: int, end: int) -> tuple[int, int]:
    """The tokens without blanks and quotation marks at their ends."""
    doc = document.doc
    while start < end and (doc[start].is_space or doc[start].text in QUOTES):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in QUOTES):
        end -= 1
    return start, end


def _cut_apart(document: Document, start: int, end: int, label: str) -> list[tuple[int, int]]:
    """What lies between lines, slashes, a place and its state, dashes, and the parts of a compound."""
    doc = document.doc
    parts: list[tuple[int, int]] = []
    for index in range(start + 1, end - 1):
        token = doc[index]
        if index <= start:
            continue
        following = index + 1
        if token.is_space:
            cut = "\n" in token.text and not _is_wrapped(document, index)
        elif token.text in DASHES:
            spaced = bool(doc[index - 1].whitespace_)
            cut = spaced or len(token.text) > 1 or _is_compound(doc[index + 1].text, label)
            following += not spaced
        else:
            # "Ada Moor/Harbour Press", "Tosk, Marnland".
            cut = token.text == "/" or token.text == "," and label == "LOC"
        if cut:
            parts.append((start, index))
            start = following
    return [*parts, (start, end)]


def _is_compound(word: str, label: str) -> bool:
    """Whether the word after a hyphen is none of a name: "Lake-facing", but not "Mei Ka-ming"."""
    person = label == "PERSON" and word.endswith("ing")
    return word[0].islower() and word.lower().endswith(_COMPOUND_ENDS) and not person


def _trim_part(document: Document, start: int, end: int, label: str) -> list[Name]:
    doc = document.doc
    if start >= end or document.kind(start) == "dateline" and label != "LOC":
        return []
    if (
        end - start > 2
        and start > 0
        and doc[start - 1].text in ("(", "[", ",")
        and doc[start].text in ("D", "R", "I")
        and doc[start + 1].text in DASHES
    ):
        # "Ada Moor (D-Calif.)": the party and the state of a lawmaker.
        start, label = start + 2, "LOC"
    first, last = start, end
    start, end = _strip(document, start, end, label)
    if label == "LOC" and end - start == 1 and doc[start].tag_ == "JJ" and (start, end) != (first, last):
        # "the Marnish peninsula" is a place, "north-west Marnish" a people.
        if end < last:
            end += 1
        else:
            label = "NORP"
    if (
        end - start > 1
        and start >= 2
        and doc[start - 1].text in DASHES
        and doc[start - 2].lower_ in ("pro", "anti", "ex", "non")
        and doc[start].whitespace_
    ):
        return _trim_part(document, start, start + 1, label) + _trim_part(document, start + 1, end, label)
    if start >= end:
        return []
    start, end = _extend(document, start, end, label)
    name = make_name(document, start, end, label)
    return [name] if name.words and _is_written_as_name(document, name) else []


def _strip(document: Document, start: int, end: int, label: str) -> tuple[int, int]:
    doc = document.doc
    while start < end:
        token = doc[start]
        bare = token.lower_.rstrip(".")
        glued = (
            token.lower_ in ARTICLES
            and start + 1 < end
            and (doc[start + 1].text in DASHES or doc[start + 1].text[0].isupper())
        )
        if glued:
            break
        if end - start > 1 and opens_name(document, start):
            break
        if token.lower_ in DETERMINERS or not token.text[0].isalnum() or token.text in POSSESSIVES:
            start += 1
        elif (
            token.text[0].islower()
            and not any(char.isupper() for char in token.text)
            and not is_caseless(document, start)
        ):
            start += 1
        elif label == "PERSON" and bare in TITLE_WORDS and end - start > 1:
            start += 1
        else:
            break
    while end > start:
        token = doc[end - 1]
        if (
            token.text in POSSESSIVES
            or token.text in QUOTES
            or (not token.text[0].isalnum() and token.text not in (".", ")"))
        ):
            end -= 1
        elif (
            token.text == "." and end - start > 1 and not (len(doc[end - 2].text) == 1 and doc[end - 2].text.isupper())
        ):
            end -= 1
        elif token.text == ")" and not any(doc[index].text == "(" for index in range(start, end)):
            end -= 1
        elif (
            end - start > 1
            and token.text[0].islower()
            and not any(char.isupper() for char in token.text)
            and not is_caseless(document, start)
            and not (doc[end - 2].text in DASHES and not doc[end - 2].whitespace_)
        ):
            end -= 1
        else:
            break
    return start, end


def _extend(document: Document, start: int, end: int, label: str) -> tuple[int, int]:
    """Takes in an "al-", "Abdul-", "All" or "... al-Tira" that the pipeline left outside of the name."""
    doc = document.doc
    if start > 0 and label == "ORG" and opens_name(document, start - 1):
        start -= 1
    if (
        start >= 2
        and doc[start - 1].text in DASHES
        and not doc[start - 1].whitespace_
        and not doc[start - 2].whitespace_
    ):
        before = doc[start - 2]
        if before.lower_ in ARTICLES or (label == "PERSON" and before.text[0].isupper() and before.pos_ == "PROPN"):
            start -= 2
    while (
        end + 2 < len(doc)
        and doc[end].lower_ in ("al", "el")
        and doc[end + 1].text in DASHES
        and doc[end + 2].text[0].isupper()
        and not doc[end].whitespace_
        and not doc[end + 1].whitespace_
        and document.blocks[end + 2] == document.blocks[start]
        and (label == "PERSON" or doc[end - 1].lower_ in ORG_OPENERS | LOC_OPENERS)
        and not (start > 0 and doc[start - 1].text in DASHES and not doc[start - 1].whitespace_)
    ):
        end += 3
    if label == "ORG" and doc[end - 1].lower_ in ORG_HEADS and end + 1 < len(doc) and doc[end].lower_ in ("of", "for"):
        # "Observatory" + "for Human Rights", "Ministry" + "of Defence".
        _, stop = document.bounds(end - 1)
        last = end + 1
        while last < stop and doc[last].text[0].isupper() and doc[last].text[0].isalpha():
            last += 1
        if last > end + 1:
            end = last
    return start, end


def opens_name(document: Document, index: int) -> bool:
    """Whether a determiner is part of the name that follows: it stands capitalised within a sentence."""
    token = document.doc[index]
    start, end = document.bounds(index)
    return (
        token.lower_ in NAME_DETERMINERS
        and token.text.istitle()
        and index + 1 < end
        and document.doc[index + 1].text[:1].isupper()
        and any(other.text[0].isalnum() for other in document.doc[start:index])
        and (index == 0 or document.doc[index - 1].text not in QUOTES | {":"})
        and not is_titled(document, index)
    )


def _is_written_as_name(document: Document, name: Name) -> bool:
    if len(name.words) == 1 and name.end - name.start == 1:
        text = document.doc[name.start].text
        if name.words[0] in INTERJECTIONS and not text.isupper() or text in PLAIN_ACRONYMS:
            return False
    if all(word in NOT_NAMES or word in TITLE_WORDS or word in DETERMINERS for word in name.words):
        text = document.doc[name.start].text
        return (
            len(name.words) == 1
            and is_acronym(text)
            and document.doc[name.start].pos_ != "PRON"
            and name.words[0] not in TITLE_WORDS
        )
    text = document.words(document.span(name.start, name.end))
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return name.label in ("MISC", "PRODUCT", "EVENT") and any(char.isdigit() for char in text)
    if any(char.isupper() or char.lower() == char.upper() for char in letters):
        return True
    return is_caseless(document, name.start)


def is_caseless(document: Document, index: int) -> bool:
    """Whether the sentence of a token is written without capitals."""
    start, end = document.bounds(index)
    return not any(char.isupper() for token in document.doc[start:end] for char in token.text)


def _is_wrapped(document: Document, index: int) -> bool:
    """Whether a line break stands in a paragraph that is broken at a fixed width."""
    block = document.article.blocks[document.blocks[index]]
    lines = document.article.text[block.start : block.end].strip().split("\n")
    return len(lines) >= 3 and all(45 <= len(line) <= 110 for line in lines[:-1])
