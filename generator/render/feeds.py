"""Feeds: the edition, a storyline or an actor as Atom (RFC4287) and as JSON Feed 1.1 [JSONFeed].

An entry is made from its story alone, so that it changes when the story does; its id stays when the story's address
changes. Without the site's address (a setting) links are relative, which Atom allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ..records import Story
from .escape import visible_text

#: Entries of one feed, the newest.
ENTRIES = 50
#: What stands for an unknown day: an entry must have one.
UNDATED = "1970-01-01"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its lasting id, title, the page it belongs to, and its stories."""

    id: str
    title: str
    page: str
    stories: tuple[Story, ...]


def choose_entries(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The newest stories first, of one day by their address; at most fifty."""
    return tuple(sorted(sorted(stories, key=lambda one: one.permalink), key=_day, reverse=True))[:ENTRIES]


def write_atom(feed: Feed, *, path: str, address: str | None) -> str:
    """The feed as Atom; ``path`` is where it lies below the site, ``address`` the site's, ending in a slash."""
    stories = choose_entries(feed.stories)
    base = address or "../" * path.count("/")
    updated = max(map(_day, stories), default=UNDATED)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>urn:briefings:{escape(feed.id)}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<link href={quoteattr(base + feed.page or './')}/>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + path)}/>',
        "<author><name>Briefings</name></author>",
    ]
    for story in stories:
        lines += [
            "<entry>",
            f"<id>urn:briefings:story:{escape(story.id)}</id>",
            f"<title>{_text(story.headline)}</title>",
            f"<updated>{_day(story)}T00:00:00Z</updated>",
            f"<link href={quoteattr(base + story.permalink + '/')}/>",
            f'<content type="html">{escape(write_summary(story))}</content>',
            "</entry>",
        ]
    return "\n".join((*lines, "</feed>", ""))


def write_json_feed(feed: Feed, *, path: str, address: str | None) -> str:
    """The feed as JSON Feed, with the same entries."""
    base = address or "../" * path.count("/")
    items = [
        {
            "id": f"urn:briefings:story:{story.id}",
            "url": f"{base}{story.permalink}/",
            "title": visible_text(story.headline),
            "content_html": write_summary(story),
            "date_published": f"{_day(story)}T00:00:00Z",
        }
        for story in choose_entries(feed.stories)
    ]
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": visible_text(feed.title),
        "home_page_url": base + feed.page or "./",
        "feed_url": base + path,
        "language": "en",
        "items": items,
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def write_summary(story: Story) -> str:
    """*In brief* as HTML: each statement with the outlets that make it, and how many origins stand behind the story."""
    labels = {article.id: article.label.removesuffix(f" ({article.seed})") for article in story.articles}
    points = []
    for statement in story.brief:
        outlets = dict.fromkeys(labels[one.article] for one in statement.citations if one.article in labels)
        points.append(f"<li>{_text(statement.text)} <small>({_text(', '.join(outlets))})</small></li>")
    basis = story.basis
    counted = f"{_count(basis.outlets, 'outlet')}, {_count(basis.independent, 'origin')}"
    return f"<ul>{''.join(points)}</ul><p>{counted}</p>"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _day(story: Story) -> str:
    day = (story.basis.as_of or story.last_date or "")[:10]
    return day if _DAY.fullmatch(day) else UNDATED


def _text(words: str) -> str:
    return escape(visible_text(words))
