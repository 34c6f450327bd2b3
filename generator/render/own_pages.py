"""Pages that belong to one story: its own, its data, its calendar, its former addresses and its articles' pages.

They are nearly all of a site, and each story's are made from an edition that holds nothing but that story and what its
pages name of others. So whatever a template asks for, a story's pages depend on what their digest is made of, and on
nothing else: a story that did not change is not rendered again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import codec
from ..records import Article, Story
from ..settings import Settings
from ..store import Make, make_anew
from ..text import digest_text
from .addresses import story_path
from .article_pages import render_articles
from .data import render_story_data, story_data_path
from .edition import Edition
from .environment import digest_templates
from .story_pages import list_nearby, render_stories

# The settings that a page may print or depend on.
PAGE_SETTINGS = ("title", "address", "article_text")


def render_own_pages(
    edition: Edition,
    articles: Mapping[str, Article],
    *,
    digests: Mapping[str, str] | None = None,
    make: Make = make_anew,
) -> dict[str, str]:
    """The pages of every story, by path.

    With ``digests`` of the articles ``make`` may give pages that were made before.
    """
    mark = "" if digests is None else digest_templates(edition.settings)
    settings = Settings(**{name: getattr(edition.settings, name) for name in PAGE_SETTINGS})
    packed = {} if digests is None else {story.id: _digest_story(story) for story in edition.stories}
    pages = {story_path(story) for story in edition.stories}
    files: dict[str, str] = {}
    for story in edition.stories:
        own = replace(narrow_edition(edition, story), settings=settings)
        mine = {one.id: articles[one.id] for one in story.articles if one.id in articles}
        if digests is None:
            found = _render(own, story, mine)
        else:
            parts = (mark, repr(settings), *_describe(own, story, packed), *(digests[key] for key in mine))
            found = make(parts, dict[str, str], lambda: _render(own, story, mine))
        for path, text in found.items():
            # A former address that another story has now is that story's.
            if path == story_path(story) or path not in pages:
                files.setdefault(path, text)
    return files


def narrow_edition(edition: Edition, story: Story) -> Edition:
    """The edition as one story's pages see it: that story, the stories and pages that it names, and no other."""
    storyline = edition.storyline_by_id.get(story.storyline or "")
    nearby = list_nearby(edition.members(storyline), story) if storyline else (story,)
    named = {article.id for article in story.articles} | ({story.nearest.article} if story.nearest else set())
    ids = {actor.id for actor in story.actors} | {place.id for place in story.places}
    return replace(
        edition,
        as_of=None,
        stories=(story,),
        storylines=(storyline,) if storyline else (),
        problems=(),
        sources=(),
        profiles=(),
        places=(),
        story_by_id={one.id: one for one in nearby},
        storyline_by_id={storyline.id: storyline} if storyline else {},
        listed={key: edition.listed[key] for key in sorted(named) if key in edition.listed},
        profiled=edition.profiled & ids,
        placed=edition.placed & ids,
        changes={story.id: edition.changes[story.id]} if story.id in edition.changes else {},
        editions=(),
    )


def _render(edition: Edition, story: Story, articles: Mapping[str, Article]) -> dict[str, str]:
    """The files of the one story of a narrow edition."""
    listed = {article.id: edition.listed[article.id] for article in story.articles}
    return {
        story_data_path(story): render_story_data(story),
        **render_articles(replace(edition, listed=listed), articles),
        **render_stories(edition),
    }


def _describe(edition: Edition, story: Story, packed: Mapping[str, str]) -> tuple[str, ...]:
    """All that a narrow edition holds, as texts."""
    others = {one.id for found in edition.listed.values() for _, one in found} | set(edition.story_by_id)
    return (
        packed[story.id],
        *(packed[key] for key in sorted(others - {story.id})),
        "|".join(edition.story_by_id),
        codec.pack(edition.storylines),
        repr((sorted(edition.profiled), sorted(edition.placed), edition.changes)),
    )


def _digest_story(story: Story) -> str:
    return digest_text(codec.pack(replace(story, rank=0)))
