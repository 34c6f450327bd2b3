"""The site's search: entries of its own index, its bytes, and which engine is chosen."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from generator import mkdocs_hooks, site_search
from generator.errors import RenderError

STORY = {
    "kind": "story",
    "title": "Harbour wall gives way",
    "description": "The wall.",
    "date": "2031-05-03",
    "actors": ["Coast Guard", "Dockers' League"],
    "also": ["League of dockers"],
    "sources": [{"headline": "A"}, {"publisher": "Coast Courier"}, {"publisher": "Coast Courier"}],
}
HTML = (
    '<h1>Harbour</h1>\n<section class="brief">\n<h2 id="in-brief">In brief</h2>\n<ul>\n<li>The wall &amp; the gates '
    'gave way.<sup id="S1-2-3"><a href="../articles/a/#p2-3">1</a></sup> <small>1 origin: X<sup><a href="#s">1</a>'
    "</sup></small></li>\n<li>Many left.</li>\n</ul>\n</section>\n<section><p>Not this.</p></section>"
)


def test_an_entry_holds_headline_brief_names_and_aliases_without_marks():
    entry = site_search.read_entry("stories/wall/", STORY, HTML)
    assert entry == site_search.Entry(
        "stories/wall/",
        "Harbour wall gives way",
        "The wall & the gates gave way. Many left.",
        "story",
        "2031-05",
        ("Coast Guard", "Dockers' League"),
        ("League of dockers",),
        ("Coast Courier",),
    )


def test_a_page_without_a_brief_is_known_by_its_description():
    meta = {"kind": "actor", "title": "Coast Guard", "description": "X"}
    entry = site_search.read_entry("actors/coast-guard/", meta, "")
    assert (entry.text, entry.month, entry.actors, entry.also, entry.sources) == ("X", "", (), (), ())


@pytest.mark.parametrize("meta", [{}, {"kind": "article"}, {"kind": "archive"}, {"kind": "moved"}])
def test_other_pages_are_not_searched(meta):
    assert site_search.read_entry("x/", meta, HTML) is None


def test_a_long_brief_is_cut_at_a_word():
    html = f'<section class="brief"><h2>In brief</h2><ul><li>{"word " * 500}</li></ul></section>'
    text = site_search.read_entry("x/", STORY, html).text
    assert len(text) <= site_search.BRIEF_LENGTH + 2 and text.endswith("word …")


def test_the_index_is_the_same_for_any_order_of_pages(tmp_path):
    one = site_search.read_entry("stories/a/", STORY, HTML)
    other = site_search.read_entry("stories/b/", {**STORY, "actors": ["Mayor", "Coast Guard"]}, HTML)
    site_search.write_index([one, other], tmp_path / "1")
    site_search.write_index([other, one], tmp_path / "2")
    first = (tmp_path / "1" / site_search.INDEX_PATH).read_bytes()
    assert first == (tmp_path / "2" / site_search.INDEX_PATH).read_bytes()
    index = json.loads(first)
    assert index["actors"] == ["Coast Guard", "Dockers' League", "Mayor"] and index["docs"][1]["actors"] == [2, 0]


def test_the_engine_that_is_named_is_taken_else_what_is_installed(monkeypatch):
    assert site_search.choose_engine("index") == "index"
    monkeypatch.setattr(site_search.importlib.util, "find_spec", lambda name: None)
    assert site_search.choose_engine() == "index"
    monkeypatch.setattr(site_search.importlib.util, "find_spec", lambda name: object())
    assert site_search.choose_engine() == "pagefind"


def test_where_pagefind_fails_it_says_so_and_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(site_search.sys, "executable", "/bin/false")
    with pytest.raises(RenderError, match="Pagefind failed") as failure:
        site_search.run_pagefind(tmp_path)
    assert "search: index" in failure.value.hint


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("title: The Lantern\naddress: https://a.example/\n", "The Lantern", "https://a.example/"),
        ("", "Named here", None),
    ],
)
def test_the_site_goes_by_the_name_and_address_of_the_settings(tmp_path, written, name, address):
    (tmp_path / "briefings.yml").write_text(written, encoding="utf-8")
    path = str(tmp_path / "mkdocs.yml")
    config = SimpleNamespace(extra={}, site_name="Named here", site_url=None, config_file_path=path)
    found = mkdocs_hooks.on_config(config)
    assert (found.site_name, found.site_url) == (name, address)
    assert found.extra["search"] in (site_search.PAGEFIND, site_search.INDEX)
