"""Calendar files: what RFC5545 asks of them, and that hostile text stays inside its value."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fictional_edition import FLOOD, INQUIRY_STORY
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.records import Statement
from generator.render.calendars import escape_value, fold_line, render_calendar

MEETING = next(entry for entry in FLOOD.timeline if entry.phase == "announced")


def _render(**changes):
    return render_calendar(replace(FLOOD, timeline=(replace(MEETING, **changes),)))


def _unfold(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_story_that_announces_something_has_a_calendar():
    lines = _unfold(_render())
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert {
        "VERSION:2.0",
        "DTSTAMP:20310504T000000Z",
        "DTSTART;VALUE=DATE:20310505",
        "DTEND;VALUE=DATE:20310506",
    } <= set(lines)
    assert "SUMMARY:The council will meet on Monday to decide on emergency funds." in lines
    assert len([line for line in lines if line.startswith("UID:")]) == 1


def test_a_week_ends_on_the_day_after_it():
    lines = _unfold(_render(date="2031-W19", precision="week"))
    assert "DTSTART;VALUE=DATE:20310505" in lines and "DTEND;VALUE=DATE:20310512" in lines


def test_nothing_announced_gives_no_calendar():
    assert render_calendar(INQUIRY_STORY) is None
    assert _render(phase="event") is None and _render(date="2032", precision="year") is None
    assert _render(date="9999-12-31") is None


def test_the_same_event_keeps_its_uid_and_another_has_its_own():
    uid = re.compile(r"UID:\S+")
    later = render_calendar(replace(FLOOD, timeline=(MEETING,)))
    assert uid.search(later)[0] == uid.search(_render())[0] != uid.search(_render(date="2031-05-06"))[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("x\r\nEND:VCALENDAR", "x END:VCALENDAR"),
        ("tab\there \x00\u202ebidi", "tab here bidi"),
    ],
)
def test_a_value_stays_on_its_line(text, value):
    assert escape_value(text) == value


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_property(text):
    made = _render(statement=Statement(text, MEETING.statement.citations))
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert "\n" not in made.replace("\r\n", "") and "\r" not in made.replace("\r\n", "")
    names = [re.split("[:;]", line)[0] for line in _unfold(made)[4:-2]]
    assert names == "BEGIN UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION TRANSP END".split()


def test_folding_keeps_characters_whole():
    line = "SUMMARY:" + "é" * 100
    assert fold_line(line).replace("\r\n ", "") == line
