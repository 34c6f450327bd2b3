"""The data that others read: data/stories.json and data/stories/ID.json.

One line for each field, and for each item of a list: a change reads well as a diff, and a story takes a third less than
with every value on a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .. import codec
from ..records import Story
from .escape import page_path

INDEX = "data/stories.json"


def story_data_path(story: Story) -> str:
    """Where the whole record of a story lies."""
    return page_path("data", "stories", f"{story.id}.json")


def render_index(stories: Iterable[Story]) -> dict[str, str]:
    """The index of stories, in the order given. Its fields stay as they are."""
    return {INDEX: write_items([_index_entry(story) for story in stories]) + "\n"}


def render_story_data(story: Story) -> str:
    """A story whole, as JSON, but for its rank, which other stories change."""
    return write_fields(codec.encode(replace(story, rank=0))) + "\n"


def write_fields(values: Mapping[str, Any]) -> str:
    """A JSON object with a line for each field and for each item of its lists."""
    fields = (
        f"{_write(name)}: {write_items(value) if isinstance(value, list) else _write(value)}"
        for name, value in values.items()
    )
    return "{\n" + ",\n".join(fields) + "\n}"


def write_items(values: Iterable[Any]) -> str:
    """A JSON list with a line for each item."""
    items = [_write(value) for value in values]
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
