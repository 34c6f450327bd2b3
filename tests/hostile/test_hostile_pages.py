"""What an article says is never in effect on a page: hostile and harmless words give pages of one structure."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from markdown_it import MarkdownIt
from payloads import PAYLOADS

from generator.records import Problem, Source, Storyline
from generator.render import render_site
from generator.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "render"))

import fictional_edition as fiction  # noqa: E402

EXTENSIONS = yaml.safe_load((ROOT / "mkdocs.yml").read_text())["markdown_extensions"]
HARMLESS = "Harmless words"
DIALECTS = ("markdown", "commonmark")
# Words of which a reader sees nothing, or fewer lines than there are: what would be empty is left out.
UNEVEN = {"controls", "empty", "nul", "calendar", "noncharacters", "blanks", "tags and selectors"}
# Attributes whose values are the program's own: addresses of pages, places on them, layout.
KEPT = {"id", "class", "markdown", "role", "style", "type"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LINKS = re.compile(r"(?:\.\./|[#?]|[a-z0-9_-]+[./]|https?://|mailto:)", re.I)


class Structure(HTMLParser):
    """Elements with their attributes' names, in order; text counts as there or not, runs of one element as one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        shown = []
        for name, value in attributes:
            if name in ("href", "src", "action", "srcset", "data", "formaction", "poster", "xlink:href"):
                self.links.append(value or "")
            made_of_text = name == "id" and tag in HEADINGS
            kept = name in KEPT and not made_of_text
            shown.append(f"{name}={re.sub('[0-9]+', '0', value or '')}" if kept else name)
        self.parts.append(f"<{tag} {' '.join(sorted(shown))}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.parts.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append("<!>")

    unknown_decl = handle_decl

    def handle_pi(self, data: str) -> None:
        self.parts.append("<?>")


def read_structure(html: str) -> Structure:
    parser = Structure()
    parser.feed(html)
    parser.close()
    return parser


@cache
def render(words: str) -> dict[str, str]:
    """The files of an edition every text of which is ``words``: a story, a storyline, a source, a problem."""
    story = replace(fiction.hostile_story(words), storyline="line")
    second = replace(story, id="5f00d0000004", permalink="stories/second", rank=4)
    return render_site(
        (story, second),
        (Storyline("line", "storylines/line", words, (story.id, second.id), ((words, (words,)),), story.timeline),),
        (Source("hostile", words, words, words),),
        (Problem("read", words, words, words),),
        settings=Settings(root=Path("/nowhere"), address="https://site.example/"),
        as_of="2031-05-04",
    )


def to_html(page: str, dialect: str) -> str:
    front, _, body = page.removeprefix("---\n").partition("\n---\n")
    if dialect == "commonmark":
        return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(body)
    return markdown.markdown(body, extensions=EXTENSIONS)


@cache
def list_elements(dialect: str) -> set[str]:
    """Every element of the harmless edition."""
    pages = [page for path, page in render(HARMLESS).items() if path.endswith(".md")]
    return {part for page in pages for part in read_structure(to_html(page, dialect)).parts}


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_page_has_the_structure_of_one_with_harmless_words(name: str) -> None:
    hostile, harmless = render(PAYLOADS[name]), render(HARMLESS)
    assert hostile.keys() == harmless.keys()
    known = {dialect: list_elements(dialect) for dialect in DIALECTS}
    for path, page in hostile.items():
        if not path.endswith(".md") or page == harmless[path]:
            continue
        front = yaml.safe_load(page.removeprefix("---\n").partition("\n---\n")[0])
        expected = yaml.safe_load(harmless[path].removeprefix("---\n").partition("\n---\n")[0])
        assert _kinds(front) == _kinds(expected), path
        for dialect in DIALECTS:
            found = read_structure(to_html(page, dialect))
            wanted = read_structure(to_html(harmless[path], dialect))
            if name in UNEVEN:
                extra = {"<small >", "</small>", "<hr >", "</hr>"}
                assert set(found.parts) <= known[dialect] | extra, f"{path} in {dialect}"
            else:
                assert found.parts == wanted.parts, f"{path} in {dialect}"
            for link in found.links:
                assert LINKS.match(link) and "javascript" not in link.split("?")[0].split("#")[0].lower(), (path, link)


def _kinds(value):
    """The shape of front matter: keys, and the kinds of what they hold."""
    if isinstance(value, dict):
        return {key: _kinds(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_kinds(item) for item in value]
    return type(value).__name__
