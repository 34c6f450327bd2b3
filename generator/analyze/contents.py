"""What a verb of the table reports: its clause or quotation, as token ranges."""

from __future__ import annotations

from spacy.tokens import Token

from .complements import find_complement
from .cues import CORE, SPEECH, WEAK, force_of
from .document import Document
from .draft import has_words
from .frames import Found, Ranges, Sentence, left_edge, phrase_before, right_edge

_STOPS = (",", ";", ":", "—", "–", "--", "―")


def find_content(
    sentence: Sentence, verb: Token, lemma: str, head: Token | None, passive: Token | None, cue: tuple[int, int]
) -> Found | None:
    """What the verb reports in the first frame that fits; None where none does."""
    return (
        _read_clause(sentence, verb, lemma, head, cue)
        or _read_announced(sentence, head, cue)
        or find_complement(sentence, verb, lemma, head, passive, cue)
        or _read_raised(sentence, verb, lemma, cue)
        or _read_comparison(sentence, verb, lemma, cue)
    )


def _read_clause(sentence: Sentence, verb: Token, lemma: str, head: Token | None, cue: tuple[int, int]) -> Found | None:
    force = force_of(lemma, "c")
    if not force:
        return None
    document, end = sentence.document, sentence.end
    weak, speech = lemma in WEAK, lemma in SPEECH
    clause = _clause_of(verb, end)
    if clause is not None and not (weak and not _is_finite(clause)) and not _is_reflexive(clause):
        return Found(_clause_ranges(document, clause, verb, end), force, cue, speech)
    if speech and head is not None:
        introduced = _introduced(sentence, cue)
        if introduced:
            return Found(introduced, force, cue, True)
    if cue[1] < end and document.doc[cue[1]].tag_ in ("WRB", "WP") and not weak:
        return Found([(cue[1], right_edge(document, verb, end))], force, cue, speech)
    if head is not None:
        trailing = _trailing_clause(document, verb, lemma, cue, end)
        if trailing is not None:
            return Found([trailing], force, cue, speech)
    return None


def _read_announced(sentence: Sentence, head: Token | None, cue: tuple[int, int]) -> Found | None:
    """'scolded him: "..."': a quotation after a colon, whatever the verb of the table."""
    doc = sentence.document.doc
    for index in range(cue[1], min(sentence.end - 2, cue[1] + 14) if head is not None else cue[1]):
        if doc[index].text in (",", ";") or sentence.quoted[index] >= 0:
            return None
        if doc[index].text == ":" and sentence.quoted[index + 2] >= 0:
            last = max(place for place in range(index, sentence.end) if sentence.quoted[place] >= 0) + 1
            return Found([(index + 1, last)], "said", cue, True)
    return None


def _read_raised(sentence: Sentence, verb: Token, lemma: str, cue: tuple[int, int]) -> Found | None:
    """ "The truce seems to hold": how it looks, to nobody in particular."""
    force = force_of(lemma, "s")
    if not force:
        return None
    completes = [
        child
        for child in verb.children
        if child.dep_ in ("xcomp", "ccomp", "csubj") and child.i >= cue[1]
        if any(grand.dep_ in ("mark", "aux", "cop", "nsubj") for grand in child.children)
    ]
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj") and child.i < cue[0]]
    if not completes:
        return None
    first = left_edge(completes[0], cue[1])
    content = [(first, right_edge(sentence.document, completes[0], sentence.end))]
    if subjects and subjects[0].lower_ != "it":
        content.insert(0, phrase_before(sentence, subjects[0], cue[0]))
    return Found(content, force, cue, False, True)


def _read_comparison(sentence: Sentence, verb: Token, lemma: str, cue: tuple[int, int]) -> Found | None:
    """ "As the police have said, the road is closed": the clause that it is said of."""
    force = force_of(lemma, "c")
    if not force or lemma not in SPEECH or verb.dep_ != "advcl":
        return None
    if not any(child.lower_ == "as" and child.dep_ == "mark" for child in verb.children):
        return None
    inside = {token.i for token in verb.subtree}
    main = verb.head
    if main.tag_[:2] not in ("VB", "JJ", "NN"):
        return None
    rest = sorted(token.i for token in main.subtree if token.i not in inside)
    content: Ranges = []
    for index in rest:
        if content and content[-1][1] == index:
            content[-1] = (content[-1][0], index + 1)
        else:
            content.append((index, index + 1))
    content = [pair for pair in content if has_words(sentence.document, *pair)]
    return Found(content, force, cue) if content else None


def _clause_of(verb: Token, end: int) -> Token | None:
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and child.i < end and _predicates(child)]
    return next((child for child in clauses if child.i > verb.i), clauses[0] if clauses else None)


def _predicates(clause: Token) -> bool:
    """Whether it says something of something: a parse now and then calls a thing a clause ("claimed the town")."""
    return clause.pos_ in ("VERB", "AUX") or any(
        child.dep_ in ("cop", "aux", "nsubj", "mark") for child in clause.children
    )


def _is_reflexive(clause: Token) -> bool:
    """ "could find themselves embroiled": nothing is found out."""
    return any(
        token.lower_ in ("themselves", "itself", "himself", "herself") and token.i < clause.i
        for token in clause.children
    )


def _is_finite(clause: Token) -> bool:
    return any(child.dep_.startswith(("nsubj", "expl", "csubj")) for child in clause.children)


def _clause_ranges(document: Document, clause: Token, verb: Token, end: int) -> Ranges:
    """The tokens of a clause without those of the verb that governs it, in ranges."""
    inside = {token.i for token in clause.subtree}
    if clause.i > verb.i:
        first = min(index for index in inside if index > verb.i)
        last = max(inside) + 1
        return [(first, _to_stop(document, last, end))]
    first = min(inside)
    ranges = [(first, max(index for index in inside if index < verb.i) + 1)]
    right = [index for index in inside if index > verb.i]
    if right:
        ranges.append((min(right), max(right) + 1))
    return ranges


def _to_stop(document: Document, last: int, end: int) -> int:
    """The end of a clause that the parse broke off before any mark: at the next comma, or with the sentence."""
    doc = document.doc
    if last >= end or doc[last].is_punct or doc[last].is_space or doc[last].tag_ in ("CC", "''", "``"):
        return last
    while last < end and not (doc[last].text in _STOPS or doc[last].text[0] in '"“”'):
        last += 1
    return last


def _trailing_clause(
    document: Document, verb: Token, lemma: str, cue: tuple[int, int], end: int
) -> tuple[int, int] | None:
    """The words after a verb, where they begin with "that" or, after one such as "said", hold a verb of their own."""
    doc = document.doc
    first = cue[1]
    that = next(
        (
            index
            for index in range(first, min(end, first + 16))
            if doc[index].lower_ == "that" and doc[index].tag_ in ("IN", "WDT")
            if index == first or lemma in SPEECH
        ),
        None,
    )
    if that is not None and not any(
        token.text == ";" or token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[first:that]
    ):
        first = that
    elif lemma not in CORE or (
        first < end
        and doc[first].tag_ in ("IN", "TO", "CC", ",", ".", "RB", "RP", "VBG", "WRB")
        or _is_told(doc[verb.i])
    ):
        return None
    finite = next((index for index in range(first, end) if doc[index].tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    if finite is None or finite - first > 25 or finite == first:
        return None
    if any(doc[index].text == "," and doc[index + 1].tag_ == "CC" for index in range(first, finite)):
        return None  # "claimed the town, but it was not lost": another clause
    return first, end


def _is_told(verb: Token) -> bool:
    """Whether a verb takes a listener before what is said: "told reporters ..." without "that" is left to the parse."""
    return verb.lower_ in ("tell", "told", "tells", "telling", "warned", "warn", "warns")


def _introduced(sentence: Sentence, cue: tuple[int, int]) -> Ranges:
    """What a verb introduces with a colon or a quotation mark: 'Lee told the court: "..."'."""
    document, end, quoted = sentence.document, sentence.end, sentence.quoted
    doc = document.doc
    for index in range(cue[1], min(end, cue[1] + 14)):
        if quoted[index] >= 0:
            last = max(place for place in range(index, end) if quoted[place] >= 0) + 1
            return [(index, last)] if last - index > 2 else []
        if doc[index].text == ":" and has_words(document, index + 1, end):
            return [(index + 1, end)]
    return []
