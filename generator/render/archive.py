"""The archive: every story under the month and the day on which it began.

A page of it is made from its own stories alone, so that it changes only when one of them does: a page names no page
before or after it. A month is one page; of a crowded one each day has a page, and of a crowded day each letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..dates import format_value
from ..records import Story
from .escape import page_path
from .letters import group_by_letter

#: Stories listed on one page of the archive.
PAGE_STORIES = 150
#: Stories of each page below it that a page of a crowded month or day names.
LEADING_STORIES = 3
_DATE = re.compile(r"(\d{4}-\d{2})(-\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """A page of the archive: where it lies, its title, and its stories.

    They stand in ``parts``, each the day as a date (None where it is not known) and its stories in rank order, or,
    where there are too many, on ``pages`` of their own.
    """

    path: str
    title: str
    parts: tuple[tuple[str | None, tuple[Story, ...]], ...] = ()
    pages: tuple[ArchivePage, ...] = ()

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories of the page and of the pages below it."""
        own = tuple(story for _, stories in self.parts for story in stories)
        return own + tuple(story for page in self.pages for story in page.stories)

    @property
    def leading(self) -> tuple[Story, ...]:
        """Those that are named where the page is: the first of the edition."""
        return tuple(sorted(self.stories, key=lambda story: story.rank))[:LEADING_STORIES]


def make_archive(stories: Iterable[Story]) -> tuple[tuple[str | None, tuple[ArchivePage, ...]], ...]:
    """Years with the pages of their months, the newest first; the undated stories last, under None."""
    months: dict[str | None, dict[str | None, list[Story]]] = {}
    for story in stories:
        month, day = read_month(story)
        months.setdefault(month, {}).setdefault(day, []).append(story)
    years: dict[str | None, list[ArchivePage]] = {}
    for month in sorted((month for month in months if month), reverse=True):
        years.setdefault(month[:4], []).append(_make_month(month, months[month]))
    if None in months:
        years[None] = [_fill_page("archive/undated", "Stories without a day", None, months[None][None])]
    return tuple((year, tuple(pages)) for year, pages in years.items())


def read_month(story: Story) -> tuple[str | None, str | None]:
    """The month and the day on which a story began, as ISO values, each None where it is not known."""
    found = _DATE.match(story.first_date or "")
    return (found[1], found[0] if found[2] else None) if found else (None, None)


def list_pages(pages: Iterable[ArchivePage]) -> Iterable[ArchivePage]:
    """The pages and all below them."""
    for page in pages:
        yield page
        yield from list_pages(page.pages)


def _make_month(month: str, days: dict[str | None, list[Story]]) -> ArchivePage:
    ordered = sorted(days, key=lambda day: day or "", reverse=True)
    path, title = page_path("archive", f"{month}.md"), format_value(month)
    if sum(map(len, days.values())) <= PAGE_STORIES:
        return ArchivePage(path, title, tuple((day, tuple(days[day])) for day in ordered))
    pages = (
        _fill_page(f"archive/{day or f'{month}-undated'}", format_value(day) if day else "Day unknown", day, days[day])
        for day in ordered
    )
    return ArchivePage(path, title, pages=tuple(pages))


def _fill_page(path: str, title: str, day: str | None, stories: Iterable[Story]) -> ArchivePage:
    """A page of stories of one day, or of none; by first letter where they are many."""
    stories = tuple(stories)
    if len(stories) <= PAGE_STORIES:
        return ArchivePage(page_path(f"{path}.md"), title, ((day, stories),))
    pages = (
        ArchivePage(page_path(f"{path}-{letter}.md"), f"{title}, {letter.upper()}", ((day, found),))
        for letter, found in group_by_letter(stories, name=lambda story: story.headline)
    )
    return ArchivePage(page_path(f"{path}.md"), title, pages=tuple(pages))
