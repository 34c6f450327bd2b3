"""render_site(): every file of the output, by its path."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment

from ..records import Article, Problem, Source, Story, StoryArticle, Storyline, TimelineEntry
from ..settings import Settings
from . import sections, timelines
from .calendars import calendar_path, render_calendar
from .citations import CitationMarks, article_path, name_outlet, number_marks
from .data import render_data, story_data_path
from .days import print_day, print_period
from .environment import make_environment, render_template
from .escape import Markdown, link_address, page_path, visible_text
from .feeds import Feed, write_atom, write_json_feed
from .passages import Passage, fill_gaps, find_texts, find_uses, link_passage, list_passages
from .profiles import SAYINGS, STATEMENTS, Profile, list_profiles

# A page's description is cut at a word before this many characters, as search engines show about so many.
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class _Edition:
    """What every page may look up: templates, stories by id and the pages of sources and storylines."""

    environment: Environment
    settings: Settings
    as_of: str | None
    stories: tuple[Story, ...]
    storylines: tuple[Storyline, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    carried: Mapping[str, tuple[sections.Carried, ...]]
    listed: Mapping[str, list[tuple[StoryArticle, Story]]]
    profiles: tuple[Profile, ...]
    profiled: frozenset[str]


def render_site(
    stories: Iterable[Story],
    storylines: Iterable[Storyline],
    sources: Iterable[Source],
    problems: Iterable[Problem],
    *,
    settings: Settings,
    as_of: str | None,
    articles: Mapping[str, Article] | None = None,
) -> dict[str, str]:
    """Path below the output folder to text: pages, redirects and data. Reads templates, nothing else.

    ``stories`` are in rank order, ``as_of`` is an ISO date or None. ``articles`` give the words of passages
    that support a statement without being its own words; where they are not given, such a passage is named
    by its place alone. Raises RenderError.
    """
    stories = tuple(stories)
    profiles = list_profiles(stories)
    edition = _Edition(
        make_environment(settings),
        settings,
        as_of,
        stories,
        tuple(storylines),
        sections.complete_sources(sources, stories),
        tuple(problems),
        sections.carried_by_source(stories),
        _list_articles(stories),
        profiles,
        frozenset(profile.id for profile in profiles),
    )
    files = render_data(stories)
    files["index.md"] = _render(edition, "index.md", "index.md")
    files["sources.md"] = _render(edition, "sources.md", "sources.md")
    files["about.md"] = _render(edition, "about.md", "about.md")
    files["problems.md"] = _render(edition, "problems.md", "problems.md")
    for story in stories:
        files[_story_path(story)] = _render_story(edition, story, _story_path(story))
        if (calendar := render_calendar(story)) is not None:
            files[calendar_path(story)] = calendar
    for story in stories:
        for redirect in story.redirects:
            old = page_path(f"{redirect}.md")
            files.setdefault(old, _render(edition, "redirect.md", old, story=story, target=page_path(story.permalink)))
    for source in edition.sources:
        files[_source_path(source.id)] = _render(
            edition,
            "source.md",
            _source_path(source.id),
            source=source,
            carried=edition.carried.get(source.id, ()),
        )
    files["actors.md"] = _render(edition, "actors.md", "actors.md")
    for profile in profiles:
        files[_profile_path(profile.id)] = _render(
            edition,
            "profile.md",
            _profile_path(profile.id),
            profile=profile,
            shown_statements=STATEMENTS,
            shown_sayings=SAYINGS,
        )
    for storyline in edition.storylines:
        files[_storyline_path(storyline)] = _render(
            edition,
            "storyline.md",
            _storyline_path(storyline),
            storyline=storyline,
            members=_members(edition, storyline),
            **_timeline(storyline.timeline),
            cited=timelines.list_cited(storyline, _members(edition, storyline)),
        )
    files.update(_render_articles(edition, articles or {}))
    files.update(_render_feeds(edition))
    return {path: files[path] for path in sorted(files)}


def _render_story(edition: _Edition, story: Story, path: str) -> str:
    storyline = next((one for one in edition.storylines if one.id == story.storyline), None)
    neighbours = edition.listed.get(story.nearest.article, []) if story.nearest else []
    return _render(
        edition,
        "story.md",
        path,
        story=story,
        cite=CitationMarks(story, base=_base(path)),
        outlet=lambda name, numbered=False: name_outlet(name, story, numbered=numbered),
        **_timeline(story.timeline),
        aliases=sections.list_aliases,
        shown_actors=sections.STORY_ACTORS,
        numbers=lambda ids: number_marks(ids, story),
        label_of=lambda statement: sections.label_statement(statement, story),
        description=shorten(" ".join(one.text for one in story.brief[:2]) or story.headline),
        paragraphs=sections.split_paragraphs,
        actors=sections.sort_actors(story),
        covered=[one for one in sections.sort_actors(story)[: sections.STORY_ACTORS] if one.coverage],
        matrix=sections.make_matrix(story),
        coordinates=sections.write_coordinates,
        speakers=sections.group_sayings(story),
        minutes=sections.reading_minutes(story),
        storyline=storyline,
        members=_members(edition, storyline) if storyline else (),
        neighbour=next(iter(neighbours), None),
        data=_base(path)(story_data_path(story)),
        calendar=render_calendar(story) and _base(path)(calendar_path(story)),
    )


def _timeline(entries: tuple[TimelineEntry, ...]) -> dict[str, Any]:
    """What ``timeline.jinja`` needs of a timeline."""
    return {
        "parts": timelines.part_timeline(entries),
        "strip": timelines.draw_strip(entries, name="strip"),
        "moment_name": timelines.name_moment,
        "explained": timelines.needs_explanation,
    }


def _render_feeds(edition: _Edition) -> dict[str, str]:
    """The feeds of the edition, of each storyline and of each actor who has a page, beside their pages."""
    feeds = {"feed": Feed("edition", edition.settings.title, "", edition.stories)}
    for storyline in edition.storylines:
        members = _members(edition, storyline)
        feeds[storyline.permalink] = Feed(
            f"storyline:{storyline.id}", storyline.title, f"{storyline.permalink}/", members
        )
    for profile in edition.profiles:
        stories = tuple(part.story for part in profile.parts)
        feeds[f"actors/{profile.id}"] = Feed(f"actor:{profile.id}", profile.name, f"actors/{profile.id}/", stories)
    address = edition.settings.address
    files = {}
    for path, feed in feeds.items():
        files[page_path(f"{path}.xml")] = write_atom(feed, path=f"{path}.xml", address=address)
        files[page_path(f"{path}.json")] = write_json_feed(feed, path=f"{path}.json", address=address)
    return files


def _render_articles(edition: _Edition, articles: Mapping[str, Article]) -> dict[str, str]:
    uses = find_uses(edition.stories, edition.storylines)
    texts = find_texts(edition.stories, articles, edition.storylines)
    shown = edition.settings.article_text
    files = {}
    for key in sorted(edition.listed):
        path = article_path(key)
        record, article = articles.get(key), edition.listed[key][0][0]
        passages = list_passages(key, uses.get(key, {}), {} if shown == "places" else texts)
        files[path] = _render(
            edition,
            "article.md",
            path,
            article=article,
            passages=fill_gaps(passages, record) if shown == "whole" and record else passages,
            in_original=partial(_link_original, article, record),
            used_by=tuple(story for _, story in edition.listed[key]),
        )
    return files


def _link_original(article: StoryArticle, record: Article | None, passage: Passage) -> Markdown | None:
    """Where a browser shows the passage in the original page; None where there is no address or no text."""
    if not article.url or record is None or link_address(article.url) is None:
        return None
    return link_address(link_passage(article.url, record.text[passage.start : passage.end]))


def _list_articles(stories: Iterable[Story]) -> dict[str, list[tuple[StoryArticle, Story]]]:
    """Article id to its entry in each story that lists it."""
    listed: dict[str, list[tuple[StoryArticle, Story]]] = {}
    for story in stories:
        for article in story.articles:
            listed.setdefault(article.id, []).append((article, story))
    return listed


def _render(edition: _Edition, template: str, path: str, **context: Any) -> str:
    base = _base(path)
    common = {
        "settings": edition.settings,
        "as_of": edition.as_of,
        "stories": edition.stories,
        "storylines": edition.storylines,
        "sources": edition.sources,
        "problems": edition.problems,
        "profiles": edition.profiles,
        "profiled": edition.profiled,
        "path": path,
        "href": base,
        "story_href": lambda story, anchor="": base(_story_path(story), anchor),
        "source_href": lambda source: base(_source_path(source)),
        "profile_href": lambda actor: base(_profile_path(actor)),
        "storyline_href": lambda storyline: base(_storyline_path(storyline)),
        "article_href": lambda article: base(article_path(article)),
        "cite_in": lambda story: CitationMarks(story, base=base, anchors=False),
        "address": link_address,
        "day": print_day,
        "period": print_period,
        "differs": sections.differs,
        "sort_actors": sections.sort_actors,
        "source_carried": lambda source: edition.carried.get(source, ()),
        "front_actors": sections.FRONT_ACTORS,
    }
    return render_template(edition.environment, f"content/{template}", {**common, **context})


def _base(path: str):
    """A function that gives a page's address relative to the page at ``path``."""
    folder = posixpath.dirname(path)

    def href(target: str, anchor: str = "") -> Markdown:
        relative = posixpath.relpath(page_path(target), folder or ".")
        return Markdown(f"{relative}#{anchor}" if anchor else relative)

    return href


def _story_path(story: Story) -> str:
    return page_path(f"{story.permalink}.md")


def _source_path(source: str) -> str:
    return page_path("sources", f"{source}.md")


def _profile_path(actor: str) -> str:
    return page_path("actors", f"{actor}.md")


def _storyline_path(storyline: Storyline) -> str:
    return page_path(f"{storyline.permalink}.md")


def _members(edition: _Edition, storyline: Storyline) -> tuple[Story, ...]:
    """The stories of a storyline in its order."""
    by_id = {story.id: story for story in edition.stories}
    return tuple(by_id[key] for key in storyline.clusters if key in by_id)


def shorten(text: str) -> str:
    """The visible text, cut after a word with an ellipsis where it is longer than a description may be."""
    text = visible_text(text)
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[: DESCRIPTION_LENGTH - 2].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
