"""The edition: what every page may look up, and how one page is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from ..records import EditionChange, Problem, Source, Story, StoryArticle, StoryChange, Storyline
from ..settings import Settings
from . import sections
from .addresses import (
    article_path,
    href_from,
    place_path,
    profile_path,
    source_path,
    story_path,
    storyline_path,
    web_address,
)
from .alternates import mail_page
from .changes import mark_story
from .citations import CitationMarks
from .days import print_day, print_period, print_published
from .environment import make_environment, render_template
from .escape import link_address
from .places import PlaceProfile, list_places
from .profiles import Profile, list_profiles
from .sources import SourceProfile, list_sources


@dataclass(frozen=True, slots=True)
class Edition:
    """What every page may look up. ``stories`` are in rank order, ``listed`` an article's entries in its stories."""

    environment: Environment
    settings: Settings
    as_of: str | None
    stories: tuple[Story, ...]
    storylines: tuple[Storyline, ...]
    problems: tuple[Problem, ...]
    sources: tuple[SourceProfile, ...]
    profiles: tuple[Profile, ...]
    places: tuple[PlaceProfile, ...]
    story_by_id: Mapping[str, Story]
    storyline_by_id: Mapping[str, Storyline]
    listed: Mapping[str, tuple[tuple[StoryArticle, Story], ...]]
    profiled: frozenset[str]
    placed: frozenset[str]
    changes: Mapping[str, tuple[StoryChange, ...]]
    editions: tuple[EditionChange, ...]

    def members(self, storyline: Storyline) -> tuple[Story, ...]:
        """The stories of a storyline in its order."""
        return tuple(self.story_by_id[key] for key in storyline.clusters if key in self.story_by_id)

    def web_address(self, path: str) -> str | None:
        """Where readers find the page at ``path``, None where the site's address is not set."""
        return web_address(path, site=self.settings.address)


def make_edition(
    stories: Iterable[Story],
    storylines: Iterable[Storyline],
    sources: Iterable[Source],
    problems: Iterable[Problem],
    *,
    settings: Settings,
    as_of: str | None,
    changes: Mapping[str, tuple[StoryChange, ...]] | None = None,
    editions: tuple[EditionChange, ...] = (),
) -> Edition:
    """The edition of ``stories``, in rank order, with what its pages of actors, places and sources tell."""
    stories, storylines = tuple(stories), tuple(storylines)
    profiles, places = list_profiles(stories), list_places(stories)
    listed: dict[str, list[tuple[StoryArticle, Story]]] = {}
    for story in stories:
        for article in story.articles:
            listed.setdefault(article.id, []).append((article, story))
    return Edition(
        environment=make_environment(settings),
        settings=settings,
        as_of=as_of,
        stories=stories,
        storylines=storylines,
        problems=tuple(problems),
        sources=list_sources(sources, stories),
        profiles=profiles,
        places=places,
        story_by_id={story.id: story for story in stories},
        storyline_by_id={storyline.id: storyline for storyline in storylines},
        listed={key: tuple(found) for key, found in listed.items()},
        profiled=frozenset(profile.id for profile in profiles),
        placed=frozenset(place.id for place in places),
        changes=changes or {},
        editions=editions,
    )


def render_page(edition: Edition, template: str, path: str, **context: Any) -> str:
    """The page at ``path`` from ``content/TEMPLATE``: its context, and what every template has. Raises RenderError."""
    base = href_from(path)
    common = {
        "settings": edition.settings,
        "as_of": edition.as_of,
        "stories": edition.stories,
        "storylines": edition.storylines,
        "sources": edition.sources,
        "problems": edition.problems,
        "profiles": edition.profiles,
        "profiled": edition.profiled,
        "placed": edition.placed,
        "path": path,
        "href": base,
        "story_href": lambda story, anchor="": base(story_path(story), anchor),
        "source_href": lambda source: base(source_path(source)),
        "profile_href": lambda actor: base(profile_path(actor)),
        "place_href": lambda place: base(place_path(place)),
        "storyline_href": lambda storyline: base(storyline_path(storyline)),
        "article_href": lambda article: base(article_path(article)),
        "cite_in": lambda story: CitationMarks(story, base=base, anchors=False),
        "mail_page": lambda title: mail_page(title, address=edition.web_address(path)),
        "address": link_address,
        "day": print_day,
        "period": print_period,
        "published_day": print_published,
        "differs": sections.differs,
        "sort_actors": sections.sort_actors,
        "mark_of": lambda story: mark_story(edition.changes.get(story.id, ()), edition.editions),
    }
    return render_template(edition.environment, f"content/{template}", {**common, **context})
