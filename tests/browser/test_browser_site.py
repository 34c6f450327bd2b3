"""A reader's way through the site, in a real browser."""

from __future__ import annotations

import pytest
from fictional_edition import FLOOD, STRENGTHENED
from invented_site import KINDS

pytestmark = pytest.mark.browser

STORY = f"{FLOOD.permalink}/"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_from_the_front_page_to_a_cited_passage_and_back(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.click(f"text={FLOOD.headline}")
    assert page.locator("h1").inner_text().replace("\n", " ") == FLOOD.headline
    sentence = page.locator("section.brief li").nth(1)
    sentence.locator("sup a").first.click()
    target = page.locator(".passage:target")
    assert "At least 14 people were killed" in target.inner_text()
    assert "Some 2,300 residents" in page.locator(".passage").nth(3).inner_text()
    target.locator("small a").first.click()
    assert page.url.endswith("#S1-252-353")
    page.locator("sup:target").wait_for()
    page.go_back()
    page.go_back()
    assert page.url.endswith(STORY)


def test_everything_reads_with_scripts_off(open_page):
    page = open_page(STORY, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    assert not page.locator(".search").is_visible()
    assert page.locator(".toc a").first.is_visible()
    page.click("text=2 sentences >> nth=0")
    assert page.locator(".card details li").first.is_visible()
    assert STRENGTHENED.text in page.locator("main").inner_text()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_each_page_is_sound(open_page, site_address, path):
    """No foreign request, no script error, nothing wider than the screen; language, title, headings, anchors."""
    page = open_page(path)
    if page.locator('sup a[href*="articles/"]').count():
        page.locator('sup a[href*="articles/"]').first.hover()
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() and page.locator("meta[name=description]").get_attribute("content")
    assert page.locator("h1").count() == 1
    levels = page.eval_on_selector_all("h1,h2,h3", "all => all.map(one => Number(one.tagName[1]))")
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    anchors = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(anchors) == len(set(anchors))
    page.wait_for_load_state("networkidle")
    assert page.errors == []
    assert [url for url in page.requests if not url.startswith(site_address)] == []


@pytest.mark.parametrize("path", ["", "stories/hostile/", "articles/f6a1b2c3d4e5/", "sources/hostile/"])
def test_a_hostile_article_has_no_effect(open_page, path):
    page = open_page(path)
    page.on("dialog", lambda dialog: pytest.fail("a dialog was opened"))
    assert "pwned" not in page.title() or "document.title=" in page.title()
    assert page.locator("main script, main img, main iframe, [onerror]").count() == 0
    assert page.locator('main a[href^="javascript:"], main a[href^="data:"]').count() == 0
    assert page.locator('main a[href*="evil.example"]:not([href^="mailto:"])').count() == 0
    assert "<script>document.title='pwned'</script>" in page.locator("main").inner_text()


def test_the_keyboard_reaches_text_and_first_story(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_an_old_address_leads_to_the_story(open_page):
    page = open_page(f"{FLOOD.redirects[0]}/")
    page.wait_for_url(f"**/{STORY}")


def test_print_shows_the_words_and_not_the_furniture(open_page):
    page = open_page(STORY)
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav").is_visible() and not page.locator(".toc").is_visible()
    assert page.locator(".card details li").first.is_visible()
