"""Origins: the independent parties, agencies and outlets that stand behind what a story's articles say.

A sentence that quotes a party rests on that party, whoever prints it; agency copy rests on its agency; a reprint on
the article it was taken from; outlets of one family count once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..outlets import list_agency_names
from ..records import Analysis, Article, Attribution, Origin, SharedPassage, Span
from ..text import fold
from .citations import label_source
from .statements import Point
from .tellings import Telling

#: Share of a sentence that must be another's words or account for it to rest on that other.
CARRIED = 0.4

#: What is one and the same where a story names one alone; of armies, courts and ministries it may have several.
SERVICES = frozenset({"police", "coastguard"})

#: Share of a sentence that a shared passage must cover for it to be a reprint.
REPRINTED = 0.8

_AGENCY_WORDS = re.compile(
    r"\b(?:news agency|newswire|news wire|wire service|press agency|news site|newspaper|broadcaster|"
    r"television|daily|radio)\b",
    re.I,
)
#: Kinds of actor for which a person speaks; a state has many voices.
BODIES = ("ORG",)

_ARTICLE_WORD = re.compile(r"^(?:a|an|the|some|one|its|their|his|her|according to)\s+", re.I)
#: A day that the span of a speaker took in: "rebel groups on Monday".
_ON_A_DAY = re.compile(r"(?<!\s)\s+(?:on|last|late|early) (?:\w+ )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.I)
# One word that is no plural: at the head of a sentence a name, whatever analysis takes it for.
_BARE = re.compile(r"(?!Police|People|Media|Press|Opposition)[A-Z]\w+[^\Ws]")
_NEARER = re.compile(r"\s*,\s*((?:the|an?)\s[\w\s-]{1,40}?)\s*")
#: What stands before the name of where something was shown, which does not speak: "a video released on Marnhub".
_SHOWN_ON = re.compile(r"\b(?:on|via)\s(?:the\s|its\s|his\s|her\s|their\s)?$", re.I)
#: A described speaker at the end of a sentence, with whatever verb, where no attribution was found.
_SAID = re.compile(
    r", ((?:an?|the|one) (?:[\w’'-]+ ){0,4}?(?:sources?|officials?|spokes(?:man|woman|person)|"
    r"monitor(?:ing group)?|officers?|witness(?:es)?|"
    r"residents?|diplomats?|lawyers?|police))\s\w+(?:ed|id)\.[\"'”’]?$",
    re.I,
)
_CUED = re.compile(r", ([^,;:“”\"]{3,80}?) (?:said|says|reported|reports|added|told [\w ]{2,30})\.[\"'”’]?$")
_ANAPHORIC = re.compile(
    r"^the (?:\w+ )?(?:group|monitor|watchdog|organi[sz]ation|network|body|agency|ministry|company|institute|bank|"
    r"airline|firm|bureau|party|union)$",
    re.I,
)
_EMPTY = re.compile(
    r"^(?:he|she|they|it|we|i|who|which|reports?|sources?|others?|some|people|many|officials?|one|(?:\w+ "
    r")?(?:reports?|indications?|findings?|evidence|footage|video|images?|"
    r"documents?|figures?|data|research|study|statement)(?: (?:on|of|from|by) .*)?)$",
    re.I,
)


class Naming(Protocol):
    """What this module asks of the story's identities."""

    def actor(self, article_id: str, entity_id: str) -> str | None: ...
    def name(self, actor_id: str) -> str: ...
    def kind(self, actor_id: str) -> str: ...
    def affiliation(self, actor_id: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Behind:
    """One origin behind a telling: its name, its kind (party, agency or outlet)."""

    name: str
    kind: str


class Tracing:
    """Traces the tellings of one story to their origins."""

    def __init__(
        self,
        article_ids: Sequence[str],
        articles: Mapping[str, Article],
        analyses: Mapping[str, Analysis],
        shared: Iterable[SharedPassage],
        naming: Naming,
    ) -> None:
        self._articles = articles
        self._naming = naming
        self._order = {  # who was first: the dated before the undated
            name: place
            for place, name in enumerate(
                sorted(
                    article_ids,
                    key=lambda one: (
                        articles[one].published is None,
                        articles[one].published or "",
                        articles[one].seed,
                        one,
                    ),
                )
            )
        }
        self._passages: dict[str, list[tuple[int, int, Span]]] = defaultdict(list)
        for passage in shared:
            for one, other in ((passage.first, passage.second), (passage.second, passage.first)):
                if one.article in self._order and other.article in self._order:
                    self._passages[one.article].append((one.start, one.end, other))
        self._mentions = {name: analyses[name].mentions for name in article_ids}
        self._described = _describe(article_ids, articles, analyses, naming)
        self._spoken = {name: _list_bodies(name, analyses[name], naming) for name in article_ids}
        self._services = _list_services(article_ids, analyses, naming)
        self._families = _choose_families(article_ids, articles)

    def trace(self, telling: Telling) -> tuple[Behind, ...]:
        """The origins behind a telling: those it quotes, else the agency or outlet whose copy it is."""
        parties = [
            behind
            for one in telling.cited
            if _share(one, telling) >= CARRIED and not _is_stance(one)
            for behind in [self.name_speaker(telling.article, one)]
            if behind is not None
        ]
        chosen = [one for one in parties if one.kind == "party"] or parties
        if not chosen and (spoken := self._find_closing_speaker(telling)) is not None:
            chosen = [spoken]
        if chosen:
            return tuple(dict.fromkeys(sorted(chosen, key=lambda one: (one.kind, one.name))))
        return (self._trace_copy(telling),)

    def name_speaker(self, article: str, attribution: Attribution) -> Behind | None:
        """The party or agency that an attribution names; None for a speaker that is not named or described at all."""
        attribution = self._mend_source(article, attribution)
        entities = [attribution.speaker] if attribution.speaker is not None else self._list_named(article, attribution)
        for entity in entities:
            actor = self._naming.actor(article, entity)
            if actor is not None:
                name = self._naming.name(self._find_body(actor))
                return Behind(name, "agency" if _is_agency(name) else "party")
        if attribution.source is None:
            return None
        words = self._articles[article].text[attribution.source.start : attribution.source.end]
        words = _ON_A_DAY.sub("", " ".join(words.split()).strip(" ,;:"))
        plain = _ARTICLE_WORD.sub("", words)
        if not plain or _EMPTY.match(plain):
            return None
        if words[:1].isupper() and not self._is_name(article, attribution.source.start) and not _BARE.fullmatch(words):
            words = words[0].lower() + words[1:]
        known = self._services.get(fold(plain)) or self._find_described(plain)
        if known is None and _ANAPHORIC.match(words):
            known = self._find_before(article, attribution)
        if known is not None:
            return Behind(known, "party")
        return Behind(words, "agency" if _is_agency(plain) else "party")

    def _find_closing_speaker(self, telling: Telling) -> Behind | None:
        """Who a sentence names at its end (", a military source supplied.") where no attribution was found."""
        said = _CUED.search(telling.text) or _SAID.search(telling.text)
        if said is None:
            return None
        source = Span(telling.article, telling.span.start + said.start(1), telling.span.start + said.end(1))
        return self.name_speaker(telling.article, Attribution(source, None, (telling.span,), "indirect", "said", None))

    def _mend_source(self, article: str, attribution: Attribution) -> Attribution:
        """The attribution with the words right before its cue as source, where its own stand apart (", the group
        said").
        """
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or not source.end < cue.start:
            return attribution
        gap = _NEARER.fullmatch(self._articles[article].text[source.end : cue.start])
        if gap is None:
            return attribution
        nearer = Span(source.article, source.end + gap.start(1), source.end + gap.end(1))
        return replace(attribution, source=nearer, speaker=None)

    def _find_body(self, actor: str) -> str:
        """The organisation or group that a person acts for, else the actor."""
        body = self._naming.affiliation(actor)
        return body if body is not None and self._naming.kind(body) in BODIES else actor

    def _list_named(self, article: str, attribution: Attribution) -> list[str]:
        """The organisations, then the persons, that the words for a speaker name ("a Nato spokesman")."""
        span = attribution.source
        if span is None:
            return []
        text = self._articles[article].text
        inside = [
            mention
            for mention in self._mentions[article]
            if mention.entity
            and mention.label in ("ORG", "PERSON")
            and span.start <= mention.span.start
            and mention.span.end <= span.end
            and not _SHOWN_ON.search(text[span.start : mention.span.start])
        ]
        return [mention.entity for mention in sorted(inside, key=lambda one: (one.label, one.span))]

    def _is_name(self, article: str, place: int) -> bool:
        return any(mention.span.start <= place < mention.span.end for mention in self._mentions[article])

    def _find_before(self, article: str, attribution: Attribution) -> str | None:
        """The body that spoke last before "the group said" in the same article."""
        start = attribution.source.start
        for spoken in reversed(self._spoken[article]):
            if spoken[0] < start:
                return spoken[1]
        return None

    def _trace_copy(self, telling: Telling) -> Behind:
        article = self._articles[telling.article]
        if article.source is not None and article.source.kind == "agency":
            return Behind(article.source.name, "agency")
        for credit in article.credits:
            if credit.agency and credit.start <= telling.span.start and telling.span.end <= credit.end:
                return Behind(credit.agency, "agency")
        reprinted = [
            other
            for start, end, other in self._passages[telling.article]
            if min(end, telling.span.end) - max(start, telling.span.start) >= REPRINTED * len(telling.text)
        ]
        for other in sorted(reprinted, key=lambda span: (self._order[span.article], span)):
            source = self._articles[other.article].source
            agencies = [source.name] if source is not None and source.kind == "agency" else []
            agencies += [
                credit.agency
                for credit in self._articles[other.article].credits
                if credit.agency
                and 2 * (min(credit.end, other.end) - max(credit.start, other.start)) >= other.end - other.start
            ]
            if agencies:
                return Behind(agencies[0], "agency")
        first = min([telling.article, *(span.article for span in reprinted)], key=lambda name: self._order[name])
        return Behind(self._families[first], "outlet")

    def _find_described(self, words: str) -> str | None:
        """The one actor of the story that is described in words that hold all of ``words`` ("monitoring group")."""
        wanted = set(re.findall(r"[\w-]+", fold(words)))
        if len(wanted) < 2:
            return None
        found = {name for described, name in self._described if wanted <= described}
        return found.pop() if len(found) == 1 else None


def name_origins(point: Point, tracing: Tracing) -> tuple[str, ...]:
    """The names of the independent origins behind a point, parties first, then agencies and outlets, by name."""
    return tuple(one.name for one in _gather(point, tracing))


def count_origins(points: Sequence[Point], tellings: Sequence[Telling], tracing: Tracing) -> tuple[Origin, ...]:
    """The origins of the ``points`` that a page prints, those on which most statements rest first.

    The articles of an origin are those of all the story's ``tellings`` that rest on it.
    """
    articles: dict[Behind, set[str]] = defaultdict(set)
    statements: dict[Behind, int] = defaultdict(int)
    for point in points:
        for behind in _gather(point, tracing):
            statements[behind] += 1
    for telling in tellings:
        for behind in tracing.trace(telling):
            articles[behind].add(telling.article)
    ordered = sorted(statements, key=lambda one: (-statements[one], one.name, one.kind))
    return tuple(Origin(one.name, one.kind, tuple(sorted(articles[one])), statements[one]) for one in ordered)


def _gather(point: Point, tracing: Tracing) -> list[Behind]:
    found = {behind for telling in point.tellings for behind in tracing.trace(telling)}
    return sorted(found, key=lambda one: (("party", "agency", "outlet").index(one.kind), one.name))


def _share(attribution: Attribution, telling: Telling) -> float:
    """How much of a sentence is what its speaker says: of its words but those that name the speaker and the cue;
    all of it where it opens with the speaker's own words.
    """
    if (
        attribution.kind != "indirect"
        and attribution.content
        and attribution.content[0].start - telling.span.start <= 1
    ):
        return 1.0
    carried = sum(_overlap(span, telling.span) for span in attribution.content)
    naming = sum(_overlap(span, telling.span) for span in (attribution.source, attribution.cue) if span is not None)
    return carried / max(1, telling.span.end - telling.span.start - naming)


def _is_stance(attribution: Attribution) -> bool:
    """Whether it tells what somebody thinks of a thing, not that it is so: "an attack backed by the Front"."""
    source, cue, content = attribution.source, attribution.cue, attribution.content
    return attribution.force == "thought" and bool(
        source and cue and content and content[-1].end <= cue.start and cue.end <= source.start
    )


def _overlap(first: Span, second: Span) -> int:
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def _is_agency(name: str) -> bool:
    return fold(name).removeprefix("the ") in list_agency_names() or bool(_AGENCY_WORDS.search(name))


def _describe(
    article_ids: Sequence[str], articles: Mapping[str, Article], analyses: Mapping[str, Analysis], naming: Naming
) -> list[tuple[frozenset[str], str]]:
    result = []
    for name in article_ids:
        for role in analyses[name].roles:
            actor = naming.actor(name, role.entity)
            if actor is not None:
                words = articles[name].text[role.span.start : role.span.end]
                if naming.kind(actor) != "PERSON":
                    result.append((frozenset(re.findall(r"[\w-]+", fold(words))), naming.name(actor)))
    return result


def _list_services(article_ids: Sequence[str], analyses: Mapping[str, Analysis], naming: Naming) -> dict[str, str]:
    """The name of the one body of the story that ends in the word for a service ("police"), by that word."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in article_ids:
        for entity in analyses[article].entities:
            actor = naming.actor(article, entity.id)
            if actor is not None and naming.kind(actor) in BODIES:
                name = naming.name(actor)
                found[fold(name).rpartition(" ")[2]].add(name)
    return {word: min(names) for word, names in found.items() if word in SERVICES and len(names) == 1}


def _list_bodies(name: str, analysis: Analysis, naming: Naming) -> list[tuple[int, str]]:
    """Where bodies (or people who act for one) speak in an article, in order, and the body's name."""
    result = []
    for one in analysis.attributions:
        actor = naming.actor(name, one.speaker) if one.speaker and one.source else None
        body = (naming.affiliation(actor) or actor) if actor is not None else None
        if body is not None and naming.kind(body) in BODIES and not _is_agency(naming.name(body)):
            result.append((one.source.start, naming.name(body)))
    return sorted(result)


def _choose_families(article_ids: Sequence[str], articles: Mapping[str, Article]) -> dict[str, str]:
    """The outlet's name for each article; of a family's outlets, the one whose article comes first."""
    first: dict[str, str] = {}
    result = {}
    for name in article_ids:
        source = articles[name].source
        if source is None:
            result[name] = label_source(articles[name])
        else:
            result[name] = first.setdefault(source.family or source.id, source.name)
    return result
