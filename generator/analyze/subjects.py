"""Whose words a verb reports: the subject in the tree, and where the tree has lost it."""

from __future__ import annotations

from spacy.tokens import Token

from .document import Document

_HELPERS = ("aux", "aux:pass", "advmod", "cop")
_VERBAL = ("VERB", "AUX")


def find_subject(verb: Token) -> tuple[Token | None, Token | None]:
    """Who does what the verb says: the head of its noun phrase, and the passive subject where there is one."""
    seen = verb
    for _ in range(5):
        passive = None
        for child in seen.children:
            if child.dep_ in ("nsubj:pass", "csubj:pass"):
                passive = child
        if passive is not None:
            agent = next(
                (
                    child
                    for child in seen.children
                    if child.dep_ == "obl:agent"
                    or (
                        child.dep_.startswith("obl")
                        and any(grand.lower_ == "by" and grand.dep_ == "case" for grand in child.children)
                    )
                ),
                None,
            )
            return agent, passive
        subject = next((child for child in seen.children if child.dep_ in ("nsubj", "nsubj:outer")), None)
        if subject is not None and subject.lower_ not in ("it", "there") or (subject is not None and seen is verb):
            if subject.dep_ == "expl":
                return None, None
            return subject, None
        if (
            seen.dep_ in ("acl", "acl:relcl")
            and seen.tag_ in ("VBG", "VBN")
            and seen.head.pos_ in ("NOUN", "PROPN", "PRON")
        ):
            if seen.tag_ == "VBN":
                agent = next((child for child in seen.children if child.dep_ in ("obl:agent",)), None)
                return agent, seen.head
            return seen.head, None
        if (
            seen.dep_ in ("conj", "xcomp", "advcl", "parataxis", "ccomp")
            and seen.head.i != seen.i
            and seen.head.pos_ in (*_VERBAL, "ADJ")
        ):
            if seen.dep_ == "ccomp" or (seen.dep_ == "advcl" and seen.tag_ not in ("VBG", "VB", "VBN")):
                return None, None
            if seen.dep_ == "xcomp":
                target = next((child for child in seen.head.children if child.dep_ in ("obj", "iobj")), None)
                if target is not None:
                    return target, None
            seen = seen.head
            continue
        return None, None
    return None, None


def find_described_subject(document: Document, verb: Token, start: int) -> Token | None:
    """The noun of "Ann Lee, who runs the court, said" where the parse lost it; None where there is none.

    What stands between the commas is a description: a noun phrase, or a clause with "who".
    """
    doc = document.doc
    stop = verb.i - 1
    while stop > start and doc[stop].tag_ in ("RB", "MD", "VBZ", "VBP"):
        stop -= 1
    if stop <= start or doc[stop].text not in (",", "—", "–", "--", "-"):
        return None
    place = stop - 1
    while place > start and doc[place].text != doc[stop].text and stop - place < 30:
        place -= 1
    if place <= start or doc[place].text != doc[stop].text or not place + 1 < stop:
        return None
    opener = doc[place + 1]
    described = opener.lower_ in ("who", "which", "whose") or not any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[place:stop]
    )
    if not described or opener.tag_ not in (
        "DT",
        "NN",
        "NNP",
        "JJ",
        "WP",
        "WDT",
        "NNS",
        "CD",
        "IN",
        "WP$",
        "PRP$",
        "RB",
    ):
        return None
    before = doc[place - 1]
    if before.tag_ not in ("NN", "NNS", "NNP", "NNPS", "PRP"):
        return None
    top = before
    while (
        start <= top.head.i < place
        and top.head.i != top.i
        and top.head.pos_ in ("NOUN", "PROPN")
        and top.dep_ in ("flat", "compound", "nmod", "nmod:desc")
    ):
        top = top.head
    return top


def find_subject_beside(document: Document, verb: Token, start: int) -> Token | None:
    """The noun phrase right before a verb that the parse gave no subject; None where there is none."""
    doc = document.doc
    index = verb.i - 1
    while index > start and doc[index].tag_ in ("RB", "MD", "VBZ", "VBD", "VBP"):
        index -= 1
    if index > start + 1 and doc[index].text == ")":
        while index > start and doc[index].text != "(":
            index -= 1
        index -= 1
    if index < start or doc[index].tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return None
    top = doc[index]
    while start <= top.head.i < verb.i and top.head.i != top.i and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    return top


def cue_range(document: Document, verb: Token, start: int) -> tuple[int, int]:
    """The verb with the auxiliaries, negation and adverbs that stand right before it."""
    doc = document.doc
    first = verb.i
    while first - 1 >= start:
        before = doc[first - 1]
        if (
            before.head.i == verb.i
            and before.dep_ in _HELPERS
            and before.lower_ not in ("when", "how", "why", "where", "so", "then", "but")
        ):
            first -= 1
        elif before.lower_ in ("n't", "n’t", "not") or before.dep_.startswith("aux") and before.head.i == verb.i:
            first -= 1
        else:
            break
    while first < verb.i and doc[first].pos_ == "ADV" and first == start:
        first += 1
    last = verb.i + 1
    for child in verb.children:
        if child.dep_ == "compound:prt" and child.i == last:
            last += 1
    return first, last


def noun_phrase(document: Document, noun: Token, start: int, end: int) -> tuple[int, int]:
    """The range of a noun's phrase within a sentence: its subtree, as far as it is unbroken."""
    inside = {token.i for token in noun.subtree if start <= token.i < end}
    first = last = noun.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while first < noun.i and not document.doc[first].text[0].isalnum():
        first += 1
    return first, last + 1


def source_range(document, head, verb, cue, content, start, end):  # noqa: ANN001, ANN202
    """The speaker's phrase, without what belongs to cue or content."""
    blocked = set(range(*cue))
    for pair in content:
        blocked |= set(range(*pair))
    first = last = head.i
    inside = {token.i for token in head.subtree if start <= token.i < end}
    while first - 1 in inside and first - 1 not in blocked:
        first -= 1
    while last + 1 in inside and (
        last + 1 not in blocked or not set(range(*cue)) & {last + 1} and head.i < verb.i < last
    ):
        last += 1
    doc = document.doc
    comma = next((index for index in range(head.i, first, -1) if doc[index].text == ","), None)
    if comma is not None:
        first = comma + 1
    while first < head.i and (
        doc[first].dep_ in ("case", "cc", "punct", "mark")
        or doc[first].lower_ in ("that", "when", "as", "while", "if", "after", "because")
    ):
        first += 1
    if head.pos_ == "PROPN" and doc[first].pos_ in ("PROPN", "NOUN"):
        # Titles and modifiers that the parse hung elsewhere: "Russian upper house representative Ann Lee".
        while (
            first - 1 >= start
            and first - 1 not in blocked
            and doc[first - 1].tag_ in ("NN", "NNP", "JJ", "DT", "PRP$", "POS", "HYPH", "NNPS", "NNS")
            and (doc[first - 1].lower_ != "that" and (not doc[first - 1].pos_ == "ADV"))
        ):
            first -= 1
    while (
        last + 1 < end
        and last + 1 not in blocked
        and last + 1 < verb.i
        and doc[last + 1].tag_ in ("NNP", "HYPH", "NN", "FW")
        and head.i < verb.i
    ):
        last += 1
    while last > head.i and (doc[last].is_punct and doc[last].text not in ")”\"'" or doc[last].is_space):
        last -= 1
    return first, last + 1
