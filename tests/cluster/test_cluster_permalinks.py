"""Addresses: they stay while articles join, and lead on after a merge or a split."""

from __future__ import annotations

from generator.cluster.permalinks import assign_permalinks, suggest_permalink


def test_a_suggestion_is_day_and_slug():
    assert suggest_permalink("stories", "2021-03-02T10:00:00Z", "Quake: 5 dead") == "stories/2021-03-02-quake-5-dead"
    assert suggest_permalink("stories", None, "Quake") == "stories/quake"


def test_equal_suggestions_get_numbers():
    found = assign_permalinks([("a",), ("b",)], ["stories/x", "stories/x"], record=())
    assert found.permalinks == ("stories/x", "stories/x-2")


def test_a_story_keeps_its_address_when_articles_join_and_its_headline_changes():
    found = assign_permalinks([("a", "b", "c")], ["stories/new"], record=(("stories/old", ("a", "b")),))
    assert found.permalinks == ("stories/old",) and found.redirects == ((),)
    assert found.record == (("stories/old", ("a", "b", "c")),)


def test_after_a_merge_the_address_with_most_articles_wins_and_the_other_leads_on():
    record = (("stories/small", ("a",)), ("stories/large", ("b", "c")))
    found = assign_permalinks([("a", "b", "c")], ["stories/new"], record=record)
    assert found.permalinks == ("stories/large",) and found.redirects == (("stories/small",),)
    again = assign_permalinks([("a", "b", "c")], ["stories/new"], record=found.record)
    assert again == found


def test_of_equal_shares_the_earlier_address_wins():
    record = (("stories/first", ("b",)), ("stories/second", ("a",)))
    assert assign_permalinks([("a", "b")], ["stories/new"], record=record).permalinks == ("stories/first",)


def test_after_a_split_the_larger_part_keeps_the_address():
    found = assign_permalinks(
        [("a",), ("b", "c")], ["stories/a", "stories/bc"], record=(("stories/old", ("a", "b", "c")),)
    )
    assert found.permalinks == ("stories/a", "stories/old")


def test_a_merge_that_is_taken_back_gives_both_addresses_back():
    record = (("stories/one", ("a", "b")), ("stories/two", ("c", "d")))
    merged = assign_permalinks([("a", "b", "c", "d")], ["stories/new"], record=record)
    parted = assign_permalinks([("a", "b"), ("c", "d")], ["stories/new", "stories/other"], record=merged.record)
    assert parted.permalinks == ("stories/one", "stories/two") and parted.redirects == ((), ())


def test_an_address_of_articles_that_are_gone_is_never_given_again():
    found = assign_permalinks([("b",)], ["stories/x"], record=(("stories/x", ("a",)),))
    assert found.permalinks == ("stories/x-2",)
    assert found.record == (("stories/x", ("a",)), ("stories/x-2", ("b",)))
