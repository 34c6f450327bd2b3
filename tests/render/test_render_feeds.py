"""Feeds: entries of stories, lasting ids, links, and hostile words in them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from fictional_edition import FLOOD, INQUIRY_STORY, STORIES, hostile_story
from hypothesis import given
from hypothesis import strategies as st
from test_render_site import render, settings  # noqa: F401

from generator.render.feeds import ENTRIES, Feed, choose_entries, write_atom, write_json_feed

ATOM = "{http://www.w3.org/2005/Atom}"
EDITION = Feed("edition", "Briefings", "", STORIES)


def entries(text):
    return ElementTree.fromstring(text).findall(f"{ATOM}entry")


def test_entries_stand_newest_first_with_lasting_ids_and_links():
    found = entries(write_atom(EDITION, path="feed.xml", address="https://news.example/"))
    assert [one.findtext(f"{ATOM}id") for one in found] == [
        f"urn:briefings:story:{story.id}" for story in (FLOOD, INQUIRY_STORY)
    ]
    assert found[0].find(f"{ATOM}link").get("href") == f"https://news.example/{FLOOD.permalink}/"
    assert found[0].findtext(f"{ATOM}updated") == "2031-05-04T00:00:00Z"


def test_without_an_address_links_are_relative_to_the_feed():
    feed = replace(EDITION, page="storylines/a/")
    found = entries(write_atom(feed, path="storylines/a.xml", address=None))
    assert found[0].find(f"{ATOM}link").get("href") == f"../{FLOOD.permalink}/"
    assert (
        json.loads(write_json_feed(feed, path="storylines/a.json", address=None))["feed_url"] == "../storylines/a.json"
    )


def test_both_feeds_tell_the_same():
    atom = entries(write_atom(EDITION, path="feed.xml", address=None))
    items = json.loads(write_json_feed(EDITION, path="feed.json", address=None))["items"]
    assert [one.findtext(f"{ATOM}content") for one in atom] == [item["content_html"] for item in items]
    assert "<li>The outer harbour wall of Port Verrin gave way early on Saturday" in items[0]["content_html"]
    assert "<p>4 outlets, 2 origins</p>" in items[0]["content_html"]


def test_an_entry_changes_with_its_story_alone():
    other = replace(INQUIRY_STORY, headline="Another headline", rank=9)
    before, after = (
        write_json_feed(Feed("e", "E", "", (FLOOD, one)), path="f", address=None) for one in (INQUIRY_STORY, other)
    )
    assert json.loads(before)["items"][0] == json.loads(after)["items"][0]


def test_an_entry_is_as_new_as_the_last_change_of_its_story():
    changed = {FLOOD.id: "2031-05-20", INQUIRY_STORY.id: "not a day"}
    feed = replace(EDITION, changed=changed)
    found = entries(write_atom(feed, path="feed.xml", address=None))
    assert found[0].findtext(f"{ATOM}updated") == "2031-05-20T00:00:00Z"
    assert found[1].findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    items = json.loads(write_json_feed(feed, path="feed.json", address=None))["items"]
    assert items[0]["date_published"] == "2031-05-04T00:00:00Z" and items[0]["date_modified"] == "2031-05-20T00:00:00Z"
    assert "date_modified" not in items[1]
    assert entries(write_atom(replace(feed, changed={FLOOD.id: "2030-01-01"}), path="f", address=None))[0].findtext(
        f"{ATOM}updated"
    ) == "2031-05-04T00:00:00Z"


def test_a_feed_holds_the_newest():
    stories = [
        replace(FLOOD, permalink=f"stories/{n}", basis=replace(FLOOD.basis, as_of=f"2031-01-{1 + n % 28:02d}"))
        for n in range(ENTRIES + 9)
    ]
    chosen = choose_entries(Feed("e", "E", "", tuple(stories)))
    assert len(chosen) == ENTRIES and chosen[0].basis.as_of == "2031-01-28"
    assert choose_entries(Feed("e", "E", "", tuple(reversed(stories)))) == chosen


@given(st.text(min_size=1))
def test_hostile_words_stay_words(words):
    story = hostile_story(f'<script>alert(1)</script>]]>&"{words}')
    text = write_atom(Feed("e", words, "", (story,)), path="feed.xml", address=None)
    (entry,) = entries(text)
    assert "<script" not in entry.findtext(f"{ATOM}content")
    json.loads(write_json_feed(Feed("e", words, "", (story,)), path="feed.json", address=None))


def test_feeds_lie_beside_their_pages(settings):  # noqa: F811
    files = render(settings)
    assert {"feed.xml", "feed.json", "storylines/port-verrin-harbour-wall.xml"} <= files.keys()
