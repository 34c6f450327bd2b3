"""What a verb of the table reports: its clause, infinitive, label or noun phrase, as token ranges."""

from __future__ import annotations

from spacy.tokens import Token

from .cues import CORE, SPEECH, WEAK, force_of, prepositions_of
from .document import Document
from .draft import has_words


def find_content(document, verb, lemma, head, cue, start, end, quoted):  # noqa: ANN001, ANN202 - one table, six frames
    """(content ranges, force, cue, whether it is speech) in the first frame that fits; no content where none does."""
    weak = lemma in WEAK
    speech = lemma in SPEECH
    force = force_of(lemma, "c")
    if force:
        clause = _clause_of(verb)
        if clause is not None and not (weak and not _is_finite(clause)) and not _is_reflexive(clause):
            return _clause_ranges(document, clause, verb, start, end), force, cue, speech
        if speech and head is not None:
            introduced = _introduced(document, cue, start, end, quoted)
            if introduced:
                return introduced, force, cue, True
        if lemma in CORE and head is not None:
            trailing = _trailing_clause(document, verb, cue, end)
            if trailing is not None:
                return [trailing], force, cue, True
    if force_of(lemma, "k"):
        label = _label_content(document, verb, lemma, cue, end)
        if label is not None:
            return [label], force_of(lemma, "k"), cue, False
    for child in verb.children:
        if (
            child.dep_ == "xcomp"
            and child.i > verb.i
            and child.tag_ == "VB"
            and any(grand.lower_ == "to" for grand in child.children)
        ):
            objects = [other for other in verb.children if other.dep_ in ("obj", "iobj") and verb.i < other.i < child.i]
            frame = "o" if objects else "x"
            force = force_of(lemma, frame)
            if force:
                first = (
                    min(token.i for token in objects[0].subtree) if objects else min(token.i for token in child.subtree)
                )
                return [(first, right_edge(document, child, end))], force, cue, False
    for child in verb.children:
        if child.dep_ in ("obl", "obj", "advcl", "nmod") and child.i > verb.i:
            mark = next(
                (grand for grand in child.children if grand.dep_ in ("case", "mark") and grand.i == cue[1]), None
            )
            if mark is None:
                mark = next(
                    (
                        grand
                        for grand in child.children
                        if grand.dep_ in ("case", "mark")
                        and cue[1] < grand.i <= cue[1] + 6
                        and grand.lower_ in prepositions_of(lemma, "p")
                        and grand.lower_ == "for"
                    ),
                    None,
                )
            frame = next(
                (frame for frame in "po" if mark is not None and mark.lower_ in prepositions_of(lemma, frame)), None
            )
            if frame and mark is not None:
                adjacent = mark.i == cue[1]
                return (
                    [(mark.i + 1, right_edge(document, child, end))],
                    force_of(lemma, frame),
                    (cue[0], mark.i + 1 if adjacent else cue[1]),
                    False,
                )
    force = force_of(lemma, "n")
    if force and head is not None:
        for child in verb.children:
            if child.dep_ == "obj" and child.i > verb.i:
                return (
                    [(min(token.i for token in child.subtree), right_edge(document, child, end))],
                    force,
                    cue,
                    lemma in SPEECH,
                )
    return [], "said", cue, False


def _clause_of(verb: Token) -> Token | None:
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and _predicates(child)]
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


def _clause_ranges(document: Document, clause: Token, verb: Token, start: int, end: int) -> list[tuple[int, int]]:
    """The tokens of a clause without those of the verb that governs it, in ranges."""
    inside = {token.i for token in clause.subtree}
    if clause.i > verb.i:
        first = min(index for index in inside if index > verb.i)
        last = max(inside) + 1
        return [(first, _to_stop(document, last, end))]
    first = min(inside)
    left = (first, max(index for index in inside if index < verb.i) + 1)
    right = [index for index in inside if index > verb.i]
    ranges = [left]
    if right:
        ranges.append((min(right), max(right) + 1))
    return ranges


def _to_stop(document: Document, last: int, end: int) -> int:
    """The end of a clause that the parse broke off before any mark: at the next comma, or with the sentence."""
    doc = document.doc
    if last >= end or doc[last].is_punct or doc[last].is_space or doc[last].tag_ in ("CC", "''", "``"):
        return last
    while last < end and not (doc[last].text in (",", ";", ":", "—", "–", "--", "―") or doc[last].text[0] in '"“”'):
        last += 1
    return last


def _trailing_clause(document: Document, verb: Token, cue: tuple[int, int], end: int) -> tuple[int, int] | None:
    """The words after a verb such as "said", where they begin with "that" or hold a verb of their own."""
    doc = document.doc
    first = cue[1]
    that = next(
        (
            index
            for index in range(first, min(end, first + 16))
            if doc[index].lower_ == "that" and doc[index].tag_ in ("IN", "WDT")
        ),
        None,
    )
    if that is not None and not any(token.text in (",", ";") for token in doc[first:that]):
        first = that
    elif (
        first < end
        and doc[first].tag_ in ("IN", "TO", "CC", ",", ".", "RB", "RP", "VBG", "WRB")
        or _is_told(doc[verb.i])
    ):
        return None
    finite = next((index for index in range(first, end) if doc[index].tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    if finite is None or finite - first > 25 or finite == first:
        return None
    return first, end


def _is_told(verb: Token) -> bool:
    """Whether a verb takes a listener before what is said: "told reporters ..." without "that" is left to the parse."""
    return verb.lower_ in ("tell", "told", "tells", "telling", "warned", "warn", "warns")


def _label_content(
    document: Document, verb: Token, lemma: str, cue: tuple[int, int], end: int
) -> tuple[int, int] | None:
    """ "called the plan a disgrace", "described it as personal": the thing and its label."""
    things = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass") and child.i >= cue[1]]
    words = prepositions_of(lemma, "k")
    for child in verb.children:
        if child.i < cue[1] or child in things:
            continue
        marked = any(grand.lower_ in words and grand.dep_ in ("case", "mark") for grand in child.children)
        bare = (
            not words
            and child.dep_ in ("xcomp", "ccomp", "acl", "conj", "advcl")
            and child.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")
            and not any(grand.lower_ == "to" for grand in child.children)
        )
        if things and (marked or bare):
            first = min(token.i for token in things[0].subtree if token.i >= cue[1])
            return first, max(right_edge(document, child, end), things[0].i + 1)
    return None


def _introduced(
    document: Document, cue: tuple[int, int], start: int, end: int, quoted: list[int]
) -> list[tuple[int, int]]:
    """What a verb introduces with a colon or a quotation mark: 'Lee told the court: "..."'."""
    doc = document.doc
    for index in range(cue[1], min(end, cue[1] + 14)):
        if quoted[index] >= 0:
            last = max(place for place in range(index, end) if quoted[place] >= 0) + 1
            return [(index, last)] if last - index > 2 else []
        if doc[index].text == ":" and has_words(document, index + 1, end):
            return [(index + 1, end)]
    return []


def right_edge(document: Document, token: Token, end: int) -> int:
    last = min(max(other.i for other in token.subtree) + 1, end)
    # A compound that the parse broke at its hyphen: "a cross" + "-border caliphate".
    while last + 1 < end and document.doc[last].tag_ == "HYPH" and not document.doc[last].whitespace_:
        last += 2
        while last < end and document.doc[last].tag_ in ("NN", "NNS", "JJ", "NNP"):
            last += 1
    return last


def cut_sources(document: Document, content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Contents without ", according to ..." at their end: that is another's attribution."""
    doc = document.doc
    kept = []
    for start, end in content:
        for index in range(start + 1, end - 1):
            if doc[index].lower_ == "according" and doc[index + 1].lower_ == "to" and doc[index - 1].text == ",":
                end = index - 1
                break
        kept.append((start, end))
    return kept


def leave_out(content, cue, source):  # noqa: ANN001, ANN202
    """The content's ranges with the tokens of cue and source taken out."""
    blocked = set(range(*cue)) | (set(range(*source)) if source else set())
    kept: list[tuple[int, int]] = []
    for start, end in content:
        run = start
        for index in range(start, end + 1):
            if index == end or index in blocked:
                if run < index:
                    kept.append((run, index))
                run = index + 1
    return kept
