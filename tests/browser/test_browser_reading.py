"""Reading a story: the first screen, contents, previews, screens of all sizes, zoom, print, and that nothing moves."""

from __future__ import annotations

import pytest
from fictional_edition import FLOOD
from invented_site import KINDS

pytestmark = pytest.mark.browser

STORY = f"{FLOOD.permalink}/"
PHONE = {"viewport": {"width": 375, "height": 812}}
TABLET = {"viewport": {"width": 768, "height": 1024}}
WIDE = {"viewport": {"width": 1280, "height": 800}}
VERY_WIDE = {"viewport": {"width": 1680, "height": 1050}}


def bottom(page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("screen", [WIDE, VERY_WIDE], ids=["wide", "very wide"])
def test_headline_basis_and_brief_are_on_one_screen(open_page, screen):
    page = open_page(STORY, **screen)
    assert bottom(page, "section.brief") <= screen["viewport"]["height"]
    assert bottom(page, ".standing") < page.locator("section.brief").bounding_box()["y"]


@pytest.mark.parametrize("screen", [PHONE, TABLET], ids=["phone", "tablet"])
def test_the_brief_begins_on_the_first_screen(open_page, screen):
    page = open_page(STORY, **screen)
    assert bottom(page, "section.brief li") <= screen["viewport"]["height"]


def test_the_order_is_a_readers(open_page):
    page = open_page(STORY)
    order = page.eval_on_selector_all("article section > h2", "all => all.map((one) => one.firstChild.textContent)")
    wanted = ["In brief", "What happened", "What is said about it", "Background", "Timeline", "Key actors"]
    wanted += ["Who else said what", "Places", "Where sources differ", "Figures", "What only one source carries"]
    wanted += ["Who carries what", "Basis", "Sources", "Why these articles"]
    assert [one for one in order if one in wanted] == [one for one in wanted if one in order]
    assert set(wanted) - set(order) <= {"Who else said what", "Places", "Where sources differ"}


@pytest.mark.parametrize("screen", [TABLET, WIDE, VERY_WIDE], ids=["tablet", "wide", "very wide"])
def test_a_line_of_the_account_holds_about_65_characters(open_page, screen):
    page = open_page(STORY, **screen)
    assert 55 <= page.evaluate(CHARACTERS_OF_A_LINE) <= 78


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_is_cut_at_twice_the_size(open_page, path):
    """200 % zoom of a 1280 pixel screen is a screen of 640 pixels; then the text alone at twice its size."""
    page = open_page(path, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate(CUT) == []


def test_contents_follow_on_a_wide_screen_and_open_on_a_phone(open_page):
    page = open_page(STORY, **WIDE)
    assert page.locator(".toc [aria-current]").inner_text() == "In brief"
    page.locator(".toc a", has_text="Sources").last.click()
    page.wait_for_function("document.querySelector('.toc [aria-current]').textContent === 'Sources'")
    assert page.locator(".toc a").first.is_visible() and page.locator(".toc").bounding_box()["y"] >= 0
    page = open_page(STORY, **PHONE)
    assert not page.locator(".toc a").first.is_visible()
    page.click(".toc summary")
    page.locator(".toc a", has_text="Timeline").click()
    assert page.url.endswith("#timeline")


# ------------------------------------------------------------------ citations


def test_hovering_shows_outlet_day_and_the_sentence_in_its_context(open_page):
    page = open_page(STORY, **WIDE)
    page.locator("section.brief li").nth(1).locator("sup a").first.hover()
    preview = page.wait_for_selector(".preview")
    assert preview.query_selector("mark").inner_text().startswith("At least 14 people were killed")
    assert "Coast Courier" in preview.inner_text() and "3 May 2031" in preview.inner_text()
    assert len(preview.query_selector_all(".around")) == 2
    page.locator(".preview").hover()  # it stays while it is read
    page.wait_for_timeout(400)
    assert page.locator(".preview").count() == 1
    page.mouse.move(5, 5)
    page.wait_for_selector(".preview", state="detached")


def test_focus_shows_it_and_escape_closes_it(open_page):
    page = open_page(STORY)
    link = page.locator("section.brief sup a").nth(1)
    link.focus()
    preview = page.wait_for_selector(".preview")
    assert "The sea wall at Port Verrin broke" in preview.inner_text() and "Verrin Post" in preview.inner_text()
    assert link.get_attribute("aria-describedby") == preview.get_attribute("id")
    page.keyboard.press("Escape")
    assert page.locator(".preview").count() == 0


def test_a_tap_shows_it_and_a_second_one_goes_there(open_page):
    page = open_page(STORY, has_touch=True, is_mobile=True, **PHONE)
    link = page.locator("section.brief sup a").first
    link.tap()
    preview = page.wait_for_selector(".preview")
    assert page.url.endswith(STORY)
    box = preview.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 375
    page.locator("h1").tap()
    assert page.locator(".preview").count() == 0
    link.tap()
    page.wait_for_selector(".preview .go a")
    page.locator(".preview .go a").tap()
    page.wait_for_url("**/articles/**")
    assert page.locator(".passage:target").is_visible()


def test_the_keyboard_alone_goes_from_the_front_page_to_a_passage_and_back(open_page):
    page = open_page()

    def reach(selector: str, key: str = "Tab", most: int = 80):
        for _ in range(most):
            page.keyboard.press(key)
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        raise AssertionError(f"{selector} is not reached")

    reach("h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{STORY}")
    reach(".skip")
    page.keyboard.press("Enter")
    reach("section.brief sup a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert page.locator(".passage:target").is_visible()
    reach(".passage:target small a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{STORY}#S*")
    assert page.locator("sup:target").is_visible()


# --------------------------------------------------------------- folded parts


def test_folded_parts_are_printed_open(open_page):
    page = open_page(STORY)
    assert page.locator("details").count() > 2
    page.emulate_media(media="print")
    seen = "[...document.querySelectorAll('main details')].every((one) => one.children[1].checkVisibility())"
    assert page.evaluate(seen)
    assert not page.locator(".masthead nav").is_visible() and not page.locator(".toc").is_visible()
    assert not page.locator(".search").is_visible()


def test_an_address_inside_a_folded_part_opens_it(open_page):
    page = open_page(STORY)
    page.evaluate("document.querySelector('main details:not([open]) li').id = 'inside'")
    assert not page.locator("#inside").is_visible()
    page.evaluate("location.hash = 'inside'")
    page.locator("#inside").wait_for()


# ------------------------------------------------------- what the page is made of


@pytest.mark.parametrize("screen", [PHONE, WIDE], ids=["phone", "wide"])
def test_nothing_moves(open_page, site_address, screen):
    page = open_page(before=WATCH_SHIFTS, **screen)
    for path in KINDS.values():
        page.goto(site_address + path)
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(150)
        assert page.evaluate("window.shifts") == [], path


def test_nothing_blocks_but_one_style_sheet(open_page, site):
    page = open_page(STORY)
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => [one.renderBlockingStatus, one.name.split('/').pop()])"
    )
    assert [name for status, name in loaded if status == "blocking"] == ["briefings.css"]
    assert (site / "assets" / "briefings.js").stat().st_size < 20_000
    scripts = page.evaluate("[...document.scripts].filter((one) => one.type !== 'application/ld+json')")
    assert len(scripts) == 1 and page.locator("script[src$='assets/briefings.js'][defer]").count() == 1


def test_dark_is_dark(open_page):
    """Its contrast is measured by axe."""
    page = open_page(STORY, color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 19)"


WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    window.shifts.push([one.value, one.sources.map((source) => source.node?.className || source.node?.nodeName)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""

# Characters of the longest line of the account's first long paragraph.
CHARACTERS_OF_A_LINE = """() => {
  const paragraph = [...document.querySelectorAll("section.account p")].find((one) => one.textContent.length > 200);
  const lines = new Map();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("sup")) continue;
    for (let place = 0; place < node.length; place++) {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const line = Math.round(range.getBoundingClientRect().bottom / 6);
      lines.set(line, (lines.get(line) || 0) + 1);
    }
  }
  return Math.max(...lines.values());
}"""

# Elements whose words are wider than they, and that neither scroll nor are meant to be unseen.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  return one.checkVisibility() && one.clientWidth > 1 && !["auto", "scroll"].includes(style.overflowX) &&
    style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1 && !one.closest("svg");
}).map((one) => one.outerHTML.slice(0, 120))"""
