"""Participation: what each actor does, undergoes and says in one story, and how much it matters there."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..records import Analysis, Article, Span
from ..text import fold
from .identities import STATIVE, Identities
from .reporters import find_reporters, is_credit

TOLD = frozenset({"standfirst", "paragraph"})
# After a name that only says of whom another is an affiliate, by whom it is backed, or where something was posted.
_MODIFIER = re.compile(
    r"-\w|(?:['’]s?)?\s+(?:affiliate|franchise|offshoot|splinter|branch|wing|arm|subsidiary|unit|"
    r"proxy|proxies|ally|allies|users?|accounts?|followers?|feeds?|pages?|posts?|storm)\b"
)
_PREFIXED = re.compile(r"(?:pro|anti|ex|non)[-‑]$", re.I)
# Verbs of reporting: an outlet that is only the subject of these reports, and takes no part.
REPORTING = frozenset(
    "report say tell quote cite write publish add note state show post tweet broadcast air carry "
    "announce "
    "describe learn understand reveal claim run put accord confirm interview obtain see".split()
)
# An outlet takes part that does more than report in this share of the sentences that speak of it.
OUTLET_DEEDS = 1 / 3
# What one part in the story counts beside a sentence that names the actor (1): set by reading the seeds' actors; who
# acts comes before who is only spoken of, and who speaks before who is acted on.
AGENT, SPEAKER, PATIENT = 1.5, 1.0, 0.75


@dataclass(slots=True)
class Part:
    """What one actor does in one story.

    ``sentences`` are the told sentences that speak of it, by folded words, each with its best place: (grade, article
    order, start, span); the better the larger the grade. ``acts``, ``undergoes`` and ``speaks`` count distinct
    (article-independent) doings; ``deeds`` are the acts that are more than reporting. ``coverage`` are the numbers of
    the told sentences of each article that speak of it, ``told`` their folded words.
    """

    actor: str
    articles: set[str] = field(default_factory=set)
    sentences: dict[str, tuple[float, int, int, Span]] = field(default_factory=dict)
    acts: set[tuple[str, str]] = field(default_factory=set)
    deeds: set[tuple[str, str]] = field(default_factory=set)
    undergoes: set[tuple[str, str]] = field(default_factory=set)
    speaks: set[str] = field(default_factory=set)
    coverage: dict[str, set[int]] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    headlines: int = 0

    @property
    def salience(self) -> float:
        """How much the actor matters: growing with origins, then with the logarithm of sentences and parts."""
        parts = AGENT * len(self.deeds) + PATIENT * len(self.undergoes) + SPEAKER * len(self.speaks)
        breadth = max(self.origins, 1) ** 0.75
        return round(
            breadth * (1 + math.log1p(len(self.sentences)) + math.log1p(parts) + 0.5 * min(self.headlines, 2)), 4
        )

    @property
    def origins(self) -> float:
        """The articles, each by the share of its sentences on the actor that no earlier one has word for word."""
        known: set[str] = set()
        total = 0.0
        for words in self.told.values():
            total += len(words - known) / len(words)
            known |= words
        return total


def find_parts(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    identities: Identities,
) -> dict[str, Part]:
    """The Part of every actor of a story, by its id, the most salient first.

    Left out are places that do not act, things, and the furniture of reporting: outlets, agencies and platforms
    that do nothing but report, and who only tells the story (see reporters). A state is counted by the sentences in
    which it takes part.
    """
    parts: dict[str, Part] = {}
    outlets = {fold(articles[one].source.name) for one in article_ids if articles[one].source is not None}
    reporters: dict[str, set[str]] = defaultdict(set)
    for article_id in article_ids:
        for actor in find_reporters(articles[article_id], analyses[article_id], identities):
            reporters[actor].add(article_id)
    for order, article_id in enumerate(article_ids):
        _read_article(parts, order, articles[article_id], analyses[article_id], identities)
    kept = [
        part
        for part in parts.values()
        if _takes_part(part, identities, outlets) and not part.articles <= reporters[part.actor]
    ]
    return {part.actor: part for part in sorted(kept, key=lambda part: (-part.salience, part.actor))}


def _read_article(
    parts: dict[str, Part], order: int, article: Article, analysis: Analysis, identities: Identities
) -> None:
    taking: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    words = [fold(article.text[one.span.start : one.span.end]) for one in analysis.sentences]

    named: dict[int, set[str]] = defaultdict(set)
    modifying: dict[int, set[str]] = defaultdict(set)
    for mention in analysis.mentions:
        place = find_sentence(analysis, mention.span.start)
        if mention.entity is not None and place is not None:
            (modifying if _is_aside(article.text, mention.span) else named)[place].add(mention.entity)

    def acts_in(entity: str | None, sentence: int) -> bool:
        return entity is not None and (entity in named[sentence] or entity not in modifying[sentence])

    def part_of(entity: str | None) -> Part | None:
        actor = identities.actor(article.id, entity) if entity is not None else None
        return parts.setdefault(actor, Part(actor)) if actor is not None else None

    for event in analysis.events:
        key = (event.lemma, words[event.sentence])
        agent = part_of(event.agent) if acts_in(event.agent, event.sentence) else None
        patient = part_of(event.patient) if acts_in(event.patient, event.sentence) else None
        if agent is not None and event.lemma not in STATIVE:
            agent.acts.add(key)
            if event.lemma not in REPORTING:
                agent.deeds.add(key)
            taking[event.sentence][agent.actor] += 2
        if patient is not None and event.lemma not in STATIVE:
            patient.undergoes.add(key)
            taking[event.sentence][patient.actor] += 1
    for one in analysis.attributions:
        place = find_sentence(analysis, (one.cue or one.source or one.content[0]).start) if one.content else None
        part = part_of(one.speaker) if place is not None and acts_in(one.speaker, place) else None
        if part is not None:
            part.speaks.add(" ".join(fold(article.text[span.start : span.end]) for span in one.content))
            taking[place][part.actor] += 1
    for mention in analysis.mentions:
        if _is_aside(article.text, mention.span):
            continue
        part = part_of(mention.entity)
        place = find_sentence(analysis, mention.span.start)
        if part is None or place is None:
            continue
        kind = article.blocks[analysis.sentences[place].block].kind
        if identities.nature(part.actor) in ("place", "state") and part.actor not in taking[place]:
            continue
        if kind in TOLD:
            part.articles.add(article.id)
            taking[place][part.actor] += 0
        elif kind == "headline":
            part.headlines += 1
    for place, actors in taking.items():
        sentence = analysis.sentences[place]
        if article.blocks[sentence.block].kind not in TOLD:
            continue
        for actor, share in actors.items():
            part = parts[actor]
            part.articles.add(article.id)
            part.coverage.setdefault(article.id, set()).add(place)
            part.told.setdefault(article.id, set()).add(words[place])
            grade = min(share, 3) - 2 * (sentence.dangling or _is_torn(words[place])) - (len(words[place].split()) < 6)
            best = (grade, -order, -sentence.span.start, sentence.span)
            if words[place] not in part.sentences or best[:3] > part.sentences[words[place]][:3]:
                part.sentences[words[place]] = best


def _is_aside(text: str, span: Span) -> bool:
    return is_modifier(text, span) or is_credit(text, span)


def is_modifier(text: str, span: Span) -> bool:
    """Whether a name only says whose affiliate another is, or for or against whom it is ("pro-", "-backed")."""
    return (
        _MODIFIER.match(text, span.end) is not None
        or _PREFIXED.search(text[max(0, span.start - 5) : span.start]) is not None
    )


def _is_torn(words: str) -> bool:
    """Whether a sentence holds one end of a quotation only. ``words`` are folded: quotation marks are straight."""
    return words.count('"') % 2 == 1


def _takes_part(part: Part, identities: Identities, outlets: set[str]) -> bool:
    nature = identities.nature(part.actor)
    if not part.articles or nature in ("place", "thing"):
        return False
    if nature == "state":
        return bool(part.acts)
    if nature == "outlet" or any(fold(form) in outlets for form, _ in identities.forms(part.actor)):
        return len(part.deeds) >= OUTLET_DEEDS * len(part.sentences) and bool(part.deeds)
    return True


def find_sentence(analysis: Analysis, position: int) -> int | None:
    """The index of the sentence in which a place of the text lies."""
    low, high = 0, len(analysis.sentences)
    while low < high:
        middle = (low + high) // 2
        if analysis.sentences[middle].span.end <= position:
            low = middle + 1
        else:
            high = middle
    return low if low < len(analysis.sentences) and analysis.sentences[low].span.start <= position else None
