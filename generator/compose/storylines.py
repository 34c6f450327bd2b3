"""Storylines with the timeline of all their articles; and one timeline of every article there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..records import Analysis, Article, Clustering, Storyline, TimelineEntry
from .chronology import Dated, date_articles
from .citations import Citing
from .overview import SENTENCES, compose_overview


def compose_storylines(
    clustering: Clustering, articles: Mapping[str, Article], analyses: Mapping[str, Analysis]
) -> tuple[Storyline, ...]:
    """The storylines in their order, each with the timeline of its stories' articles."""
    citing = Citing(articles)
    members = {cluster.id: cluster.articles for cluster in clustering.clusters}
    result = []
    for storyline in clustering.storylines:
        dated = _date_by_story([members[name] for name in storyline.clusters], articles, analyses)
        result.append(replace(storyline, timeline=compose_overview(dated, articles, analyses, dated, citing=citing)))
    return tuple(result)


def compose_folder(
    clustering: Clustering,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    *,
    entries: int | None = None,
    sentences: int = SENTENCES,
) -> tuple[TimelineEntry, ...]:
    """One timeline of the articles of all clusters: at most ``entries`` days of at most ``sentences`` sentences."""
    dated = _date_by_story([cluster.articles for cluster in clustering.clusters], articles, analyses)
    return compose_overview(
        dated, articles, analyses, dated, citing=Citing(articles), entries=entries, sentences=sentences
    )


def _date_by_story(
    stories: list[tuple[str, ...]], articles: Mapping[str, Article], analyses: Mapping[str, Analysis]
) -> dict[str, Dated]:
    """The day of each article, an undated one's inferred from its own story."""
    dated: dict[str, Dated] = {}
    for names in stories:
        dated.update(date_articles(names, articles, analyses))
    return dated
