"""A calendar file of what a story's sources announce (iCalendar, RFC5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..dates import first_day, last_day
from ..records import Story, TimelineEntry
from ..text import digest_parts
from .escape import page_path, visible_text

# Dates that a calendar can hold; a month or a year is no appointment.
_FINE = ("day", "part of day", "week")

# A line holds at most so many octets, its end not counted (RFC5545, 3.1).
LINE_OCTETS = 75

# The words of a summary: a calendar shows one line; the description has the whole sentence.
SUMMARY_LENGTH = 90


def calendar_path(story: Story) -> str:
    """Where a story's calendar file lies, beside its page."""
    return page_path(f"{story.permalink}.ics")


def render_calendar(story: Story) -> str | None:
    """The calendar of what the story announces, whole days each; None where it announces nothing.

    The story's last day stamps it, so that it changes with its story alone.
    """
    announced = [entry for entry in story.timeline if entry.phase == "announced" and entry.precision in _FINE]
    stamp = f"{(story.last_date or '1970-01-01')[:10].replace('-', '')}T000000Z"
    lines = [line for entry in announced for line in _list_lines(entry, story, stamp)]
    if not lines:
        return None
    opening = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Briefings//Announced events//EN", "CALSCALE:GREGORIAN"]
    return "".join(f"{fold_line(line)}\r\n" for line in (*opening, *lines, "END:VCALENDAR"))


def escape_value(text: str) -> str:
    """A text as the value of a property: one line of visible characters, with its marks escaped."""
    plain = visible_text(text)
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain


def fold_line(line: str) -> str:
    """A content line in pieces of at most 75 octets, each next one behind a line end and one blank."""
    pieces, current, size = [], "", 0
    for char in line:
        length = len(char.encode("utf-8", "replace"))
        if size + length > LINE_OCTETS:
            pieces.append(current)
            current, size = " ", 1
        current += char
        size += length
    return "\r\n".join([*pieces, current])


def _list_lines(entry: TimelineEntry, story: Story, stamp: str) -> Iterator[str]:
    start, end = first_day(entry.date), last_day(entry.date)
    if start is None or end is None or end == date.max.isoformat():
        return
    after = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
    first = entry.statement.citations[:1]
    place = [part for one in first for part in (one.article, str(one.start), str(one.end))]
    yield "BEGIN:VEVENT"
    yield f"UID:{digest_parts(story.id, entry.date, *place, length=24)}@briefings"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{start.replace('-', '')}"
    yield f"DTEND;VALUE=DATE:{after.replace('-', '')}"
    yield f"SUMMARY:{escape_value(_shorten(entry.statement.text))}"
    labels = {article.id: article.label for article in story.articles}
    source = "".join(f" ({labels[one.article]})" for one in first if one.article in labels)
    yield f"DESCRIPTION:{escape_value(entry.statement.text + source)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _shorten(text: str) -> str:
    text = visible_text(text)
    return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
