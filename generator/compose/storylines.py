"""Storylines with the timeline of all their articles; and one timeline of every article there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..records import Analysis, Article, Clustering, Storyline, TimelineEntry
from ..store import Make, make_anew
from .chronology import Dated, date_articles
from .citations import Citing
from .overview import SENTENCES, compose_overview


def compose_storylines(
    clustering: Clustering,
    articles: Mapping[str, Article],
    analyses: Mapping[str, Analysis],
    *,
    digests: Mapping[str, str] | None = None,
    make: Make = make_anew,
) -> tuple[Storyline, ...]:
    """The storylines in their order, each with the timeline of its stories' articles.

    With ``digests`` of each article and its analysis ``make`` may give one that was made before.
    """
    members = {cluster.id: cluster.articles for cluster in clustering.clusters}
    result = []
    for storyline in clustering.storylines:
        stories = [members[name] for name in storyline.clusters]

        def work() -> Storyline:
            own_articles = {name: articles[name] for names in stories for name in names}
            own_analyses = {name: analyses[name] for name in own_articles}
            dated = _date_by_story(stories, own_articles, own_analyses)
            timeline = compose_overview(dated, own_articles, own_analyses, dated, citing=Citing(own_articles))
            return replace(storyline, timeline=timeline)

        parts = (repr((storyline, stories)), *(digests[name] for names in stories for name in names)) if digests else ()
        result.append(make(parts, Storyline, work).value if digests else work())
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
