"""The entity that a speaker's words mean: a name in them, or the person a "he" points at where that is safe."""

from __future__ import annotations

from .index import NameIndex
from .labels import AGENT_LABELS

_PERSONAL = frozenset({"he", "she"})
_RELATIVE = frozenset({"who", "which", "that"})
# "the AFP news agency": the noun says what the name before it is.
COLLECTIVES = frozenset(
    "agency network group newspaper movement organisation organization channel website party site paper daily "
    "magazine".split()
)
# A pronoun points no further back than this many sentences.
_REACH = 3
_SPEAKERS = AGENT_LABELS - {"NORP"}


def find_speaker(
    names: NameIndex, source: tuple[int, int] | None, head: int | None, earlier: list[tuple[int, str]]
) -> str | None:
    """The id of the entity that speaks; None where the words name none or leave it open.

    ``source`` and ``head`` are tokens; ``earlier`` holds (token, entity id) of the speakers so far.
    """
    if source is None or head is None:
        return None
    token = names.document.doc[head]
    alone = source[1] - source[0] == 1
    if alone and token.lower_ in _PERSONAL:
        return _antecedent(names, head, token.lower_, earlier)
    if alone and token.lower_ in _RELATIVE:
        clause = next((other for other in token.ancestors if other.dep_ == "acl:relcl"), None)
        if clause is None:
            return None
        entity = names.entity_of_noun(clause.head)
        return entity.id if entity is not None and entity.kind in _SPEAKERS else None
    entity = names.entity(head)
    if entity is not None:
        return entity.id if entity.kind in _SPEAKERS else None
    # "the minister, Mr. Smith", "Observatory director Ada Moor": a person tied to the head noun.
    tied = [other for other in token.children if other.dep_ in ("appos", "flat", "nmod:desc", "compound", "flat:name")]
    if token.lower_ in COLLECTIVES:
        before = next(
            (names.entity(index) for index in range(head - 1, source[0] - 1, -1) if names.entity(index) is not None),
            None,
        )
        return before.id if before is not None and before.kind == "ORG" else None
    for other in tied:
        entity = names.entity(other.i)
        if entity is not None and entity.kind == "PERSON" and source[0] <= other.i < source[1]:
            return entity.id
    return None


def _antecedent(names: NameIndex, head: int, pronoun: str, earlier: list[tuple[int, str]]) -> str | None:
    """The person that "he" or "she" means: the speaker before, or the only person near."""
    document = names.document
    place = document.places[head]
    if place < 0:
        return None
    first = document.sentences[max(0, place - _REACH)][0]
    near: list[tuple[int, str, bool]] = []
    for index in range(first, head):
        entity = names.entity(index)
        if entity is not None and entity.kind == "PERSON" and names.genders.get(entity.id, pronoun) == pronoun:
            subject = document.doc[index].dep_ in ("nsubj", "nsubj:pass")
            near.append((index, entity.id, subject))
    for token, speaker in reversed(earlier):
        if token >= head:
            continue
        if document.places[token] < place - _REACH:
            break
        if names.entities[speaker].kind != "PERSON" or names.genders.get(speaker, pronoun) != pronoun:
            continue
        later = [(index, other) for index, other, subject in near if index > token and other != speaker and subject]
        if not later:
            return speaker
        return later[-1][1] if len({other for _, other in later}) == 1 else None
    if len({other for _, other, _ in near}) == 1:
        return near[0][1]
    subjects = [(index, other) for index, other, subject in near if subject]
    if subjects and document.places[subjects[-1][0]] >= place - 1:
        return subjects[-1][1]
    return None
