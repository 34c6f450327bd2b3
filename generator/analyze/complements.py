"""What a verb of the table reports where it is no clause: a label, an infinitive, a phrase or a thing."""

from __future__ import annotations

from spacy.tokens import Token

from .cues import SPEECH, force_of, prepositions_of
from .frames import Found, Sentence, left_edge, phrase_before, right_edge

# Prepositions whose phrase after an object still tells what was said of it: "praised the army for ...".
_TELLING = frozenset("for as of over about against to with from into toward towards like".split())
_STOPS = (",", ";", ":", "—", "–", "--", "―")


def find_complement(
    sentence: Sentence, verb: Token, lemma: str, head: Token | None, passive: Token | None, cue: tuple[int, int]
) -> Found | None:
    """What the verb reports in the first of its frames that fits; None where none does."""
    return (
        _read_label(sentence, verb, lemma, passive, cue)
        or _read_infinitive(sentence, verb, lemma, passive, cue)
        or _read_phrase(sentence, verb, lemma, passive, cue)
        or _read_persuasion(sentence, verb, lemma, cue)
        or _read_gerund(sentence, verb, lemma, cue)
        or _read_object(sentence, verb, lemma, head, cue)
        or _read_passive(sentence, verb, lemma, passive, cue)
    )


def _read_label(
    sentence: Sentence, verb: Token, lemma: str, passive: Token | None, cue: tuple[int, int]
) -> Found | None:
    """ "called the plan a disgrace", "described it as personal", "is considered a friend": the thing and its label."""
    force = force_of(lemma, "k")
    if not force:
        return None
    things = [child for child in verb.children if child.dep_ == "obj" and child.i >= cue[1]]
    words = prepositions_of(lemma, "k")
    for child in verb.children:
        if child.i < cue[1] or child in things:
            continue
        marked = any(grand.lower_ in words and grand.dep_ in ("case", "mark") for grand in child.children)
        bare = (
            child.dep_ in ("xcomp", "ccomp", "acl", "conj", "advcl")
            and child.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")
            and not any(grand.lower_ == "to" or grand.dep_ in ("case", "mark") for grand in child.children)
        )
        if not marked and not (bare and _takes_bare(lemma)):
            continue
        last = right_edge(sentence.document, child, sentence.end)
        if things:
            first = left_edge(things[0], cue[1])
            return Found([(first, max(last, things[0].i + 1))], force, cue)
        if passive is not None and passive.i < cue[0]:
            first = left_edge(child, cue[1])
            return Found([phrase_before(sentence, passive, cue[0]), (first, last)], force, cue)
    return _read_unlabelled(sentence, verb, lemma, things, cue)


def _read_unlabelled(
    sentence: Sentence, verb: Token, lemma: str, things: list[Token], cue: tuple[int, int]
) -> Found | None:
    """ "what she called a rant", and "called him a rogue" where the parse lost the label."""
    if lemma != "call" or verb.dep_ not in ("acl:relcl",) and not things:
        return None
    last = right_edge(sentence.document, verb, sentence.end)
    for index in range(cue[1], last):
        if sentence.quoted[index] < 0 and sentence.document.doc[index].text in _STOPS:
            last = index
            break
    told = verb.dep_ == "acl:relcl" or any(sentence.quoted[index] >= 0 for index in range(cue[1], last))
    return Found([(cue[1], last)], "said" if told else "planned", cue) if last > cue[1] else None


def _takes_bare(lemma: str) -> bool:
    return lemma in ("call", "label", "brand", "dub", "term", "style", "nickname", "deem", "consider", "judge", "find")


def _read_infinitive(
    sentence: Sentence, verb: Token, lemma: str, passive: Token | None, cue: tuple[int, int]
) -> Found | None:
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp", "acl", "advcl") or child.i < cue[1]:
            continue
        if cue[1] < sentence.end and sentence.document.doc[cue[1]].lower_ in prepositions_of(lemma, "o"):
            continue
        to = next((grand.i for grand in child.children if grand.lower_ == "to" and grand.tag_ == "TO"), None)
        if to is None or child.dep_ in ("acl", "advcl") and passive is None and not _is_near(sentence, cue[1], to):
            continue
        things = [other for other in verb.children if other.dep_ in ("obj", "iobj") and verb.i < other.i < child.i]
        force = force_of(lemma, "o" if things or passive is not None else "x")
        if force:
            inside = things[0] if things else child
            first = left_edge(inside, cue[1])
            last = right_edge(sentence.document, child, sentence.end)
            before = [phrase_before(sentence, passive, cue[0])] if passive is not None and passive.i < cue[0] else []
            return Found([*before, (first, last)], force, cue)
    return None


def _is_near(sentence: Sentence, stop: int, to: int) -> bool:
    """Whether nothing but a few words without a mark stands between a verb and its infinitive."""
    return to <= stop + 6 and not any(token.is_punct for token in sentence.document.doc[stop:to])


def _read_gerund(sentence: Sentence, verb: Token, lemma: str, cue: tuple[int, int]) -> Found | None:
    """ "proposed dropping it", "admitted using it"."""
    force = force_of(lemma, "n") or force_of(lemma, "c")
    for child in verb.children:
        if force and child.tag_ == "VBG" and child.dep_ in ("xcomp", "ccomp", "advcl", "obj") and child.i >= cue[1]:
            if left_edge(child, 0) == cue[1]:
                return Found([(cue[1], right_edge(sentence.document, child, sentence.end))], force, cue)
    return None


def _read_persuasion(sentence: Sentence, verb: Token, lemma: str, cue: tuple[int, int]) -> Found | None:
    """ "urged the parties to stop" where the parse hangs the infinitive elsewhere."""
    force = force_of(lemma, "o")
    doc = sentence.document.doc
    if not force or not any(child.dep_ in ("obj", "iobj") and child.i >= cue[1] for child in verb.children):
        return None
    for index in range(cue[1] + 1, min(sentence.end - 1, cue[1] + 10)):
        if doc[index].is_punct or doc[index].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if doc[index].tag_ == "TO" and doc[index + 1].tag_ == "VB":
            last = max(right_edge(sentence.document, doc[index + 1], sentence.end), index + 2)
            return Found([(cue[1], last)], force, cue)
    return None


def _read_phrase(
    sentence: Sentence, verb: Token, lemma: str, passive: Token | None, cue: tuple[int, int]
) -> Found | None:
    """ "called for a pause", "accused the army of treason", "asked him about it"."""
    frames = {frame: prepositions_of(lemma, frame) for frame in "poqrt"}
    if not any(frames.values()):
        return None
    document, end = sentence.document, sentence.end
    things = [child for child in verb.children if child.dep_ in ("obj", "iobj") and child.i >= cue[1]]
    for child in verb.children:
        if child.dep_ not in ("obl", "obj", "advcl", "nmod", "xcomp", "ccomp") or child.i <= verb.i:
            continue
        mark = next((grand for grand in child.children if grand.dep_ in ("case", "mark") and grand.i >= cue[1]), None)
        if mark is None:
            continue
        word, last = mark.lower_, right_edge(document, child, end)
        if mark.i == cue[1]:
            if word in frames["t"]:
                return Found([(mark.i, last)], force_of(lemma, "t") or "said", cue, True)
            frame = next((frame for frame in "po" if word in frames[frame]), None)
            if frame:
                last = _with_infinitive(sentence, verb, last)
                return Found([(mark.i + 1, last)], force_of(lemma, frame) or "said", (cue[0], mark.i + 1))
            if passive is not None and word in frames["q"]:
                before = [phrase_before(sentence, passive, cue[0])] if passive.i < cue[0] else []
                return Found([*before, (mark.i + 1, last)], force_of(lemma, "q") or "said", (cue[0], mark.i + 1))
        elif things and things[0].i < mark.i:
            if word in frames["q"]:
                first = left_edge(things[0], cue[1])
                return Found([(first, last)], force_of(lemma, "q") or "said", cue)
            if word in frames["r"] and mark.i - cue[1] <= 4:
                return Found([(mark.i + 1, last)], force_of(lemma, "r") or "said", (cue[0], mark.i + 1))
        elif word in frames["p"] and not things and mark.i <= cue[1] + 4:
            return Found([(mark.i + 1, last)], force_of(lemma, "p") or "said", (cue[0], mark.i + 1))
    return _read_object_phrase(sentence, things, lemma, frames["q"], cue)


def _with_infinitive(sentence: Sentence, verb: Token, last: int) -> int:
    """The end of "called on the group to stop": the infinitive at once after the phrase belongs to it."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "advcl", "ccomp") and child.tag_ == "VB" and child.i >= last:
            if left_edge(child, 0) == last and sentence.document.doc[last].lower_ == "to":
                return right_edge(sentence.document, child, sentence.end)
    return last


def _read_object_phrase(
    sentence: Sentence, things: list[Token], lemma: str, prepositions: tuple[str, ...], cue: tuple[int, int]
) -> Found | None:
    """ "accused the army of treason" where the parse hangs the phrase on the object."""
    for thing in things[:1] if prepositions else ():
        for child in thing.children:
            if child.i > thing.i and any(
                grand.lower_ in prepositions and grand.dep_ in ("case", "mark") for grand in child.children
            ):
                first = left_edge(thing, cue[1])
                return Found(
                    [(first, right_edge(sentence.document, thing, sentence.end))], force_of(lemma, "q") or "said", cue
                )
    return None


def _read_object(sentence: Sentence, verb: Token, lemma: str, head: Token | None, cue: tuple[int, int]) -> Found | None:
    force = force_of(lemma, "n")
    if not force or head is None:
        return None
    for child in verb.children:
        if child.dep_ == "obj":
            if child.i < cue[1]:
                if child.tag_ not in ("WDT", "WP"):
                    return None
                return Found([(child.i, child.i + 1)], force, cue)
            first = left_edge(child, cue[1])
            last = right_edge(sentence.document, child, sentence.end)
            return Found([(first, _with_telling(sentence, verb, last))], force, cue, lemma in SPEECH)
    return None


def _with_telling(sentence: Sentence, verb: Token, last: int) -> int:
    """The end of an object's range with the phrases at once after it that tell more of what was said."""
    for child in verb.children:
        if child.i >= last and child.dep_ in ("obl", "advcl", "xcomp", "ccomp", "acl"):
            inside = left_edge(child, 0)
            if inside == last and sentence.document.doc[inside].lower_ in _TELLING:
                last = right_edge(sentence.document, child, sentence.end)
    return last


def _read_passive(
    sentence: Sentence, verb: Token, lemma: str, passive: Token | None, cue: tuple[int, int]
) -> Found | None:
    """ "The ruling was denounced by Lee": what was denounced."""
    force = force_of(lemma, "n")
    if not force or passive is None or passive.i >= cue[0]:
        return None
    told = lemma in SPEECH and force not in ("thought", "planned") and passive.tag_ != "PRP"
    if not told and not any(child.dep_ == "obl:agent" for child in verb.children):
        return None
    return Found([phrase_before(sentence, passive, cue[0])], force, cue)
