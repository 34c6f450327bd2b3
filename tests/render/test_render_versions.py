"""Older versions of an article's page, where the article is listed."""

from __future__ import annotations

import re
from dataclasses import replace

import fictional_edition as edition

from generator.records import Version
from generator.render import render_site
from generator.settings import Settings

OLDER = (
    Version("early_[2].txt", "First word", "2031-05-01T08:00", None, "0" * 64),
    Version("undated.txt", None, None, None, "0" * 64),
)


def test_a_story_and_an_article_list_the_older_versions_of_a_page(tmp_path):
    first, *others = edition.FLOOD.articles
    story = replace(edition.FLOOD, articles=(replace(first, versions=OLDER), *others))
    stories = tuple(story if one.id == story.id else one for one in edition.STORIES)
    files = render_site(
        stories,
        edition.STORYLINES,
        edition.SOURCES,
        (),
        settings=Settings(root=tmp_path),
        as_of="2031-05-04",
        articles=edition.article_records(),
    )
    pages = (files[f"{story.permalink}.md"], files[f"articles/{first.id}.md"])
    for page in pages:
        (line,) = (re.sub("<[^>]+>", "", line) for line in page.splitlines() if "newest of" in line)
        line = line.replace("\N{NO-BREAK SPACE}", " ")
        assert " · newest of 3 versions; older: early" in line
        assert "txt (1 May 2031, 08:00), undated.txt · " in line
    assert not any("newest of" in files[f"articles/{article.id}.md"] for article in others)
