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
from .scopes import find_scope, qualify_count
from .sentences import lemma_of

_AGO = frozenset("year month week day hour minute second decade century".split())
_LEFT_OUT = frozenset(
    "time side way part thing step point page chapter figure number minute phase half third quarter count "
    "charge".split()
)
# Tags of the words of "of the three victims", "of them".
_OF_PHRASE = frozenset("IN DT CD JJ NN NNS PRP PRP$ WP WDT POS".split())
# Words after a noun that make its number a measure of distance: "arrested five buildings away".
_DISTANT = frozenset("away apart long tall deep high wide old later earlier ahead behind".split())
# Nouns that are the same for one and for many.
_INVARIANT = frozenset(
    "staff police personnel crew aircraft spacecraft cattle livestock sheep fish dead wounded injured percent "
    "series species".split()
)

#: Words that "of the three victims" may have.
OF_WORDS = 8
#: Words before a number among which "toll" makes it one.
TOLL_WORDS = 25
_TOLL_COMES = frozenset("to at is was of above past reached hit stands stood passed".split())


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
            scope = find_scope(document, names, times, noun, start, end, claimant)
            if not number.unit:
                scope += qualify_count(document, number, max(last, number.end), quantity, found, index)
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
    if number.values[0][0] < 1000 and not number.values[0][0].is_integer():
        return None
    if _is_toll(document, number, document.bounds(number.start)[0]):
        return "people killed", number.end, None
    noun = _counted_noun(document, number, end)
    if noun is None:
        return _elliptic(document, number, end)
    lemma = lemma_of(noun)
    if lemma in _AGO or lemma in _LEFT_OUT or noun.text[0].isupper() and noun.pos_ == "PROPN" and noun.tag_ == "NNP":
        return None
    if noun.i + 1 < end and doc[noun.i + 1].lower_ in _DISTANT:
        return None
    if noun.tag_ == "NN" and number.values[0][0] >= 2 and lemma not in _INVARIANT:
        return None
    if noun.i + 1 < len(doc) and doc[noun.i + 1].text == "-" and doc[noun.i + 1].whitespace_ == "":
        return None
    quantity, last = name_quantity(document, noun, number.first, whole=_is_whole(document, number))
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
    if number.first and doc[number.first - 1].lower_ in ("when", "whenever", "if", "every", "any"):
        return None
    after = doc[number.end] if number.end < end else None
    rest = number.end
    if number.end < end and doc[number.end].lower_ == "of":
        while rest < min(end, number.end + OF_WORDS) and doc[rest].tag_ in _OF_PHRASE:
            rest += 1
    for token in doc[rest : min(end, rest + 3)]:
        state = state_of(token)
        if state and not (token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBG")):
            return f"people {state}", token.i + 1, None
        if token.pos_ not in ("AUX", "ADV", "PRON") and token.lower_ not in ("others", "more", "other"):
            break
    before = doc[number.first - 1] if number.first else None
    if before is not None and before.lower_ in ("others", "another", "other", "further", "additional"):
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


def _is_toll(document: Document, number: Number, start: int) -> bool:
    """Whether the number is what a toll came to: "the death toll rose to at least six"."""
    doc = document.doc
    if number.first <= start or doc[number.first - 1].lower_ not in _TOLL_COMES:
        return False
    if number.end < len(doc) and doc[number.end].tag_ in ("NN", "NNS") and lemma_of(doc[number.end]) in _AGO:
        return False
    for token in reversed(doc[max(start, number.first - TOLL_WORDS) : number.first]):
        if token.lower_ == "toll":
            return lemma_of(doc[token.i - 1]) not in ("injury", "casualty", "road") if token.i > start else True
        if token.text in (";", ":") or token.like_num:
            return False
    return False


def _is_whole(document: Document, number: Number) -> bool:
    """Whether the number counts a whole of which a part is told: "two of the three"."""
    doc = document.doc
    return (
        number.first >= 3
        and doc[number.first - 1].lower_ in ("the", "these", "those")
        and doc[number.first - 2].lower_ == "of"
        and (doc[number.first - 3].like_num or doc[number.first - 3].lower_ in ("all", "one", "none", "some"))
    )


def _of_noun(document: Document, number: Number, end: int) -> Token | None:
    doc = document.doc
    if number.end < end and doc[number.end].lower_ == "of":
        for token in doc[number.end + 1 : min(end, number.end + 7)]:
            following = doc[token.i + 1] if token.i + 1 < end else None
            if token.pos_ in ("NOUN", "PROPN") and (
                following is None or following.tag_ != "POS" and following.pos_ not in ("NOUN", "PROPN")
            ):
                return token
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
