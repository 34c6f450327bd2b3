"""Whose words a verb reports: the subject in the tree, and where the tree has lost it."""

from __future__ import annotations

from spacy.tokens import Token

from .document import Document

_VERBAL = ("VERB", "AUX")
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_ASIDES = frozenset({"like", "under", "in", "as"})
# Marks that part a speaker from a dateline or a clause before.
_BREAKS = frozenset({",", "--", "—", "–", "―", "-"})
_NOMINAL = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "POS", "PRP$"})
_BEFORE = frozenset("that when as while if after because which whom whose even both then though although".split())


def find_subject(verb: Token) -> tuple[Token | None, Token | None]:
    """Who does what the verb says: the head of its noun phrase, and the passive subject where there is one."""
    head, passive = _climb(verb)
    own = any(child.dep_ in ("nsubj", "nsubj:outer") for child in verb.children)
    if passive is None and head is not None and not own and any(child.dep_ == "aux:pass" for child in verb.children):
        # "is a donor and has been mentioned as ...": the subject of the verb before is the passive one.
        return next((child for child in verb.children if child.dep_ == "obl:agent"), None), head
    if passive is None and head is not None and not own and _is_bare_participle(verb):
        return None, head
    return head, passive


def _is_perfect(verb: Token) -> bool:
    """ "he's sought to ...", "have endorsed Lee": active, where the parse took it for a passive."""
    helpers = {child.lower_ for child in verb.children if child.dep_.startswith("aux")}
    if not helpers or not helpers <= {"has", "have", "had", "also", "'s", "’s"}:
        return False
    return any(child.dep_ in ("obj", "xcomp", "ccomp") and child.i > verb.i for child in verb.children)


def _is_bare_participle(verb: Token) -> bool:
    """ "when questioned", "asked about it, Lee left": what is done to the subject of the clause above."""
    if verb.dep_ != "advcl" or any(child.dep_.startswith(("aux", "mark")) for child in verb.children):
        return False
    return verb.tag_ == "VBN" or verb.tag_ == "VBD" and verb.is_sent_start


def _climb(verb: Token) -> tuple[Token | None, Token | None]:
    seen = verb
    for _ in range(5):
        passive = None
        for child in seen.children:
            if child.dep_ in ("nsubj:pass", "csubj:pass"):
                passive = child
        if passive is not None and _is_perfect(seen):
            return passive, None
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
                if agent is None and seen.head.dep_ == "ROOT":
                    return seen.head, None
                return agent, seen.head
            return seen.head, None
        if seen.dep_ == "acl" and seen.tag_ == "VBD" and seen.head.i < seen.i:
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
    if verb.i == start and verb.i + 1 < len(doc) and doc[verb.i + 1].tag_ == "NNP":
        return doc[verb.i + 1]
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


def find_joined_subject(document: Document, verb: Token, start: int) -> Token | None:
    """The noun between "and" and a verb that the parse gave the subject of the verb before; None where there is none.

    "The boy was six and Marn News reports that ...": nobody but Marn News reports.
    """
    doc = document.doc
    first = verb.i
    while first - 1 > start and doc[first - 1].tag_ in _NOMINAL:
        first -= 1
    head, joint = doc[verb.i - 1], doc[first - 1]
    if first == verb.i or joint.tag_ != "CC" or head.tag_[:2] != "NN" or head.dep_ in ("obl:tmod", "nmod:tmod"):
        return None
    return None if doc[first - 2].tag_[:2] == "NN" else head  # "the town and the rebels said"


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


def source_range(
    document: Document,
    head: Token,
    verb: Token,
    cue: tuple[int, int],
    content: list[tuple[int, int]],
    start: int,
    end: int,
) -> tuple[int, int]:
    """The speaker's phrase, without what belongs to cue or content, and without the time at its end."""
    doc = document.doc
    blocked = set(range(*cue))
    for pair in content:
        blocked |= set(range(*pair))
    inside = {token.i for token in head.subtree if start <= token.i < end}
    last = head.i
    first = _phrase_start(document, head, inside, blocked, start)
    while last + 1 in inside and (last + 1 not in blocked or last + 1 not in range(*cue) and head.i < verb.i < last):
        last += 1
    last = _with_partners(document, verb, head, last, blocked)
    while (
        last + 1 < end
        and last + 1 not in blocked
        and last + 1 < verb.i
        and doc[last + 1].tag_ in ("NNP", "HYPH", "NN", "FW")
        and head.i < verb.i
    ):
        last += 1
    last = _before_aside(document, head, last)
    while last > head.i and (
        doc[last].is_punct and doc[last].text not in ")”\"'" or doc[last].is_space or doc[last].tag_ == "MD"
    ):
        last -= 1
    return first, last + 1


def _phrase_start(document: Document, head: Token, inside: set[int], blocked: set[int], start: int) -> int:
    """Where the phrase of a speaker begins: after any comma, dash, preposition or conjunction before its noun."""
    doc = document.doc
    first = head.i
    while first - 1 in inside and first - 1 not in blocked:
        first -= 1
    mark = next(
        (index for index in range(head.i, first, -1) if doc[index].text in _BREAKS and not _is_hyphen(document, index)),
        None,
    )
    if mark is not None:
        first = mark + 1
    while first < head.i and (
        doc[first].dep_ in ("case", "cc", "punct", "mark") or doc[first].lower_ in _BEFORE or doc[first].is_space
    ):
        first += 1
    while first - 2 >= start and _is_hyphen(document, first - 1):
        first -= 2  # "the 76-year-old"
        if not _is_hyphen(document, first - 1) and doc[first - 1].tag_ in ("DT", "PRP$") and first - 1 >= start:
            first -= 1
    if head.pos_ == "PROPN" and doc[first].pos_ in ("PROPN", "NOUN"):
        # Titles and modifiers that the parse hung elsewhere: "Russian upper house representative Ann Lee".
        while (
            first - 1 >= start
            and first - 1 not in blocked
            and doc[first - 1].tag_ in ("NN", "NNP", "JJ", "DT", "PRP$", "POS", "HYPH", "NNPS", "NNS")
            and (doc[first - 1].lower_ != "that" and (not doc[first - 1].pos_ == "ADV"))
        ):
            first -= 1
    return first


def _is_hyphen(document: Document, index: int) -> bool:
    """Whether the token joins two words with no blank: "76-year-old"."""
    doc = document.doc
    if not 0 < index < len(doc) - 1 or doc[index].text != "-":
        return False
    return not doc[index - 1].whitespace_ and not doc[index].whitespace_


def _with_partners(document: Document, verb: Token, head: Token, last: int, blocked: set[int]) -> int:
    """The end of "Lee and Moor" where the parse made two subjects of them."""
    for child in verb.children:
        if child.dep_.startswith("nsubj") and last < child.i < verb.i and head.i < child.i:
            words = [token.lower_ for token in document.doc[last + 1 : child.i + 1]]
            if "and" in words and "," not in words and not any(index in blocked for index in range(last, child.i)):
                return max(token.i for token in child.subtree if token.i < verb.i)
    return last


def _before_aside(document: Document, head: Token, last: int) -> int:
    """The end of a speaker's phrase without ", speaking to ..." or "on Friday" at its end."""
    doc = document.doc
    for index in range(head.i + 1, last):
        if doc[index].text == "," and (
            doc[index + 1].tag_ == "VBG" and doc[index + 1].lower_ != "including" or doc[index + 1].lower_ in _ASIDES
        ):
            last = index
            break
    if doc[last].lower_ in DAYS and last - 1 > head.i and doc[last - 1].lower_ == "on":
        return last - 2
    if doc[last].lower_ in DAYS and last > head.i:
        return last - 1
    if doc[last].text.isdigit() and len(doc[last].text) == 4 and last - 1 > head.i and doc[last - 1].lower_ == "in":
        return last - 2
    return last
