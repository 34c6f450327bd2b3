"""Profiles: actors of several stories, on a page of their own."""

from __future__ import annotations

from dataclasses import replace

import fictional_edition as edition
from test_render_site import render, settings  # noqa: F401

from generator.records import Place
from generator.render.profiles import PARTNERS, TOLD_STORIES, list_profiles
from generator.render.sections import write_coordinates

LATER = replace(
    edition.INQUIRY_STORY,
    first_date="2031-05-09",
    last_date="2031-05-09",
    actors=(*edition.INQUIRY_STORY.actors, replace(edition.FLOOD.actors[3], statements=(edition.INQUIRY,))),
)


def test_an_actor_of_two_stories_has_a_page_in_the_order_of_time():
    (profile,) = list_profiles((LATER, edition.FLOOD))
    assert (profile.id, [part.story.id for part in profile.parts]) == ("coast-guard", [edition.FLOOD.id, LATER.id])
    assert list_profiles((edition.FLOOD, LATER)) == (profile,)
    assert len(profile.partners) <= PARTNERS
    assert [actor.id for actor, _ in profile.partners].count("coast-guard") == 0
    assert dict((actor.id, number) for actor, number in profile.partners)["halle-brandt"] == 1


def test_roles_stand_once_the_newest_first():
    role = edition.FLOOD.actors[0].roles[0]
    old = replace(edition.FLOOD.actors[3], roles=(role, edition.FLOOD.actors[1].roles[0]))
    new = replace(edition.FLOOD.actors[3], roles=(role,))
    stories = (replace(edition.FLOOD, actors=(old,)), replace(LATER, actors=(new,)))
    (profile,) = list_profiles(stories)
    assert [(one.statement.text, story.id) for one, story in profile.roles] == [
        ("a public body that runs the port", LATER.id),
        ("harbour master", edition.FLOOD.id),
    ]


def test_an_actor_of_many_stories_tells_the_newest_and_lists_the_others():
    actor = (edition.FLOOD.actors[3],)
    stories = [
        replace(edition.FLOOD, id=f"{n:012d}", permalink=f"stories/{n}", first_date=f"20{n:02d}-01-01", actors=actor)
        for n in range(TOLD_STORIES + 5)
    ]
    (profile,) = list_profiles(stories)
    assert (len(profile.told), len(profile.listed)) == (TOLD_STORIES, 5)
    assert profile.told[0].story.id > profile.told[-1].story.id > profile.listed[0].story.id
    assert profile.listed[-1].story.id == "000000000000"


def test_pages_link_to_the_actor_and_back(settings):  # noqa: F811
    files = render(settings, (edition.FLOOD, LATER))
    page = files["actors/coast-guard.md"]
    assert "# Coast Guard" in page and f"](../{edition.FLOOD.permalink}.md#actor-coast-guard)" in page
    assert "[Coast Guard](actors/coast-guard.md)" in files["actors.md"]
    assert "[Coast Guard](../actors/coast-guard.md)" in files[f"{edition.FLOOD.permalink}.md"]
    assert "actors/halle-brandt.md" not in files
    assert "No actor takes part in more than one story" in render(settings)["actors.md"]


def test_the_matrix_and_the_places_of_a_story(settings):  # noqa: F811
    actors = (replace(edition.FLOOD.actors[0], coverage=((edition.A, 3), (edition.C, 1))),)
    place = Place("port-verrin", "Port <Verrin>", "France", -3.5, 7.25, (edition.A,), 2)
    story = replace(edition.FLOOD, actors=actors, places=(place, replace(place, country=None, latitude=None)))
    page = render(settings, (story, edition.INQUIRY_STORY))[f"{story.permalink}.md"]
    assert "| Verrin Harbour Authority | 3 | – | 1 | – |" in page
    assert "- Port &lt;Verrin&gt;<sup>[1](#source-1)</sup> <small>France · 3.50° S, 7.25° E</small>" in page
    assert "- Port &lt;Verrin&gt;<sup>[1](#source-1)</sup>\n" in page
    assert write_coordinates(place) == "3.50° S, 7.25° E"


def test_the_matrix_of_statements_against_sources(settings):  # noqa: F811
    story = edition.FLOOD
    page = render(settings)[f"{story.permalink}.md"]
    rows = [line for line in page.splitlines() if "#S" in line and line.startswith("| [")]
    assert len(rows) == len(dict.fromkeys((*story.brief, *story.account)))
    assert rows[0].endswith("| ● | ● | ● | – |") and "[The outer harbour wall of Port Verrin gave way…]" in rows[0]
    single = render(settings)[f"{edition.INQUIRY_STORY.permalink}.md"]
    assert "Who carries what" not in single
