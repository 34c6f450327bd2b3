"""Sentence records: span, content lemmas, tense, negation, whether it can stand alone, mean vector."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy
from spacy.tokens import Token
from spacy.vocab import Vocab

from ..records import Sentence
from .document import Document

PRONOUNS = frozenset("he she it they him her them his hers its their theirs himself herself itself themselves".split())
_POINTERS = frozenset({"this", "that", "these", "those", "such", "both", "neither", "either", "another", "others"})
# First words that lean on what stood before.
CONNECTORS = frozenset(
    "also meanwhile however but and so or nor yet then instead besides moreover nevertheless nonetheless still "
    "therefore "
    "thus hence otherwise likewise similarly elsewhere furthermore additionally consequently afterwards afterward "
    "accordingly conversely indeed though too because perhaps".split()
)
_LEANING_PHRASES = (
    ("in", "response"),
    ("in", "addition"),
    ("as", "well"),
    ("as", "a", "result"),
    ("at", "the", "same", "time"),
    ("after", "that"),
    ("since", "then"),
    ("so", "far"),
    ("by", "then"),
    ("in", "turn"),
    ("in", "contrast"),
    ("on", "top"),
    ("for", "example"),
    ("for", "instance"),
    ("in", "fact"),
    ("to", "this"),
    ("despite", "this"),
    ("despite", "that"),
    ("for", "that"),
    ("the", "same"),
    ("among", "them"),
    ("some", "of", "them"),
    ("of", "those"),
    ("of", "these"),
)
# Nouns that, with "the" and no name, name again what stood before.
ANAPHORIC_NOUNS = frozenset(
    "group statement announcement report move decision attack incident pair duo two three former latter man "
    "woman boy girl "
    "official spokesman spokeswoman spokesperson company firm organisation organization agency network monitor article "
    "suspect victim couple deal agreement proposal plan bill ruling claim comment remark allegation document "
    "video".split()
)
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
# Relations by which a clause carries the sentence's own assertion.
_ASSERTED = frozenset({"conj", "ccomp", "parataxis", "xcomp"})
# Decimals of a vector's entries: enough for a cosine to four places.
_DECIMALS = 4


def describe_sentences(document: Document) -> tuple[Sentence, ...]:
    """The Sentence records of a document, in text order, one for each entry of ``document.sentences``."""
    return tuple(_describe(document, start, end, block) for start, end, block in document.sentences)


def _describe(document: Document, start: int, end: int, block: int) -> Sentence:
    tokens = [token for token in document.doc[start:end] if not token.is_space]
    root = next((token for token in tokens if token.dep_ == "ROOT"), None)
    return Sentence(
        document.span(start, end),
        block,
        tuple(lemma_of(token) for token in tokens if is_content(token)),
        _tense(root),
        _is_negated(root),
        _dangles(tokens, root),
        _mean_vector(document, tokens),
    )


def is_content(token: Token) -> bool:
    """Whether a token is a word that carries matter: no stop word, punctuation, blank or lone letter."""
    return token.text[:1].isalnum() and not token.is_stop and len(token.text) > 1


def lemma_of(token: Token) -> str:
    """The lower-case lemma; the lower-case word where the pipeline gave none."""
    return (token.lemma_ or token.text).lower()


def tense_of(verb: Token) -> str | None:
    """Past, present or future of a verb (or predicate with a copula); None where nothing tells."""
    helpers = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    words = {child.lower_ for child in helpers}
    if words & {"will", "shall", "'ll", "’ll", "wo", "sha"}:
        return "future"
    if verb.lower_ == "going" and any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.children):
        return "future"
    if words & {"would", "could", "should", "may", "might", "can", "must"}:
        return "present"
    tags = [child.tag_ for child in helpers] + [verb.tag_]
    if "VBD" in tags or (verb.tag_ == "VBN" and words & {"have", "has", "'ve", "’ve", "had"}):
        return "past"
    if {"VBZ", "VBP"} & set(tags):
        return "present"
    if verb.tag_ == "VBN":
        return "past"
    return None


def is_negated_verb(verb: Token) -> bool:
    """Whether a predicate itself is negated: not, never, no longer, or a subject with "no" or "neither"."""
    for child in verb.children:
        if child.lower_ in _NEGATIONS:
            return True
        if child.lower_ == "longer" and any(grand.lower_ == "no" for grand in child.children):
            return True
        if child.dep_.startswith("nsubj") or child.dep_ == "obj":
            if child.lower_ in ("none", "nobody", "nothing", "neither"):
                return True
            if any(grand.lower_ in ("no", "neither") for grand in child.children):
                return True
    return False


def _tense(root: Token | None) -> str | None:
    return tense_of(root) if root is not None else None


def _is_negated(root: Token | None) -> bool:
    if root is None:
        return False
    queue = [root]
    seen = 0
    while queue and seen < 12:
        verb = queue.pop(0)
        seen += 1
        if is_negated_verb(verb):
            return True
        queue += [child for child in verb.children if child.dep_ in _ASSERTED and child.pos_ in ("VERB", "AUX", "ADJ")]
    return False


def _words_of(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.text[0].isalnum())


def _dangles(tokens: list[Token], root: Token | None) -> bool:
    words = [token.lower_ for token in _words_of(tokens[:12])]
    if not words:
        return True
    if words[0] in CONNECTORS or any(tuple(words[: len(phrase)]) == phrase for phrase in _LEANING_PHRASES):
        return True
    opener = next(_words_of(tokens))
    if words[0] in PRONOUNS:
        return not _is_expletive(opener)
    if words[0] in _POINTERS and opener.dep_ in ("nsubj", "nsubj:pass", "det", "obj", "obl", "amod", "advmod"):
        return True
    subject = None if root is None else next((child for child in root.children if child.dep_.startswith("nsubj")), None)
    if subject is None:
        return False
    before = tokens[: max(0, next((i for i, token in enumerate(tokens) if token.i == subject.i), 0))]
    if subject.lower_ in PRONOUNS and not _is_expletive(subject):
        return not any(token.pos_ in ("NOUN", "PROPN") and token.ent_type_ != "DATE" for token in before)
    return subject.lower_ in ANAPHORIC_NOUNS and _is_bare_definite(subject)


def _is_bare_definite(noun: Token) -> bool:
    """ "the jihadist group", with no name and no "of ..." that says which."""
    if any(child.dep_ in ("nmod", "appos", "acl:relcl", "acl", "nmod:poss", "flat") for child in noun.children):
        return False
    children = list(noun.children)
    return any(child.lower_ in ("the", "this", "these", "those", "that") for child in children) and not any(
        token.pos_ == "PROPN" for token in children
    )


def _is_expletive(pronoun: Token) -> bool:
    """ "It was agreed that ...", "It is likely to rain": nothing is pointed at."""
    if pronoun.lower_ != "it":
        return False
    if pronoun.dep_ == "expl":
        return True
    return any(
        child.dep_ in ("csubj", "csubj:pass", "ccomp") and child.i > pronoun.head.i for child in pronoun.head.children
    ) and (pronoun.head.pos_ == "ADJ" or any(child.dep_ == "aux:pass" for child in pronoun.head.children))


@lru_cache(maxsize=2)
def _common_direction(vocab: Vocab) -> numpy.ndarray:
    """What the vectors of all words have in common, of length one: it brings any two sentences together (SIF)."""
    mean = vocab.vectors.data.mean(axis=0, dtype=numpy.float64)
    length = math.sqrt(float(mean @ mean))
    return mean / length if length else mean


def _mean_vector(document: Document, tokens: list[Token]) -> tuple[float, ...]:
    vectors = document.doc.vocab.vectors
    if not vectors.shape[0] or not vectors.shape[1]:
        return ()
    rows = [token.vector for token in tokens if is_content(token) and token.has_vector]
    if not rows:
        return ()
    common = _common_direction(document.doc.vocab)
    mean = sum(rows[1:], rows[0])
    total = [float(value) for value in mean - (mean @ common) * common]
    length = math.sqrt(sum(value * value for value in total))
    if not length:
        return ()
    return tuple(round(value / length, _DECIMALS) + 0.0 for value in total)
