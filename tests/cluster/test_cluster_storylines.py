"""Storylines: stories that follow one another."""

from __future__ import annotations

from generator.cluster import cluster_articles
from generator.settings import Editorial, Settings

SIEGE = [
    (
        "siege1",
        "Fighters of the Brask Column besieged the town of Ulmar near Orvane. General Tesk of the Brask Column said Ulmar would fall.",
        {"published": "2020-01-06", "headline": "Brask Column besieges Ulmar"},
    ),
    (
        "siege2",
        "The town of Ulmar near Orvane was besieged by fighters of the Brask Column. General Tesk said it would fall.",
        {"published": "2020-01-06", "headline": "Ulmar besieged"},
    ),
    (
        "relief",
        "Convoys reached Orvane after general Tesk of the Brask Column lifted the siege near Ulmar. Families in Orvane wept.",
        {"published": "2020-05-20", "headline": "Siege lifted near Orvane"},
    ),
]
CUP = [("cup", "Harrow Rovers won the cup. Coach Ilsen praised striker Maddoc.")]


def cluster(collect, *items, permalinks=()):
    articles, analyses = collect(*items)
    split = Editorial(split=(("siege1.txt", "relief.txt"), ("siege2.txt", "relief.txt")))
    return cluster_articles(articles, analyses, settings=Settings(), editorial=split, permalinks=permalinks)


def test_stories_that_follow_one_another_are_a_storyline(collect):
    found = cluster(collect, *SIEGE, *CUP)
    (line,) = found.storylines
    articles = [next(one.articles for one in found.clusters if one.id == identifier) for identifier in line.clusters]
    assert articles == [("siege1", "siege2"), ("relief",)]
    assert line.permalink.startswith("storylines/") and any(
        name in line.title for name in ("Brask", "Ulmar", "Orvane", "Tesk")
    )


def test_a_story_alone_is_no_storyline(collect):
    assert cluster(collect, *CUP).storylines == ()


def test_a_storyline_keeps_its_address(collect):
    first = cluster(collect, *SIEGE)
    second = cluster(collect, *SIEGE, *CUP, permalinks=first.permalinks)
    assert [line.permalink for line in second.storylines] == [line.permalink for line in first.storylines]
    assert [line.id for line in second.storylines] == [line.id for line in first.storylines]
