"""The day of each article of a story, and the value of each of its time expressions.

Which articles of a story print their date is known; an undated one takes the day of
the dated companion that it fits best. It is checked against the weekdays of its lead
and against the days that the companions tell of, and stays unknown where nothing fits.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .. import dates
from ..records import Analysis, Article, TimeExpression

#: A lead tells what is new: its bare weekday is the day of publication or one of so many before it.
LEAD_DAYS = 2

#: Other articles that must tell of the later day before a weekday is moved to it.
MOVERS = 2

#: Told sentences that count as an article's lead.
LEAD_SENTENCES = 3

_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_BARE = re.compile(r"(MON|TUE|WED|THU|FRI|SAT|SUN)<=(?: T\S+| early| mid| late)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Dated:
    """An article's day (ISO, the anchor of its time expressions), how it is known, and from what it was inferred.

    ``moved`` are pairs of where a weekday stands and the day it means, where that is not the latest before the article.
    """

    article: str
    day: str | None
    published: str | None
    published_by: str | None
    note: str | None
    moved: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A time expression as its story reads it: the expression, its value there, its words and how it was resolved.

    ``event_day`` is the day that a distance counts from ("four days after losing it").
    """

    expression: TimeExpression
    value: str
    words: str
    basis: str
    event_day: str | None = None


def date_articles(
    article_ids: Sequence[str], articles: Mapping[str, Article], analyses: Mapping[str, Analysis]
) -> dict[str, Dated]:
    """The Dated of each article of one story; an undated one is inferred from its companions or stays unknown."""
    result = {name: _printed(articles[name]) for name in article_ids}
    companions = sorted(
        (name for name in article_ids if result[name].day), key=lambda name: (result[name].day, articles[name].seed)
    )
    if not companions:
        return result
    told = {day for name in companions for day in _days(analyses[name], result[name].day)}
    terms = {name: _count_terms(analyses[name]) for name in article_ids}
    for name in article_ids:
        if result[name].day is None:
            result[name] = _infer(name, companions, articles, analyses, result, told, terms)
    tellers: dict[str, set[str]] = defaultdict(set)
    for name in article_ids:
        for day in _days(analyses[name], result[name].day) if result[name].day else ():
            tellers[day].add(name)
    return {name: replace(one, moved=_move_weekdays(analyses[name], one.day, tellers)) for name, one in result.items()}


def resolve_time(expression: TimeExpression, article: Article, dated: Dated) -> When:
    """The When of one time expression in an article whose day is ``dated``."""
    words = article.text[expression.span.start : expression.span.end]
    if expression.rule is None or expression.rule.startswith(f"={expression.value} "):
        return When(expression, expression.value, words, f"“{words}” as the text gives it")
    for start, day in dated.moved:
        if start == expression.span.start:
            known = dates.format_value(dated.day)
            basis = f"“{words}” read with the other articles; this one is of {known} and was updated later"
            return When(expression, day, words, basis)
    if dated.day is None:
        return When(
            expression, dates.resolve(expression.rule, None), words, f"“{words}” of an article whose date is unknown"
        )
    value = dates.resolve(expression.rule, dated.day)
    known = "the day of the article" if dated.published_by != "inferred" else "the inferred day of the article"
    basis = f"“{words}” counted from {dates.format_value(dated.day)}, {known}"
    return When(expression, value, words, basis, dates.find_event_day(expression.rule, dated.day))


def is_day(value: str | None) -> bool:
    """Whether a value is one calendar day (or a part of one)."""
    return bool(value and _DAY.match(value))


def weekday_of(value: str) -> int | None:
    """Monday as 1 to Sunday as 7 for a weekday whose week is unknown (``XXXX-WXX-5``), else None."""
    found = re.match(r"XXXX-WXX-([1-7])", value)
    return int(found.group(1)) if found else None


def order_weekdays(weekdays: Sequence[int]) -> dict[int, int]:
    """The place of each weekday in the shortest stretch of days that holds them all (ties: the earlier weekday
    opens it).
    """
    present = sorted(set(weekdays))
    if not present:
        return {}
    gaps = [((present[place] - present[place - 1] - 1) % 7, -place, place) for place in range(len(present))]
    opening = present[max(gaps)[2]]
    return {weekday: (weekday - opening) % 7 for weekday in present}


def _printed(article: Article) -> Dated:
    day = article.published[:10] if article.published and _DAY.match(article.published) else None
    return Dated(article.id, day, article.published, article.published_by, None)


def _infer(
    name: str,
    companions: Sequence[str],
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    dated: Mapping[str, Dated],
    told: set[str],
    terms: Mapping[str, Counter[str]],
) -> Dated:
    weekdays = _lead_weekdays(articles[name], analyses[name])
    best: tuple[int, float, str] | None = None
    for companion in companions:
        day = dated[companion].day
        if not day or not _fits(day, weekdays) or _is_overtaken(analyses[name], day):
            continue
        support = len(set(_days(analyses[name], day)) & told)
        near = _cosine(terms[name], terms[companion])
        if best is None or (support, near) > best[:2]:
            best = (support, near, companion)
    if best is None:
        heard = ", ".join(f"“{word}”" for word in sorted(weekdays.values())) or "its own dates"
        note = f"not inferred: {heard} does not fit the days of the dated articles"
        return Dated(name, None, None, None, note)
    companion = articles[best[2]]
    day = dated[companion.id].day
    headline = f"“{companion.headline}” ({companion.seed})" if companion.headline else companion.seed
    note = f"inferred from the story: {headline} is dated {dates.format_value(day)}"
    if weekdays:
        note += f", which its {' and '.join(f'“{word}”' for word in sorted(set(weekdays.values())))} fits"
    return Dated(name, day, day, "inferred", note)


def _move_weekdays(analysis: Analysis, day: str | None, tellers: Mapping[str, set[str]]) -> tuple[tuple[int, str], ...]:
    """Weekdays that mean the day to come: an article that was updated after its date tells of it as past.

    Only where the latest such weekday lies nearly a week back, no other article tells of that day, and ``MOVERS``
    others tell of the one a week later.
    """
    if day is None:
        return ()
    today, moved = date.fromisoformat(day), []
    for expression in analysis.times:
        if not _BARE.fullmatch(expression.rule or ""):
            continue
        value = dates.resolve(expression.rule, day)
        if not is_day(value):
            continue
        found = date.fromisoformat(value[:10])
        later = (found + timedelta(days=7)).isoformat()
        ahead = (found + timedelta(days=7) - today).days
        if (
            0 < ahead <= LEAD_DAYS
            and tellers[value[:10]] <= {analysis.article}
            and len(tellers[later] - {analysis.article}) >= MOVERS
        ):
            moved.append((expression.span.start, later + value[10:]))
    return tuple(moved)


def _lead_weekdays(article: Article, analysis: Analysis) -> dict[int, str]:
    """Bare weekdays in the article's first told sentences: number from Monday = 0, and the words."""
    told = [
        sentence.span
        for sentence in analysis.sentences
        if article.blocks[sentence.block].kind in ("standfirst", "paragraph")
    ]
    if not told:
        return {}
    end = told[:LEAD_SENTENCES][-1].end
    found: dict[int, str] = {}
    for expression in analysis.times:
        bare = _BARE.fullmatch(expression.rule or "")
        if bare and expression.span.end <= end and not re.match(r"last\b", article.text[expression.span.start :], re.I):
            words = article.text[expression.span.start : expression.span.end]
            found.setdefault(_WEEKDAYS.index(bare[1]), words)
    return found


def _fits(day: str, weekdays: Mapping[int, str]) -> bool:
    today = date.fromisoformat(day).weekday()
    return all((today - weekday) % 7 <= LEAD_DAYS for weekday in weekdays)


def _is_overtaken(analysis: Analysis, day: str) -> bool:
    """Whether the article tells, in the past tense, of a printed day after ``day``."""
    for expression in analysis.times:
        if expression.rule is None and is_day(expression.value) and expression.value[:10] > day:
            for sentence in analysis.sentences:
                if sentence.span.start <= expression.span.start < sentence.span.end and sentence.tense == "past":
                    return True
    return False


def _days(analysis: Analysis, day: str) -> list[str]:
    values = (
        dates.resolve(one.rule, day) if one.rule else one.value
        for one in analysis.times
        if one.type in ("DATE", "TIME")
    )
    return [value[:10] for value in values if is_day(value)]


def _count_terms(analysis: Analysis) -> Counter[str]:
    return Counter(lemma for sentence in analysis.sentences for lemma in sentence.lemmas)


def _cosine(first: Counter[str], second: Counter[str]) -> float:
    shared = sum(count * second[term] for term, count in sorted(first.items()) if term in second)
    norm = math.sqrt(sum(count * count for count in first.values()) * sum(count * count for count in second.values()))
    return shared / norm if norm else 0.0
