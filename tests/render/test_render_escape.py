"""escape_markdown: what it gives back is the same visible text, and no element, in both renderers."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.errors import RenderError
from generator.render.escape import escape_markdown, link_address, page_path, quote_value, visible_text

ROOT = Path(__file__).resolve().parents[2]
CONFIG = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
# What MkDocs adds by itself to the extensions that mkdocs.yml names.
EXTENSIONS = [*CONFIG["markdown_extensions"], "fenced_code"]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#60;i&#62; &copy",
    "[x](javascript:alert(1))",
    "![x](data:text/html,1)",
    "<https://evil.example>",
    "https://evil.example/ www.evil.example a@b.example",
    "# Heading",
    "1. one",
    "C#",
    "a ##",
    "# #",
    "1) one",
    "- item",
    "+ item",
    "* item",
    "> quoted",
    "===",
    "---",
    "***",
    "___",
    "| a | b |",
    "~~gone~~",
    "~~~",
    "```",
    "`code`",
    "``",
    "a_b_c __d__ *e* **f**",
    "[^1] [^1]: note",
    "[[wiki]] [ref][1] [1]: http://x.example",
    "{{ config }}",
    "{% raw %}",
    "{: #id .class onclick=x }",
    "text {: .x }",
    "# h {#id}",
    "*[HTML]: abbr",
    ": definition",
    "!!! note",
    "[TOC]",
    "\\",
    "\\\\",
    "ends with \\",
    "\\*not\\*",
    "a\nb\n\n# c",
    "---\ntitle: x\n---",
    "\x02stx\x03 wzxhzdk:0",
    "klzzwxh:0001",
    "\u202eabc\u202c",
    "zero\u200bwidth\ufeff",
    "<div markdown=1>",
    "</section>",
    "<!-- -->",
    "<?php ?>",
    "<![CDATA[x]]>",
    "$x$ and \\(y\\)",
    "!",
    "![",
    "2016.",
    "2016. It was",
    "a  b",
    "    code",
    "\tcode",
    "&",
    "&;",
    "&#",
    "&#x3c;",
    "\ud800",
    "<section",
    "&lt",
    "a|b\\|c",
    "+++",
    "$5 and $6",
    "“quoted” — so",
    "İ ﬁ ①",
    "[ ] task",
    "[x] task",
    "@user #12",
    "1\\.",
]
texts = st.text(
    alphabet=st.one_of(st.sampled_from(list("\\`*_{}[]()<>#+-.!|~&:;=^\"'/@$%1a \n\t")), st.characters()), max_size=60
)


class _Reader(HTMLParser):
    """Collects the visible text and the tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag + "".join(f" {name}" for name, _ in attrs))

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.tags.append("comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def read_html(html: str) -> tuple[str, list[str]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return visible_text("".join(reader.text)), reader.tags


def render_python_markdown(source: str) -> tuple[str, list[str]]:
    return read_html(markdown.markdown(source, extensions=EXTENSIONS))


def render_commonmark(source: str) -> tuple[str, list[str]]:
    return read_html(MarkdownIt("gfm-like", {"linkify": False}).render(source))


PLACES = {
    "paragraph": "{}",
    "second line": "Before\n{}",
    "item": "- {}",
    "heading": "## {}",
    "strong": "Before **{}** after",
    "link": "[{}](x.md)",
    "quotation": "> {}",
    "section": '<section markdown="1">\n\n{}\n\n</section>',
}


def expect_literal(text: str, render) -> None:
    """In every place the words stand as they are, and the tags are those of a harmless word there."""
    visible = visible_text(text)
    if not visible:
        return
    for place, pattern in PLACES.items():
        found, tags = render(pattern.format(escape_markdown(text)))
        plain, plain_tags = render(pattern.format("Zebra"))
        assert found == plain.replace("Zebra", visible), (place, text)
        assert tags == plain_tags, (place, text)
    cell = "| A | B |\n|---|---|\n| {} | z |\n"
    found, tags = render(cell.format(escape_markdown(text)))
    plain, plain_tags = render(cell.format("Zebra"))
    assert "".join(found.split()) == "".join(plain.replace("Zebra", visible).split()), text
    assert tags == plain_tags, text


@pytest.mark.parametrize("render", [render_python_markdown, render_commonmark])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text, render):
    expect_literal(text, render)


@given(texts)
@settings(max_examples=300, deadline=None)
@example("\\<")
@example("**a*_b`")
def test_any_text_stays_text_in_python_markdown(text):
    expect_literal(text, render_python_markdown)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_any_text_stays_text_in_commonmark(text):
    expect_literal(text, render_commonmark)


@given(texts)
def test_visible_text_is_settled(text):
    once = visible_text(text)
    assert visible_text(once) == once
    assert "\n" not in once and "\u202e" not in once and "\u200b" not in once
    once.encode("utf-8")


@given(texts)
def test_front_matter_reads_back(text):
    assert yaml.safe_load(f"title: {quote_value(text)}\n")["title"] == visible_text(text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example",
        "file:///etc/passwd",
        "x",
        "",
        None,
        "http://",
        "https:///x",
        "http://a.example/\nb",
        "http://[",
        " http://a.example",
        "ht\ttp://a.example",
        "mailto:a@b.example",
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert link_address(url) is None


@pytest.mark.parametrize("render", [render_python_markdown, render_commonmark])
@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/b?c=d&e=f",
        "https://a.example/(x)_[y]<z>\"'`*|",
        "http://a.example/ä b",
        "http://a.example/&copy;x",
        "http://a.example/%20%zz",
        "http://a.example/a\\b",
        "https://a.example/#S1",
    ],
)
def test_an_address_stays_in_its_place(url, render):
    text, tags = render(f"[name]({link_address(url)}) after")
    assert (text, tags) == ("name after", ["p", "a href"])


@pytest.mark.parametrize("segment", ["", "..", ".", "a/../b", "a b", "a\n", "/a", "é", "-a", "a//b"])
def test_a_path_takes_plain_names_only(segment):
    with pytest.raises(RenderError):
        page_path("stories", segment)
