"""Pages that belong to one story: its own, its data, its calendar, its former addresses and its articles' pages.

They are nearly all of a site, and are made from that story and what its pages name of others (``parts``): a story that
did not change is not rendered again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..files import Files, MakeFiles, make_files_anew
from ..records import Article, Story, StoryArticle, Storyline
from .addresses import story_path
from .article_pages import render_articles
from .data import render_story_data, story_data_path
from .edition import Edition
from .parts import Parts, narrow_edition
from .story_pages import list_nearby, render_stories


def render_own_pages(
    parts: Parts,
    articles: Mapping[str, Article],
    *,
    digests: Mapping[str, str] | None = None,
    make: MakeFiles = make_files_anew,
) -> Files:
    """The pages of every story, by path.

    With ``digests`` of the articles, and ``parts`` that have those of the stories, ``make`` may give pages that were
    made before.
    """
    stories = parts.edition.stories
    pages = {story_path(story) for story in stories}
    files = Files()
    for story in stories:
        near = _Near.of(parts.edition, story)
        mine = {one.id: articles[one.id] for one in story.articles if one.id in articles}
        found = make(
            _describe(parts, near, story, mine, digests or {}),
            partial(_render, parts.bare, near, story, mine),
        )
        # A former address that another story has now is that story's.
        files.take(found, lambda path: path == story_path(story) or path not in pages and path not in files)
    return files


@dataclass(frozen=True, slots=True)
class _Near:
    """What a story's pages name of others: its storyline, the stories next to it there, and who has its nearest."""

    storylines: tuple[Storyline, ...]
    stories: Mapping[str, Story]
    listed: Mapping[str, tuple[tuple[StoryArticle, Story], ...]]

    @classmethod
    def of(cls, edition: Edition, story: Story) -> _Near:
        """That of a story of the edition."""
        storyline = edition.storyline_by_id.get(story.storyline or "")
        nearby = list_nearby(edition.members(storyline), story) if storyline else (story,)
        named = {article.id for article in story.articles} | ({story.nearest.article} if story.nearest else set())
        return cls(
            (storyline,) if storyline else (),
            {one.id: one for one in nearby},
            {key: edition.listed[key] for key in sorted(named) if key in edition.listed},
        )

    def narrow(self, edition: Edition, story: Story) -> Edition:
        """The edition as the story's pages see it."""
        return replace(
            narrow_edition(edition, (story,), self.storylines), story_by_id=self.stories, listed=self.listed
        )


def _render(whole: Edition, near: _Near, story: Story, articles: Mapping[str, Article]) -> dict[str, str]:
    """The files of one story, from the edition narrowed to it."""
    edition = near.narrow(whole, story)
    listed = {article.id: edition.listed[article.id] for article in story.articles}
    return {
        story_data_path(story): render_story_data(story),
        **render_articles(replace(edition, listed=listed), articles),
        **render_stories(edition),
    }


def _describe(
    parts: Parts, near: _Near, story: Story, articles: Mapping[str, Article], digests: Mapping[str, str]
) -> tuple[str, ...]:
    """All that a story's edition holds, as texts."""
    if parts.digests is None:
        return ()
    others = {one.id for found in near.listed.values() for _, one in found} | set(near.stories)
    return parts.describe(
        "story",
        (story,),
        near.storylines,
        *(parts.digests[key] for key in sorted(others - {story.id})),
        "|".join(near.stories),
        *(digests[key] for key in articles),
    )
