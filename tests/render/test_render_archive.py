"""The archive: stories by day and month, lasting pages that change only with their own stories."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fictional_edition import FLOOD, INQUIRY_STORY, STORYLINES
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from test_render_site import render, settings  # noqa: F401

from generator.render.archive import PAGE_STORIES, list_pages, make_archive, read_month
from generator.render.edition import make_edition
from generator.render.list_pages import render_archive, render_front
from generator.render.story_pages import TOLD_STORIES


def stories_of(days, **changes):
    return [
        replace(
            INQUIRY_STORY,
            id=f"{n:012d}",
            permalink=f"stories/{n}",
            headline=f"{'ABC'[n % 3]} happened {n}",
            first_date=day,
            storyline=None,
            rank=n + 1,
            **changes,
        )
        for n, day in enumerate(days)
    ]


def pages_of(stories):
    return {page.path: page for _, months in make_archive(stories) for page in list_pages(months)}


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2031-05-03", ("2031-05", "2031-05-03")),
        ("2031-05-03T10:00:00Z", ("2031-05", "2031-05-03")),
        ("2031-05", ("2031-05", None)),
        ("2031", (None, None)),
        (None, (None, None)),
        ("<b>", (None, None)),
    ],
)
def test_a_story_is_under_the_day_on_which_it_began(date, month):
    assert read_month(replace(FLOOD, first_date=date)) == month


def test_a_month_lists_its_days_the_newest_first_and_the_undated_stand_apart():
    years = make_archive(stories_of(["2031-05-03", "2031-05-07", None, "2030-12-31", "2031-05-03"]))
    assert [year for year, _ in years] == ["2031", "2030", None]
    (may,) = years[0][1]
    assert (may.path, may.title) == ("archive/2031-05.md", "May 2031")
    assert [(day, [story.rank for story in stories]) for day, stories in may.parts] == [
        ("2031-05-07", [2]),
        ("2031-05-03", [1, 5]),
    ]
    assert years[2][1][0].path == "archive/undated.md"


def test_days_of_a_crowded_month_have_pages_and_crowded_days_are_by_letter():
    days = ["2031-05-03"] * (PAGE_STORIES + 5) + ["2031-05-04"] * 2 + ["2031-05"]
    pages = pages_of(stories_of(days))
    assert not pages["archive/2031-05.md"].parts
    assert [page.path for page in pages["archive/2031-05.md"].pages] == [
        "archive/2031-05-04.md",
        "archive/2031-05-03.md",
        "archive/2031-05-undated.md",
    ]
    assert [page.path for page in pages["archive/2031-05-03.md"].pages] == [
        f"archive/2031-05-03-{letter}.md" for letter in "abc"
    ]


@hypothesis_settings(derandomize=True, max_examples=40)
@given(st.lists(st.sampled_from(["2031-05-03", "2031-05-04", "2031-06-01", "2031-05", None, "x"]), max_size=30))
def test_every_story_stands_once(days):
    stories = stories_of(days)
    listed = [story.id for page in pages_of(stories).values() for _, found in page.parts for story in found]
    assert sorted(listed) == sorted(story.id for story in stories)


def test_a_page_changes_only_when_a_story_of_its_days_does(settings):  # noqa: F811
    stories = stories_of(["2031-05-03", "2031-05-04", "2031-06-01", None])
    before = render(settings, stories, storylines=())
    added = stories_of(["2031-05-03", "2031-05-04", "2031-06-01", None, "2031-06-02", "2032-01-01"])
    after = render(settings, added, storylines=(), as_of="2032-01-02")
    changed = {path for path in after if path.startswith("archive/") and before.get(path) != after[path]}
    assert changed == {"archive/2031-06.md", "archive/2032-01.md"}


def test_the_front_page_tells_forty_and_names_the_newest_of_the_others(settings):  # noqa: F811
    days = [f"2031-{1 + n // 28:02d}-{1 + n % 28:02d}" for n in range(120)]
    stories = [replace(one, basis=replace(one.basis, as_of=one.first_date)) for one in stories_of(days)]
    page = render(settings, stories, storylines=())["index.md"]
    assert page.count('<section class="entry"') == 40
    assert "The first 40 of 120 stories" in page and "[All by day](archive.md)" in page
    newest = page.split("## Newest of the others")[1].split("</section>")[0]
    assert newest.count("\n- [") == 15 and newest.index("119](") < newest.index("118](")
    assert "[May 2031](archive/2031-05.md) (8)" in page


def test_five_thousand_stories_make_no_page_that_grows_with_them(settings):  # noqa: F811
    def measure(number: int) -> dict[str, int]:
        days = [f"{2000 + n % 20}-{1 + n % 12:02d}-{1 + n % 28:02d}" for n in range(number)]
        edition = make_edition(stories_of(days), (), (), (), settings=settings, as_of=None)
        return {path: len(text) for path, text in {**render_front(edition), **render_archive(edition)}.items()}

    small, large = measure(200), measure(5000)
    assert large["index.md"] < 1.2 * small["index.md"]
    assert max(large.values()) < 60_000


def test_a_storyline_of_many_stories_tells_the_last_and_lists_the_others(settings):  # noqa: F811
    days = [f"2031-{1 + n // 28:02d}-{1 + n % 28:02d}" for n in range(TOLD_STORIES + 3)]
    stories = [replace(one, storyline="l1") for one in stories_of(days)]
    storyline = replace(STORYLINES[0], id="l1", clusters=tuple(story.id for story in stories))
    files = render(settings, stories, storylines=(storyline,))
    page = files[f"{storyline.permalink}.md"]
    assert page.count('<section class="entry"') == TOLD_STORIES
    assert page.index("## Earlier stories") < page.index("happened 2]") < page.index("## [A happened 3]")
    nearby = files["stories/10.md"].split("## Other stories of this storyline")[1]
    assert nearby.count("\n- ") == 9 and f"[All {TOLD_STORIES + 3}](" in nearby and "(this one)" in nearby
