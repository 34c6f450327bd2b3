"""The HTML part in a browser: nothing wider than the screen, no request, text that can be read in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.mail.letters import Letter, Writer
from generator.press import Story
from generator.settings import Settings

pytestmark = pytest.mark.browser

# The smallest contrast of any text with what is painted behind it, counted as WCAG 2 does.
CONTRAST = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!/rgba\\(.*, 0\\)|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  let smallest = 99;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.getClientRects().length) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    smallest = Math.min(smallest, (a + 0.05) / (b + 0.05));
  }
  return smallest;
}"""


@pytest.fixture
def letters(settings: Settings, read: Callable[..., Story]) -> dict[str, Letter]:
    """A long story, a hostile one, one with words as long as a line, and the edition."""
    long = replace(settings, address="https://example.org/" + "a" * 90 + "/")
    writer = Writer(long)
    stories = [read(place, address=long.address, anchor=f"s{place}") for place in (0, 1, 2)]
    wide = replace(stories[0], id="wide", title="W" * 250)
    return {
        "story": Writer(settings).write_story(read(0)),
        "hostile": writer.write_story(stories[2]),
        "wide": writer.write_story(wide),
        "edition": writer.write_edition((*stories, wide), count=400, as_of="2031-05-04"),
    }


@pytest.mark.parametrize("name", ["story", "hostile", "wide", "edition"])
def test_it_reads_at_every_width_and_asks_for_nothing(
    browser: Any, letters: dict[str, Letter], name: str, tmp_path: Path
) -> None:
    path = tmp_path / "mail.html"
    path.write_text(letters[name].html, encoding="utf-8")
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        for width in (320, 375, 640, 1024):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (scheme, width)
            sheet = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().width")
            assert min(width, 640) - 20 <= sheet <= 640
        assert requests == [path.as_uri()] and "pwned" not in page.title().partition("<")[0]
        assert page.evaluate(CONTRAST) >= 4.5, scheme
        context.close()
