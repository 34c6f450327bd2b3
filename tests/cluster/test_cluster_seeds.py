"""The five real articles: two stories, one storyline."""

from __future__ import annotations

import pytest

from generator.analyze import analyze_article, load_pipeline
from generator.clean import clean_article
from generator.cluster import cluster_articles
from generator.read import read_seeds
from generator.settings import Editorial, Settings

pytestmark = pytest.mark.pipeline


@pytest.fixture(scope="module")
def seeds(root):
    settings = Settings(root=root)
    pipeline = load_pipeline(settings)
    raw, _ = read_seeds(settings.path("seeds"), settings=settings)
    articles = {article.id: article for article in (clean_article(one, settings=settings) for one in raw)}
    return articles, {
        identifier: analyze_article(article, pipeline=pipeline) for identifier, article in articles.items()
    }


def cluster(articles, analyses, permalinks=()):
    return cluster_articles(articles, analyses, settings=Settings(), editorial=Editorial(), permalinks=permalinks)


def test_two_stories_and_one_storyline(seeds):
    articles, analyses = seeds
    found = cluster(articles, analyses)
    numbers = [sorted(articles[identifier].seed[:3] for identifier in one.articles) for one in found.clusters]
    assert numbers == [["000", "001", "002", "003"], ["004"]]
    assert [line.clusters for line in found.storylines] == [tuple(one.id for one in found.clusters)]
    assert found.clusters[0].permalink.startswith("stories/2016-04-11-")


def test_one_a_day_gives_the_same_stories(seeds):
    articles, analyses = seeds
    record = ()
    order = sorted(articles, key=lambda identifier: articles[identifier].seed)
    for count in range(1, len(order) + 1):
        found = cluster({identifier: articles[identifier] for identifier in order[:count]}, analyses, permalinks=record)
        record = found.permalinks
    assert {one.articles for one in found.clusters} == {one.articles for one in cluster(articles, analyses).clusters}
