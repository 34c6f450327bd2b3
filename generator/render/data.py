"""The data that others read: data/stories.json and data/stories/ID.json."""

from __future__ import annotations

from collections.abc import Iterable

from .. import codec
from ..records import Story
from .escape import page_path

INDEX = "data/stories.json"


def story_data_path(story: Story) -> str:
    """Where the whole record of a story lies."""
    return page_path("data", "stories", f"{story.id}.json")


def render_data(stories: Iterable[Story]) -> dict[str, str]:
    """The index of stories, in the order given, and each story whole. The fields of the index stay as they are."""
    stories = tuple(stories)
    files = {story_data_path(story): codec.dump(story) for story in stories}
    files[INDEX] = codec.dump([_index_entry(story) for story in stories])
    return files


def _index_entry(story: Story) -> dict[str, object]:
    return {
        "id": story.id,
        "permalink": story.permalink,
        "headline": story.headline,
        "first_date": story.first_date,
        "last_date": story.last_date,
        "storyline": story.storyline,
        "articles": [
            {
                "id": article.id,
                "seed": article.seed,
                "source": article.source,
                "url": article.url,
                "headline": article.headline,
                "published": article.published,
                "published_by": article.published_by,
            }
            for article in story.articles
        ],
    }
