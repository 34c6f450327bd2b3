"""The timeline of many articles: the days that matter, each told by the passage that says best what happened.

Works at any scale: every step is linear in the sentences. Each entry is a verbatim stretch of one article: the sentence
nearest to what the articles say of the day (the centroid of what names the day and of the leads published then, as in
Datewise), with the sentence beside it where that speaks of the day, too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .. import dates
from ..records import Analysis, Article, Sentence, Span, TimelineEntry
from .chronology import Dated, When, is_day, resolve_time
from .citations import Citing
from .happenings import find_opening
from .salient_days import DayMention, rank_days
from .tellings import TOLD

#: Sentences of an entry by default: on Timeline17 (gold summaries of one to eight) AR1 is .17 with one, .22 with two.
SENTENCES = 2

#: Told sentences that open an article and tell what is new on its day.
LEAD_SENTENCES = 6

#: Cosine of TF-IDF from which two passages of one day say the same: the second is no entry, but a citation.
SAME_PASSAGE = 0.4

#: Cosine from which the sentence beside it is of the same day; one that names another date never is.
BESIDE = 0.1

#: Words between which a sentence is neither a scrap nor a list, and what one outside keeps of its score.
WORDS = (6, 55)
UNFIT = 0.6

#: What a lead that names no day keeps of its score: another that names it is surer.
UNDATED = 0.85

#: Entries by default: so many times the square root of the number of articles, within bounds.
ENTRIES_ROOT = 2
ENTRIES_BOUNDS = (10, 100)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may tell a day. ``when`` is its time expression for that day, None for an undated lead."""

    article: str
    index: int
    place: int
    sentence: Sentence
    vector: Mapping[str, float]
    when: When | None
    published: str | None


@dataclass(slots=True)
class _Day:
    """What may tell one day: sentences that name it, leads published on it, and leads of the next day."""

    named: list[_Candidate] = field(default_factory=list)
    leads: list[_Candidate] = field(default_factory=list)
    next_leads: list[_Candidate] = field(default_factory=list)


@dataclass(slots=True)
class _Pool:
    """What may tell each ISO day and each longer stretch, who names which day, the rarity of each word, and the dates
    that each sentence (article, index) names."""

    rarity: Mapping[str, float]
    days: dict[str, _Day] = field(default_factory=dict)
    coarse: dict[str, _Day] = field(default_factory=dict)
    mentions: list[DayMention] = field(default_factory=list)
    values: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)


def count_entries(articles: int) -> int:
    """The number of entries of a timeline of so many articles where nobody asks for another."""
    least, most = ENTRIES_BOUNDS
    return max(least, min(most, round(ENTRIES_ROOT * math.sqrt(articles))))


def compose_overview(
    article_ids: Iterable[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    dated: Mapping[str, Dated],
    *,
    citing: Citing,
    entries: int | None = None,
    sentences: int = SENTENCES,
) -> tuple[TimelineEntry, ...]:
    """The timeline of the articles in the order of time: at most ``entries`` days (by default ``count_entries``).

    A day is told by at most ``sentences`` sentences: two in a row are one entry, more are further entries of that day.
    Days are ISO days, and where the articles name fewer than ``entries`` of them, months and years fill it up.
    ``dated`` has the day of each article; one without a day counts with the dates that its text gives in full.
    """
    names = sorted(article_ids, key=lambda name: (dated[name].day or "9999", articles[name].seed, name))
    wanted = count_entries(len(names)) if entries is None else entries
    pool = _gather(names, articles, analyses, dated)
    published = Counter(day for name in names if (day := dated[name].day))
    first, last = min(published, default=None), max(published, default=None)
    told: list[tuple[str, list[tuple[Span, list[_Candidate]]]]] = []
    used: set[Span] = set()
    for values, days in ((rank_days(pool.mentions, published), pool.days), (_rank_coarse(pool.coarse), pool.coarse)):
        for value in values:
            if len(told) >= wanted:
                break
            if value in days and (passages := _tell(value, days[value], pool, sentences, used, articles, analyses)):
                told.append((value, passages))
    told.sort(key=lambda item: dates.sort_key(item[0]))
    result: list[TimelineEntry] = []
    for value, passages in told:
        for span, carriers in passages:
            lead = carriers[0]
            basis = lead.when.basis if lead.when else "told without a date by an article of that day"
            result.append(
                TimelineEntry(
                    date=value,
                    precision=dates.precision(value),
                    phase=_find_phase(value, first, last),
                    statement=citing.state(span, *(one.sentence.span for one in carriers[1:])),
                    expression=lead.when.words if lead.when else None,
                    basis=basis,
                    order=len(result) + 1,
                    reported=tuple(sorted({one.published for one in carriers if one.published})),
                )
            )
    return tuple(result)


def _gather(
    names: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    dated: Mapping[str, Dated],
) -> _Pool:
    told = {name: _list_told(articles[name], analyses[name]) for name in names}
    spread = Counter(word for rows in told.values() for _, sentence in rows for word in set(sentence.lemmas))
    total = sum(map(len, told.values()))
    pool = _Pool({word: math.log((1 + total) / count) for word, count in spread.items()})
    for name in names:
        article, analysis, day = articles[name], analyses[name], dated[name].day
        whens = _sort_whens(told[name], article, analysis, dated[name])
        named: set[str] = set()
        for place, (index, sentence) in enumerate(told[name]):
            own = whens.get(index, [])
            if not own and (day is None or place >= LEAD_SENTENCES):
                continue
            vector = _weigh_words(sentence.lemmas, pool.rarity)
            pool.values[name, index] = frozenset(when.value[:10] for when in own)
            for when in own:
                exact = is_day(when.value)
                value = when.value[:10] if exact else when.value
                candidate = _Candidate(name, index, place, sentence, vector, when, day)
                (pool.days if exact else pool.coarse).setdefault(value, _Day()).named.append(candidate)
                if exact and value not in named:
                    named.add(value)
                    pool.mentions.append(DayMention(value, _count_days(value, day), place))
            if not own and day is not None:
                candidate = _Candidate(name, index, place, sentence, vector, None, day)
                pool.days.setdefault(day, _Day()).leads.append(candidate)
                pool.days.setdefault(_day_before(day), _Day()).next_leads.append(candidate)
    return pool


def _list_told(article: Article, analysis: Analysis) -> list[tuple[int, Sentence]]:
    return [
        (index, sentence)
        for index, sentence in enumerate(analysis.sentences)
        if article.blocks[sentence.block].kind in TOLD
    ]


def _sort_whens(
    told: Sequence[tuple[int, Sentence]], article: Article, analysis: Analysis, dated: Dated
) -> dict[int, list[When]]:
    """The dates of each told sentence, each value once: days, and months, seasons and years."""
    result: dict[int, list[When]] = {}
    place = 0
    for expression in analysis.times:
        while place < len(told) and told[place][1].span.end <= expression.span.start:
            place += 1
        if place == len(told):
            break
        index, sentence = told[place]
        if expression.type not in ("DATE", "TIME") or expression.span.start < sentence.span.start:
            continue
        when = resolve_time(expression, article, dated)
        if dates.first_day(when.value) is None or (not is_day(when.value) and expression.type == "TIME"):
            continue
        known = result.setdefault(index, [])
        if all(when.value[:10] != other.value[:10] for other in known):
            known.append(when)
    return result


def _rank_coarse(coarse: Mapping[str, _Day]) -> list[str]:
    """Months, seasons and years by the articles that name them from outside ("earlier this year" is no date)."""
    fitting = {}
    for value, day in coarse.items():
        if dates.precision(value) in ("month", "season", "year"):
            start, end = dates.first_day(value), dates.last_day(value)
            day.named = [one for one in day.named if one.published is None or not start <= one.published <= end]
            fitting[value] = len({one.article for one in day.named})
    return sorted(fitting, key=lambda value: (-fitting[value], dates.sort_key(value)))


def _tell(
    value: str,
    day: _Day,
    pool: _Pool,
    sentences: int,
    used: set[Span],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
) -> list[tuple[Span, list[_Candidate]]]:
    """The passages that tell a day, best first, each with the candidates that carry it, its own first.

    ``used`` are the sentences that tell other days; those of this one are added to it.
    """
    candidates = [one for one in (*day.named, *day.leads) if one.sentence.span not in used]
    if not candidates:
        return []
    centre = _find_centre(day.named, (*day.leads, *day.next_leads))
    scores = [_score(one, centre, articles) for one in candidates]
    ranked = sorted(
        range(len(candidates)),
        key=lambda number: (
            -round(scores[number], 9),
            candidates[number].published or "9999",
            articles[candidates[number].article].seed,
            candidates[number].sentence.span,
        ),
    )
    found: list[tuple[Span, list[_Candidate]]] = []
    room = sentences
    for number in ranked:
        one = candidates[number]
        if one.sentence.span in used:
            continue
        carried = next((item for item in found if _multiply(item[1][0].vector, one.vector) >= SAME_PASSAGE), None)
        if carried is not None:
            if all(one.article != other.article for other in carried[1]):
                carried[1].append(one)
        elif room > 0 and len(found) < -(-sentences // SENTENCES):
            taken = [one.sentence.span]
            if room > 1 and (beside := _find_beside(one, value, centre, pool, used, articles, analyses)):
                taken.append(beside)
            used.update(taken)
            room -= len(taken)
            found.append((Span(one.article, min(taken).start, max(taken).end), [one]))
    return found


def _find_centre(named: Sequence[_Candidate], leads: Sequence[_Candidate]) -> dict[str, float]:
    """The words of a day, unit length: what both the sentences that name it and the leads say, else either's."""
    one, other = _average(named), _average(leads)
    both = {word: weight + other[word] for word, weight in one.items() if word in other}
    return _scale(both or one or other)


def _score(candidate: _Candidate, centre: Mapping[str, float], articles: Mapping[str, Article]) -> float:
    sentence = candidate.sentence
    text = articles[candidate.article].text[sentence.span.start : sentence.span.end]
    score = _multiply(candidate.vector, centre)
    least, most = WORDS
    if not least <= len(text.split()) <= most:
        score *= UNFIT
    if sentence.dangling or not text.rstrip("\"'”’) ").endswith((".", "!")):
        score *= UNFIT
    if candidate.when is None:
        score *= UNDATED
    return score


def _find_beside(
    one: _Candidate,
    value: str,
    centre: Mapping[str, float],
    pool: _Pool,
    used: set[Span],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
) -> Span | None:
    """The sentence before or after one that is nearer to its day; only space may stand between them."""
    span, article, listed = one.sentence.span, articles[one.article], analyses[one.article].sentences
    kind = article.blocks[one.sentence.block].kind
    best: tuple[float, Span] | None = None
    for place in (one.index + 1, one.index - 1):
        if not 0 <= place < len(listed) or article.blocks[listed[place].block].kind != kind:
            continue
        other = listed[place].span
        between = article.text[min(span.end, other.end) : max(span.start, other.start)]
        if between.strip() or other in used or pool.values.get((one.article, place), frozenset()) - {value}:
            continue
        near = _multiply(_weigh_words(listed[place].lemmas, pool.rarity), centre)
        if near >= BESIDE and (best is None or near > best[0]):
            best = near, other
    return best[1] if best else None


def _find_phase(value: str, first: str | None, last: str | None) -> str:
    """background before the time that the articles cover, announced after it, else event."""
    start, end = dates.first_day(value), dates.last_day(value)
    if first is None or last is None or start is None or end is None:
        return "event"
    if start > last:
        return "announced"
    return "background" if end < find_opening(first) else "event"


def _count_days(start: str, end: str | None) -> int | None:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days if end else None


def _day_before(day: str) -> str:
    known = date.fromisoformat(day)
    return (known - timedelta(days=1)).isoformat() if known > date.min else day


def _weigh_words(lemmas: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    return _scale({word: (1 + math.log(count)) * rarity[word] for word, count in Counter(lemmas).items()})


def _average(candidates: Sequence[_Candidate]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in candidates:
        for word, weight in one.vector.items():
            total[word] = total.get(word, 0.0) + weight
    return {word: weight / len(candidates) for word, weight in total.items()}


def _scale(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def _multiply(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * large[word] for word, weight in small.items() if word in large)
