"""The basis of a story: as-of day, period, origins, how much rests on one origin, and what could not be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from .. import dates
from ..records import Article, Basis, TimelineEntry
from .chronology import Dated
from .citations import label_source
from .origins import Tracing, count_origins, name_origins
from .standing import is_hedged
from .statements import Point
from .tellings import Telling

#: Share of an article's sentences that must rest on an origin for the article to depend on it: with .2 the five
#: seeds' article that is built on one monitor depends on it, and the one that quotes it once in 26 does not.
DEPENDS = 0.2

#: Days between the first and the last article from which they may well tell of several events.
LONG_STORY = 60


def compose_basis(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    dated: Mapping[str, Dated],
    tellings: Sequence[Telling],
    points: Sequence[Point],
    timeline: Sequence[TimelineEntry],
    *,
    tracing: Tracing,
) -> Basis:
    """The Basis of a story of ``article_ids``, in the order of their numbers; ``points`` are those that its
    page prints.
    """
    origins = count_origins(points, tellings, tracing)
    single = sum(len(name_origins(point, tracing)) == 1 for point in points)
    days = sorted(day for one in dated.values() if (day := one.day))
    happened = sorted(
        entry.date for entry in timeline if entry.phase == "event" and entry.date and dates.first_day(entry.date)
    )
    starts = sorted(dates.first_day(value) for value in happened)
    ends = sorted(dates.last_day(value) for value in happened if dates.precision(value) in ("day", "part of day"))
    period = (starts[0], max(ends or starts)) if starts else None
    outlets = {_outlet(articles[name]) for name in article_ids}
    return Basis(
        as_of=days[-1] if days else None,
        period=period,
        outlets=len(outlets),
        independent=count_independent(article_ids, articles, tellings, tracing=tracing),
        origins=origins,
        total=len(points),
        single=single,
        doubts=tuple(_find_doubts(article_ids, articles, dated, tellings, points, origins)),
    )


def count_independent(
    article_ids: Sequence[str],
    articles: Mapping[str, Article],
    tellings: Sequence[Telling],
    *,
    tracing: Tracing,
) -> int:
    """How many groups of outlets stand behind the story: articles of one outlet or one family are one
    group, and so are articles that each depend on the same party, agency or outlet for a share ``DEPENDS`` of their
    sentences.
    """
    total = Counter(telling.article for telling in tellings)
    resting = Counter((telling.article, behind) for telling in tellings for behind in tracing.trace(telling))
    depends = {
        name: {
            behind for (article, behind), count in resting.items() if article == name and count >= DEPENDS * total[name]
        }
        for name in article_ids
    }
    group = {name: name for name in article_ids}
    for first, second in combinations(article_ids, 2):
        if _publisher(articles[first]) == _publisher(articles[second]) or depends[first] & depends[second]:
            kept, gone = group[first], group[second]
            group = {name: kept if root == gone else root for name, root in group.items()}
    return len(set(group.values()))


def _find_doubts(article_ids, articles, dated, tellings, points, origins) -> list[str]:
    doubts = []
    if len(article_ids) == 1:
        doubts.append("This story rests on one article.")
    for number, name in enumerate(article_ids, 1):
        one = dated[name]
        if one.published_by == "inferred":
            doubts.append(f"Article {number} prints no date; {dates.format_value(one.day)} is {one.note}.")
        elif one.day is None:
            doubts.append(
                f"Article {number} prints no date"
                + (f" ({one.note})" if one.note else " and has no dated companion in this story")
                + "; its weekdays stay relative."
            )
    for number, name in enumerate(article_ids, 1):
        doubts.extend(f"Of article {number}: {doubt}." for doubt in articles[name].doubts)
    days = sorted(day for name in article_ids if (day := dated[name].day) is not None)
    if days and (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days > LONG_STORY:
        first, last = dates.format_value(days[0]), dates.format_value(days[-1])
        doubts.append(f"The articles are of {first} to {last}: they may tell of more than one event.")
    unnamed = [str(number) for number, name in enumerate(article_ids, 1) if articles[name].source is None]
    if unnamed:
        doubts.append(f"The outlet of {_list_articles(unnamed)} is not named.")
    for number, name in enumerate(article_ids, 1):
        agencies = _list_copy(articles[name])
        if len(agencies) > 1:
            doubts.append(f"Article {number} carries copy of more than one origin: {', '.join(agencies)}.")
        if any(cut.reason == "repeated" for cut in articles[name].cuts):
            doubts.append(f"The text of article {number} stands more than once in its file; it is counted once.")
    parties = sorted(
        (one for one in origins if one.kind == "party"), key=lambda one: (-len(one.articles), -one.statements, one.name)
    )
    if parties and (len(parties[0].articles) > 1 or parties[0].statements > 2):
        party = parties[0]
        carried = _count(len(party.articles), "article", len(article_ids))
        resting = _count(party.statements, "statement", len(points))
        doubts.append(f"{carried} and {resting} on this page rest on what “{party.name}” says.")
    hedged = sum(is_hedged(telling.text) for telling in tellings)
    if hedged:
        doubts.append(
            f"{hedged} of {len(tellings)} sentences are hedged by the sources themselves (“reportedly” and the like)."
        )
    return doubts


def _list_copy(article: Article) -> list[str]:
    """The agencies whose copy an article carries: credits of more than one paragraph, or of an agency it does
    not name.
    """
    found = []
    for credit in article.credits:
        blocks = sum(block.start < credit.end and credit.start < block.end for block in article.blocks)
        if blocks > 1 or credit.agency is None:
            found.append(credit.agency or "another that it does not name")
    return list(dict.fromkeys(found))


def _list_articles(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"article {numbers[0]}"
    return f"articles {', '.join(numbers[:-1])} and {numbers[-1]}"


def _count(number: int, noun: str, total: int) -> str:
    return f"{number} of {total} {noun}" if total == 1 else f"{number} of {total} {noun}s"


def _outlet(article: Article) -> str:
    return article.source.id if article.source is not None else label_source(article) + article.id


def _publisher(article: Article) -> str:
    return article.source.family or article.source.id if article.source is not None else _outlet(article)
