"""Counts, sums and measures with what they count, their bound, and who says so.

Not figures: years, ages, clock times, ordinals, numbers in names and dates, list
numbers, scores. A range gives two figures, its lower and its upper bound.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from ..records import Attribution, Figure, Span, TimeExpression
from .document import Document
from .index import NameIndex
from .numbers import Number, find_numbers
from .quantities import name_quantity, state_of
from .sentences import lemma_of

_AGO = frozenset("year month week day hour minute second decade century".split())
_LEFT_OUT = frozenset(
    "time side way part thing step point page chapter figure number minute phase half third quarter".split()
)


def find_figures(
    document: Document, names: NameIndex, times: tuple[TimeExpression, ...], attributions: tuple[Attribution, ...]
) -> tuple[Figure, ...]:
    """The Figures of a document in text order."""
    dated = _covered(document, [time.span for time in times if time.type != "DURATION"])
    found: list[Figure] = []
    for index, (start, end, _) in enumerate(document.sentences):
        for number in find_numbers(document, start, end):
            if any(dated[place] for place in range(number.start, number.end)) or _in_name(names, number):
                continue
            counted = _counted(document, number, end)
            if counted is None:
                continue
            quantity, last, noun = counted
            span = document.span(number.first, max(last, number.end))
            claimant = _claimant(attributions, span)
            as_of = _as_of(document, times, start, end)
            scope = _scope(document, names, times, noun, start, end, claimant)
            for value, bound in number.values:
                found.append(Figure(span, index, quantity, value, bound, scope, as_of, claimant))
    return tuple(found)


def _covered(document: Document, spans: list[Span]) -> list[bool]:
    flags = [False] * len(document.doc)
    ordered = sorted(spans)
    place = 0
    for token in document.doc:
        while place < len(ordered) and ordered[place].end <= token.idx:
            place += 1
        flags[token.i] = place < len(ordered) and ordered[place].start <= token.idx
    return flags


def _in_name(names: NameIndex, number: Number) -> bool:
    mention = names.at[number.start]
    if mention is None or mention.label == "MONEY":
        return False
    if mention.label == "DATE":
        return True
    return names.document.doc[number.start].idx > mention.span.start or mention.label in (
        "ORG",
        "FAC",
        "PRODUCT",
        "EVENT",
        "PERSON",
        "LOC",
    )


def _counted(document: Document, number: Number, end: int) -> tuple[str, int, Token | None] | None:
    """(quantity, end token of the figure's words, the noun counted); None where the number is no figure."""
    doc = document.doc
    if number.unit:
        noun = _of_noun(document, number, end)
        if number.unit == "%":
            return (f"percent of {lemma_of(noun)}" if noun is not None else "percent"), number.end, noun
        return number.unit, number.end, None
    noun = _counted_noun(document, number, end)
    if noun is None:
        return _elliptic(document, number, end)
    lemma = lemma_of(noun)
    if lemma in _AGO or lemma in _LEFT_OUT or noun.text[0].isupper() and noun.pos_ == "PROPN" and noun.tag_ == "NNP":
        return None
    if noun.i + 1 < len(doc) and doc[noun.i + 1].text == "-" and doc[noun.i + 1].whitespace_ == "":
        return None
    quantity, last = name_quantity(document, noun, number.first)
    return quantity, last, noun


def _counted_noun(document: Document, number: Number, end: int) -> Token | None:
    doc = document.doc
    head = doc[number.end - 1].head
    if (
        number.end <= head.i < min(end, number.end + 6)
        and head.pos_ in ("NOUN", "PROPN")
        and all(
            token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "ADP", "CCONJ", "VERB", "PART", "DET")
            and token.text not in (",", ";")
            for token in doc[number.end : head.i]
        )
    ):
        return head
    found = None
    for token in doc[number.end : min(end, number.end + 5)]:
        if (
            token.text == "-"
            or token.pos_ in ("ADJ",)
            or token.tag_ in ("VBG", "VBN", "JJ", "NNP", "NNPS")
            and found is None
        ):
            if token.tag_ == "NNPS":
                return token
            continue
        if token.lower_ in ("of", "the", "other", "its", "their") and found is None:
            continue
        if token.tag_ in ("NNS", "NN"):
            found = token
            if token.tag_ == "NNS":
                break
            continue
        break
    return found


def _elliptic(document: Document, number: Number, end: int) -> tuple[str, int, Token | None] | None:
    """ "injured 17", "17 dead", "17 were killed": people are meant."""
    doc = document.doc
    after = doc[number.end] if number.end < end else None
    for token in doc[number.end : min(end, number.end + 3)]:
        state = state_of(token)
        if state and not (token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBG")):
            return f"people {state}", token.i + 1, None
        if token.pos_ not in ("AUX", "ADV", "PRON") and token.lower_ not in ("others", "more", "other"):
            break
    before = doc[number.first - 1] if number.first else None
    if before is not None and before.lower_ in ("others", "another"):
        before = doc[number.first - 2]
    if (
        before is not None
        and before.pos_ == "VERB"
        and (after is None or not after.text[0].isalnum() or after.pos_ in ("CCONJ", "ADP", "ADV"))
    ):
        state = state_of(before)
        if state:
            return f"people {state}", number.end, None
    return None


def _of_noun(document: Document, number: Number, end: int) -> Token | None:
    doc = document.doc
    if number.end < end and doc[number.end].lower_ == "of":
        return next(
            (token for token in doc[number.end + 1 : min(end, number.end + 6)] if token.pos_ in ("NOUN", "PROPN")), None
        )
    return None


def _claimant(attributions: tuple[Attribution, ...], span: Span) -> Span | None:
    """Who says it: the source of the narrowest attribution whose content holds the figure."""
    best: tuple[int, Span | None] | None = None
    for attribution in attributions:
        for content in attribution.content:
            if content.start <= span.start and span.end <= content.end + 1 and attribution.source is not None:
                size = content.end - content.start
                if best is None or size < best[0]:
                    best = (size, attribution.source)
    return best[1] if best else None


def _as_of(document: Document, times: tuple[TimeExpression, ...], start: int, end: int) -> str | None:
    text = document.article.text
    span = document.span(start, end)
    for time in times:
        if span.start <= time.span.start < span.end and re.search(
            r"\bas (?:of|at)\s+$", text[max(0, time.span.start - 8) : time.span.start], re.I
        ):
            return time.value
    return None


def _belongs_elsewhere(document: Document, token: Token, claimant: Span | None) -> bool:
    """Whether a place's name says where the claimant is ("a Zembla-based group") and not what is counted."""
    doc = document.doc
    if claimant is not None and claimant.start <= token.idx < claimant.end:
        return True
    return token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_


def _scope(
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
