"""The search, with both engines."""

from __future__ import annotations

import gzip
import json

import pytest
from fictional_edition import FLOOD, INQUIRY_STORY
from invented_site import KINDS, PAGEFIND

pytestmark = pytest.mark.browser

ENGINES = [
    pytest.param("pagefind", marks=pytest.mark.skipif(not PAGEFIND, reason="pagefind is not installed")),
    "index",
]


@pytest.fixture(params=ENGINES)
def search(request, open_page):
    """Opens a page and searches it; gives the page when the results stand."""
    address = request.getfixturevalue("site_address" if request.param == "pagefind" else "index_address")

    def start(words: str, path: str = "about/", **options):
        page = open_page(path, address=address, **options)
        assert page.locator("body").get_attribute("data-search") == request.param
        page.fill("#search-words", words)
        page.wait_for_selector(".results [role=status]:text-matches('[0-9]+ page|could not')")
        return page

    return start


def titles(page) -> list[str]:
    return page.locator(".results li a").all_inner_texts()


def test_a_word_of_the_headline_finds_the_story_and_leads_to_it(search):
    page = search("harbour gives way")
    assert FLOOD.headline in titles(page)
    page.click(f'.results a:has-text("{FLOOD.headline}")')
    page.wait_for_url(f"**/{FLOOD.permalink}/")
    assert page.locator("h1").inner_text().replace("\n", " ") == FLOOD.headline


def test_an_alias_finds_the_actor_and_the_story(search):
    """"League of dockers" is what one source calls the Verrin Dockers' League."""
    found = titles(search("League of dockers"))
    assert "Verrin Dockers' League" in found and FLOOD.headline in found
    assert titles(search("Ms Tormund"))[0] == FLOOD.headline


def test_a_page_that_is_called_what_was_asked_for_comes_first(search):
    """Stories speak of an actor more often than its own page does."""
    page = search("verrin dockers' league")
    assert titles(page)[0] == "Verrin Dockers' League"


def test_filters_narrow_what_is_found(search):
    page = search("Verrin")
    before = titles(page)
    assert {FLOOD.headline, INQUIRY_STORY.headline} <= set(before)
    page.select_option("[data-filter=month]", label="June 2031 (1)")
    page.wait_for_function("document.querySelectorAll('.results li').length === 1")
    assert titles(page) == [INQUIRY_STORY.headline]
    page.select_option("[data-filter=month]", "")
    page.wait_for_function(f"document.querySelectorAll('.results li').length === {len(before)}")
    for name, value in (("source", "Verrin Post"), ("actor", "Anders Quill")):
        page.select_option(f"[data-filter={name}]", value)
        page.wait_for_function(f"document.querySelectorAll('.results li').length < {len(before)}")
        assert FLOOD.headline in titles(page) and INQUIRY_STORY.headline not in titles(page)
        page.select_option(f"[data-filter={name}]", "")
        page.wait_for_function(f"document.querySelectorAll('.results li').length === {len(before)}")


def test_the_keyboard_goes_through_what_was_found(search):
    page = search("Verrin", path="")
    page.focus("#search-words")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == titles(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-words"
    page.keyboard.press("Escape")
    assert page.locator(".results").is_hidden()


def test_nothing_found_is_said(search):
    page = search("zyzzyva")
    assert page.locator(".results [role=status]").inner_text() == "0 pages"
    assert page.locator(".results li").count() == 0 and page.errors == []


def test_hostile_words_are_shown_as_text(search):
    page = search("pwned")
    page.wait_for_function("document.querySelector('.results').innerText.includes('document.title')")
    assert page.locator(".results img, .results script").count() == 0
    assert page.title() and "pwned" not in page.title()


def test_the_results_fit_a_phone_and_stand_in_the_dark(search):
    page = search("Verrin", path=KINDS["story"], viewport={"width": 320, "height": 640}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box = page.locator(".results").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320


def test_no_search_is_offered_where_nothing_can_be_fetched(site, open_page):
    page = open_page(address=f"file://{site}/index.html")
    assert page.locator(".search").is_hidden()


@pytest.mark.parametrize("stories", [5000])
def test_the_index_of_thousands_of_stories_answers_at_once(open_page, index_address, stories):
    """The first query, with loading, and the next ones: half a second and a tenth of one, on a machine with time."""
    page = open_page("about/", address=index_address)
    with page.expect_response("**/search_index.json") as response:
        page.fill("#search-words", "Verrin")
    index = response.value.json()
    model = next(entry for entry in index["docs"] if entry["kind"] == "story")
    docs = [
        model | {"location": f"stories/{n}/", "title": f"{model['title']} {n}", "text": (model["text"] + " ") * 2}
        for n in range(stories)
    ]
    body = json.dumps(index | {"docs": docs}).encode()
    assert len(gzip.compress(body)) < 3_000_000
    page.route("**/search_index.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.reload()
    took = page.evaluate(TIME_SEARCH, "Verrin 4711")
    assert page.locator(".results li a").first.inner_text().endswith("4711")
    assert took < 8_000
    assert page.evaluate(TIME_SEARCH, "harbour") < 3_000


TIME_SEARCH = """async (words) => {
  const input = document.getElementById("search-words");
  const status = document.querySelector(".results [role=status]");
  status.textContent = "";
  const start = performance.now();
  input.value = words;
  input.form.requestSubmit();
  while (!status.textContent) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
