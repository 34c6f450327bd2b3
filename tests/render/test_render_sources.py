"""Sources: what each carried, alone and with others, and with whom it shares origins."""

from __future__ import annotations

from dataclasses import replace

from fictional_edition import FLOOD, INQUIRY_STORY, SOURCES, STORIES
from test_render_site import render, settings  # noqa: F401

from generator.records import Source
from generator.render import sources


def test_a_source_has_what_it_carries_alone_and_with_others_the_newest_first():
    later = replace(INQUIRY_STORY, first_date="2031-05-09")
    courier = sources.carried_by_source((FLOOD, later))["coast-courier"]
    assert [one.story for one in courier] == [later, FLOOD]
    assert courier[1].alone == FLOOD.articles[0].alone
    assert courier[1].shared == (FLOOD.brief[0], FLOOD.brief[1])


def test_unnamed_outlets_get_a_page_too():
    found = sources.complete_sources([Source("verrin-post", "Verrin Post")], (FLOOD,))
    assert {source.id for source in found} == {article.source for article in FLOOD.articles}


def test_a_profile_counts_what_the_source_tells_alone_its_family_and_its_partners():
    family = (*SOURCES[:2], replace(SOURCES[2], family="Courier Group"))
    profile = next(one for one in sources.list_sources(family, STORIES) if one.source.id == "coast-courier")
    assert (profile.articles, len(profile.carried), profile.alone) == (2, 2, 1)
    assert [one.id for one in profile.family] == ["verrin-post"]
    assert {source.id: number for source, number in profile.partners} == {
        "verrin-post": 1,
        "the-inland-times": 1,
        "unnamed-003": 1,
    }


def test_a_family_is_named_for_readers():
    names = {"coast-media": "Coast Media", "dmgt": "DMGT", "Courier Group": "Courier Group", None: None}
    for family, name in names.items():
        (profile, *_) = sources.list_sources([replace(SOURCES[0], family=family)], ())
        assert profile.family_name == name


def test_origins_are_those_behind_its_articles_and_how_often_others_share_them():
    profile = next(one for one in sources.list_sources(SOURCES, STORIES) if one.source.id == "coast-courier")
    assert {(one.name, one.stories, one.with_others) for one in profile.origins} == {
        ("Verrin Harbour Authority", 1, 1),
        ("Coast Guard", 1, 1),
        ("Northern Wire", 1, 0),
    }


def test_a_source_of_many_stories_tells_the_newest_and_lists_the_others(settings):  # noqa: F811
    stories = [
        replace(
            FLOOD,
            id=f"{n:012d}",
            permalink=f"stories/{n}",
            headline=f"Number {n}",
            first_date=f"20{n:02d}-01-01",
            redirects=(),
        )
        for n in range(sources.TOLD_STORIES + 5)
    ]
    page = render(settings, stories, storylines=())["sources/coast-courier.md"]
    assert page.index(f"## [Number {sources.TOLD_STORIES + 4}]") < page.index("## [Number 5]")
    assert page.index("## [Number 5]") < page.index("- [Number 4]") < page.index("- [Number 0]")
    assert "## [Number 4]" not in page


def test_a_long_list_leaves_out_what_stands_in_for_unnamed_outlets(settings, monkeypatch):  # noqa: F811
    assert "Unnamed outlet" in render(settings)["sources.md"]
    monkeypatch.setattr("generator.render.list_pages.LIST_ENTRIES", 3)
    page = render(settings)["sources.md"]
    assert "Unnamed outlet" not in page and "1 such article stands in its story alone." in page
