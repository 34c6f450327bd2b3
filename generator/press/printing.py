"""Stories on paper: each a chapter of its own, with a table of contents in front where they are several.

The order of the work is the reverse of that of the pages: chapters first, in several processes where that pays, then
the contents, whose page numbers are known by then.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..dates import format_value
from ..errors import RenderError
from ..executors import count_jobs, run_all
from ..render import render_html
from ..settings import Settings
from .content import Entry, Story, read_story
from .joining import Bookmark, PdfFile
from .painting import DIGITS, ELSEWHERE, Chapter, load_weasyprint, paint_chapter
from .paper import fit_paper

#: Sizes of paper, as `--paper` takes them, and as CSS names them.
PAPERS = {"a4": "A4", "letter": "letter"}
TEMPLATE = "print/document.html"
ARTICLES_A_STORY = 8  # a story is painted in the time in which so many articles are analyzed, or more
_ACROSS = re.compile(r'(<a [^<>]*)href="#(story-\d+)"')


@dataclass(frozen=True, slots=True)
class Printed:
    """One story painted, with its line in the table of contents and in the outline."""

    chapter: Chapter
    title: str
    bookmark: Bookmark


@dataclass(frozen=True, slots=True)
class _StoryWork:
    """``executors.Work``: a number, from 0, to the story of that number, painted."""

    settings: Settings
    entries: tuple[Entry, ...]
    paper: str
    short: bool

    def __call__(self, number: int) -> Printed:
        story = _read(self.settings, self.entries, number, short=self.short)
        text = _fill(
            self.settings, paper=self.paper, title=story.title, entries=(self.entries[number],), stories=[story]
        )
        chapter = paint_chapter(_ACROSS.sub(rf'\1href="{ELSEWHERE}\2"', text), key=story.anchor)
        below = tuple(Bookmark(section.heading, section.anchor) for section in story.sections if section.heading)
        return Printed(chapter, story.title, Bookmark(story.title, story.anchor, below))

    def lose(self, number: int, reason: str) -> Printed:
        raise RenderError(reason, subject=self.entries[number].permalink, hint="print it by itself, or fewer at once")

    def stamp(self) -> str:
        return f"weasyprint {load_weasyprint().__version__}"


def print_pdf(
    settings: Settings,
    entries: Sequence[Entry],
    *,
    edition: bool,
    short: bool = False,
    paper: str = "a4",
    jobs: int | None = None,
) -> tuple[bytes, str]:
    """The stories as a PDF file, and the characters that no installed font has. Raises ReadError, RenderError.

    ``short`` leaves out what the pages fold away.
    """
    load_weasyprint()
    entries = tuple(entries)
    work = _StoryWork(settings, entries, paper, short)
    target = io.BytesIO()
    file = PdfFile(target, numerals=paint_chapter(_fill_numerals(settings, paper=paper)))
    missing: set[str] = set()
    lines, bookmarks, page = [], [], 1
    jobs = count_jobs(ARTICLES_A_STORY * len(entries)) if jobs is None else jobs
    for printed in run_all(work, range(len(entries)), jobs=jobs):
        lines.append((printed.bookmark.anchor, printed.title, page))
        bookmarks.append(printed.bookmark)
        missing.update(printed.chapter.missing)
        page += file.add(printed.chapter, first=page)
    front = 0
    if edition:
        title = settings.title
        text = _fill(settings, paper=paper, title=title, entries=entries, contents=lines, across=ELSEWHERE)
        chapter = paint_chapter(text)
        missing.update(chapter.missing)
        front = file.add_front(chapter)
        bookmarks.insert(0, Bookmark("Contents", "contents"))
    file.finish(bookmarks, unnumbered=front)
    return target.getvalue(), "".join(sorted(missing))


def print_page(
    settings: Settings, entries: Sequence[Entry], *, edition: bool, short: bool = False, paper: str = "a4"
) -> str:
    """The same stories as one HTML page that prints well from a browser. Raises ReadError, RenderError."""
    entries = tuple(entries)
    stories = [_read(settings, entries, number, short=short) for number in range(len(entries))]
    title = settings.title if edition else stories[0].title
    lines = [(story.anchor, story.title, 0) for story in stories] if edition else []
    return _fill(settings, paper=paper, title=title, entries=entries, stories=stories, contents=lines)


def _read(settings: Settings, entries: tuple[Entry, ...], number: int, *, short: bool) -> Story:
    """One story with its tables as they fit on paper, and an anchor of its own."""
    among = {entry.permalink: f"story-{index}" for index, entry in enumerate(entries, start=1)}
    anchor = among[entries[number].permalink]
    story = read_story(settings.path("output"), entries[number], address=settings.address, anchor=anchor, among=among)
    sections = []
    for section in story.sections:
        if kept := fit_paper(section.html, short=short):
            sections.append(replace(section, html=kept))
    return replace(story, sections=tuple(sections))


def _fill(
    settings: Settings,
    *,
    paper: str,
    title: str,
    entries: Sequence[Entry],
    stories: Sequence[Story] = (),
    contents: Sequence[tuple[str, str, int]] = (),
    across: str = "#",
) -> str:
    """The print page of ``stories``, or of the ``contents`` (anchor, title, page or 0) of an edition, or of both.

    ``across`` stands before an anchor in the links of the contents.
    """
    newest = max((entry.as_of for entry in entries if entry.as_of), default="")
    context = {
        "title": title,
        "author": settings.title,
        "as_of": newest,
        "day": format_value(newest) if newest else "",
        "paper": PAPERS[paper],
        "count": len(entries),
        "stories": stories,
        "contents": contents,
        "across": across,
    }
    return render_html(TEMPLATE, context, settings=settings)


def _fill_numerals(settings: Settings, *, paper: str) -> str:
    """A page whose text is the digits, for the sake of its font."""
    return _fill(settings, paper=paper, title=DIGITS, entries=(), contents=[("", DIGITS, 0)])
