""" "According to X": the attributions of a preposition."""

from __future__ import annotations

from spacy.tokens import Token

from .document import Document
from .draft import Draft, has_words, trim_range
from .subjects import noun_phrase

_VERBAL = ("VERB", "AUX")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Words with which a description of the source begins: "according to A, a group, ...".
_DESCRIBING = frozenset("a an the who which whose one".split())


def read_according(document: Document, token: Token, start: int, end: int) -> Draft | None:
    doc = document.doc
    after = token.i + 2
    noun = token.head if token.head.i >= after and token.head.i < end else None
    if noun is None:
        noun = next((child for child in doc[token.i + 1].children if child.i >= after), None)
    if noun is None:
        noun = next(
            (other for other in doc[after : min(end, after + 12)] if other.pos_ in ("NOUN", "PROPN", "PRON")), None
        )
    if noun is None:
        return None
    source = (after, _phrase_stop(document, noun_phrase(document, noun, after, end)[1], end))
    if token.i <= start + 1:
        source = (after, _before_clause(document, source[1], start, end))
    left = (start, token.i)
    right = (source[1], end)
    governor = noun.head
    if token.i > start + 1 and has_words(document, *left):
        content = [left]
        # "..., according to X, which ..." goes on in the reporter's words unless the clause does.
        if has_words(document, *right) and governor.i >= source[1]:
            content = [right] if doc[token.i - 1].text not in (",",) else [left, right]
        clause = _enclosing_clause(governor, start, token.i)
        if clause is not None and governor.i < token.i:
            content = [(clause, token.i)]
    else:
        content = [right]
    content = [pair for pair in content if has_words(document, *pair)]
    if not content:
        return None
    return Draft((token.i, token.i + 2), trim_range(document, *source), content, "reported", noun.i)


def _phrase_stop(document: Document, stop: int, end: int) -> int:
    """The end of a noun phrase that the parse cut short: nouns and hyphens that follow at once belong to it."""
    while stop < end and document.doc[stop].tag_ in ("NN", "NNP", "NNS", "NNPS", "HYPH", "POS"):
        stop += 1
    return stop


def _before_clause(document: Document, stop: int, start: int, end: int) -> int:
    """Where the source of "According to A, a group, they won" ends: at the comma before the clause."""
    doc = document.doc
    commas = [index for index in range(start, min(end, start + 60)) if doc[index].text == ","]
    if not commas:
        return stop
    for comma, following in zip(commas, [*commas[1:], end]):
        words = doc[comma + 1 : following]
        described = len(words) and (words[0].lower_ in _DESCRIBING or words[0].dep_ == "case")
        if (
            following == end
            or not described
            or any(token.tag_ in _FINITE for token in words)
            and (words[0].lower_ not in ("who", "which", "whose"))
        ):
            return comma
    return stop


def _enclosing_clause(governor: Token, start: int, stop: int) -> int | None:
    """Where the coordinated clause that "according to" belongs to begins; None: with the sentence."""
    verb = governor
    for _ in range(6):
        if (
            verb.dep_ in ("conj", "parataxis")
            and verb.pos_ in _VERBAL
            and any(child.dep_.startswith("nsubj") for child in verb.children)
        ):
            first = min(token.i for token in verb.subtree)
            return first if start < first < stop else None
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None
