"""Attributions whose cue is a noun, an adjective or an adverb: "Lee's claim that ...", "is sure that ...", "allegedly".

The speaker of a noun is its possessor ("the army's denial of ..."), who stands behind "by" or "from", or, where
the noun completes a verb ("expressed doubt about ..."), that verb's subject; the verb is then part of the cue.
"""

from __future__ import annotations

from spacy.tokens import Token

from .cues import ADJECTIVES, ADVERBS, NOUNS, governed, noun_of
from .document import Document
from .draft import Draft, has_words
from .frames import left_edge, right_edge
from .predicates import cue_range
from .subjects import find_subject, noun_phrase, source_range

# Verbs that carry a noun of saying and mean little themselves: "raise questions about", "made the case that".
_LIGHT = frozenset(
    "express voice raise make have has had give offer issue show hold share take deliver send launch draw get "
    "reiterate repeat state add air harbor enjoy announce unveil release face".split()
)
_NOUN_CLAUSES = ("acl", "ccomp", "acl:relcl", "xcomp", "advcl", "appos")
_COPULAR = ("ccomp", "xcomp", "advcl", "csubj", "obl", "nsubj")


def read_noun(document: Document, noun: Token, start: int, end: int) -> Draft | None:
    """The draft of a noun with its content: a clause, an infinitive or a prepositional phrase after it."""
    lemma = noun_of(noun)
    if lemma is None or noun.tag_ not in ("NN", "NNS"):
        return None
    rows = NOUNS[lemma]
    found = None
    for child in noun.children:
        if not noun.i < child.i <= noun.i + 12:
            continue
        marks = [grand for grand in child.children if grand.dep_ in ("mark", "case") and grand.i < child.i]
        word = marks[0].lower_ if marks else ""
        last = right_edge(document, child, end)
        if child.dep_ in _NOUN_CLAUSES and word == "that" and governed(rows, "c"):
            found = (marks[0].i, last), governed(rows, "c"), noun.i + 1
        elif child.dep_ in _NOUN_CLAUSES and word == "to" and child.tag_ == "VB" and governed(rows, "x"):
            found = (marks[0].i, last), governed(rows, "x"), noun.i + 1
        elif marks and marks[0].i == noun.i + 1 and governed(rows, "p", word):
            found = (marks[0].i + 1, last), governed(rows, "p", word), marks[0].i + 1
        if found is not None:
            break
    if found is None or not has_words(document, *found[0]):
        return None
    content, force, stop = found
    return _with_owner(document, noun, (start, end), stop, content, force or "said")


def _with_owner(
    document: Document, noun: Token, bounds: tuple[int, int], stop: int, content: tuple[int, int], force: str
) -> Draft | None:
    """The draft with the speaker of a noun; None where nobody owns it."""
    start, end = bounds
    first = noun.i
    while (
        first - 1 >= start
        and document.doc[first - 1].dep_ in ("amod", "compound")
        and (document.doc[first - 1].head.i == noun.i)
    ):
        first -= 1
    owner = next((child for child in noun.children if child.dep_ == "nmod:poss" and child.i < noun.i), None)
    if owner is not None and force != "planned":
        source = noun_phrase(document, owner, start, first)
        return Draft((first, stop), source, [content], force, owner.i, False)
    verb = noun.head
    if noun.dep_ == "obj" and verb.i < noun.i and (verb.lower_ in _LIGHT_FORMS):
        head, _ = find_subject(verb)
        if head is not None and head.i < verb.i:
            cue = (cue_range(document, verb, start)[0], stop)
            source = source_range(document, head, verb, cue, [content], start, end)
            return Draft(cue, source, [content], force, head.i, False)
    speaker = next(
        (
            child
            for child in noun.children
            if child.i > noun.i
            and child.dep_ == "nmod"
            and any(grand.dep_ == "case" and grand.lower_ in ("by", "from") for grand in child.children)
        ),
        None,
    )
    if speaker is not None and not content[0] <= speaker.i < content[1]:
        return Draft((noun.i, stop), noun_phrase(document, speaker, start, end), [content], force, speaker.i, False)
    return None


def read_adjective(document: Document, word: Token, start: int, end: int) -> Draft | None:
    """The draft of a predicate: "is sure that ...", "are critical of ...", "it is clear that ..."."""
    rows = ADJECTIVES.get(word.lower_)
    if rows is None:
        return None
    if word.lower_ == "clear" and word.head.lower_ in ("make", "makes", "made", "making") and word.head.i < word.i:
        return _read_made_clear(document, word, start, end)
    copula = next((child for child in word.children if child.dep_ in ("cop", "aux:pass") and child.i < word.i), None)
    if copula is None:
        return None
    subject = next((child for child in word.children if child.dep_.startswith(("nsubj", "expl"))), None)
    raised = governed(rows, "s")
    for child in word.children:
        if child.i <= word.i or child.dep_ not in _COPULAR:
            continue
        marks = [grand for grand in child.children if grand.dep_ in ("mark", "case") and grand.i < child.i]
        mark = marks[0].lower_ if marks else ""
        clause = child.dep_ in ("ccomp", "csubj", "advcl", "nsubj") and mark in ("that", "whether", "if", "")
        stop = word.i + 1
        first = left_edge(child, word.i + 1)
        if clause and (raised or governed(rows, "c")) and child.tag_[:1] in "VNJM":
            force = raised or governed(rows, "c")
        elif mark == "to" and child.tag_ == "VB" and governed(rows, "x"):
            force = governed(rows, "x")
        elif marks and marks[0].i == word.i + 1 and governed(rows, "p", mark):
            force, stop = governed(rows, "p", mark), marks[0].i + 1
            first = stop
        else:
            continue
        cue = (_predicate_start(document, word, start), stop)
        content = [(first, right_edge(document, child, end))]
        if raised and not governed(rows, "c"):
            return Draft(cue, None, content, force or "thought", None, False)
        if subject is None:
            subject, _ = find_subject(word)
        if subject is None or not has_words(document, *content[0]):
            return None
        source = source_range(document, subject, word, cue, content, start, end)
        return Draft(cue, source, content, force or "thought", subject.i, False)
    return None


def _read_made_clear(document: Document, word: Token, start: int, end: int) -> Draft | None:
    """ "made it clear that ..."."""
    verb = word.head
    subject, _ = find_subject(verb)
    clauses = [child for child in (*word.children, *verb.children) if child.dep_ in ("ccomp", "csubj", "advcl")]
    clause = next((child for child in clauses if child.i > word.i and child.tag_[:1] in "VJN"), None)
    if subject is None or clause is None:
        return None
    cue = (cue_range(document, verb, start)[0], word.i + 1)
    first = left_edge(clause, word.i + 1)
    content = [(first, right_edge(document, clause, end))]
    source = source_range(document, subject, verb, cue, content, start, end)
    return Draft(cue, source, content, "said", subject.i)


def _predicate_start(document: Document, word: Token, start: int) -> int:
    doc = document.doc
    first = word.i
    while first - 1 >= start and (
        doc[first - 1].head.i == word.i
        and doc[first - 1].dep_ in ("aux", "aux:pass", "cop", "advmod")
        or doc[first - 1].lower_ in ("not", "n't", "n’t")
        or doc[first - 1].tag_ == "RB"
        and doc[first - 1].head.head.i == word.i
        or doc[first - 1].lower_ == "it"
        and doc[first - 1].head.i == word.i
    ):
        first -= 1
    return first


def read_adverb(document: Document, word: Token, start: int, end: int) -> Draft | None:
    """The draft of "allegedly" and its like: what its clause says, told by nobody who is named."""
    rows = ADVERBS.get(word.lower_)
    verb = word.head
    if rows is None or verb.i == word.i or verb.tag_[:2] not in ("VB", "NN", "JJ"):
        return None
    inside = [token.i for token in verb.subtree if start <= token.i < end]
    content = [pair for pair in ((min(inside), word.i), (word.i + 1, max(inside) + 1)) if has_words(document, *pair)]
    return Draft((word.i, word.i + 1), None, content, rows[0].force, None, False) if content else None


def _light_forms() -> frozenset[str]:
    irregular = {"make": "made", "give": "gave given", "show": "showed shown", "hold": "held", "take": "took taken"}
    irregular |= {"send": "sent", "draw": "drew drawn", "get": "got"}
    forms = set()
    for verb in _LIGHT:
        stem = verb.removesuffix("e")
        forms |= {verb, verb + "s", stem + "ed", stem + "ing", *irregular.get(verb, "").split()}
    return frozenset(forms)


_LIGHT_FORMS = _light_forms()
