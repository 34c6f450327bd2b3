"""Happenings: the events of a story's sentences that happened, or will, at a time of their own.

The day of a report is not the day of what is reported; durations and repeated times are no happenings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .. import dates
from .chronology import When, weekday_of
from .concepts import CONCEPTS, find_concept, is_reporting, is_stative
from .tellings import Deed, Telling

#: Days before a story's first article that are still the story and not its background: one week of news.
STORY_DAYS = 7

#: Words on either side of a dated verb in which the nouns that say what it is about are looked for.
NEAR_WORDS = 12

#: What one side gains the other loses: told of one day, it is one thing.
CONVERSE = {"lose": "gain"}

_PLAN = re.compile(
    r"\b(?:will|would|plan(?:s|ned|ning)?|prepar\w+|intend\w*|going to|set to|about to|resum\w+|seek(?:ing)?)\b", re.I
)

_NAMED_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]|\b[A-Z][a-z]+\.?\s+\d|"
    r"\d{4}|\b(?:today|yesterday|tonight|tomorrow)"
    r"|\b(?:last|this) (?:night|morning|evening|afternoon)",
    re.I,
)

#: A time told from another that the text named before: counted from the day of the article it is another day.
_FROM_ANOTHER = re.compile(
    r"^(?:the|that) (?:very )?(?:(?:next|following|previous|same) )?(?:day|night|morning|afternoon|evening|week|month|"
    r"year)$|\b(?:later|earlier|before|after(?:wards?)?)$",
    re.I,
)

#: Words before a verb that say that it was done, not only possible (implicative verbs).
_DONE = re.compile(r"\b(?:was|were|been) able to\s*$|\b(?:managed|succeeded) (?:to|in)\s*$", re.I)

_SUBORDINATE = re.compile(r"\b(?:which|who|that|when|after|before|since|until|where|while|as)\b[^,;]*$", re.I)


@dataclass(frozen=True, slots=True)
class Happening:
    """One deed of a telling at one time of its own. ``kinds`` are the concepts of the deed and of the words near it."""

    telling: Telling
    deed: Deed
    when: When
    kinds: frozenset[str]


def find_happenings(telling: Telling) -> list[Happening]:
    """The deeds of a telling that happened, or will, at a time of their own, one for each time."""
    if telling.text.rstrip().endswith(":") or telling.quoted > 0.5:
        return []
    dated = [when for when in telling.whens if _is_date(when)]
    result: list[Happening] = []
    for when in dated:
        deeds = [deed for deed in telling.deeds if when in deed.whens]
        if not deeds:
            deeds = [deed for deed in telling.deeds if not is_reporting(deed.event.lemma) and not deed.whens][:1]
        told = [deed for deed in deeds if _is_happening(telling, deed)]
        if told:
            result.append(Happening(telling, told[0], when, _find_kinds(telling, told[0])))
    for when in telling.whens:
        if when.event_day is not None:
            after = [deed for deed in telling.deeds if deed.event.predicate.start >= when.expression.span.end]
            if after and _is_happening(telling, after[0]):
                result.append(
                    Happening(
                        telling,
                        after[0],
                        replace(when, value=when.event_day),
                        frozenset(map(converse, after[0].concepts)),
                    )
                )
    return [replace(one, deed=_turn(one.deed)) for one in result]


def find_opening(first_day: str | None) -> str | None:
    """The day on which a story opens: what lies before it is background. None where no article has a day."""
    return (date.fromisoformat(first_day) - timedelta(days=STORY_DAYS)).isoformat() if first_day else None


def measure_coarseness(happening: Happening) -> int:
    """The days that a happening's time spans after the first; very many where it is not on the calendar."""
    first, last = dates.first_day(happening.when.value), dates.last_day(happening.when.value)
    if first is None or last is None:
        return 10**6
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def is_aside(happening: Happening) -> bool:
    """Whether the dated deed stands in a subordinate clause, so that the sentence is about something else."""
    before = happening.telling.text[: happening.deed.event.predicate.start - happening.telling.span.start]
    return bool(_SUBORDINATE.search(before))


def converse(concept: str) -> str:
    """The concept told from the other side, where it has one (a loss is another's gain), else itself."""
    return CONVERSE.get(concept, concept)


def _find_kinds(telling: Telling, deed: Deed) -> frozenset[str]:
    """The concepts of a deed, of the undated deeds beside it, and of the words near it."""
    start = deed.event.predicate.start - telling.span.start
    before = re.findall(r"[\w-]+", telling.text[:start])[-NEAR_WORDS:]
    after = re.findall(r"[\w-]+", telling.text[start:])[1:NEAR_WORDS]
    near = {find_concept(word) for word in (*before, *after)} - {None}
    beside = {
        concept
        for other in telling.deeds
        if not is_reporting(other.event.lemma) and not other.whens and other.event.modality == "actual"
        for concept in other.concepts
    }
    return frozenset(
        converse(concept) for concept in deed.concepts | near | beside if find_concept(concept) or concept in CONCEPTS
    )


def _turn(deed: Deed) -> Deed:
    """A deed of losing told as the other side's gain: who gains is the loss's "to whom", what is gained stays open."""
    if not any(concept in CONVERSE for concept in deed.concepts):
        return deed
    return replace(deed, concepts=frozenset(map(converse, deed.concepts)), agent=None, patient=None)


def _is_date(when: When) -> bool:
    expression = when.expression
    anchored = expression.rule is None or expression.rule.startswith(f"={expression.value} ")
    if not anchored and _FROM_ANOTHER.search(when.words):
        return False
    if expression.type not in ("DATE", "TIME") or (expression.type == "TIME" and not _NAMED_DAY.search(when.words)):
        return False
    return dates.first_day(when.value) is not None or weekday_of(when.value) is not None


def _is_happening(telling: Telling, deed: Deed) -> bool:
    event = deed.event
    before = telling.text[: event.predicate.start - telling.span.start]
    if (
        event.modality == "denied"
        or (event.modality == "possible" and not _DONE.search(before))
        or is_stative(event.lemma)
    ):
        return False
    if is_reporting(event.lemma):
        return bool(_PLAN.search(telling.text[event.predicate.end - telling.span.start :]))
    return True
