"""The many stories of one actor, source or place: the newest on its page, all of them on a page for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Story
from .archive import read_month
from .escape import page_path

#: Stories that a page lists by headline; of more each year has a page.
LISTED_STORIES = 200


@dataclass(frozen=True, slots=True)
class YearPage:
    """The stories of one year, or the undated ones (``title`` is then "undated"), and where they are listed."""

    path: str
    title: str
    stories: tuple[Story, ...]


def split_years(path: str, stories: Sequence[Story]) -> tuple[YearPage, ...]:
    """The pages by year of the stories of what has its page at ``path``, in the order given; none where they are few.

    The page of a year changes only with the stories of that year.
    """
    if len(stories) <= LISTED_STORIES:
        return ()
    years: dict[str, list[Story]] = {}
    for story in stories:
        month, _ = read_month(story)
        years.setdefault(month[:4] if month else "undated", []).append(story)
    folder = path.removesuffix(".md")
    return tuple(YearPage(page_path(folder, f"{year}.md"), year, tuple(found)) for year, found in years.items())
