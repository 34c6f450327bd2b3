"""Pages that lead to others: the front page, the archive, the lists, and those of each source, actor and place."""

from __future__ import annotations

from dataclasses import replace

from .. import codec
from ..files import Files, MakeFiles, make_files_anew
from ..records import Source
from . import front, sources
from .addresses import place_path, profile_path, source_path, storyline_path
from .alternates import write_mail_link
from .archive import list_pages, make_archive
from .changes import SUMMED_KINDS, sum_kinds, tell_edition
from .edition import Edition, render_page
from .letters import LIST_ENTRIES, split_list
from .parts import Parts
from .pictures import draw_map
from .places import find_place
from .profiles import SAYINGS, STATEMENTS, find_profile
from .sections import write_coordinates
from .sources import find_source
from .story_pages import render_storyline
from .years import LISTED_STORIES, YearPage, split_years


def render_front(edition: Edition) -> dict[str, str]:
    """The front page, how briefings are made, and the problems."""
    shown = edition.stories[: front.FRONT_STORIES]
    members = [edition.members(storyline) for storyline in edition.storylines]
    years = make_archive(edition.stories)
    title = edition.settings.title
    return {
        "index.md": render_page(
            edition,
            "index.md",
            "index.md",
            shown=shown,
            newest=front.choose_newest(edition.stories),
            shown_storylines=front.choose_storylines(edition.storylines, members),
            months=[page for year, pages in years for page in pages if year][: front.FRONT_MONTHS],
            front_actors=front.FRONT_ACTORS,
            changed=tell_edition(edition.editions, edition.changes, edition.stories),
            sum_kinds=sum_kinds,
            summed_kinds=SUMMED_KINDS,
            mail=write_mail_link(
                title, (f"- {story.headline}" for story in shown), address=edition.web_address("index.md")
            ),
        ),
        "about.md": render_page(edition, "about.md", "about.md"),
        "problems.md": render_page(edition, "problems.md", "problems.md"),
    }


def render_archive(edition: Edition) -> dict[str, str]:
    """The archive: its years and months, and the stories of each."""
    years = make_archive(edition.stories)
    files = {"archive.md": render_page(edition, "archive.md", "archive.md", years=years)}
    for _, months in years:
        for page in list_pages(months):
            files[page.path] = render_page(edition, "archive_page.md", page.path, page=page)
    return files


def render_storylines(parts: Parts, *, make: MakeFiles = make_files_anew) -> Files:
    """The list of storylines, and each."""
    edition = parts.edition
    files = _render_list(
        edition,
        "storylines.md",
        edition.storylines,
        name=lambda one: one.title,
        weight=lambda one: len(edition.members(one)),
    )
    for storyline in edition.storylines:
        members = edition.members(storyline)
        files.take(parts.render("storyline", members, _render_storyline, storylines=(storyline,), make=make))
    return files


def _render_storyline(edition: Edition) -> dict[str, str]:
    (storyline,) = edition.storylines
    return {storyline_path(storyline): render_storyline(edition, storyline)}


def render_sources(parts: Parts, *, make: MakeFiles = make_files_anew) -> Files:
    """The list of sources, and what each carried. A long list leaves out the stand-ins for unnamed outlets.

    A reader comes to those from the stories that list their articles.
    """
    edition = parts.edition
    named = tuple(one for one in edition.sources if one.named)
    files = _render_list(
        edition,
        "sources.md",
        edition.sources if len(edition.sources) <= LIST_ENTRIES else named,
        name=lambda one: one.source.name,
        weight=lambda one: len(one.carried),
    )
    known = {one.source.id: one.source for one in named}
    for profile in edition.sources:
        ids = {one.source for carried in profile.carried for one in carried.story.articles}
        ids |= {profile.source.id, *(one.id for one in profile.family)}
        near = tuple(known[key] for key in sorted(ids) if key in known)
        files.take(
            parts.render(
                "source",
                [one.story for one in profile.carried],
                _render_source,
                profile.source.id,
                codec.pack(near),
                make=make,
            )
        )
    return files


def _render_source(edition: Edition, key: str, near: str) -> dict[str, str]:
    """The pages of a source; ``near`` are it and others that they name, packed."""
    profile = find_source(key, codec.unpack(tuple[Source, ...], near), edition.stories)
    path = source_path(profile.source.id)
    years = split_years(path, [one.story for one in profile.carried])
    files = _render_years(edition, path, profile.source.name, years)
    files[path] = render_page(
        edition,
        "source.md",
        path,
        profile=profile,
        listed=[one.story for one in profile.listed[:LISTED_STORIES]],
        years=years,
        shown_alone=sources.ALONE,
        shown_shared=sources.SHARED,
    )
    return files


def render_actors(parts: Parts, *, make: MakeFiles = make_files_anew) -> Files:
    """The list of actors of several stories, and each."""
    edition = parts.edition
    files = _render_list(
        edition, "actors.md", edition.profiles, name=lambda one: one.name, weight=lambda one: len(one.parts)
    )
    for profile in edition.profiles:
        files.take(parts.render("actor", [part.story for part in profile.parts], _render_actor, profile.id, make=make))
    return files


def _render_actor(edition: Edition, key: str) -> dict[str, str]:
    profile = find_profile(key, edition.stories)
    path = profile_path(profile.id)
    years = split_years(path, [part.story for part in reversed(profile.parts)])
    files = _render_years(edition, path, profile.name, years)
    files[path] = render_page(
        edition,
        "profile.md",
        path,
        profile=profile,
        listed=[part.story for part in profile.listed[:LISTED_STORIES]],
        years=years,
        shown_statements=STATEMENTS,
        shown_sayings=SAYINGS,
    )
    return files


def render_places(parts: Parts, *, make: MakeFiles = make_files_anew) -> Files:
    """The list of places of several stories, and each."""
    edition = parts.edition
    files = _render_list(
        edition, "places.md", edition.places, name=lambda one: one.name, weight=lambda one: len(one.parts)
    )
    for place in edition.places:
        files.take(parts.render("place", [story for _, story in place.parts], _render_place, place.id, make=make))
    return files


def _render_place(edition: Edition, key: str) -> dict[str, str]:
    place = find_place(key, edition.stories)
    path = place_path(place.id)
    record = replace(place.parts[0][0], latitude=place.latitude, longitude=place.longitude)
    stories = [story for _, story in place.parts]
    years = split_years(path, stories)
    files = _render_years(edition, path, place.name, years)
    files[path] = render_page(
        edition,
        "place.md",
        path,
        place=place,
        listed=stories[:LISTED_STORIES],
        years=years,
        coordinates=write_coordinates,
        map=draw_map((record,)),
    )
    return files


def _render_years(edition: Edition, path: str, name: str, years: tuple[YearPage, ...]) -> dict[str, str]:
    """The pages by year of what is called ``name`` and has its page at ``path``."""
    return {
        page.path: render_page(edition, "year.md", page.path, page=page, name=name, whole=path) for page in years
    }


def _render_list(edition: Edition, path: str, entries, *, name, weight) -> Files:
    """The pages of a list, by letter where it is long, from the template of the first one's name."""
    pages = split_list(path, entries, name=name, weight=weight)
    return Files(
        {page.path: render_page(edition, path, page.path, page=page, members=edition.members) for page in pages}
    )
