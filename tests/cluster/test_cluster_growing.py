"""A collection that grows: all at once, one at a time or in any order, the stories are the same."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cluster import neighbourhoods, similarity
from generator.cluster.likeness import compare_articles
from generator.cluster.neighbourhoods import Neighbourhoods
from generator.cluster.outlines import Outline
from generator.cluster.similarity import DECIMALS, LEAST, Similarities
from generator.cluster.stories import Entry, Stories
from generator.stages import Recipe, Stages
from generator.store import Store

WORDS = "quake tarvona osk port lisk ferry trial quill hebb cup maddoc siege ulmar tesk flood bridge".split()


@st.composite
def collections(draw):
    """Up to 24 articles of few words, so that nearly all hang together, in an order and in batches."""
    entries = []
    for number in range(draw(st.integers(2, 24))):
        words = draw(st.sets(st.sampled_from(WORDS), min_size=1, max_size=6))
        weights = {word: draw(st.sampled_from((1.0, 2.0, 3.5))) for word in sorted(words)}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        day = draw(st.none() | st.integers(0, 40))
        entries.append(
            Entry(
                f"a{number:02}",
                {word: weight / length for word, weight in weights.items()},
                None if day is None else date(2021, 3, 1) + timedelta(days=day),
                frozenset(draw(st.sets(st.integers(1, 7), max_size=4))),
                draw(st.integers(0, 7)) == 0,
            )
        )
    order = draw(st.permutations(entries))
    cuts = sorted(draw(st.sets(st.integers(1, len(entries)), max_size=5)) | {0, len(entries)})
    return entries, [order[first:last] for first, last in zip(cuts, cuts[1:])]


@pytest.mark.parametrize("largest", [3, 400])
def test_arrival_changes_nothing(monkeypatch, largest):
    monkeypatch.setattr(neighbourhoods, "LARGEST", largest)

    @given(collections())
    @settings(max_examples=150, deadline=None, derandomize=True)
    def check(collection):
        entries, batches = collection
        whole, grown = Stories(apart=(("a00", "a01"),)), Stories(apart=(("a00", "a01"),))
        whole.add(entries)
        known = set()
        for batch in batches:
            changed = grown.add(batch)
            assert set(grown.groups()) - known == set(changed)
            known = set(grown.groups())
        assert grown.groups() == whole.groups()
        assert sorted(name for group in whole.groups() for name in group) == sorted(entry.id for entry in entries)
        assert not any({"a00", "a01"} <= set(group) for group in whole.groups())

    check()


def test_what_is_added_elsewhere_leaves_a_story_alone():
    collection = Stories()
    collection.add([Entry("a", {"quake": 0.6, "osk": 0.8}, None), Entry("b", {"quake": 0.6, "osk": 0.8}, None)])
    assert collection.add([Entry("c", {"cup": 1.0}, None)]) == (("c",),)
    assert collection.groups() == (("a", "b"), ("c",))


def test_a_loose_article_joins_the_story_it_is_most_like_and_ties_none():
    quake, port = {"quake": 0.8, "osk": 0.6}, {"port": 0.8, "lisk": 0.6}
    both = {"quake": 0.5, "osk": 0.5, "port": 0.5, "lisk": 0.45}
    entries = [
        *(Entry(f"q{number}", quake, None) for number in range(3)),
        *(Entry(f"p{number}", port, None) for number in range(3)),
        Entry("live", both, None, loose=True),
    ]
    collection = Stories()
    collection.add(entries)
    assert collection.groups() == (("live", "q0", "q1", "q2"), ("p0", "p1", "p2"))


def test_loose_articles_alone_are_a_story_of_their_own():
    collection = Stories()
    collection.add(Entry(name, {"quake": 1.0}, None, loose=True) for name in ("one", "two"))
    assert collection.groups() == (("one", "two"),)


def test_similarities_are_symmetric_and_those_of_strangers_are_left_out():
    near = Similarities()
    near.add([("b", {"quake": 0.6, "osk": 0.8}), ("a", {"quake": 1.0})])
    near.add([("c", {"quake": 0.05, "cup": 0.99})])
    assert near["a"] == {"b": 0.6} and near["b"] == {"a": 0.6} and near["c"] == {} and list(near) == ["a", "b", "c"]
    assert LEAST > 0.05


@given(collections())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_similarity_is_the_same_however_articles_are_compared(collection):
    """All at once, in batches, or shelf by shelf with what was found before some came: the same to the last bit."""
    entries, batches = collection
    outlines = {entry.id: Outline(dict(entry.terms), tuple(sorted(entry.weekdays))) for entry in entries}
    plain = {
        (one.id, other.id): min(1.0, round(value, DECIMALS))
        for one in entries
        for other in entries
        if one is not other
        and (value := sum(weight * other.terms.get(word, 0.0) for word, weight in sorted(one.terms.items()))) >= LEAST
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "PIECE", 3)
        grown = Similarities()
        for batch in batches:
            grown.add((entry.id, entry.terms) for entry in batch)
    make, known = Stages(Store(None)).open(Recipe("cluster", ())), []
    for batch in batches:
        known = sorted([*known, *(entry.id for entry in batch)])
        near, weekdays = compare_articles(known, outlines, digests={name: name for name in known}, make=make)
    for found in (grown, near):
        assert {(one, other): value for one in found for other, value in found[one].items()} == plain
    assert weekdays == {entry.id: entry.weekdays for entry in entries}


def test_where_nearly_all_hang_together_the_level_rises(monkeypatch):
    monkeypatch.setattr(neighbourhoods, "LARGEST", 4)
    parts = Neighbourhoods(0.2)
    for place in range(8):
        parts.add(place)
    for first, second in ((0, 1), (1, 2), (4, 5), (5, 6)):
        parts.join(first, second, 0.5)
    parts.join(2, 4, 0.21)
    parts.join(6, 7, 0.21)
    assert [sorted(parts.find(place)) for place in (0, 4, 7)] == [[0, 1, 2], [4, 5, 6], [7]]
    # Reprints are counted once: with 6 and 5 one voice, still more than four voices.
    assert parts.join(5, 6, 0.9) and sorted(parts.find(4)) == [4, 5, 6]
