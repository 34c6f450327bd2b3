"""Predicates and who takes part in them, from the dependency tree."""

from __future__ import annotations

from spacy.tokens import Token

from ..records import Event, TimeExpression
from .dating import Dating, date_predicates
from .document import Document
from .index import NameIndex
from .labels import AGENT_LABELS
from .sentences import is_negated_verb, lemma_of, tense_of

# Relations under which a verb opens a clause of its own: its words belong to it and not to its head.
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass"})
_POSSIBLE = frozenset("may might could would can should must".split())
_DOUBT = frozenset("reportedly allegedly possibly perhaps probably likely".split())
_PLANNED = frozenset("plan intend expect hope want threaten vow promise pledge prepare schedule aim agree".split())
_DENYING = frozenset({"deny", "fail", "refuse", "decline"})
_LIGHT = frozenset({"be", "have", "do"})


def find_events(document: Document, names: NameIndex, times: tuple[TimeExpression, ...]) -> tuple[Event, ...]:
    """The Events of a document in text order; a predicate with no part, place or time is left out."""
    dated = date_predicates(document, times)
    found: list[Event] = []
    for index, (start, end, _) in enumerate(document.sentences):
        for verb in document.doc[start:end]:
            if verb.pos_ != "VERB" or verb.dep_ in ("amod", "compound", "case", "aux", "mark", "fixed"):
                continue
            lemma = lemma_of(verb)
            if lemma in _LIGHT:
                continue
            agent, patient = _take_part(names, verb)
            clause = _clause_tokens(verb)
            places = _places(names, clause)
            when = dated.get(verb.i, Dating())
            if agent is None and patient is None and not places and not when.times:
                continue
            span = document.span(verb.i, verb.i + 1)
            modality = _modality(verb)
            found.append(
                Event(index, span, lemma, agent, patient, places, when.times, modality, when.since, when.until)
            )
    return tuple(found)


def _take_part(names: NameIndex, verb: Token) -> tuple[str | None, str | None]:
    agent = patient = None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            agent = agent or _participant(names, child)
        elif child.dep_ in ("obj", "nsubj:pass"):
            patient = patient or _participant(names, child)
        elif child.dep_ == "obl:agent" or (
            child.dep_ == "obl" and _is_passive(verb) and any(grand.lower_ == "by" for grand in child.children)
        ):
            agent = agent or _participant(names, child)
    if agent is None and not _is_passive(verb):
        agent = _inherited_subject(names, verb)
    return agent, patient


def _inherited_subject(names: NameIndex, verb: Token) -> str | None:
    """The subject that a conjoined, infinitive or participial verb shares with the verb above it."""
    seen = verb
    for _ in range(4):
        if any(child.dep_.startswith("nsubj") for child in seen.children):
            subject = next(child for child in seen.children if child.dep_.startswith("nsubj"))
            return _participant(names, subject) if subject.dep_ == "nsubj" or seen is not verb else None
        if seen.dep_ in ("acl", "acl:relcl") and seen.tag_ == "VBG":
            return _participant(names, seen.head)
        if (
            seen.dep_ not in ("conj", "xcomp", "advcl")
            or seen.head.pos_ not in ("VERB", "AUX")
            or seen.head.i == seen.i
        ):
            return None
        seen = seen.head
    return None


def _participant(names: NameIndex, noun: Token) -> str | None:
    if noun.lower_ in ("who", "which", "that"):
        clause = next((token for token in noun.ancestors if token.dep_ == "acl:relcl"), None)
        if clause is None:
            return None
        noun = clause.head
    entity = names.entity_of_noun(noun)
    return entity.id if entity is not None and entity.kind in AGENT_LABELS | {"FAC", "PRODUCT"} else None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj:pass", "aux:pass") for child in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    )


def _clause_tokens(verb: Token) -> list[Token]:
    """The tokens of a verb's own clause: its subtree without the clauses within."""
    found: list[Token] = []
    queue = [verb]
    while queue:
        token = queue.pop()
        found.append(token)
        for child in token.children:
            if child.dep_ in _CLAUSES or (child.dep_ == "conj" and child.pos_ == "VERB"):
                continue
            queue.append(child)
    return sorted(found, key=lambda token: token.i)


def _places(names: NameIndex, clause: list[Token]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for token in clause:
        entity = names.entity(token.i)
        if entity is None or entity.kind not in ("LOC", "FAC"):
            continue
        noun = token
        while noun.dep_ in ("compound", "flat", "amod", "nmod:desc") and noun.head.i != noun.i:
            noun = noun.head
        if noun.dep_ in ("obl", "nmod", "conj", "obj", "appos", "nmod:poss") and noun.dep_ != "nmod:poss":
            found[entity.id] = None
    return tuple(found)


def _modality(verb: Token) -> str:
    if is_negated_verb(verb):
        return "denied"
    words = {child.lower_ for child in verb.children if child.dep_.startswith(("aux", "advmod"))}
    if tense_of(verb) == "future":
        return "future"
    if words & (_POSSIBLE | _DOUBT) or any(
        child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless") for child in verb.children
    ):
        return "possible"
    if verb.dep_ in ("xcomp", "ccomp", "acl") and verb.tag_ == "VB":
        lemma = lemma_of(verb.head)
        if lemma in _DENYING:
            return "denied"
        return (
            "future"
            if lemma in _PLANNED or verb.dep_ == "acl"
            else "possible"
            if verb.dep_ == "xcomp" and lemma not in ("begin", "start", "continue", "manage", "help")
            else "actual"
        )
    if verb.dep_ == "advcl" and verb.tag_ == "VB":
        return "possible"
    if verb.dep_ in ("ccomp",) and lemma_of(verb.head) in _DENYING:
        return "denied"
    return "actual"
