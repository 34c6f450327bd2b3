"""Timelines on pages: their parts, the words for a day, and the sources of a storyline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fictional_edition import FLOOD, INQUIRY_STORY, SOURCES, STORIES, STORYLINES, TEXTS, article_records

from generator.records import Statement, TimelineEntry
from generator.render import render_site, timelines
from generator.settings import Settings

FIRST = replace(FLOOD.timeline[3], expression=None)


def _entry(date: str, *, phase: str = "event", precision: str = "day", reported: tuple[str, ...] = ()) -> TimelineEntry:
    return replace(FIRST, date=date, phase=phase, precision=precision, reported=reported)


def test_parts_are_before_during_and_ahead_each_in_the_order_of_its_entries():
    parts = timelines.part_timeline(reversed(FLOOD.timeline))
    assert parts == timelines.part_timeline(FLOOD.timeline)
    assert [(part.phase, [moment.date for moment in part.moments]) for part in parts] == [
        ("background", ["2024", "2031-03", "2031-04"]),
        ("event", ["2031-05-03", "2031-05-04", None]),
        ("announced", ["2031-05-05"]),
    ]


@pytest.mark.parametrize(
    ("date", "reported", "words"),
    [
        ("2031-05-03", (), '<time datetime="2031-05-03">3 May 2031</time>'),
        ("2031", ("2031-05-03",), '<time datetime="2031">2031</time>'),
        ("XXXX-WXX-4", (), "Thursday, date unknown"),
        ("XXXX-WXX-4", ("2031-05-03", "2031-05-06"), "Thursday, undated, before 6 May 2031"),
        (None, ("2031-05-03",), "Undated, before 3 May 2031"),
        (None, (), "Day unknown"),
    ],
)
def test_a_day_off_the_calendar_is_said_with_the_day_it_was_reported_by(date, reported, words):
    entry = _entry(date, reported=reported)
    assert timelines.name_moment(timelines.Moment(date, "event", (entry,))) == words


def test_a_part_of_a_year_is_said_where_every_entry_says_it():
    late = replace(_entry("2015", precision="year"), expression="late in 2015")
    assert timelines.name_moment(timelines.Moment("2015", "event", (late,))) == "late 2015"
    whole = replace(late, expression="2015")
    assert "late" not in timelines.name_moment(timelines.Moment("2015", "event", (late, whole)))
    day = replace(_entry("2015-12-03"), expression="late on Thursday")
    assert "late" not in timelines.name_moment(timelines.Moment("2015-12-03", "event", (day,)))


def test_what_only_began_then_is_said_so():
    entry = _entry("2011", precision="open")
    (part,) = timelines.part_timeline([entry, replace(entry, precision="year", order=entry.order + 1)])
    assert [timelines.name_moment(moment) for moment in part.moments] == [
        'Since <time datetime="2011">2011</time>',
        '<time datetime="2011">2011</time>',
    ]


def test_a_storyline_numbers_its_own_articles():
    storyline = replace(STORYLINES[0], timeline=FLOOD.timeline[5:7])
    listing = timelines.list_cited(storyline, (INQUIRY_STORY, FLOOD), told=(INQUIRY_STORY, FLOOD))
    cited = [one.article for entry in storyline.timeline for one in entry.statement.citations]
    assert [article.id for article in listing.articles][: len(set(cited))] == list(dict.fromkeys(cited))
    assert [article.number for article in listing.articles] == list(range(1, len(listing.articles) + 1))
    assert {article.id for article in listing.articles} >= {INQUIRY_STORY.brief[0].citations[0].article}


def test_a_date_that_is_printed_with_its_year_needs_no_explanation():
    first, march = FLOOD.timeline[:2]
    assert not timelines.needs_explanation(replace(first, basis="as the text gives it"))
    assert timelines.needs_explanation(march)
    late = replace(first, expression="late in 2024", basis="as the text gives it")
    assert timelines.needs_explanation(late)


def test_what_a_storyline_cites_stands_on_its_articles_page(tmp_path):
    span = FLOOD.timeline[5].statement.citations[0]
    passage = replace(span, end=span.end + 20)
    entry = replace(
        FLOOD.timeline[5], statement=Statement(TEXTS[span.article][passage.start : passage.end], (passage,)), order=1
    )
    storyline = replace(STORYLINES[0], timeline=(entry,))
    files = render_site(
        STORIES, (storyline,), SOURCES, (), settings=Settings(root=tmp_path), as_of=None, articles=article_records()
    )
    page = files[f"{storyline.permalink}.md"]
    assert f"articles/{span.article}.md#p{passage.start}-{passage.end}" in page and "## Timeline" in page
    cited = files[f"articles/{span.article}.md"]
    assert f'"p{passage.start}-{passage.end}"' in cited and f"in the timeline of [{storyline.title}]" in cited
