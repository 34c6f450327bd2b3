"""axe-core finds nothing on any kind of page, in light and dark, on a phone and a wide screen, with things open."""

from __future__ import annotations

import pytest
from fictional_edition import FLOOD
from invented_site import KINDS

pytestmark = pytest.mark.browser

# WCAG 2.2 to level AA, and what the makers of axe hold for good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def find_faults():
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

    def find(page):
        answer = axe.Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
        return [
            (fault["id"], node["target"], node["failureSummary"].split("\n")[1:3])
            for fault in answer["violations"]
            for node in fault["nodes"]
            # Marks within words are as high as their line (WCAG 2.2, 2.5.8: inline); axe knows that of sentences alone.
            if fault["id"] != "target-size" or "sup" not in node["target"][0]
        ]

    return find


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(open_page, find_faults, path, scheme):
    page = open_page(path, color_scheme=scheme, viewport={"width": 1280, "height": 800})
    assert find_faults(page) == []
    page.set_viewport_size({"width": 375, "height": 812})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert find_faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_results_and_previews(open_page, find_faults, scheme):
    page = open_page(f"{FLOOD.permalink}/", color_scheme=scheme)
    page.locator("section.brief sup a").first.focus()
    page.wait_for_selector(".preview")
    assert find_faults(page) == []
    page.fill("#search-words", "Verrin")
    page.wait_for_selector(".results li a")
    assert find_faults(page) == []
