"""The normalised name of what a number counts: "people killed", "civilians injured", "villages"."""

from __future__ import annotations

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
    "miss": "missing",
    "missing": "missing",
    "abduct": "abducted",
    "kidnap": "abducted",
    "evacuate": "evacuated",
    "rescue": "rescued",
    "hospitalize": "injured",
    "hospitalise": "injured",
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
# Nouns that count a state of people by themselves.
_STATE_NOUNS = frozenset({"death", "fatality", "injury", "refugee", "casualty"})
PEOPLE = frozenset("people person individual human soul resident inhabitant citizen life victim other".split())


def state_of(token: Token) -> str | None:
    """What a word tells became of people: "killed", "displaced", ...; None where nothing."""
    return _FORMS.get(token.lower_) or STATES.get(lemma_of(token)) or STATES.get(token.lower_)


def name_quantity(document: Document, noun: Token, first: int) -> tuple[str, int]:
    """(normalised quantity, the token after the words that carry it) of a counted noun; ``first`` begins the number."""
    lemma = lemma_of(noun)
    end = _phrase_end(noun)
    if lemma in _STATE_NOUNS:
        state = STATES.get(lemma)
        return (f"people {state}" if state else "casualties"), end
    who = (
        "people"
        if lemma in PEOPLE or (noun.tag_ == "NNPS") or _is_nationality(noun)
        else noun.lower_
        if noun.tag_ == "NNS"
        else lemma
    )
    state, place = _find_state(document, noun)
    if state is None and first > 0 and document.doc[first - 1].lower_ in _TRANSITIVE:
        state = state_of(document.doc[first - 1])
    if state is None:
        state, place = _state_after(document, noun)
    if state is None:
        return who, end
    if place is not None and end <= place <= end + 4:
        end = place + 1
    return f"{who} {state}", end


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
            "reported",
        ):
            continue
        state = state_of(token)
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


def _find_state(document: Document, noun: Token) -> tuple[str | None, int | None]:
    """The state that the noun's verb, adjective or participle tells, and the token that tells it."""
    for child in noun.children:
        if child.dep_ in ("amod", "acl", "acl:relcl", "nmod:desc") and state_of(child) and child.dep_ != "nmod":
            return state_of(child), child.i
    head = noun.head
    if head.i == noun.i:
        following = document.doc[noun.i + 1] if noun.i + 1 < len(document.doc) else None
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
            if child.dep_ in ("xcomp", "acl", "advcl") and child.i > noun.i:
                word = lemma_of(child)
                if word in STATES and word != "refugee":
                    return STATES[word], child.i
                if word in ("become", "refugee") or any(lemma_of(grand) == "refugee" for grand in child.children):
                    if word == "refugee" or any(lemma_of(grand) == "refugee" for grand in child.children):
                        place = (
                            child.i
                            if word == "refugee"
                            else next(grand.i for grand in child.children if lemma_of(grand) == "refugee")
                        )
                        return "displaced", place
    following = document.doc[noun.i + 1] if noun.i + 1 < len(document.doc) else None
    if following is not None and following.lower_ in ("dead", "injured", "wounded", "missing", "killed", "displaced"):
        return STATES[following.lower_], following.i
    return None, None
