"""Storylines: stories that follow one another."""

from __future__ import annotations

from generator.cluster import cluster_articles
from generator.settings import Editorial, Settings
from generator.stages import Recipe, Stages
from generator.store import Store

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


def test_a_title_is_that_of_its_stories_and_not_of_their_articles_alone(collect):
    """The same articles in the same order, told as other stories: what was found of the ones is not the others'."""
    items = [
        ("a", "Fighters of Brask besieged Ulmar. Tesk of Brask said Ulmar would fall.", {"published": "2020-01-06"}),
        ("b", "Ulmar was besieged by Brask. Tesk of Brask met Hebble near Ulmar.", {"published": "2020-01-06"}),
        ("c", "Convoys came after Brask and Tesk left Ulmar. Families met Hebble.", {"published": "2020-05-20"}),
    ]
    articles, analyses = collect(*items)
    make = Stages(Store(None)).open(Recipe("cluster", ()))
    titles = []
    for apart in ((("a.txt", "c.txt"), ("b.txt", "c.txt")), (("a.txt", "b.txt"), ("a.txt", "c.txt"))):
        given = dict(settings=Settings(), editorial=Editorial(split=apart), permalinks=())
        cached = cluster_articles(articles, analyses, digests={name: name for name in articles}, make=make, **given)
        assert cached == cluster_articles(articles, analyses, **given)
        titles += [line.title for line in cached.storylines]
    assert len(set(titles)) == 2
