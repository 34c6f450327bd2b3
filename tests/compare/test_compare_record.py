"""The record of editions: what it claims, what it holds back, and that it is the same however it came about."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from fictional_stories import list_article, make_story, state, tell_event
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare import advance_record, dump_record, parse_record
from generator.compare.record import CHANGES_KEPT, EDITIONS_KEPT, Record
from generator.errors import RenderError
from generator.records import Span, Story, TimelineEntry

DAY = "2031-05-20"


def advance(record: Record | None, *stories: Story, day: str | None = DAY) -> Record:
    """The next record, read back from its file as the next build reads it."""
    return parse_record(dump_record(advance_record(record, stories, day=day)), name="record")


def test_a_first_edition_claims_no_change() -> None:
    record = advance(None, make_story("one", "ab"), make_story("two", "c"))
    assert record.edition == 1 and record.editions == () and record.changes == {}
    # So does one upon an edition without a story.
    assert advance(advance(None), make_story("one", "ab")).changes == {}


def test_the_same_stories_leave_the_file_as_it_is() -> None:
    record = advance(advance(None, make_story("one", "a")), make_story("one", "ab"))
    for day in (DAY, "2031-06-01", None):
        assert dump_record(advance_record(record, [make_story("one", "ab")], day=day)) == dump_record(record)


def test_what_a_new_article_brings_is_pointed_to_and_counted() -> None:
    record = advance(advance(None, make_story("one", "a"), make_story("two", "z")), make_story("one", "ab"))
    (change,) = record.changes["one"]
    assert (change.edition, change.day, change.kind) == (2, DAY, "updated")
    assert dict(change.counts) == {"sources": 1, "events": 1, "changed": 1, "disagreements": 1, "actors": 1}
    event = tell_event("b").citations[0]
    assert change.sources == ("b",) and change.events == (Span("b", event.start, event.end),)
    assert change.actors == ("actor-b",) and change.headline is None and change.address is None
    assert [(mark.value, mark.new) for mark in change.changed] == [(98.0, True)]
    assert [kind for kind, _ in change.disagreements] == ["figure"]
    (edition,) = record.editions
    assert (edition.new, edition.updated, edition.revised, edition.gone) == (0, 1, 0, 1)


def test_what_goes_is_counted_and_none_of_its_words_is_kept() -> None:
    record = advance(advance(None, make_story("one", "ab")), make_story("one", "a"))
    (change,) = record.changes["one"]
    assert change.removed == ("Outlet B",)
    assert dict(change.counts) == {
        "removed": 1, "changed": 1, "events_gone": 1, "disagreements_gone": 1, "actors_gone": 1
    }  # fmt: skip
    text = dump_record(record)
    assert "gate" not in text and "Warden" not in text and "people" not in text and "Report" not in text


def test_order_and_other_words_of_the_same_passage_are_no_change() -> None:
    story = make_story("one", "abc")
    first = advance(None, story)
    other = [replace(entry, statement=replace(entry.statement, text="Other words.")) for entry in story.timeline]
    again = replace(
        story,
        timeline=tuple(reversed(other)),
        actors=tuple(reversed(story.actors)),
        figures=(replace(story.figures[0], claims=story.figures[0].claims[::-1]),),
        rank=7,
    )
    second = advance(first, again)
    assert second.edition == 1 and second.changes == {} and second.editions == ()


def test_the_same_articles_told_otherwise_are_a_revision() -> None:
    story = make_story("one", "ab")
    event = TimelineEntry("2031-05-09", "day", "event", state("A bell was rung.", "a", start=300), None, "", 3)
    moved = replace(story.timeline[0], date="2031-05-30")
    record = advance(advance(None, story), replace(story, timeline=(moved, *story.timeline[1:], event)))
    (change,) = record.changes["one"]
    assert change.kind == "revised" and change.events == (Span("a", 300, 316),)
    assert [(before, after) for _, before, after in change.moved] == [(story.timeline[0].date, "2031-05-30")]
    assert record.editions[0].revised == 1 and record.editions[0].updated == 0


def test_only_actors_who_are_key_are_news() -> None:
    story = make_story("one", "abcdefghijk")
    first = replace(story, actors=story.actors[:-1])
    assert advance(advance(None, first), story).changes == {}  # the eleventh: of equal salience, the name decides
    leading = replace(story.actors[-1], salience=9.0)
    (change,) = advance(advance(None, first), replace(story, actors=(leading, *first.actors))).changes["one"]
    assert change.actors == ("actor-k",) and dict(change.counts) == {"actors": 1}


def test_stories_merge_and_split_with_their_logs() -> None:
    record = advance(None, make_story("one", "abc"), make_story("two", "d"))
    record = advance(record, make_story("one", "abce"), make_story("two", "d"))
    merged = make_story("one", "abcde", redirects=("stories/two",))
    record = advance(record, merged, day="2031-05-21")
    newest, before = record.changes["one"]
    assert newest.joined == (("stories/two", 1),) and before.sources == ("e",)
    edition = record.editions[0]
    assert [(move.kind, move.before, move.after) for move in edition.moves] == [
        ("merged", "stories/two", "stories/one")
    ]
    assert edition.redirected == (("stories/two", "stories/one"),) and edition.gone == 0
    record = advance(record, make_story("one", "abce"), make_story("two", "d"), day="2031-05-22")
    assert record.changes["two"][0].kind == "new" and record.changes["two"][0].joined == (("stories/one", 1),)
    assert record.editions[0].moves[0].kind == "split" and len(record.changes["one"]) == 3


def test_a_story_of_another_id_keeps_its_log_and_tells_its_former_address() -> None:
    record = advance(advance(None, make_story("one", "ab")), make_story("one", "abc"))
    record = advance(record, make_story("other", "abc", redirects=("stories/one",)))
    assert [change.address for change in record.changes["other"]] == ["stories/one", None]
    assert record.editions[0].redirected == (("stories/one", "stories/other"),)


def test_an_edited_article_is_the_same_in_the_log() -> None:
    record = advance(advance(None, make_story("one", "a")), make_story("one", "ab"))
    edited = make_story("one", "ac")
    edited = replace(edited, articles=(edited.articles[0], list_article("c", 2, seed="b.txt")))
    record = advance(record, edited)
    newest, before = record.changes["one"]
    assert newest.edited == ("c",) and newest.sources == newest.removed == () and newest.kind == "updated"
    assert before.sources == ("c",)


def test_the_log_is_bounded() -> None:
    record, names = advance(None, make_story("one", "a")), "a"
    for letter in "bcdefghijklmnopqrstuvwxyz":
        names += letter
        record = advance(record, make_story("one", names))
    assert len(record.changes["one"]) == CHANGES_KEPT and len(record.editions) == EDITIONS_KEPT
    assert record.changes["one"][0].sources == ("z",) and record.edition == 26
    (change,) = advance(advance(None, make_story("one", "a")), make_story("one", names)).changes["one"]
    assert dict(change.counts)["events"] == 25 and len(change.events) == len(change.sources) == 6


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.permutations("abcdefg"), st.lists(st.sampled_from(["one", "two", "three"]), min_size=7, max_size=7))
def test_articles_added_in_any_order_are_an_edition_each(order: list[str], homes: list[str]) -> None:
    home = dict(zip("abcdefg", homes))
    record, held, log = None, {}, {}
    for number, article in enumerate(order, 1):
        name = home[article]
        held.setdefault(name, set()).add(article)
        record = advance(record, *(make_story(key, held[key]) for key in held))
        if number > 1:
            log.setdefault(name, []).append((number, article if len(held[name]) > 1 else None))
        told = {
            key: [(one.edition, one.sources[0] if one.sources else None) for one in reversed(changes)]
            for key, changes in record.changes.items()
        }
        assert told == log and record.edition == number
    assert [edition.edition for edition in record.editions] == list(range(7, 1, -1))


GROUPS = st.lists(st.integers(min_value=0, max_value=3), min_size=7, max_size=7)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(GROUPS, min_size=2, max_size=4))
def test_each_article_of_an_edition_stays_comes_or_goes(groupings: list[list[int]]) -> None:
    """However articles wander, counts fit, and the record reads back and stays when nothing more happens."""
    record, before = None, {}
    for numbers in groupings:
        groups: dict[str, set[str]] = {}
        for article, number in zip("abcdefg", numbers):
            if number:
                groups.setdefault(f"s{number}", set()).add(article)
        stories = [make_story(name, articles) for name, articles in groups.items()]
        had = record is not None and bool(record.stories)
        edition = record.edition if had else 0
        record = advance(record, *stories)
        assert dump_record(advance_record(record, stories, day=None)) == dump_record(record)
        if not had or not stories:
            assert record.edition == 1 and record.changes == {}
        else:
            assert (record.edition > edition) == (groups != before)
            newest = {key: changes[0] for key, changes in record.changes.items() if changes[0].edition > edition}
            new = {key for key, one in newest.items() if one.kind == "new"}
            assert len(new) == (record.editions[0].new if record.edition > edition else 0)
            assert new <= groups.keys() - before.keys() <= newest.keys()
            for key, one in newest.items():
                if key in before:
                    assert len(one.sources) == min(len(groups[key] - before[key]), 6)
                    assert dict(one.counts).get("removed", 0) == len(before[key] - groups[key])
        before = groups


def test_a_damaged_record_is_refused_whatever_was_damaged() -> None:
    text = dump_record(advance(advance(None, make_story("one", "a"), make_story("two", "c")), make_story("one", "ab")))
    lines = text.split("\n")
    damaged = [
        "", "{", "[]", "null", text[:-1], text[:200], text[200:], "\n".join(lines[:-3]), "\n".join(lines[1:]),
        text.replace('"format":1', '"format":2'), text.replace("Outlet", "0utlet"), text + "{}\n",
        text.replace('"edition":2', '"edition":3', 1), "<<<<<<< HEAD\n" + text, '{"format":1}\n', "[" * 100000,
        json.dumps({"format": 1, "edition": 1, "editions": [], "sha256": None}) + "\n",
    ]  # fmt: skip
    for one in damaged:
        assert one != text
        with pytest.raises(RenderError, match="record"):
            parse_record(one, name="record")
