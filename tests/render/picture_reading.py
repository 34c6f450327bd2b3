"""What all tests of pictures ask of one: that it is a single block of well-formed SVG with a name and a description."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import markdown
from markdown_it import MarkdownIt

from generator.printed import read_page

HOSTILE = "</title><script>alert(1)</script> *x* [a](javascript:b) & \"q\" \u202eolleh\n\n# Title"


def read_picture(figure: str) -> ElementTree.Element:
    """The svg element of a picture, after what holds for all of them was checked."""
    root = ElementTree.fromstring(figure)
    svg = root.find("{*}svg")
    assert root.tag == "figure" and svg.get("role") == "img"
    assert svg.find("{*}title").text and svg.find("{*}desc").text
    assert not {one.tag.split("}")[-1] for one in root.iter()} & {"script", "style", "a", "image", "foreignObject"}
    assert not any(key.startswith("on") or "href" in key for one in root.iter() for key in one.attrib)
    lines = figure.splitlines()
    assert all(line.strip() for line in lines), "a blank line would end the block"
    assert "\u202e" not in figure
    page = f'<section class="x" markdown="1">\n\n## Before\n\n{figure}\n\nAfter *it*.\n\n</section>\n'
    assert list(read_page("stories/a.md", page)) == []
    for made in (markdown.markdown(page, extensions=["md_in_html", "tables"]), MarkdownIt("commonmark").render(page)):
        assert figure in made and "<em>it</em>" in made
    return svg


def list_texts(svg: ElementTree.Element) -> Iterator[str]:
    """The words of each text element, its lines joined by blanks."""
    for text in svg.findall(".//{*}text"):
        yield " ".join(filter(None, [text.text, *(line.text for line in text)]))
