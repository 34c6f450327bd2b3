"""The normalised name of what a number counts: "people killed", "civilians injured", "villages"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from .document import Document
from .sentences import lemma_of

# What became of those who are counted: lemma of a verb, adjective or noun -> state.
STATES = {
    "kill": "killed",
    "die": "killed",
    "dead": "killed",
    "death": "killed",
    "slay": "killed",
    "murder": "killed",
    "massacre": "killed",
    "perish": "killed",
    "fatality": "killed",
    "drown": "killed",
    "martyr": "killed",
    "killed": "killed",
    "execute": "killed",
    "injure": "injured",
    "wound": "injured",
    "hurt": "injured",
    "injury": "injured",
    "injured": "injured",
    "wounded": "injured",
    "flee": "displaced",
    "displace": "displaced",
    "uproot": "displaced",
    "refugee": "displaced",
    "displaced": "displaced",
    "arrest": "arrested",
    "detain": "arrested",
    "jail": "jailed",
    "imprison": "jailed",
    "missing": "missing",
    "abduct": "abducted",
    "kidnap": "abducted",
    "evacuate": "evacuated",
    "rescue": "rescued",
    "hospitalize": "hospitalised",
    "hospitalise": "hospitalised",
    "infect": "infected",
    "strand": "stranded",
    "trap": "trapped",
    "starve": "starving",
}
_FORMS = {
    "fled": "displaced",
    "fleeing": "displaced",
    "killed": "killed",
    "kills": "killed",
    "killing": "killed",
    "died": "killed",
    "wounded": "injured",
    "injured": "injured",
    "displaced": "displaced",
    "arrested": "arrested",
    "detained": "arrested",
    "kidnapped": "abducted",
    "abducted": "abducted",
    "evacuated": "evacuated",
    "slain": "killed",
    "injuring": "injured",
    "wounding": "injured",
    "murdered": "killed",
    "massacred": "killed",
    "executed": "killed",
    "rescued": "rescued",
}
# Verbs whose object is what becomes of the counted: "killed 11 civilians".
_TRANSITIVE = frozenset(
    "killed kills killing wounded wounding injured injuring displaced displacing arrested detained kidnapped "
    "abducted evacuated murdered executed rescued".split()
)
# What stands right after the counted and tells what became of them: "three soldiers dead".
_PREDICATES = frozenset({"dead", "injured", "wounded", "missing", "killed", "displaced"})
# Verbs that say by another word what became of their subject or object: "left 12 dead", "remain trapped".
_RESULTING = frozenset(
    "leave find remain lie be become get go report declare pronounce confirm presume believe fear list feel feared "
    "seem appear hold keep shoot gun beat say stay end".split()
)
# Nouns that count a state of people by themselves.
_STATE_NOUNS = frozenset({"death", "fatality", "injury", "refugee", "casualty"})
#: Words after a noun among which a phrase that tells a state ends.
PHRASE_WORDS = 12
_PHRASE = re.compile(
    r"(?:(?:who|that|have|has|had|been|being|were|was|are|be|also|now|all|since|so|far|already|reportedly) ){0,12}"
    r"(?:(?P<killed>(?:lost|losing) (?:their|his|her) li(?:fe|ves))"
    r"|(?:rushed|taken|brought|sent|admitted|transported|transferred|airlifted|treated) "
    r"(?:\w+ ){1,5}?(?:hospitals?|clinics?)"
    r"|hospitali[sz]ed)\b"
)
PEOPLE = frozenset("people person individual human soul resident inhabitant citizen life victim other".split())


def state_of(token: Token) -> str | None:
    """What a word tells became of people: "killed", "displaced", ...; None where nothing."""
    return _FORMS.get(token.lower_) or STATES.get(lemma_of(token)) or STATES.get(token.lower_)


def name_quantity(document: Document, noun: Token, first: int, *, whole: bool = False) -> tuple[str, int]:
    """(normalised quantity, the token after the words that carry it) of a counted noun; ``first`` begins the number.

    ``whole`` says that the number counts a whole of which the verb tells a part ("two of the three victims died").
    """
    lemma = lemma_of(noun)
    end = _phrase_end(noun)
    if lemma in _STATE_NOUNS:
        state = STATES.get(lemma)
        return (f"people {state}" if state else "casualties"), end
    who = (
        "people"
        if lemma in PEOPLE
        else noun.text
        if noun.tag_ == "NNPS" or _is_nationality(noun)
        else noun.lower_
        if noun.tag_ == "NNS"
        else lemma
    )
    if whole or _is_where(document, first):
        return who, end
    state, place = _find_state(document, noun, first)
    if state is None and first > 0 and document.doc[first - 1].lower_ in _TRANSITIVE:
        state = state_of(document.doc[first - 1])
    if state is None:
        state, place = _state_after(document, noun)
    if state is None:
        state, place = _find_phrase(document, noun)
    if state is None:
        return who, end
    if place is not None and end <= place <= end + 4:
        end = place + 1
    return f"{who} {state}", end


def _is_where(document: Document, first: int) -> bool:
    """Whether the counted is where it happened: "12 people in five cities died", but "resulted in 12 people dead"."""
    doc = document.doc
    if first < 2 or doc[first - 1].lower_ not in ("in", "across", "throughout"):
        return False
    return lemma_of(doc[first - 2]) not in ("result", "end", "culminate")


def _find_phrase(document: Document, noun: Token) -> tuple[str | None, int | None]:
    """The state that several words after the noun tell together: "lost their lives", "were taken to hospital"."""
    _, stop = document.bounds(noun.i)
    words = document.doc[noun.i + 1 : min(stop, noun.i + PHRASE_WORDS)]
    text = "".join(token.lower_ + " " for token in words)
    hit = _PHRASE.match(text)
    if hit is None:
        return None, None
    last = len(hit.group().split())
    return ("killed" if hit["killed"] else "hospitalised"), noun.i + last


def _state_after(document: Document, noun: Token) -> tuple[str | None, int | None]:
    """The state in the words right after: "have fled", "to become refugees", "were killed"."""
    _, stop = document.bounds(noun.i)
    for token in document.doc[noun.i + 1 : min(stop, noun.i + 5)]:
        if token.lower_ in (
            "who",
            "have",
            "has",
            "had",
            "been",
            "were",
            "was",
            "are",
            "be",
            "become",
            "to",
            "also",
            "already",
            "now",
            "left",
            "still",
            "remain",
            "remained",
            "feared",
            "believed",
            "thought",
            "presumed",
            "confirmed",
            "reported",
        ):
            continue
        state = state_of(token)
        if token.tag_ == "VBG" and token.lower_ not in ("fleeing", "dying", "missing", "starving"):
            return None, None
        passive = (
            token.lower_ in _TRANSITIVE
            and not any(
                other.lower_ in ("been", "were", "was", "are", "be") for other in document.doc[noun.i + 1 : token.i]
            )
            and token.i > noun.i + 1
        )
        return (state, token.i) if state and not passive else (None, None)
    return None, None


def _is_nationality(noun: Token) -> bool:
    return (
        noun.text[0].isupper()
        and noun.text.endswith("s")
        and noun.pos_ in ("PROPN", "NOUN")
        and noun.tag_ in ("NNS", "NNPS")
    )


def _phrase_end(noun: Token) -> int:
    return noun.i + 1


def _find_state(document: Document, noun: Token, first: int) -> tuple[str | None, int | None]:
    """The state that the noun's verb, adjective or participle tells, and the token that tells it."""
    following = document.doc[noun.i + 1] if noun.i + 1 < len(document.doc) else None
    if following is not None and following.lower_ in _PREDICATES and following.tag_ != "VBD":
        return STATES[following.lower_], following.i
    for child in noun.children:
        if (
            child.dep_ in ("amod", "acl", "acl:relcl", "nmod:desc")
            and child.i >= first
            and state_of(child)
            and not _acts(child)
        ):
            return state_of(child), child.i
    head = noun.head
    if head.i == noun.i:
        return (STATES.get(lemma_of(following)), following.i) if following is not None else (None, None)
    lemma = lemma_of(head)
    if noun.dep_ in ("nsubj:pass", "obj", "nsubj", "xcomp", "conj", "obl", "nsubj:outer"):
        if noun.dep_ == "conj" and head.head.pos_ == "VERB":
            lemma, head, relation = lemma_of(head.head), head.head, head.dep_
        else:
            relation = noun.dep_
        state = state_of(head)
        if (
            state in ("killed", "injured", "arrested", "abducted", "displaced", "jailed", "evacuated", "rescued")
            and lemma not in ("die", "flee", "perish", "dead", "drown")
            and head.lower_ not in ("fled", "died", "fleeing")
        ):
            if relation in ("obj", "nsubj:pass") or (relation == "nsubj" and head.tag_ == "VBN"):
                return state, head.i
            state = None
        if state and relation in ("nsubj", "nsubj:pass", "nsubj:outer"):
            return state, head.i
        for child in head.children:
            if child.dep_ in ("xcomp", "acl", "advcl") and child.i > noun.i and not _acts(child):
                word = lemma_of(child)
                if word in STATES and word != "refugee" and lemma_of(head) in _RESULTING:
                    return STATES[word], child.i
                if word in ("become", "refugee") or any(lemma_of(grand) == "refugee" for grand in child.children):
                    if word == "refugee" or any(lemma_of(grand) == "refugee" for grand in child.children):
                        place = (
                            child.i
                            if word == "refugee"
                            else next(grand.i for grand in child.children if lemma_of(grand) == "refugee")
                        )
                        return "displaced", place
    return None, None


def _acts(token: Token) -> bool:
    """Whether a verb below a noun tells what somebody does or did, and not what became of the counted."""
    if token.tag_ in ("VBZ", "VBP", "VBD") and token.dep_ != "acl:relcl":
        return True
    if token.tag_ in ("VB", "VBG") and token.lower_ not in ("fleeing", "dying", "missing", "starving"):
        return not any(lemma_of(child) == "refugee" for child in token.children)
    return False
