"""Statements: sentences of several sources that tell the same, each with one representative span.

Sentence clustering after SIMFINDER (Hatzivassiloglou et al. 2001): a pair is scored on shared terms, names, days,
events and vectors; pairs are merged best first, on average link, and a pair whose days, figures or polarity part
is never merged. The representative is chosen for standing alone, completeness and clarity.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records import SharedPassage
from ..text import fold
from .concepts import are_opposite, find_concept
from .tellings import Telling

#: Score from which two tellings are one statement, and the average a merged group keeps. Of 320 pairs of sentences from
#: 31 stories of real news, read one by one, 168 said the same; 101 of those and 4 others are joined (precision 96.2,
#: recall 60.1; .52 gives 94.4 and 60.7, .55 gives 96.0 and 57.7). Pairs of nearly the same words, 182 more, were left
#: out of that count.
SAME = 0.535

#: Words that two tellings share, and that each has, for them to be compared at all: short sentences meet by chance.
LEAST_SHARED, LEAST_WORDS = 3, 4

#: Share of the shorter telling that a passage shared word for word must cover to join without more.
REPRINTED = 0.8

#: Words in a row that stand in both of two tellings, and the share of the shorter one that they must be, to join
#: without more: the same quotation with other words about it. On the pairs of ``SAME`` it joins 12 more, all rightly.
RUN, RUN_SHARE = 5, 0.55

_SPOKEN = re.compile(r"\w+")

#: The rarest terms of a telling by which candidates for joining are looked up, and how many tellings may share one.
KEYS, KEY_SPREAD = 10, 60


@dataclass(frozen=True, slots=True)
class Point:
    """What one or more tellings tell. ``lead`` is the representative, ``tellings`` all of them, the lead first."""

    lead: Telling
    tellings: tuple[Telling, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that tell it, sorted."""
        return tuple(sorted({telling.article for telling in self.tellings}))

    @property
    def key(self) -> tuple[str, int, int]:
        """What stands for the point: the lead's article and place."""
        return self.lead.article, self.lead.span.start, self.lead.span.end


class Comparison:
    """Scores pairs of one story's tellings, with weights for its terms and names.

    A term weighs ``log(1 + n / df)`` over the story's tellings, in thousandths (whole numbers, so that sums do not
    depend on their order), so that what all sentences share tells little.
    """

    def __init__(self, tellings: Sequence[Telling], shared: Iterable[SharedPassage] = ()) -> None:
        self._counts = Counter(word for telling in tellings for word in telling.terms | telling.names)
        self._total = len(tellings)
        self.weights = {word: round(1000 * math.log(1 + self._total / count)) for word, count in self._counts.items()}
        self._words = {telling.span: telling.terms | telling.names for telling in tellings}
        self._norms = {span: self.weigh(words) for span, words in self._words.items()}
        self._spoken = {telling.span: tuple(_SPOKEN.findall(fold(telling.text))) for telling in tellings}
        self._runs = {span: frozenset(zip(*(words[at:] for at in range(RUN)))) for span, words in self._spoken.items()}
        self._passages: dict[tuple[str, str], list[SharedPassage]] = defaultdict(list)
        for passage in shared:
            self._passages[passage.first.article, passage.second.article].append(passage)

    def score(self, first: Telling, second: Telling) -> float:
        """How surely two tellings tell the same, 0 to 1; 0 where they part in days, figures or polarity."""
        if self.is_reprint(first, second):
            return 1.0
        if part(first, second):
            return 0.0
        if self.share_run(first, second):
            return 1.0
        here, there = self._words[first.span], self._words[second.span]
        if (
            len(here & there) < LEAST_SHARED
            or min(len(here), len(there)) < LEAST_WORDS
            or (first.hanging == second.hanging == 2)
        ):
            return 0.0
        near = self.near(first, second)
        event = match_events(first, second)
        return min(
            1.0, 0.6 * self.cover(first, second) + 0.15 * self.contain(first, second) + 0.15 * near * near + 0.1 * event
        )

    def near(self, first: Telling, second: Telling) -> float:
        """The cosine of the two sentences' vectors, 0 where they have none or point apart."""
        return max(0.0, sum(a * b for a, b in zip(first.sentence.vector, second.sentence.vector)))

    def contain(self, first: Telling, second: Telling) -> float:
        """The share of the shorter telling's weight that the other holds too."""
        shared = self.weigh(self._words[first.span] & self._words[second.span])
        norm = min(self._norms[first.span], self._norms[second.span])
        return shared / norm if norm else 0.0

    def is_reprint(self, first: Telling, second: Telling) -> bool:
        """Whether the two are the same words, or lie in a passage that stands word for word in both articles."""
        if first.text == second.text:
            return True
        if first.article > second.article:
            first, second = second, first
        for passage in self._passages.get((first.article, second.article), ()):
            one = (first.span.start - passage.first.start, first.span.end - passage.first.start)
            other = (second.span.start - passage.second.start, second.span.end - passage.second.start)
            length = min(passage.first.end - passage.first.start, passage.second.end - passage.second.start)
            common = min(one[1], other[1], length) - max(one[0], other[0], 0)
            if common >= REPRINTED * max(len(first.text), len(second.text)):
                return True
        return False

    def share_run(self, first: Telling, second: Telling) -> bool:
        """Whether more than half of the shorter telling stands word for word in the other, in one run."""
        common = self._runs[first.span] & self._runs[second.span]
        if not common:
            return False
        words, others = sorted((self._spoken[first.span], self._spoken[second.span]), key=lambda one: (len(one), one))
        longest = run = 0
        for at in range(len(words) - RUN + 1):
            run = run + 1 if words[at : at + RUN] in common else 0
            longest = max(longest, run + RUN - 1 if run else 0)
        return longest >= RUN_SHARE * len(words)

    def weigh(self, words: Iterable[str]) -> int:
        """The summed weight of words."""
        weights = self.weights
        return sum([weights[word] for word in words])

    def is_rare(self, word: str) -> bool:
        """Whether a word sets its tellings apart: at most three of them hold it, or a sixth of the story's."""
        return self._counts[word] <= max(3, self._total / 6)

    def cover(self, first: Telling, second: Telling) -> float:
        """The share of the two tellings' weight that both hold: the geometric mean of both directions."""
        shared = self.weigh(self._words[first.span] & self._words[second.span])
        norm = math.sqrt(self._norms[first.span] * self._norms[second.span])
        return shared / norm if norm else 0.0


def join_tellings(tellings: Sequence[Telling], comparison: Comparison) -> tuple[Point, ...]:
    """The points of a story: every telling in exactly one, tellings that tell the same together.

    Near-linear: only tellings that share one of their rarest words are compared.
    """
    scored = []
    for one, other in pair_candidates(tellings, comparison):
        score = comparison.score(tellings[one], tellings[other])
        if score >= SAME:
            scored.append((-score, one, other))
    scored.sort()
    group_of = list(range(len(tellings)))
    members = {place: [place] for place in range(len(tellings))}
    known = {(one, other): -score for score, one, other in scored}
    for _, one, other in scored:
        first, second = group_of[one], group_of[other]
        if first == second:
            continue
        pairs = [(min(a, b), max(a, b)) for a in members[first] for b in members[second]]
        values = [
            known[pair] if pair in known else comparison.score(tellings[pair[0]], tellings[pair[1]]) for pair in pairs
        ]
        if min(values) <= 0.0 or sum(values) / len(values) < SAME:
            continue
        keep, gone = min(first, second), max(first, second)
        for place in members[gone]:
            group_of[place] = keep
        members[keep] = sorted(members[keep] + members.pop(gone))
    return tuple(make_point([tellings[place] for place in places], comparison) for _, places in sorted(members.items()))


def pair_candidates(tellings: Sequence[Telling], comparison: Comparison) -> list[tuple[int, int]]:
    """The pairs of places in ``tellings`` that share one of their rarest words: all others tell different things."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, telling in enumerate(tellings):
        words = sorted(telling.terms | telling.names, key=lambda word: (-comparison.weights[word], word))
        for word in words[:KEYS]:
            holders[word].append(place)
        holders["=" + telling.text].append(place)
    pairs = set()
    for word, places in sorted(holders.items()):
        if len(places) > KEY_SPREAD and not word.startswith("="):
            continue
        pairs.update((one, other) for at, one in enumerate(places) for other in places[at + 1 :])
    return sorted(pairs)


def make_point(tellings: Sequence[Telling], comparison: Comparison) -> Point:
    """The point that the tellings tell, with its representative chosen."""
    shared = Counter(word for telling in tellings for word in telling.terms | telling.names)

    def rank(telling: Telling) -> tuple:
        words = telling.terms | telling.names
        common = sum(comparison.weights[word] for word in sorted(words) if shared[word] > 1)
        length = len(telling.text.split())
        odd = abs(length - 24) / 24 if length < 10 or length > 40 else 0.0
        clear = common / 10 + 0.5 * bool(telling.days) - odd - telling.quoted - 0.3 * (telling.kind == "standfirst")
        clear -= 0.3 * (telling.sentence.tense is None)
        return telling.hanging, telling.quoted > 0.5, -round(clear, 6), telling.order, telling.span

    ordered = sorted(tellings, key=rank)
    return Point(ordered[0], (ordered[0], *sorted(ordered[1:], key=lambda one: one.span)))


def part(first: Telling, second: Telling) -> bool:
    """Whether two tellings cannot be one statement: their days, their figures or their polarity part."""
    if (
        first.stretches
        and second.stretches
        and not any(one[0] <= other[1] and other[0] <= one[1] for one in first.stretches for other in second.stretches)
    ):
        return True
    one, other = dict(first.numbers), dict(second.numbers)
    if any(one[name] != other[name] for name in one.keys() & other.keys()):
        return True
    if any(_counts_people(name) for name in one.keys() ^ other.keys()):
        return True
    if first.sentence.negated != second.sentence.negated:
        return True
    if (first.sentence.tense == "future") != (second.sentence.tense == "future"):
        return True
    concepts, others = first.kinds, second.kinds
    return any(
        are_opposite(a, b) and a not in others and b not in concepts for a in sorted(concepts) for b in sorted(others)
    )


def match_events(first: Telling, second: Telling) -> float:
    """1 where both tell one kind of event with a shared agent or patient, half where only the kind is shared."""
    shared = first.kinds & second.kinds
    if not shared:
        return 0.0
    return 1.0 if len(first.names & second.names) >= 1 else 0.5


def _counts_people(quantity: str) -> bool:
    """Whether a quantity is a toll: a source that gives none must not be cited for one."""
    return any(find_concept(word) in ("kill", "injure", "arrest", "flee") for word in quantity.split())
