"""render_site(): every file of the output, by its path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..records import Article, EditionChange, Problem, Source, Story, StoryChange, Storyline
from ..settings import Settings
from ..store import Make, make_anew
from .data import render_index
from .edition import Edition, make_edition
from .escape import page_path
from .feeds import Feed, write_atom, write_json_feed
from .former_pages import render_former
from .list_pages import (
    render_actors,
    render_archive,
    render_front,
    render_places,
    render_sources,
    render_storylines,
)
from .own_pages import render_own_pages


def render_site(
    stories: Iterable[Story],
    storylines: Iterable[Storyline],
    sources: Iterable[Source],
    problems: Iterable[Problem],
    *,
    settings: Settings,
    as_of: str | None,
    articles: Mapping[str, Article] | None = None,
    changes: Mapping[str, tuple[StoryChange, ...]] | None = None,
    editions: tuple[EditionChange, ...] = (),
    former: Iterable[tuple[str, str | None]] = (),
    digests: Mapping[str, str] | None = None,
    make: Make = make_anew,
) -> dict[str, str]:
    """Path below the output folder to text: pages, redirects, feeds and data. Reads templates, nothing else.

    ``stories`` are in rank order, ``as_of`` is an ISO date or None. ``articles`` give the words of passages
    that support a statement without being its own words; where they are not given, such a passage is named
    by its place alone. ``changes`` of each story and of the ``editions`` are the newest first. ``former`` are
    addresses that no story or storyline has any more, each with the one that it leads to now, or None. With
    ``digests`` of the articles ``make`` may give what was rendered of a story before. Raises RenderError.
    """
    edition = make_edition(
        stories, storylines, sources, problems, settings=settings, as_of=as_of, changes=changes, editions=editions
    )
    files = {
        **render_former(edition, former),
        **render_index(edition.stories),
        **render_own_pages(edition, articles or {}, digests=digests, make=make),
        **render_storylines(edition),
        **render_sources(edition),
        **render_actors(edition),
        **render_places(edition),
        **render_archive(edition),
        **render_feeds(edition),
        **render_front(edition),
    }
    return {path: files[path] for path in sorted(files)}


def render_feeds(edition: Edition) -> dict[str, str]:
    """The feeds of the edition, of each storyline and of each actor who has a page, beside their pages."""
    changed = {key: log[0].day for key, log in edition.changes.items() if log and log[0].day}
    feeds = {"feed": Feed("edition", edition.settings.title, "", edition.stories, changed=changed)}
    for storyline in edition.storylines:
        members = edition.members(storyline)
        feeds[storyline.permalink] = Feed(
            f"storyline:{storyline.id}", storyline.title, f"{storyline.permalink}/", members, part=True, changed=changed
        )
    for profile in edition.profiles:
        stories = tuple(part.story for part in profile.parts)
        page = f"actors/{profile.id}"
        feeds[page] = Feed(f"actor:{profile.id}", profile.name, f"{page}/", stories, part=True, changed=changed)
    address = edition.settings.address
    files = {}
    for path, feed in feeds.items():
        files[page_path(f"{path}.xml")] = write_atom(feed, path=f"{path}.xml", address=address)
        files[page_path(f"{path}.json")] = write_json_feed(feed, path=f"{path}.json", address=address)
    return files
