"""The order of the edition: origins, then recency, then spread; the reason in words."""

from __future__ import annotations

import itertools
from dataclasses import replace

from fictional_records import make_article, make_story

from generator.compose import compose_stories
from generator.compose.rank import rank_stories
from generator.settings import Editorial


def _vary(name, *, independent, as_of, outlets):
    made = make_story(make_article("a", ["The ferry to [Lume|LOC] {stopped|stop|+} running."]))
    articles, analyses, clustering = made
    (story,) = compose_stories(clustering, articles, analyses, (), editorial=Editorial())
    basis = replace(story.basis, independent=independent, as_of=as_of, outlets=outlets)
    return replace(story, permalink=f"stories/{name}", basis=basis)


def test_origins_then_recency_then_spread_then_address():
    stories = [
        _vary("three-origins-old", independent=3, as_of="2016-04-11", outlets=4),
        _vary("two-origins-new", independent=2, as_of="2021-03-04", outlets=2),
        _vary("two-origins-old-wide", independent=2, as_of="2021-03-02", outlets=9),
        _vary("two-origins-old", independent=2, as_of="2021-03-02", outlets=2),
        _vary("two-origins-old-too", independent=2, as_of="2021-03-02", outlets=2),
        _vary("two-origins-undated", independent=2, as_of=None, outlets=9),
    ]
    for order in itertools.islice(itertools.permutations(stories), 0, 720, 97):
        ranked = rank_stories(order)
        assert [story.permalink for story in ranked] == [story.permalink for story in stories]
        assert [story.rank for story in ranked] == [1, 2, 3, 4, 5, 6]


def test_the_reason_in_words():
    first, last = rank_stories(
        [
            _vary("one", independent=1, as_of=None, outlets=1),
            _vary("three", independent=3, as_of="2016-04-11", outlets=4),
        ]
    )
    assert first.rank_reason == "3 origins, newest report 11 April 2016, 4 outlets, 1 article"
    assert last.rank_reason == "1 origin, no dated report, 1 outlet, 1 article"
