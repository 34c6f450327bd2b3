"""Which articles become one story: small cases made by hand, and properties that must always hold."""

from __future__ import annotations

import random

import pytest

from generator.cluster import cluster_articles
from generator.cluster.terms import NAME_BONUS, find_root, load_background, weigh_terms
from generator.settings import Editorial, Settings

QUAKE = [
    (
        "quake1",
        "An earthquake of magnitude 6 struck the valley near Tarvona before dawn. The Velmar Institute measured it. Houses collapsed in Tarvona and rescuers dug for survivors.",
        {"published": "2021-03-02", "headline": "Earthquake strikes near Tarvona"},
    ),
    (
        "quake2",
        "Rescuers dug through collapsed houses in Tarvona after an earthquake. The Velmar Institute put the magnitude at 6. Governor Osk visited survivors in Tarvona.",
        {"published": "2021-03-02", "headline": "Rescuers dig in Tarvona after earthquake"},
    ),
    (
        "quake3",
        "Governor Osk promised tents for survivors of the earthquake in Tarvona. Houses collapsed and rescuers still dug, the Velmar Institute warned of more.",
        {"published": "2021-03-04", "headline": "Tents for survivors in Tarvona"},
    ),
]
OTHER_QUAKE = [
    (
        "later1",
        "An earthquake shook the harbour near Lisk and cracked the piers. The port of Lisk was closed, mayor Brandel said in Lisk. Ferries from Ondra turned back.",
        {"published": "2021-09-20", "headline": "Earthquake closes port of Lisk"},
    ),
    (
        "later2",
        "Ferries from Ondra turned back as the port of Lisk stayed closed after an earthquake. Mayor Brandel said the piers in Lisk were cracked.",
        {"published": "2021-09-21", "headline": "Port of Lisk stays closed"},
    ),
]
FOOTBALL = [
    (
        "cup1",
        "The striker Maddoc scored twice as Harrow Rovers beat Penfold in the final. Coach Ilsen praised Maddoc and the Rovers.",
        {"headline": "Rovers win the final"},
    ),
    (
        "cup2",
        "Coach Ilsen of Harrow Rovers said after the final that Maddoc would stay. Maddoc scored twice when Rovers beat Penfold.",
        {"headline": "Maddoc to stay with Rovers"},
    ),
]


def cluster(mappings, *, editorial=Editorial(), permalinks=(), settings=Settings()):
    articles, analyses = mappings
    return cluster_articles(articles, analyses, settings=settings, editorial=editorial, permalinks=permalinks)


def groups_of(clustering):
    return {frozenset(found.articles) for found in clustering.clusters}


def ids_of(items):
    return frozenset(item[0] for item in items)


def test_articles_of_one_event_are_one_story_and_others_are_not(collect):
    found = cluster(collect(*QUAKE, *OTHER_QUAKE, *FOOTBALL))
    assert groups_of(found) == {ids_of(QUAKE), ids_of(OTHER_QUAKE), ids_of(FOOTBALL)}


def test_nothing_gives_nothing():
    found = cluster(({}, {}))
    assert found.clusters == () and found.storylines == () and found.permalinks == () and found.problems == ()


def test_an_article_without_words_is_a_story_by_itself(collect):
    found = cluster(collect(("empty", ""), *QUAKE))
    assert groups_of(found) == {frozenset({"empty"}), ids_of(QUAKE)}
    alone = next(one for one in found.clusters if one.articles == ("empty",))
    assert alone.shared == () and alone.nearest is None and alone.permalink.startswith("stories/")


def test_two_articles_without_date_and_headline(collect):
    items = [(name, text) for name, text, _ in QUAKE[:2]]
    assert groups_of(cluster(collect(*items))) == {ids_of(items)}


def test_a_digest_of_many_events_glues_nothing(collect):
    digest = (
        "digest",
        "In brief. " + " ".join(item[1].split(". ")[0] + "." for item in (*QUAKE, *OTHER_QUAKE, *FOOTBALL)),
    )
    found = groups_of(cluster(collect(*QUAKE, *OTHER_QUAKE, *FOOTBALL, digest)))
    for items in (QUAKE, OTHER_QUAKE, FOOTBALL):
        assert any(ids_of(items) <= group and group - ids_of(items) <= {"digest"} for group in found)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_mappings_changes_nothing(collect, seed):
    items = [*QUAKE, *OTHER_QUAKE, *FOOTBALL]
    expected = cluster(collect(*items))
    random.Random(seed).shuffle(items)
    assert cluster(collect(*items)) == expected


@pytest.mark.parametrize("seed", range(6))
def test_stories_partition_the_articles(collect, seed):
    chance = random.Random(seed)
    words = "storm Tarvona Lisk fire court Brandel vote strike ferry Osk police school bridge Maddoc flood".split()
    items = [
        (f"a{number}", ". ".join(" ".join(chance.choices(words, k=6)) for _ in range(3)) + ".") for number in range(25)
    ]
    found = cluster(collect(*items))
    assert sorted(article for one in found.clusters for article in one.articles) == sorted(ids_of(items))
    assert (
        len({one.permalink for one in found.clusters}) == len(found.clusters) == len({one.id for one in found.clusters})
    )


def test_an_unrelated_story_leaves_the_others_alone(collect):
    before = cluster(collect(*QUAKE, *OTHER_QUAKE))
    after = cluster(collect(*QUAKE, *OTHER_QUAKE, *FOOTBALL), permalinks=before.permalinks)
    assert [one for one in after.clusters if not set(one.articles) & ids_of(FOOTBALL)] == list(before.clusters)


def test_one_a_day_or_all_at_once(collect):
    items = [*QUAKE, *OTHER_QUAKE, *FOOTBALL]
    record = ()
    for count in range(1, len(items) + 1):
        found = cluster(collect(*items[:count]), permalinks=record)
        record = found.permalinks
    assert groups_of(found) == groups_of(cluster(collect(*items)))


def test_articles_and_stories_are_in_the_order_of_time(collect):
    found = cluster(collect(*FOOTBALL, *OTHER_QUAKE, *reversed(QUAKE)))
    assert [one.articles[0] for one in found.clusters] == ["quake1", "later1", "cup1"]
    assert found.clusters[0].articles == ("quake1", "quake2", "quake3")


def test_a_story_shows_what_ties_it(collect):
    found = cluster(collect(*QUAKE, *FOOTBALL))
    shared = dict(found.clusters[0].shared)
    assert "Tarvona" in shared["places"] and "Velmar" in shared["names"] and "survivors" in shared["terms"]


def test_shared_days_are_days_of_the_calendar(collect):
    items = [(name, text, {**options, "days": ("2021-03-02", "2021-W09")}) for name, text, options in QUAKE]
    assert dict(cluster(collect(*items)).clusters[0].shared)["days"] == ("2021-03-02",)


def test_the_nearest_article_left_out_is_named(collect):
    found = cluster(collect(*QUAKE), editorial=Editorial(split=(("quake1.txt", "quake3.txt"),)))
    for one in found.clusters:
        assert one.nearest is not None and one.nearest.article in ids_of(QUAKE) - set(one.articles)
        assert 0.1 <= one.nearest.similarity <= 1


def test_what_an_editor_keeps_apart_says_so(collect):
    found = cluster(collect(*QUAKE), editorial=Editorial(split=(("quake1.txt", "quake3.txt"),)))
    alone = next(one for one in found.clusters if "quake3" in one.articles)
    assert alone.nearest.apart == ("an editor keeps them apart",)


def test_the_nearest_says_what_it_shares_and_what_keeps_it_apart(collect):
    report, more, _ = QUAKE
    other = (
        "lisk",
        "An earthquake of magnitude 5 struck near Lisk at noon. Houses collapsed in Lisk and rescuers dug.",
        {"published": "2021-09-20", "headline": "Earthquake strikes near Lisk"},
    )
    found = cluster(collect(report, more, other), settings=Settings(same_story=0.3))
    assert groups_of(found) == {frozenset({"quake1", "quake2"}), frozenset({"lisk"})}
    nearest = found.clusters[0].nearest
    assert nearest.article == "lisk" and "rescuers" in nearest.shared
    assert nearest.apart == ("published 202 days apart", "other places (Lisk)")


def test_too_little_in_common(collect):
    cup = ("cup3", "Coach Ilsen praised the striker of Penfold. Tickets sold out at dawn.", {})
    nearest = cluster(collect(FOOTBALL[0], cup), settings=Settings(same_story=0.9)).clusters[0].nearest
    assert nearest.apart == ("too little in common",)


def test_a_new_address_is_that_of_the_representative_headline(collect):
    found = cluster(collect(*QUAKE)).clusters[0]
    assert found.representative == "quake2"
    assert found.permalink == "stories/2021-03-02-rescuers-dig-in-tarvona-after-earthquake"
    again = cluster(collect(*QUAKE), editorial=Editorial(rename=(("quake1.txt", "The night of Tarvona"),)))
    assert again.clusters[0].permalink == "stories/2021-03-02-the-night-of-tarvona"


def test_undated_articles_must_be_more_alike(collect):
    words = "Governor Osk opened a bridge near Tarvona. Minister Quill counted ballots and herons. Kilns cooled."
    other = "Governor Osk toured Tarvona. Dentist Maddoc bought lanterns, violins and paprika. Frost split a chimney."
    texts = (("one", words), ("two", other))
    dated = [(name, text, {"published": "2021-03-02"}) for name, text in texts]
    low, high = 0.0, 1.0
    for _ in range(20):
        level = (low + high) / 2
        joined = len(cluster(collect(*dated), settings=Settings(same_story=level)).clusters) == 1
        low, high = (level, high) if joined else (low, level)
    level = low * 0.95
    assert len(cluster(collect(*dated), settings=Settings(same_story=level)).clusters) == 1
    assert len(cluster(collect(*texts), settings=Settings(same_story=level)).clusters) == 2


def test_nothing_near_is_none(collect):
    assert cluster(collect(*QUAKE, *FOOTBALL)).clusters[0].nearest is None


def test_the_setting_overrides_the_level(collect):
    items = collect(*QUAKE)
    assert len(cluster(items, settings=Settings(same_story=1.0)).clusters) == 3


def test_a_name_weighs_more_the_less_the_background_knows_it(collect):
    text = "Talks in Canada failed. Talks in Tarvona failed."
    articles, analyses = collect(("a", text))
    background = load_background()
    vector = weigh_terms(articles["a"], analyses["a"], background=background)
    rarity = background.weigh("tarvona") / background.weigh(find_root("canada"))
    assert vector["tarvona"] / vector[find_root("canada")] == pytest.approx(rarity * (1 + NAME_BONUS))
