"""Places of several stories: where they lie, what they are called, and their stories."""

from __future__ import annotations

from dataclasses import replace

import fictional_edition as edition
from test_render_site import render, settings  # noqa: F401

from generator.records import Alias, Place
from generator.render.places import list_places

PORT = Place("port-verrin", "Port Verrin", None, None, None, (edition.A,), 2)
LOCATED = replace(PORT, country="France", latitude=-3.5, longitude=7.25, articles=(edition.E,))
FIRST = replace(edition.FLOOD, places=(PORT,))
LATER = replace(edition.INQUIRY_STORY, first_date="2031-05-09", last_date="2031-05-09", places=(LOCATED,))


def test_a_place_of_two_stories_has_a_page_the_newest_story_first():
    (place,) = list_places((FIRST, LATER))
    assert [story.id for _, story in place.parts] == [LATER.id, FIRST.id]
    assert (place.country, place.latitude, place.longitude) == ("France", -3.5, 7.25)
    assert list_places((LATER, FIRST)) == (place,)
    assert list_places((FIRST,)) == ()


def test_it_lies_where_most_stories_say():
    elsewhere = replace(LOCATED, latitude=50.0)
    stories = [
        replace(LATER, id=str(n), permalink=f"stories/{n}", places=(one,))
        for n, one in enumerate((LOCATED, LOCATED, elsewhere))
    ]
    assert list_places(stories)[0].latitude == -3.5


def test_its_other_names_are_those_of_the_actor():
    known = edition.FLOOD.actors[-1]
    actor = replace(known, aliases=(*known.aliases, Alias("The Port", (edition.A, edition.C))))
    (place,) = list_places((replace(FIRST, actors=(actor,)), LATER))
    assert place.aliases == (("The Port", 2),)


def test_pages_link_to_the_place_and_back(settings):  # noqa: F811
    files = render(settings, (FIRST, LATER))
    page = files["places/port-verrin.md"]
    assert "France · 3.50° S, 7.25° E · 2 stories" in page
    assert f"](../{FIRST.permalink}.md)" in page
    assert "[Port Verrin](places/port-verrin.md): France, 2 stories" in files["places.md"]
    assert "- [Port Verrin](../places/port-verrin.md)<sup>" in files[f"{FIRST.permalink}.md"]
    assert "No place is named in more than one story" in render(settings)["places.md"]
