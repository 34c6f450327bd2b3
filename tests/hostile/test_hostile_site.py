"""The whole way with hostile articles: seeds in every format to a site in a browser, in which nothing of them acts."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from elements import Elements

from generator.cli import main

pytestmark = pytest.mark.pipeline

VISITED = 24  # pages that are opened in the browser, beside those of the stories
# Shapes of pictures, whose kinds depend on how many actors, places and days there are; with nothing that acts.
SHAPES = re.compile(
    r"<(?:svg|g|circle|path|text|tspan|line|rect|polyline|title|desc)(?: (?!on|href|style|xlink)[a-z-]+)* ?>"
)
def read_pages(site: Path) -> dict[str, Elements]:
    return {
        path.relative_to(site).as_posix(): Elements(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }


def test_no_page_has_an_element_that_the_harmless_site_has_not(project: Path, harmless: Path) -> None:
    known = set().union(*(page.found for page in read_pages(harmless / "site").values()))
    pages = read_pages(project / "site")
    assert len(pages) > 80
    strange = {path: {one for one in page.found - known if not SHAPES.fullmatch(one)} for path, page in pages.items()}
    assert {path: found for path, found in strange.items() if found} == {}
    for path, page in pages.items():
        assert not (astray := page.list_astray()), (path, astray)


def test_data_feeds_and_calendars_are_whole(project: Path) -> None:
    output = project / "briefings"
    seen = set()
    for path in sorted(output.rglob("*")):
        seen.add(path.suffix)
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".xml":
            ElementTree.fromstring(path.read_bytes())
        elif path.suffix == ".ics":
            lines = path.read_bytes().decode("utf-8").split("\r\n")
            assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
            assert all(line.startswith(" ") or re.match(r"[A-Z-]+[:;]", line) for line in lines if line)
            assert not any(line.startswith(("ATTACH", "BEGIN:VALARM")) for line in lines)
        elif path.suffix == ".md":
            assert path.read_text(encoding="utf-8").startswith("---\n")
    assert seen >= {".json", ".xml", ".md"}


def test_verify_finds_every_word_in_its_seed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "verify"]) == 0, capsys.readouterr().out[-2000:]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(project / "site")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.browser
def test_nothing_acts_in_a_browser(project: Path, address: str, browser: Any) -> None:
    pages = sorted(path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*.html"))
    first = ("stories/", "index", "problems", "sources/index", "actors/index")
    told = [path for path in pages if path.startswith(first)]
    others = [path for path in pages if path not in told]
    chosen = [*told[:12], *others[:: max(1, len(others) // VISITED)]]
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(120_000)
    page = context.new_page()
    asked, talked = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (talked.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: talked.append(popup.url))
    for path in chosen:
        page.goto(address + path)
        assert page.url.split("#")[0] == address + path, "the page led elsewhere"
        assert page.evaluate("window.pwned") is None, path
        strange = page.evaluate(
            "[...document.querySelectorAll('iframe, object, embed, base, form[action^=\"http\"], main script,"
            " main style, main link, main meta, main [style], main img:not([src^=\"data:\"])')]"
            ".map(e => e.outerHTML.slice(0, 200))"
        )
        assert [one for one in strange if "evil" in one or "pwned" in one] == [], path
        handlers = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => a.name.startsWith('on')).map(a => a.name)"
        )
        assert handlers == [], path
        assert page.locator("main h1").count() == 1, path
        assert page.evaluate("getComputedStyle(document.body).display") != "none"
        page.mouse.move(200, 300)
        page.keyboard.press("Tab")
        assert page.evaluate("window.pwned") is None, path
    context.close()
    assert talked == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
