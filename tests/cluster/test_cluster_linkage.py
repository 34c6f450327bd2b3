"""Average linkage on similarities made by hand: level, time, contrast, voices, what must stay apart."""

from __future__ import annotations

import random

from generator.cluster.linkage import link_groups, measure_between
from generator.cluster.similarity import weigh_span


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
    marks = {"a": frozenset({0}), "b": frozenset({0})}
    assert link_groups(graph(("a", "b", 0.9)), apart=marks) == (("a",), ("b",))
    assert link_groups(graph(("a", "b", 0.9)), apart=marks, voices={"a": 1, "b": 1}) == (("a",), ("b",))


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


def test_time_weighs_and_does_not_cut():
    days = {"a": 0, "b": 200}
    assert len(link_groups(graph(("a", "b", 0.3)), threshold=0.2, days=days)) == 2
    assert len(link_groups(graph(("a", "b", 0.3)), threshold=0.2, days={"a": 0, "b": 5})) == 1
    assert len(link_groups(graph(("a", "b", 0.3)), threshold=0.2, days={"a": 0})) == 1
    assert len(link_groups(graph(("a", "b", 0.5)), threshold=0.2, days=days)) == 1
    assert weigh_span(0) == weigh_span(7) == 1.0 and 0.5 < weigh_span(1000) < weigh_span(30) < 1.0


def test_a_story_does_not_grow_day_by_day_without_end():
    names = [f"n{number:02}" for number in range(40)]
    near = graph(*((a, b, 0.25) for a in names for b in names if a < b))
    days = {name: 10 * place for place, name in enumerate(names)}
    assert len(link_groups(near, threshold=0.2, days=days)) > 4


def test_reprints_are_one_voice_and_do_not_make_others_look_strange():
    near = blocks("abcd", 0.95, "efgh", 0.4)
    assert len(link_groups(near, threshold=0.15)) == 2
    voices = dict.fromkeys("abcd", 1) | dict.fromkeys("efgh", 2)
    assert len(link_groups(near, threshold=0.15, voices=voices)) == 1


def test_the_mean_between_groups_counts_strangers_as_nothing():
    assert measure_between(("a",), ("b", "c"), {"a": {"b": 0.5}, "b": {"a": 0.5}, "c": {}}) == 0.25
