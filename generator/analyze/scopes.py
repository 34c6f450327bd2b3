"""What limits a count: its places, its modifiers, and whether it is a part, an addition, or not sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from ..records import Figure, Span, TimeExpression
from .document import Document
from .index import NameIndex
from .numbers import Number
from .quantities import state_of
from .sentences import lemma_of

#: Scope of a count of some of those counted by another number, and of a count that adds to another.
PART, BESIDES = "part", "besides"
#: Words before a number among which "including" makes it a part.
PART_WORDS = 12
#: Figures before one among which a number in the same state is looked for.
EARLIER = 12
#: Words after a count of injured among which it says how badly ("were taken to hospital with serious injuries").
GRAVITY_WORDS = 9
_CLAUSE_END = re.compile(r"[,;:.]|\b(?:and|while|but)\b")
_WHOLES = frozenset("whom which them those these the".split())
_ADDED = re.compile(r"\b(?:another|a further|an additional|additional|(?<!or )more(?! than)|others?)\b")
_GRAVITY = re.compile(r"\b(serious|critical|slight|severe|grave|light|minor|moderate)(?:ly)?\b")
_SURENESS = re.compile(r"\b(?:suspected|probable|presumed|feared|unconfirmed|estimated to be)\b")


def find_scope(
    document: Document,
    names: NameIndex,
    times: tuple[TimeExpression, ...],
    noun: Token | None,
    start: int,
    end: int,
    claimant: Span | None,
) -> tuple[str, ...]:
    """Places of the sentence, "since ..." and the modifiers of the noun, in text order, each once."""
    found: dict[str, None] = {}
    text = document.article.text
    if noun is not None:
        for child in noun.children:
            if (
                child.dep_ in ("amod", "compound", "nmod:desc")
                and child.text[0].isalpha()
                and child.lower_ not in ("least", "more", "many")
                and state_of(child) is None
            ):
                entity = names.entity(child.i)
                found[entity.name if entity else lemma_of(child)] = None
    for token in document.doc[start:end]:
        entity = names.entity(token.i)
        if entity is not None and entity.kind in ("LOC", "FAC") and not _belongs_elsewhere(document, token, claimant):
            found[entity.name] = None
    span = document.span(start, end)
    for time in times:
        if span.start <= time.span.start < span.end and re.search(
            r"\bsince\s+(?:late in |early in |the )?$", text[max(0, time.span.start - 16) : time.span.start], re.I
        ):
            found[f"since {time.value}"] = None
    return tuple(found)


def _belongs_elsewhere(document: Document, token: Token, claimant: Span | None) -> bool:
    """Whether a place's name says where the claimant is ("a Zembla-based group") and not what is counted."""
    doc = document.doc
    if claimant is not None and claimant.start <= token.idx < claimant.end:
        return True
    return token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_


def qualify_count(
    document: Document,
    number: Number,
    last: int,
    quantity: str,
    earlier: list[Figure],
    sentence: int,
) -> tuple[str, ...]:
    """What makes a count of people other than a plain one, in a fixed order: part, besides, how bad, how sure."""
    doc, (start, end) = document.doc, document.bounds(number.start)
    found = []
    same = [one for one in earlier[-EARLIER:] if one.sentence == sentence]
    again = any(_state(one.quantity) == _state(quantity) for one in same)
    if _is_part(document, number, start, end, again=again):
        found.append(PART)
    words = _join(doc[max(start, number.first - 1) : min(end, last + 1)])
    if _ADDED.search(words) and (again or not same):
        found.append(BESIDES)
    words = _join(doc[max(start, number.first - 2) : min(end, last + 2)])
    if _state(quantity) == "injured":
        after = _CLAUSE_END.split(_join(doc[number.end : min(end, last + GRAVITY_WORDS)]))[0]
        found += sorted({hit.group(1) for hit in _GRAVITY.finditer(f"{words} {after}")})
    found += sorted({hit.group() for hit in _SURENESS.finditer(words)})
    return tuple(found)


def _is_part(document: Document, number: Number, start: int, end: int, *, again: bool) -> bool:
    """Whether the number counts a part of a number that is told beside it: "12 people, including three children".

    ``again`` says that the sentence told a number in the same state before: two of the shot who are killed are all of
    the killed, four of the injured who are seriously injured are not all of them.
    """
    doc = document.doc
    for token in doc[number.end : min(end, number.end + 2)]:
        if token.lower_ == "of" and token.i + 1 < end and doc[token.i + 1].lower_ in _WHOLES:
            whole = doc[token.i + 2 : min(end, token.i + 4)]
            return again or any(state_of(one) and one.tag_ in ("VBN", "JJ") for one in whole)
    for token in reversed(doc[max(start, number.first - PART_WORDS) : number.first]):
        if token.lower_ in ("including", "includes", "include", "included"):
            return True
        if token.lower_ in ("whom", "which", "them", "those", "these") and token.i > start:
            before = doc[token.i - 1].lower_
            if before == "among" or (before == "of" and token.lower_ in ("whom", "which", "them")):
                return again
        if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN") or token.text in (";", ":"):
            return False
    return False


def _join(tokens: Iterable[Token]) -> str:
    return "".join(token.lower_ + token.whitespace_ for token in tokens)


def _state(quantity: str) -> str:
    return quantity.rpartition(" ")[2]
