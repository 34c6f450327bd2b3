"""Attributions inside what another one says, told apart from those that stand beside it.

"She said that he denied it" has one teller, and what he denied is told by her: the inner one is left
out (as in PolNeAR). But in "She said it was lost, adding that ..." or "..., though he noted ..." the
second stands beside the first, however the tree hangs it: the first content ends there.
"""

from __future__ import annotations

from spacy.tokens import Token

from .cues import SPEECH, verb_of
from .document import Document
from .draft import Draft

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# Words with which a clause of the reporter's own opens beside what was said.
_TURNS = frozenset("but though although while whereas yet and".split())
# Cues of those who pass on what others said.
_RELAYING = frozenset({"according", "reported", "reports", "quoted", "quotes"})
_MARKS = frozenset({",", ";", "—", "–", "--", "―"})
_RELATIVE = frozenset({"which", "whom", "who"})


def drop_nested(document: Document, drafts: list[Draft], quoted: list[int]) -> list[Draft]:
    """The drafts whose cue stands in no other's content, by cue; a content ends where one beside it begins."""
    ordered = sorted(drafts, key=lambda draft: draft.cue or draft.content[0])
    holders: dict[int, list[Draft]] = {}
    for draft in ordered:
        for start, end in draft.content:
            for index in range(start, end):
                holders.setdefault(index, []).append(draft)
    kept: list[Draft] = []
    gone: set[int] = set()
    for draft in ordered:
        place = draft.cue[0] if draft.cue else -1
        outers = [other for other in holders.get(place, ()) if other is not draft and id(other) not in gone]
        for outer in outers:
            if not any(start <= place < end for start, end in outer.content):
                continue
            if _describes(outer, draft):
                # "a man who asked not to be named said ...": what is told of the speaker ends before the cue.
                outer.content = [(start, min(end, place)) for start, end in outer.content if start < place]
                continue
            if not _stand_beside(document, outer, draft, quoted) and not _relays(document, outer, draft):
                gone.add(id(draft))
                break
        else:
            kept.append(draft)
    return [draft for draft in kept if draft.content]


def _describes(outer: Draft, draft: Draft) -> bool:
    """Whether the outer cue stands in the words for the speaker."""
    return bool(draft.source and outer.cue and draft.source[0] <= outer.cue[0] < draft.source[1])


def _relays(document: Document, outer: Draft, draft: Draft) -> bool:
    """Whether the outer one only passes on speech: "Lee confirmed it, the agency reported"."""
    words = {token.lower_ for token in document.doc[slice(*outer.cue)]} if outer.cue else set()
    return draft.speech and draft.source is not None and not words.isdisjoint(_RELAYING)


def _stand_beside(document: Document, outer: Draft, draft: Draft, quoted: list[int]) -> bool:
    """Whether ``draft`` goes on beside ``outer``; if so ``outer`` is cut short, and a speaker that both have is set."""
    verb, first = _verb(document, draft), _verb(document, outer)
    if verb is None or quoted[verb.i] >= 0:
        return False
    found = _shared_turn(document, draft, verb, first)
    shared = found is not None
    if found is None:
        found = _own_turn(document, draft, verb)
    if found is None or quoted[found] >= 0:
        return False
    before = [(start, min(end, found)) for start, end in outer.content if start < found]
    if not any(token.text[0].isalnum() for start, end in before for token in document.doc[start:end]):
        return False
    outer.content = before
    if shared:
        draft.source, draft.head = outer.source, outer.head
    return True


def _verb(document: Document, draft: Draft) -> Token | None:
    cue = document.doc[slice(*draft.cue)] if draft.cue else ()
    return next((token for token in reversed(list(cue)) if verb_of(token)), None)


def _shared_turn(document: Document, draft: Draft, verb: Token, first: Token | None) -> int | None:
    """Where the same speaker goes on: ", adding that ...", "said it was lost and warned of ..."; None: does not."""
    doc = document.doc
    if first is None or any(child.dep_.startswith("nsubj") for child in verb.children):
        return None
    place = draft.cue[0] - 1
    while place > first.i and doc[place].tag_ == "RB":
        place -= 1
    if place <= first.i:
        return None
    if verb.tag_ == "VBG" and doc[place].text in _MARKS:
        return place
    if _tense(verb) is not None and _tense(verb) == _tense(first) and doc[place].tag_ == "CC":
        # "said the country would leave and suggested ...": of another tense than the clause, so of the speaker's.
        if verb.head.i == first.i or _tense(verb.head) != _tense(verb):
            return place
    return None


def _tense(verb: Token) -> str | None:
    """past or present for a finite verb; None for one under a modal, an infinitive, or what is no verb."""
    helpers = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    tags = [child.tag_ for child in helpers] or [verb.tag_]
    if "VBD" in tags or not helpers and verb.tag_ == "VBN":
        return "past"
    return "present" if "VBZ" in tags or "VBP" in tags else None


def _own_turn(document: Document, draft: Draft, verb: Token) -> int | None:
    """Where another clause of the reporter's begins: ", though he noted", ", which he said were"; None: nowhere."""
    doc = document.doc
    if draft.source is None or verb.tag_ not in _FINITE or draft.source[0] > verb.i:
        return None
    place = draft.source[0] - 1
    while place > 0 and doc[place].tag_ == "RB":
        place -= 1
    word = doc[place]
    before = doc[place - 1] if place else word
    if word.text in _MARKS - {","}:
        return place
    if word.lower_ in _TURNS and before.is_punct:
        return place - 1
    if word.lower_ in _RELATIVE and before.text == "," and verb_of(verb) in SPEECH:
        return place - 1
    return None
