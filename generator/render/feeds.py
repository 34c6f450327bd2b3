"""Feeds: the edition, a storyline or an actor as Atom (RFC4287) and as JSON Feed 1.1 [JSONFeed].

An entry is made from its story and the day of its last change, so that it changes when the story does; its id stays
when the story's address changes. Without the site's address (a setting) links are relative, which Atom allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from ..records import Story
from .escape import visible_text

#: Entries of one feed, the newest: of the edition's, with all that stands *In brief*, and of a storyline's or an
#: actor's, of which there are thousands, with the first sentence of it.
ENTRIES, PART_ENTRIES = 50, 10
#: What stands for an unknown day: an entry must have one.
UNDATED = "1970-01-01"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its lasting id, title, the page it belongs to, and its stories; ``part`` of the edition or all of it.

    ``changed`` maps the id of a story that changed to the as-of day of its last change.
    """

    id: str
    title: str
    page: str
    stories: tuple[Story, ...]
    part: bool = False
    changed: Mapping[str, str] = field(default_factory=dict)

    def updated(self, story: Story) -> str:
        """The day of a story's newest report, or of its last change if that is later."""
        changed = self.changed.get(story.id, "")
        return max(_day(story), changed if _DAY.fullmatch(changed) else "")


def choose_entries(feed: Feed) -> tuple[Story, ...]:
    """The stories that are newest or changed last, of one day by their address; as many as the feed takes."""
    stories = sorted(feed.stories, key=lambda one: one.permalink)
    return tuple(sorted(stories, key=feed.updated, reverse=True))[: PART_ENTRIES if feed.part else ENTRIES]


def write_atom(feed: Feed, *, path: str, address: str | None) -> str:
    """The feed as Atom; ``path`` is where it lies below the site, ``address`` the site's, ending in a slash."""
    stories = choose_entries(feed)
    base = address or "../" * path.count("/")
    updated = max(map(feed.updated, stories), default=UNDATED)
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
            f"<updated>{feed.updated(story)}T00:00:00Z</updated>",
            f"<link href={quoteattr(base + story.permalink + '/')}/>",
            f'<content type="html">{escape(write_summary(story, part=feed.part))}</content>',
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
            "content_html": write_summary(story, part=feed.part),
            "date_published": f"{_day(story)}T00:00:00Z",
            **({"date_modified": f"{feed.updated(story)}T00:00:00Z"} if feed.updated(story) > _day(story) else {}),
        }
        for story in choose_entries(feed)
    ]
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": visible_text(feed.title),
        "home_page_url": base + feed.page or "./",
        "feed_url": base + path,
        "language": "en",
        "items": items,
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_summary(story: Story, *, part: bool = False) -> str:
    """*In brief* as HTML: each statement with the outlets that make it, and how many origins stand behind the story.

    ``part`` takes its first statement alone.
    """
    labels = {article.id: article.label.removesuffix(f" ({article.seed})") for article in story.articles}
    points = []
    for statement in story.brief[:1] if part else story.brief:
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
