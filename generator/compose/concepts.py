"""Concepts: words that news uses for one and the same kind of event, and which concepts are opposites.

A hand-written table of general English, written for this project along the event types of ACE 2005; no text of theirs
is copied. It lets "took back", "recaptured" and "overran" count as one word when sentences are compared, and tells
which claims contradict one another.
"""

from __future__ import annotations

import re
from functools import lru_cache

CONCEPTS: dict[str, str] = {
    "gain": "retake recapture capture seize overrun regain reclaim conquer wrest gain advance occupy capturing "
    "recapturing",
    "lose": "lose losing cede surrender retreat loss",
    "attack": "attack assault offensive raid storm ambush onslaught incursion invade invasion",
    "strike": "strike airstrike bomb bombard bombardment shell shelling bombing blast explosion explode detonate "
    "detonation",
    "fight": "fight fighting battle clash combat skirmish",
    "kill": "kill die dead death slay fatality perish fatal deadly",
    "injure": "injure wound hurt injury injured wounded",
    "truce": "truce ceasefire cease-fire armistice",
    "withdraw": "withdraw pullout withdrawal pull-out drawdown",
    "talk": "talk negotiation negotiate meeting meet summit",
    "agree": "agree accord agreement pact sign ratify",
    "reject": "reject refuse rebuff refusal rejection",
    "flee": "flee displace evacuate exodus evacuation displacement",
    "arrest": "arrest detain apprehend custody detention",
    "release": "release free freed",
    "charge": "charge accuse indict prosecute indictment",
    "convict": "convict conviction guilty sentence",
    "acquit": "acquit acquittal exonerate",
    "win": "win victory triumph elect",
    "resign": "resign quit resignation",
    "launch": "launch begin start commence",
    "end": "end halt suspend cease stop",
    "rise": "rise increase climb surge jump grow soar",
    "fall": "fall drop decline decrease slump plunge sink",
    "buy": "buy acquire acquisition takeover purchase",
    "crash": "crash collide derail collision derailment",
    "rescue": "rescue save",
    "announce": "announce declare announcement unveil",
    "warn": "warn caution threaten warning threat",
    "ask": "call urge demand request seek appeal",
    "deny": "deny denial",
    "approve": "approve pass adopt approval",
}

OPPOSITES: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split()) for pair in ("convict acquit", "rise fall", "agree reject", "approve reject")
)

#: Verbs and nouns whose own day is the day of a report, not of what is reported.
REPORTING = frozenset(
    "say tell report add note write state explain describe comment remark quote accord suggest believe think know "
    "reveal confirm show indicate claim insist argue recall read publish cite mention tweet post".split()
)

#: What a speaker does by saying it: such a saying is a happening of its own.
PERFORMING = frozenset(
    "announce declare call urge demand request ask warn threaten vow pledge promise order reject refuse accept agree "
    "sign propose offer appeal apologise apologize resign condemn approve veto vote".split()
)

#: Light verbs and verbs of being: alone they tell no event.
LIGHT = frozenset("be have do make get go come take give seem appear remain become include involve continue".split())

#: Verbs of being and seeming: with a day of their own they still tell no happening.
STATIVE = frozenset(
    "lie stand sit compare be have do seem appear remain include involve contain know believe live own belong".split()
)

#: Concepts whose claim and denial are worth showing: what took place or did not. A wish or a talk is no such thing.
DECISIVE = frozenset(
    "gain lose attack strike kill injure withdraw agree arrest release convict acquit win resign approve "
    "crash buy".split()
)

#: Support verbs: what happens is said by their object ("launched an offensive", "carried out air strikes").
SUPPORT = frozenset(
    "launch carry conduct make hold stage wage push mount take break suffer begin start open step "
    "undertake give".split()
)

_TAKING = re.compile(
    r"\b(?:take|took|taken|takes|taking)\s+(?:\w+\s+){0,2}?(?:back|over|control|hold|possession)\b", re.I
)
_PULLING = re.compile(r"\b(?:pull|pulled|pulls|pulling)\s+(?:out|back)\b", re.I)
_STEPPING = re.compile(r"\b(?:step|stepped|steps|stepping)\s+(?:down|aside)\b", re.I)
_PHRASES = ((_TAKING, "gain"), (_PULLING, "withdraw"), (_STEPPING, "resign"))

_ENDINGS = ("ation", "ings", "ing", "ies", "ied", "es", "ed", "e", "s", "y")


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    """A rough stem of an English word, so that its forms, and a lemma that was guessed wrongly, meet."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls" else word


def _stem_all(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem_word, words))


_CONCEPT_OF = {stem_word(word): name for name, words in CONCEPTS.items() for word in words.split()}
_REPORTING, _PERFORMING, _LIGHT = _stem_all(REPORTING), _stem_all(PERFORMING), _stem_all(LIGHT)
_STATIVE, _SUPPORT = _stem_all(STATIVE), _stem_all(SUPPORT)


def find_concept(word: str) -> str | None:
    """The concept that a word or lemma belongs to, None where it belongs to none."""
    return _CONCEPT_OF.get(stem_word(word))


def is_reporting(lemma: str) -> bool:
    """Whether a verb only reports."""
    return stem_word(lemma) in _REPORTING


def is_performing(lemma: str) -> bool:
    """Whether saying it is doing it."""
    return stem_word(lemma) in _PERFORMING


def is_light(lemma: str) -> bool:
    """Whether a verb alone tells no event."""
    return stem_word(lemma) in _LIGHT


def is_stative(lemma: str) -> bool:
    """Whether a verb tells a state."""
    return stem_word(lemma) in _STATIVE


def is_support(lemma: str) -> bool:
    """Whether a verb leaves it to its object to say what happens."""
    return stem_word(lemma) in _SUPPORT


def find_phrases(text: str) -> tuple[tuple[int, int, str], ...]:
    """Places (start, end, concept) of the phrases that carry a concept no single word of theirs has ("took
    control").
    """
    found = [(hit.start(), hit.end(), name) for pattern, name in _PHRASES for hit in pattern.finditer(text)]
    return tuple(sorted(found))


def are_opposite(first: str, second: str) -> bool:
    """Whether two concepts exclude one another when told of the same thing."""
    return first != second and frozenset((first, second)) in OPPOSITES
