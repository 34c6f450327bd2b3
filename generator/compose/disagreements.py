"""Disagreements: where two sources, or two claimants, say opposite things of the same event.

Contradiction detection by polarity, antonyms and negated success over aligned events (de Marneffe et al. 2008;
implicative verbs after Karttunen 1971). Precision first: the kind of event, the place, the day and the claimants
must all speak for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .. import dates
from ..records import Disagreement, FigureClaim, LedgerEntry, Position, Statement, TimelineEntry
from .concepts import DECISIVE, are_opposite, find_concept, find_phrases
from .origins import Behind, Tracing
from .statements import Comparison
from .tellings import Telling

#: Disagreements shown at most: rather few and right.
SHOWN = 6

#: Words between a cue of denial and the event it denies.
REACH = 7

#: What denies an event that follows: negation, and verbs that imply that it did not happen.
_DENIAL = re.compile(
    r"\b(?:not|never|no|without(?! (?:\w+ ){2})|n['’]t|cannot|neither|nor|(?:fail(?:s|ed|ing)?|unable|refus(?:e|es|ed|"
    r"ing)|declin(?:e|es|ed|ing)) to|"
    r"den(?:y|ies|ied|ying)|prevent(?:s|ed|ing)?|repel(?:s|led|ling)?|repuls(?:e|es|ed|ing)|foil(?:s|ed|"
    r"ing)?|thwart(?:s|ed|ing)?|"
    r"fail(?:s|ed|ing)? in)\b",
    re.I,
)
_UNREAL = re.compile(
    r"\b(?:if|would|could|may|might|should|unless|whether|will|plan(?:s|ned|ning)?|threat\w*|rather than|"
    r"to (?:prevent|repel|repulse|foil|thwart|deny))\b",
    re.I,
)
#: A denial bound to a time ("no deaths since 1959") contradicts nothing that was before it.
_BOUNDED = re.compile(r"\b(?:since|until|before|first|again)\b", re.I)
_CLAUSE = re.compile(r"[;:—]|\s[-–]\s|, (?:but|and|while|which|who)\b|\b(?:although|though|despite|because|whereas)\b")


def compose_date_disagreements(timeline: Sequence[TimelineEntry]) -> tuple[Disagreement, ...]:
    """Where articles give other days for one thing: the pairs of entries of which the timeline says so."""
    found = []
    for one, other in combinations(timeline, 2):
        days = [(entry.date or "")[:10] for entry in (one, other)]
        if days[1] in one.others and days[0] in other.others:
            subject = " or ".join(dates.format_value(day) for day in sorted(days))
            found.append(
                Disagreement("date", subject, (Position(None, one.statement), Position(None, other.statement)))
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A concept that a telling asserts (``holds``) or denies, and the place in the sentence."""

    telling: Telling
    concept: str
    holds: bool
    start: int


def compose_disagreements(
    tellings: Sequence[Telling],
    ledger: Sequence[LedgerEntry],
    *,
    comparison: Comparison,
    tracing: Tracing,
    state: Callable[[Telling], Statement],
    label: Callable[[str], str],
) -> tuple[Disagreement, ...]:
    """The story's disagreements: figures first, then polarity. ``label`` names a place or actor in words."""
    found = [
        Disagreement(
            "figure", entry.quantity, tuple(Position(claim.claimant, claim.statement) for claim in _pick_sides(entry))
        )
        for entry in ledger
        if entry.relation == "disagreement"
    ]
    claims = [claim for telling in tellings for claim in find_claims(telling)]
    by_concept: dict[str, list[Claimed]] = {}
    for claim in claims:
        by_concept.setdefault(claim.concept, []).append(claim)
    pairs = []
    for denied in (claim for claim in claims if not claim.holds):
        for other in by_concept[denied.concept]:
            if other.holds:
                pairs.append((other, denied))
    for concept in sorted(by_concept):
        for opposed in sorted(by_concept):
            if concept < opposed and are_opposite(concept, opposed):
                pairs.extend(
                    (one, other)
                    for one in by_concept[concept]
                    for other in by_concept[opposed]
                    if one.holds and other.holds
                )
    scored = []
    for one, other in pairs:
        shared = _contradict(one, other, tracing, comparison)
        if shared:
            scored.append(
                (
                    -comparison.weigh(shared),
                    one.telling.hanging + other.telling.hanging,
                    one.telling.span,
                    other.telling.span,
                    one,
                    other,
                    shared,
                )
            )
    seen: set = set()
    for *_, one, other, shared in sorted(scored, key=lambda item: item[:4]):
        if one.telling.span in seen or other.telling.span in seen:
            continue
        seen.update((one.telling.span, other.telling.span))
        subject = ", ".join(sorted(label(name) for name in shared))
        found.append(
            Disagreement(
                "polarity",
                subject,
                tuple(Position(_name_holder(claim.telling, tracing), state(claim.telling)) for claim in (one, other)),
            )
        )
    return tuple(found[:SHOWN])


def _pick_sides(entry: LedgerEntry) -> list[FigureClaim]:
    """One claim for each value of an entry, one that names its claimant first."""
    sides: dict[float, FigureClaim] = {}
    for claim in entry.claims:
        held = sides.get(claim.value)
        if held is None or (held.claimant is None and claim.claimant is not None):
            sides[claim.value] = claim
    return [sides[value] for value in sorted(sides)]


def find_claims(telling: Telling) -> list[Claimed]:
    """The decisive concepts a telling asserts or denies; what is only possible or planned is neither."""
    text, found = telling.text, []
    places = [(start, end, concept) for start, end, concept in find_phrases(text)]
    covered = [(start, end) for start, end, _ in places]
    for deed in telling.deeds:
        start = deed.event.predicate.start - telling.span.start
        if deed.event.modality in ("future", "possible") or any(one <= start < other for one, other in covered):
            continue
        places.extend((start, start, concept) for concept in deed.concepts)
    for hit in re.finditer(r"[\w-]+", text):
        concept = find_concept(hit.group())
        if concept:
            places.append((hit.start(), hit.end(), concept))
    done = set()
    bounded = bool(_BOUNDED.search(text))
    for start, _, concept in sorted(places):
        if concept not in DECISIVE or (concept, start) in done:
            continue
        done.add((concept, start))
        before = re.split(_CLAUSE, text[:start])[-1]
        near = " ".join(before.split()[-REACH:])
        if _UNREAL.search(near) or (bounded and _DENIAL.search(near)):
            continue
        denied = bool(_DENIAL.search(near))
        asserted = any(
            deed.event.modality == "actual"
            and concept in deed.concepts
            and deed.event.predicate.start - telling.span.start == start
            for deed in telling.deeds
        )
        if denied or asserted or any(one <= start < other for one, other in covered):
            found.append(Claimed(telling, concept, not denied, start))
    return found


def _contradict(one: Claimed, other: Claimed, tracing: Tracing, comparison: Comparison) -> frozenset[str]:
    """What the two are both about, where they contradict each other; empty where they do not."""
    first, second = one.telling, other.telling
    if first.span == second.span:
        return frozenset()
    if one.concept != other.concept and (_agent(one) is None or _agent(one) != _agent(other)):
        return frozenset()
    if one.concept != other.concept and any(
        {one.concept, other.concept} <= _tell_concepts(telling) for telling in (first, second)
    ):
        return frozenset()
    behind = [set(tracing.trace(telling)) for telling in (first, second)]
    if behind[0] & behind[1] or not all(any(one.kind == "party" for one in side) for side in behind):
        return frozenset()  # what an outlet tells in its own words, and what another denies, are mostly two things
    if first.days and second.days and not first.days & second.days:
        return frozenset()
    if _agent(one) and _agent(other) and _agent(one) != _agent(other):
        return frozenset()
    shared = first.places & second.places
    if not any(comparison.is_rare(name) for name in shared):
        return frozenset()
    return shared


def _tell_concepts(telling: Telling) -> set[str]:
    words = {find_concept(word) for word in re.findall(r"[\w-]+", telling.text)} - {None}
    return (
        words
        | {concept for deed in telling.deeds for concept in deed.concepts}
        | {name for _, _, name in find_phrases(telling.text)}
    )


def _agent(claim: Claimed) -> str | None:
    for deed in claim.telling.deeds:
        if claim.concept in deed.concepts and deed.agent:
            return deed.agent
    return None


def _name_holder(telling: Telling, tracing: Tracing) -> str | None:
    behind: Sequence[Behind] = tracing.trace(telling)
    return " and ".join(one.name for one in behind) if behind else None
