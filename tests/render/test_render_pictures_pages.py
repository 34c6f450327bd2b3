"""Pictures on pages: where they stand, their content in words beside them, and pages without any."""

from __future__ import annotations

import re
from dataclasses import replace

import fictional_edition as edition
import markdown
import pytest
from picture_reading import read_picture

from generator.records import Place
from generator.render import render_site
from generator.settings import Settings

A, B = list(edition.TEXTS)[:2]
VERRIN = Place("port-verrin", "Port Verrin", "Ostland", 48.1, -4.2, (A, B), 9)
QUAY = Place("quay", "Quay | *Hill*", None, 48.6, -3.9, (A,), 2)
FIGURE = re.compile(r'<figure class="([a-z ]+)">.*?</figure>', re.DOTALL)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, str]:
    days = ["2031-05-03", "2031-05-03", "2031-05-04", "2031-05-05", "2031-05-06"]
    flood = replace(
        edition.FLOOD,
        places=(VERRIN, QUAY),
        articles=tuple(
            replace(article, published=day) for article, day in zip(edition.FLOOD.articles, days, strict=False)
        ),
    )
    stories = [
        flood if story.id == flood.id else replace(story, places=(replace(VERRIN, articles=(), sentences=1),))
        for story in edition.STORIES
    ]
    return render_site(
        stories,
        edition.STORYLINES,
        edition.SOURCES,
        (),
        settings=Settings(root=tmp_path_factory.mktemp("project")),
        as_of="2031-05-06",
        articles=edition.article_records(),
    )


def test_a_story_has_its_map_with_the_list_of_places_and_its_articles_a_day_with_the_sources(files):
    page = files[f"{edition.FLOOD.permalink}.md"]
    found = {match[1]: match for match in FIGURE.finditer(page)}
    assert {"picture map", "picture daily"} <= set(found)
    assert page[: found["picture map"].start()].rstrip().endswith("## Places")
    assert "48.10° N" in page[found["picture map"].end() :].split("</section>")[0]
    assert page[: found["picture daily"].start()].rstrip().endswith("## Sources")
    for kind in ("picture map", "picture daily"):
        read_picture(found[kind][0])


def test_a_storyline_has_pictures_each_with_its_words(files):
    page = files[f"{edition.STORYLINES[0].permalink}.md"]
    found = [match[1] for match in FIGURE.finditer(page)]
    assert "picture map" in found and "picture daily" in found
    if "picture network" in found:
        assert "| Actor | Sentences | Named with |" in page
    html = markdown.markdown(page.split("\n---\n", 1)[1], extensions=["md_in_html", "tables"])
    assert all(figure[0] in html for figure in FIGURE.finditer(page))
    assert "Quay &#124; *Hill*" in html or "Quay | *Hill*" in html


def test_a_place_has_its_map_and_no_ids_collide(files):
    assert "picture map" in files["places/port-verrin.md"]
    for path, page in files.items():
        if path.endswith(".md"):
            ids = re.findall(r' id="([^"]+)"', page)
            assert len(ids) == len(set(ids)), path


def test_an_edition_without_days_or_places_has_no_pictures(tmp_path):
    bare = [
        replace(
            story,
            places=(),
            timeline=(),
            articles=tuple(replace(article, published=None) for article in story.articles),
        )
        for story in edition.STORIES
    ]
    files = render_site(bare, (), edition.SOURCES, (), settings=Settings(root=tmp_path), as_of=None)
    assert not any("<figure" in text for path, text in files.items() if path.endswith(".md"))
