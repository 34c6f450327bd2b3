"""Tellings: every told sentence of a story with all that is compared about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .. import dates
from ..records import Analysis, Article, Attribution, Event, Figure, Sentence, Span
from ..text import fold
from .chronology import Dated, When, is_day, resolve_time
from .concepts import find_concept, find_phrases, is_light, is_performing, is_reporting, is_support, stem_word
from .standing import grade_hanging, measure_quotation, open_sentence

#: Block kinds whose sentences are told.
TOLD = ("standfirst", "paragraph")

#: Words after a support verb among which its object's concept is looked for.
OBJECT_WORDS = 7

#: Share of a sentence that an attribution's content must hold for its speaker to stand beside it.
BESIDE = 0.4

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

#: Sentences of one article that open with the same four words from which they are no prose.
REPEATED = 3


@dataclass(frozen=True, slots=True)
class Deed:
    """An event as the story reads it: ``concepts`` say what kind it is, ``agent``, ``patient`` and ``places``
    are names.
    """

    event: Event
    concepts: frozenset[str]
    agent: str | None
    patient: str | None
    places: frozenset[str]
    whens: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One told sentence. ``names`` are actors' ids and folded place names, ``terms`` its concepts and lemmas beside
    them.

    ``whens`` are its time expressions, ``dating`` the dates among them that say when it was, ``days`` their exact days,
    ``stretches`` the first and last day of those of a month or less.
    ``numbers`` are the values by quantity, ``kinds`` the concepts of its events, reporting and light verbs left out.
    ``order`` counts the article's told sentences from 0 and ``place`` is the same from 0 to 1. ``hanging`` says how
    much it needs what stands before it: 0 stands alone, 1 opens with a link, 2 cannot be read alone. ``quoted`` is
    the share of it inside quotation marks; ``cited`` its attributions.
    """

    article: str
    index: int
    order: int
    place: float
    span: Span
    text: str
    kind: str
    terms: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    whens: tuple[When, ...]
    dating: tuple[When, ...]
    days: frozenset[str]
    stretches: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    numbers: tuple[tuple[str, frozenset[float]], ...]
    deeds: tuple[Deed, ...]
    kinds: frozenset[str]
    cited: tuple[Attribution, ...]
    quoted: float
    hanging: int
    sentence: Sentence


def tell_articles(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    dated: Mapping[str, Dated],
    *,
    actor: Callable[[str, str], str | None],
) -> tuple[Telling, ...]:
    """The tellings of the articles, in their order; ``actor`` maps (article id, entity id) to the id of whom
    it refers to.
    """
    result: list[Telling] = []
    for name in article_ids:
        result.extend(_tell_article(articles[name], analyses[name], dated[name], actor))
    return tuple(result)


def name_entity(article: str, entity: str, label: str, words: str, actor: Callable[[str, str], str | None]) -> str:
    """What stands for an entity when tellings are compared: its actor's id, else its folded name."""
    return actor(article, entity) or f"{label.lower()}:{fold(words)}"


def _tell_article(
    article: Article, analysis: Analysis, dated: Dated, actor: Callable[[str, str], str | None]
) -> list[Telling]:
    told = [
        (index, sentence)
        for index, sentence in enumerate(analysis.sentences)
        if article.blocks[sentence.block].kind in TOLD
    ]
    mentions = _sort_into(told, analysis.mentions, lambda one: one.span)
    times = _sort_into(told, analysis.times, lambda one: one.span)
    figures = _sort_into(told, analysis.figures, lambda one: one.span)
    events = _sort_into(told, analysis.events, lambda one: one.predicate)
    cited = _cite(told, analysis.attributions)
    named = {one.id: name_entity(article.id, one.id, one.kind, one.name, actor) for one in analysis.entities}
    repeated = _find_repeated_openings(article, told)
    result = []
    for order, (index, sentence) in enumerate(told):
        text = article.text[sentence.span.start : sentence.span.end]
        names, places, spoken, labels = set(), set(), set(), set()
        speakers = [one.source for one in cited[index] if one.source and _stands_beside(one, sentence)]
        for span in speakers:
            spoken.update(re.findall(r"[\w-]+", article.text[span.start : span.end].lower()))
        for mention in mentions[index]:
            words = article.text[mention.span.start : mention.span.end]
            if mention.label in ("DATE", "MONEY"):
                continue
            labels.add(mention.label)
            spoken.update(re.findall(r"[\w-]+", words.lower()))
            if mention.entity is not None and not any(one.start <= mention.span.start < one.end for one in speakers):
                name = named.get(mention.entity) or f"{mention.label.lower()}:{fold(words)}"
                names.add(name)
                if mention.label in ("LOC", "FAC"):
                    places.add(name)
        whens = tuple(resolve_time(one, article, dated) for one in times[index])
        for when in whens:
            spoken.update(re.findall(r"[\w-]+", when.words.lower()))
        dated_whens = tuple(
            when
            for when in whens
            if when.expression.type in ("DATE", "TIME")
            and not is_attributive(
                text, when.expression.span.start - sentence.span.start, when.expression.span.end - sentence.span.start
            )
        )
        days = frozenset(when.value[:10] for when in dated_whens if is_day(when.value))
        deeds = _find_deeds(events[index], article, text, sentence, whens, analysis, named)
        result.append(
            Telling(
                article=article.id,
                index=index,
                order=order,
                place=order / max(1, len(told) - 1),
                span=sentence.span,
                text=text,
                kind=article.blocks[sentence.block].kind,
                terms=_find_terms(sentence, text, spoken),
                names=frozenset(names),
                places=frozenset(places),
                whens=whens,
                dating=dated_whens,
                days=days,
                stretches=_list_stretches(dated_whens),
                figures=tuple(figures[index]),
                numbers=_sum_up(figures[index]),
                deeds=deeds,
                kinds=_find_kinds(deeds),
                cited=tuple(cited[index]),
                quoted=max(measure_quotation(text), _share_quoted(cited[index], sentence)),
                hanging=2
                if not cited[index] and _is_caption(sentence, dated_whens, dated.day)
                else grade_hanging(
                    sentence, text, repeated, labels, standfirst=article.blocks[sentence.block].kind == "standfirst"
                ),
                sentence=sentence,
            )
        )
    return result


def _find_deeds(
    events: Sequence[Event],
    article: Article,
    text: str,
    sentence: Sentence,
    whens: Sequence[When],
    analysis: Analysis,
    named: Mapping[str, str],
) -> tuple[Deed, ...]:
    by_span = {when.expression.span: when for when in whens}
    result = []
    for event in events:
        own = [
            by_span[analysis.times[place].span]
            for place in event.times
            if place < len(analysis.times) and analysis.times[place].span in by_span
        ]
        start = event.predicate.start - sentence.span.start
        result.append(
            Deed(
                event,
                _find_event_concepts(event, text, start),
                named.get(event.agent or ""),
                named.get(event.patient or ""),
                frozenset(named[one] for one in event.places if one in named),
                tuple(own),
            )
        )
    return tuple(result)


def _list_stretches(whens: Sequence[When]) -> tuple[tuple[str, str], ...]:
    """First and last day of each date of a month or less."""
    fine = [when.value for when in whens if dates.precision(when.value) in ("day", "part of day", "week", "month")]
    return tuple(sorted({(dates.first_day(value), dates.last_day(value)) for value in fine}))


def _find_kinds(deeds: Sequence[Deed]) -> frozenset[str]:
    return frozenset(
        concept
        for deed in deeds
        if not is_reporting(deed.event.lemma)
        for concept in deed.concepts
        if not is_light(concept)
    )


def _sum_up(figures: Sequence[Figure]) -> tuple[tuple[str, frozenset[float]], ...]:
    names = sorted({figure.quantity for figure in figures})
    return tuple((name, frozenset(figure.value for figure in figures if figure.quantity == name)) for name in names)


def _find_event_concepts(event: Event, text: str, start: int) -> frozenset[str]:
    found = {name for one, other, name in find_phrases(text) if one <= start < other}
    if found:
        return frozenset(found)
    own = find_concept(event.lemma)
    if is_support(event.lemma) or is_performing(event.lemma):
        for word in re.findall(r"[\w-]+", text[start:])[1 : OBJECT_WORDS + 1]:
            concept = find_concept(word)
            if concept and concept != own:
                found.add(concept)
                break
    return frozenset(found | {own or stem_word(event.lemma)})


def _sort_into(told: Sequence[tuple[int, Sentence]], items: Sequence, span_of: Callable) -> dict[int, list]:
    """The items by index of the told sentence in which they start."""
    result: dict[int, list] = {index: [] for index, _ in told}
    ordered = sorted(items, key=lambda item: (span_of(item).start, span_of(item).end))
    place = 0
    for item in ordered:
        start = span_of(item).start
        while place < len(told) and told[place][1].span.end <= start:
            place += 1
        if place < len(told) and told[place][1].span.start <= start:
            result[told[place][0]].append(item)
    return result


def _cite(told: Sequence[tuple[int, Sentence]], attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions by index of each sentence that their cue, source or content touches."""
    result: dict[int, list[Attribution]] = {index: [] for index, _ in told}
    for one in attributions:
        spans = [span for span in (one.source, one.cue, *one.content) if span is not None]
        if not spans:
            continue
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        for index, sentence in told:
            if sentence.span.start < end and start < sentence.span.end:
                result[index].append(one)
    return result


def _stands_beside(attribution: Attribution, sentence: Sentence) -> bool:
    """Whether who says it stands beside what is said: then it is no part of what is compared."""
    told = sum(
        max(0, min(span.end, sentence.span.end) - max(span.start, sentence.span.start)) for span in attribution.content
    )
    return told >= BESIDE * (sentence.span.end - sentence.span.start)


def _is_caption(sentence: Sentence, whens: Sequence[When], day: str | None) -> bool:
    """Whether it tells in the present of a day that is over and given in full: "Ada Moor poses on May 2, 2016"."""
    return sentence.tense == "present" and any(
        when.expression.rule is None
        and is_day(when.value)
        and _YEAR.search(when.words)
        and when.value[:10] <= (day or "")
        for when in whens
    )


def _share_quoted(cited: Sequence[Attribution], sentence: Sentence) -> float:
    """The share of a sentence that is direct speech, where its quotation marks stand around other sentences, too."""
    told = sum(
        max(0, min(span.end, sentence.span.end) - max(span.start, sentence.span.start))
        for one in cited
        if one.kind == "direct"
        for span in one.content
    )
    return min(1.0, told / max(1, sentence.span.end - sentence.span.start))


def _find_terms(sentence: Sentence, text: str, spoken: set[str]) -> frozenset[str]:
    terms = {
        find_concept(lemma) or stem_word(lemma)
        for lemma in sentence.lemmas
        if lemma not in spoken and not is_reporting(lemma)
    }
    terms.update(concept for _, _, concept in find_phrases(text))
    return frozenset(terms)


def is_attributive(text: str, start: int, end: int) -> bool:
    """Whether a date at ``start`` to ``end`` stands before a noun ("the 27 February truce", "Monday's ruling"): it
    dates the noun alone.
    """
    before, after = text[:start], text[end:]
    return bool(
        (re.search(r"\b(?:the|a|an|its|their|his|her)\s+$", before, re.I) and re.match(r"['’]?s?\s+[a-z]", after))
        or re.match(r"['’]s\s+\w", after)
    )


def _find_repeated_openings(article: Article, told: Sequence[tuple[int, Sentence]]) -> frozenset[str]:
    """Openings that several sentences of one article share: captions of a gallery, lines of a list, no prose."""
    counts = Counter(open_sentence(article.text[sentence.span.start : sentence.span.end]) for _, sentence in told)
    return frozenset(opening for opening, count in counts.items() if count >= REPEATED and len(opening) > 12)
