"""What has many stories: the newest on its page, all of them by year."""

from __future__ import annotations

from dataclasses import replace

from fictional_edition import FLOOD, INQUIRY_STORY, A
from test_render_site import render, settings  # noqa: F401

from generator.records import Place
from generator.render.years import LISTED_STORIES, split_years

PLACE = Place("port-verrin", "Port Verrin", None, None, None, (A,), 2)


def stories_of(number):
    return [
        replace(
            INQUIRY_STORY,
            id=f"{n:012d}",
            permalink=f"stories/{n}",
            headline=f"Number {n}",
            first_date=f"20{30 + n % 3}-01-{1 + n % 28:02d}" if n % 50 else None,
            storyline=None,
            places=(PLACE,),
        )
        for n in range(number)
    ]


def test_few_stories_have_no_pages_by_year():
    assert split_years("places/x.md", [FLOOD] * LISTED_STORIES) == ()


def test_every_story_is_on_the_page_of_its_year():
    stories = stories_of(LISTED_STORIES + 20)
    years = split_years("places/x.md", stories)
    assert {page.path for page in years} == {f"places/x/{year}.md" for year in (2030, 2031, 2032, "undated")}
    assert sorted(story.id for page in years for story in page.stories) == sorted(story.id for story in stories)


def test_actors_places_and_sources_of_many_stories_lead_to_them(settings):  # noqa: F811
    files = render(settings, stories_of(LISTED_STORIES + 20), storylines=())
    for path in ("actors/halle-brandt", "places/port-verrin", "sources/coast-courier"):
        page = files[f"{path}.md"]
        name = path.partition("/")[2]
        assert page.count("<small><time") <= LISTED_STORIES + 30
        assert f"[2031]({name}/2031.md) (" in page and f"[undated]({name}/undated.md) (5)" in page
        assert f"](../{name}.md)" in files[f"{path}/2031.md"] and "](../../stories/1.md)" in files[f"{path}/2031.md"]
