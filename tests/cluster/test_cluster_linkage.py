"""Average linkage on similarities made by hand: level, contrast, what must stay apart."""

from __future__ import annotations

import random

from generator.cluster.linkage import link_groups, measure_between
from generator.cluster.similarity import measure_pairs, weigh_gap


def graph(*pairs):
    near = {}
    for first, second, value in pairs:
        near.setdefault(first, {})[second] = value
        near.setdefault(second, {})[first] = value
    return near


def blocks(names, within, other_names, between):
    pairs = [(a, b, within) for group in (names, other_names) for a in group for b in group if a < b]
    return graph(*pairs, *((a, b, between) for a in names for b in other_names))


def test_articles_join_at_the_level_and_not_below():
    assert link_groups(graph(("a", "b", 0.5), ("b", "c", 0.05), ("a", "c", 0.05)), threshold=0.2) == (
        ("a", "b"),
        ("c",),
    )


def test_a_go_between_joins_one_side_alone():
    near = graph(("a", "b", 0.6), ("c", "d", 0.6), ("b", "x", 0.3), ("x", "c", 0.29))
    assert sorted(map(len, link_groups(near, threshold=0.2))) == [1, 2, 2]


def test_two_events_of_one_kind_stay_apart_by_contrast():
    near = blocks("abcd", 0.5, "efgh", 0.3)
    assert link_groups(near, threshold=0.15) == (("a", "b", "c", "d"), ("e", "f", "g", "h"))
    assert len(link_groups(near, threshold=0.15, contrast=0.0)) == 1


def test_parts_of_one_event_join():
    assert len(link_groups(blocks("abcd", 0.5, "efgh", 0.45), threshold=0.15)) == 1


def test_what_must_be_apart_stays_apart():
    assert link_groups(graph(("a", "b", 0.9)), apart=(("a", "b"),)) == (("a",), ("b",))


def test_days_that_contradict_keep_apart_unless_beyond_doubt():
    never = lambda first, second: True  # noqa: E731
    assert len(link_groups(graph(("a", "b", 0.4)), contradict=never)) == 2
    assert len(link_groups(graph(("a", "b", 0.6)), contradict=never)) == 1


def test_the_order_of_the_graph_changes_nothing():
    chance = random.Random(1)
    names = "abcdefghij"
    near = graph(*((a, b, chance.choice((0.1, 0.2, 0.3, 0.4))) for a in names for b in names if a < b))
    shuffled = {
        name: dict(chance.sample(sorted(near[name].items()), len(near[name])))
        for name in chance.sample(names, len(names))
    }
    assert link_groups(near) == link_groups(shuffled)


def test_pairs_are_symmetric_and_time_weighs_but_does_not_cut():
    terms = {name: {"quake": 0.6, "tarvona": 0.8} for name in ("a", "b", "c")}
    near = measure_pairs(terms, {"a": "2021-03-02", "b": "2021-03-02T10:00:00Z", "c": "2022-03-02"})
    assert near["a"]["b"] == near["b"]["a"] == 1.0
    assert 0.5 < near["a"]["c"] < 1.0 and weigh_gap(0) == 1.0


def test_a_day_that_cannot_be_read_lowers_nothing():
    terms = {name: {"quake": 1.0} for name in ("a", "b")}
    assert measure_pairs(terms, {"a": "spring", "b": "2021-03-02"})["a"]["b"] == 1.0


def test_the_mean_between_groups_counts_strangers_as_nothing():
    assert measure_between(("a",), ("b", "c"), {"a": {"b": 0.5}, "b": {"a": 0.5}, "c": {}}) == 0.25
