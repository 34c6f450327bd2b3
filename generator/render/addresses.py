"""Addresses of pages: where each kind lies below the output folder, and how one page names another."""

from __future__ import annotations

from collections.abc import Callable

from ..records import Story, Storyline
from .escape import Markdown, page_path

#: Gives the address of a page, by its path, and of an anchor on it.
Href = Callable[..., Markdown]


def story_path(story: Story) -> str:
    """The page of a story."""
    return page_path(f"{story.permalink}.md")


def storyline_path(storyline: Storyline) -> str:
    """The page of a storyline."""
    return page_path(f"{storyline.permalink}.md")


def source_path(source: str) -> str:
    """The page of a source."""
    return page_path("sources", f"{source}.md")


def profile_path(actor: str) -> str:
    """The page of an actor of several stories."""
    return page_path("actors", f"{actor}.md")


def place_path(place: str) -> str:
    """The page of a place of several stories."""
    return page_path("places", f"{place}.md")


def article_path(article: str) -> str:
    """The page of an article's cited passages."""
    return page_path("articles", f"{article}.md")


def href_from(path: str) -> Href:
    """A function of a page's path, and an anchor on it, that gives its address relative to the page at ``path``."""
    folder = path.split("/")[:-1]

    def href(target: str, anchor: str = "") -> Markdown:
        parts = page_path(target).split("/")
        shared = 0
        while shared < min(len(folder), len(parts) - 1) and folder[shared] == parts[shared]:
            shared += 1
        relative = "/".join([".."] * (len(folder) - shared) + parts[shared:])
        return Markdown(f"{relative}#{anchor}" if anchor else relative)

    return href


def web_address(path: str, *, site: str | None) -> str | None:
    """Where readers find the page at ``path`` of the ``site`` (its address, ending in a slash), None without one."""
    if site is None:
        return None
    return site if path == "index.md" else f"{site}{path.removesuffix('.md')}/"
