"""The timeline strip: what happened against what was reported."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fictional_edition import FLOOD
from picture_reading import read_picture

from generator.printed import read_page
from generator.records import TimelineEntry
from generator.render.pictures import draw_strip

FIRST = replace(FLOOD.timeline[3], expression=None)


def _entry(date: str, *, phase: str = "event", precision: str = "day", reported: tuple[str, ...] = ()) -> TimelineEntry:
    return replace(FIRST, date=date, phase=phase, precision=precision, reported=reported)


def test_the_strip_sets_what_happened_against_what_was_reported():
    entries = [
        _entry("2031-05-01", reported=("2031-05-03",)),
        _entry("2031-05-02", reported=("2031-05-03", "2031-05-04")),
        _entry("2031-W19", precision="week", phase="announced", reported=("2031-05-04",)),
    ]
    svg = read_picture(draw_strip(entries, name="x"))
    marks = [(one.tag.split("}")[1], one.get("class")) for one in svg if one.get("class") not in ("axis", "link", None)]
    assert marks == [("rect", "announced"), ("circle", "event"), ("circle", "event")] + [("circle", "reported")] * 2
    assert svg.get("role") == "img" and svg.get("aria-labelledby") == "x-title x-text"
    told = svg.find("{*}desc").text
    assert told.startswith(
        "Happened: 1 May 2031: 1 entry; 2 May 2031: 1 entry; 5 May 2031 to 11 May 2031: 1 entry, announced."
    )
    assert told.endswith("Reported: 3 May 2031 (2); 4 May 2031 (2).")
    places = [float(one.get("cx").rstrip("%")) for one in svg if one.tag.endswith("circle")]
    assert all(0 <= place <= 100 for place in places) and places[0] < places[1]


def test_a_long_strip_is_described_by_its_bounds():
    entries = [_entry(f"2031-05-{day:02d}", reported=(f"2031-05-{day + 1:02d}",)) for day in range(1, 20)]
    told = read_picture(draw_strip(entries, name="x")).find("{*}desc").text
    assert told == (
        "19 days on which something happened, from 1 May 2031 to 19 May 2031; "
        "reported on 19 days, from 2 May 2031 to 20 May 2031."
    )


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (_entry("2031-05-01"),),
        (_entry("2031-05-01", reported=("2031-05-01",)),),
        (_entry("2031", precision="year"), _entry("2030", precision="year")),
        (_entry("2031-05-01", phase="background"), _entry("2031-05-02", phase="background")),
        (_entry("XXXX-WXX-4", precision="unknown"), _entry("XXXX-WXX-5", precision="unknown")),
    ],
)
def test_there_is_no_strip_where_it_would_show_nothing(entries):
    assert draw_strip(entries, name="x") is None


def test_the_strip_is_one_block_that_holds_no_cited_words():
    strip = draw_strip([_entry("2031-05-01"), _entry("2031-05-02")], name="x")
    assert "\n\n" not in strip and list(read_page("stories/a.md", f"# Title\n\n{strip}\n\nText\n")) == []
