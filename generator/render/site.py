"""render_site(): every file of the output, by its path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..files import Files, MakeFiles, make_files_anew
from ..records import Article, EditionChange, Problem, Source, Story, StoryChange, Storyline
from ..settings import Settings
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
from .parts import Parts


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
    told: Mapping[str, str] | None = None,
    make: MakeFiles = make_files_anew,
    make_lists: MakeFiles = make_files_anew,
) -> Files:
    """Path below the output folder to text: pages, redirects, feeds and data. Reads templates, nothing else.

    ``stories`` are in rank order, ``as_of`` is an ISO date or None. ``articles`` give the words of passages
    that support a statement without being its own words; where they are not given, such a passage is named
    by its place alone. ``changes`` of each story and of the ``editions`` are the newest first. ``former`` are
    addresses that no story or storyline has any more, each with the one that it leads to now, or None. With
    ``digests`` of the articles, and of what is ``told`` in each story, ``make`` may give what was rendered of a story
    before, and ``make_lists`` what was of a source, an actor, a place or a storyline. Raises RenderError.
    """
    edition = make_edition(
        stories, storylines, sources, problems, settings=settings, as_of=as_of, changes=changes, editions=editions
    )
    parts = Parts(edition, digests=told)
    files = Files(render_former(edition, former))
    files.add(render_index(edition.stories))
    files.take(render_own_pages(parts, articles or {}, digests=digests, make=make))
    for render in (render_storylines, render_sources, render_actors, render_places):
        files.take(render(parts, make=make_lists))
    for render in (render_archive, render_feeds, render_front):
        files.add(render(edition))
    return files


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
