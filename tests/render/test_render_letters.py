"""Long lists by letter."""

from __future__ import annotations

import pytest
from test_render_site import render, settings  # noqa: F401

from generator.render.letters import LEADING_ENTRIES, LIST_ENTRIES, find_letter, split_list


def test_a_short_list_is_one_page():
    (page,) = split_list("actors.md", ["b", "a"], name=str, weight=len)
    assert (page.path, page.entries, page.letters, page.total) == ("actors.md", ("b", "a"), (), 2)


def test_a_long_list_leads_with_the_weightiest_and_has_a_page_a_letter():
    names = [f"{'abz'[n % 3]}{n}" for n in range(LIST_ENTRIES + 2)] + ["Émile" + "e" * 90, "9 lives"]
    first, *others = split_list("actors.md", names, name=str, weight=len)
    assert len(first.entries) == LEADING_ENTRIES and "Émile" + "e" * 90 in first.entries
    assert [page.letter for page in others] == ["a", "b", "e", "z", "other"]
    assert others[0].path == "actors/by-name/a.md"
    assert sorted(entry for page in others for entry in page.entries) == sorted(names)
    assert first.letters[0] == ("a", "actors/by-name/a.md", len(others[0].entries))


@pytest.mark.parametrize(
    ("name", "letter"), [("Élysée", "e"), ('"Quoted"', "q"), ("24 Hours", "other"), ("Ирина", "other"), ("", "other")]
)
def test_a_name_goes_by_its_first_letter_without_accent(name, letter):
    assert find_letter(name) == letter


def test_the_pages_of_a_long_list_lead_to_one_another(settings, monkeypatch):  # noqa: F811
    monkeypatch.setattr("generator.render.letters.LIST_ENTRIES", 2)
    monkeypatch.setattr("generator.render.letters.LEADING_ENTRIES", 1)
    files = render(settings)
    first, page = files["sources.md"], files["sources/by-name/v.md"]
    assert "4 sources: those of most stories here" in first and "- [Coast Courier](sources/coast-courier.md)" in first
    assert "Verrin Post" not in first and "[V](sources/by-name/v.md)" in first
    assert "# Sources: V" in page and "- [Verrin Post](../verrin-post.md)" in page
    assert "[The whole list](../../sources.md)" in page and "**V**" in page and "[C](c.md)" in page
