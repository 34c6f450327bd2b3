""" "According to X": the attributions of a preposition."""

from __future__ import annotations

from spacy.tokens import Token

from .document import Document
from .draft import Draft, has_words, trim_range
from .subjects import noun_phrase

_VERBAL = ("VERB", "AUX")


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
        clause = _enclosing_clause(document, governor, start, token.i)
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
    """Where the source of "According to A, a group, and B, a network, they won" ends: before the subject."""
    doc = document.doc
    root = next((token for token in doc[start:end] if token.dep_ == "ROOT"), None)
    if root is None:
        return stop
    subjects = [child for child in root.children if child.dep_.startswith("nsubj") and child.i >= stop]
    if not subjects:
        return stop
    first = min(token.i for token in subjects[0].subtree if token.i >= stop)
    while first > stop and doc[first - 1].tag_ in ("DT", "JJ", "NNP", "NN"):
        first -= 1
    if (
        first - 1 > stop
        and doc[first - 1].text == ","
        and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[stop:first])
    ):
        return first - 1
    return stop


def _enclosing_clause(document: Document, governor: Token, start: int, stop: int) -> int | None:
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
