"""Which of the sources' figures are about one thing, and how their values relate.

Two claims are about one thing where nothing speaks against it (state, place, time, scope, magnitude) and something
for it: the same value, the same statement, or names and words in common.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from ..text import fold
from .claims import Claim, find_state
from .concepts import stem_word
from .statements import Comparison
from .tellings import Telling

#: Two values for one thing differ by at most this factor; beyond it they count different things. Beyond the second
#: they are not called a disagreement: so far apart they are of different hours or of different parts.
FACTOR, CONTRADICTING = 5.0, 2.0

#: Share of the larger value by which a rounded one differs at most.
ROUNDED = 0.1

#: Covered share of words from which two sentences may give a toll of one event, and from which they give one small
#: number for one thing.
ONE_EVENT, ONE_NUMBER = 0.15, 0.1

#: A toll from which it is that of a war or a disaster: claims of one scope are compared whatever the sentences say.
GREAT = 1000

#: A number from which it is hardly twice in a story by chance.
TELLING = 3

#: Days between the dates of two sentences from which their tolls are of different events.
APART = 7

#: Nouns that count people without a word on who they are, and those whose stem is another.
_ANYBODY = frozenset("people person civilian victim passenger resident body casualty".split())
_SINGULAR = {"men": "man", "women": "woman", "children": "child", "bodies": "body"}


def group_claims(claims: Sequence[Claim], comparison: Comparison) -> list[list[Claim]]:
    """Claims about one thing together, in order: first those of one value, then those that differ.

    A claim joins a group where it could be one with all of it and is tied to one of it.
    """
    buckets: dict[tuple, list[Claim]] = {}
    for claim in claims:
        quantity = claim.figure.quantity
        what = find_state(quantity) or _find_kind(quantity)
        buckets.setdefault((what, claim.old, claim.qualifiers), []).append(claim)
    result: list[list[Claim]] = []
    for bucket in buckets.values():
        alike: list[list[Claim]] = []
        for claim in bucket:
            _join([claim], alike, comparison, equal=True)
        groups: list[list[Claim]] = []
        for group in alike:
            _join(group, groups, comparison, equal=False)
        result += groups
    return result


def _join(new: list[Claim], groups: list[list[Claim]], comparison: Comparison, *, equal: bool) -> None:
    for group in groups:
        pairs = [(one, other) for one in new for other in group]
        if not all(_can_be_one(one, other, equal=equal) for one, other in pairs):
            continue
        near = [_share_place(one, other, comparison) for one, other in pairs]
        if (any(near) if equal else all(near)) and any(
            _is_tied(one, other, comparison) or (not equal and _is_like(one, other)) for one, other in pairs
        ):
            group.extend(new)
            return
    groups.append(list(new))


def _can_be_one(first: Claim, second: Claim, *, equal: bool) -> bool:
    """Whether nothing but their places speaks against two claims of one state, time and scope being about one thing.

    With ``equal`` they must be of one value.
    """
    one, other = first.figure, second.figure
    state, same = find_state(one.quantity), is_one_value(first, second)
    kinds = {_find_kind(one.quantity), _find_kind(other.quantity)}
    if first.telling.span == second.telling.span and not (state and same and len(kinds) == 1):
        return False
    if not same and (equal or state is None):
        return False
    if len(kinds) > 1 and (state is None or not same or not kinds & _ANYBODY):
        return False
    small, large = sorted((abs(one.value), abs(other.value)))
    return large <= FACTOR * small and not _are_apart(first.telling, second.telling)


def _share_place(first: Claim, second: Claim, comparison: Comparison) -> bool:
    """Whether two claims may be of one place: the places that set their sentences apart are not different ones."""
    here = {name for name in first.places if comparison.is_rare(name)}
    there = {name for name in second.places if comparison.is_rare(name)}
    return not here or not there or bool(here & there) or first.group == second.group


@lru_cache(maxsize=4096)
def _find_kind(quantity: str) -> str:
    """Who or what is counted: the stem of the noun before the state, of a measure all its words."""
    state = find_state(quantity)
    words = [word for word in quantity.split() if word != state]
    noun = fold(words[-1]) if words else "people"
    noun = _SINGULAR.get(noun, noun[:-1] if noun.endswith("s") else noun)
    if state is not None:
        return "people" if noun in _ANYBODY else noun
    return " ".join([*map(stem_word, words[:-1]), noun])


def _are_apart(first: Telling, second: Telling) -> bool:
    """Whether the dates of two sentences are more than a week apart."""
    if not first.stretches or not second.stretches:
        return False
    return all(
        (date.fromisoformat(max(one[0], other[0])) - date.fromisoformat(min(one[1], other[1]))).days > APART
        for one in first.stretches
        for other in second.stretches
    )


def _is_tied(first: Claim, second: Claim, comparison: Comparison) -> bool:
    """Whether two claims that can be about one thing are."""
    if first.group == second.group:
        return True
    toll, same = find_state(first.figure.quantity) is not None, is_one_value(first, second)
    cover = comparison.cover(first.telling, second.telling)
    if toll and same and (first.value >= TELLING or cover >= ONE_NUMBER):
        return True
    if not (_find_scope(first) & _find_scope(second) or first.telling.names & second.telling.names):
        return False
    return (toll and min(first.value, second.value) >= GREAT) or cover >= ONE_EVENT


def _is_like(first: Claim, second: Claim) -> bool:
    """Whether two tolls of people are of like size in two articles: the same toll at two times, if nothing parts them.

    So tied, they are shown together, but are never called a disagreement.
    """
    state = find_state(first.figure.quantity)
    return (
        state is not None
        and first.telling.article != second.telling.article
        and {_find_kind(first.figure.quantity), _find_kind(second.figure.quantity)} == {"people"}
        and min(first.value, second.value) >= TELLING
        and max(first.value, second.value) <= CONTRADICTING * min(first.value, second.value)
    )


def _find_scope(claim: Claim) -> frozenset[str]:
    named = {fold(word) for word in claim.figure.scope}
    return frozenset(named) if named else claim.telling.names


def relate(group: Sequence[Claim], moment: Callable[[Claim], str | None], comparison: Comparison) -> str:
    """How the claims of one thing relate; ``moment`` tells when a claim is as of, a day or an instant.

    same: one value, exact or rounded. update: values that rise as time goes on. disagreement: other values of one
    time. not comparable: other values where time or scope may explain them.
    """
    if len({(one.telling.article, one.figure.span) for one in group}) == 1:
        return "single"
    moving = {one.value for one in group if one.figure.bound == "at least" and one.upper is None}
    tied: dict[tuple[float, float], bool] = {}
    verdicts = set()
    for low, high in [(one, other) for one in group for other in group if one.value < other.value]:
        verdict = _compare(low, high, moment(low), moment(high), moving=bool(moving & {low.value, high.value}))
        if verdict == "disagreement":
            values = (low.value, high.value)
            if values not in tied:
                tied[values] = _are_tied(values, group, comparison)
            verdict = verdict if tied[values] else "not comparable"
        verdicts.add(verdict)
    if "disagreement" in verdicts:
        return "disagreement"
    for verdict in ("not comparable", "update"):
        if verdict in verdicts:
            return verdict
    return "same"


def _are_tied(values: Sequence[float], group: Sequence[Claim], comparison: Comparison) -> bool:
    """Whether a claim of the one value and one of the other are tied by more than their like size.

    One article that gives two values tells of two things, or of two moments.
    """
    low, high = ([claim for claim in group if claim.value == value] for value in values)
    return any(
        one.telling.article != other.telling.article and _is_tied(one, other, comparison)
        for one in low
        for other in high
    )


def _compare(low: Claim, high: Claim, earlier: str | None, later: str | None, *, moving: bool) -> str:
    """How a lower value relates to a higher one for the same thing.

    ``moving`` says that one of the two values is also told as "at least".
    """
    if is_one_value(low, high):
        return "same"
    if earlier is not None and later is not None and earlier != later:
        # Within a day nobody can tell whose information is the newer.
        if earlier[:10] != later[:10] or moving or earlier < later:
            return "update"
        return "not comparable"
    if max(low.value, high.value) > CONTRADICTING * min(low.value, high.value):
        return "not comparable"
    if high.value < GREAT and moving:
        # "At least 40" tells of a toll that moves: it holds where 50 were counted, an hour later or by another.
        return "update" if earlier is not None and later is not None else "not comparable"
    if high.figure.bound == "at most" or (low.upper is not None and low.upper >= high.value):
        return "not comparable"
    if _find_kind(low.figure.quantity) != _find_kind(high.figure.quantity):
        return "not comparable"
    return "disagreement"


def is_one_value(first: Claim, second: Claim) -> bool:
    """Whether two values are one, or one is the other rounded to fewer digits ("more than 30" for 32)."""
    one, other = abs(first.value), abs(second.value)
    if one == other:
        return True
    if abs(one - other) > ROUNDED * max(one, other):
        return False
    digits = min(_count_digits(one), _count_digits(other))
    return _cut_digits(one, digits) == _cut_digits(other, digits) and digits < max(
        _count_digits(one), _count_digits(other)
    )


def _count_digits(value: float) -> int:
    """The significant digits of a whole number."""
    return max(1, len(str(int(value)).rstrip("0")))


def _cut_digits(value: float, digits: int) -> str:
    whole = str(int(value))
    return whole[:digits] + "0" * (len(whole) - digits)
