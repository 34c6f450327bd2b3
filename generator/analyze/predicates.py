"""The words of a verbal cue: the verb with its helpers, and the verbs that it hangs on ("wanted to know").

A cue is the whole verb group (PolNeAR): auxiliaries, negation and adverbs before the verb, and the verb or
adjective that an infinitive completes where nothing but adverbs stands between ("appeared to blame",
"was able to tout", "avoids condemning").
"""

from __future__ import annotations

from spacy.tokens import Token

from .cues import ADJECTIVES, SPEECH, force_of, governed, verb_of
from .document import Document

_HELPERS = ("aux", "aux:pass", "advmod", "cop")
_OPENERS = frozenset("when how why where so then but perhaps maybe meanwhile however".split())
_NO_MANNER = frozenset("recently early only directly initially previously originally currently daily weekly".split())
_NEGATIONS = frozenset({"n't", "n’t", "not"})
# Verbs of the table that only open a chain: "wanted to know", "refused to disclose".
_OPENING = frozenset({"want", "refuse", "need", "seem", "appear", "begin", "continue"})


def cue_range(document: Document, verb: Token, start: int) -> tuple[int, int]:
    """The tokens of the verb group that ends in ``verb``, a particle after it included."""
    first = _group_start(document, verb, start)
    last = verb.i + 1
    if any(child.dep_ == "compound:prt" and child.i == last for child in verb.children) or "+" in (verb_of(verb) or ""):
        last += 1
    last = _after_manner(document, verb, last)
    governor = _governor(document, verb, first)
    for _ in range(3):
        if governor is None:
            break
        first = _group_start(document, governor, start)
        governor = _governor(document, governor, first)
    return first, last


def opens_chain(verb: Token, lemma: str) -> bool:
    """Whether a verb only opens the cue of the verb of speech that completes it."""
    if lemma not in _OPENING:
        return False
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i > verb.i and child.tag_ == "VB":
            word = verb_of(child)
            known = word in SPEECH or word == "know" or word is not None and force_of(word, "n") is not None
            return known and any(grand.dep_ in ("obj", "ccomp", "xcomp", "obl") for grand in child.children)
    return False


def _after_manner(document: Document, verb: Token, last: int) -> int:
    """The end of a cue with the adverb of manner right after it: "said sarcastically"."""
    word = document.doc[last] if last < len(document.doc) else verb
    if word.tag_ == "RB" and word.head.i == verb.i and word.lower_.endswith("ly") and word.lower_ not in _NO_MANNER:
        return last + 1
    return last


def _group_start(document: Document, verb: Token, start: int) -> int:
    doc = document.doc
    first = verb.i
    while first - 1 >= start:
        before = doc[first - 1]
        own = (
            before.head.i == verb.i
            or before.tag_ == "RB"
            and first - 1 > start
            and (before.head.i == first or doc[first - 2].head.i == verb.i and doc[first - 2].dep_.startswith("aux"))
        )
        if before.dep_ == "advmod" and before.tag_ not in ("RB", "RBR", "RBS"):
            break
        if own and before.dep_ in _HELPERS and before.lower_ not in _OPENERS or before.lower_ in _NEGATIONS:
            first -= 1
        elif own and before.dep_.startswith("aux") or own and before.tag_ == "TO":
            first -= 1
        else:
            break
    while first < verb.i and doc[first].pos_ == "ADV" and first == start:
        first += 1
    return first


def _governor(document: Document, verb: Token, first: int) -> Token | None:
    """The verb or adjective that ``verb`` completes, where only adverbs and a particle stand between."""
    head = verb.head
    went = verb.dep_ == "advcl" and document.doc[first - 1].lower_ == "on"
    if verb.dep_ != "xcomp" and not went or head.i >= first or head.tag_[:2] not in ("VB", "JJ"):
        return None
    if any(token.tag_ not in ("RB", "RP") and token.lower_ != "on" for token in document.doc[head.i + 1 : first]):
        return None
    lemma = verb_of(head)
    if lemma is not None and force_of(lemma, "x") and not opens_chain(head, lemma):
        return None
    rows = ADJECTIVES.get(head.lower_)
    return None if rows and governed(rows, "x") else head
