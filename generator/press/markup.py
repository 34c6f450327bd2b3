"""A page's Markdown to a tree of elements and back to HTML that nothing unknown can get through.

The pages have every word of an article escaped already (``render/escape.py``). Here is the second fence, for paper and
mail: only the elements and attributes listed below come out, whatever a page or a template of a user's own holds. The
fence stands last (``safe_html``), behind every change that is made to the tree, and parses as browsers do.
"""

from __future__ import annotations

import re
import unicodedata

import nh3
from lxml import html
from markdown_it import MarkdownIt

Element = html.HtmlElement

_TEXT = "a abbr b blockquote br caption cite code div dd details dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
_TEXT += " li ol p q s section small span strong sub summary sup table tbody td tfoot th thead time tr u ul"
_PICTURE = "svg circle desc ellipse g line path polygon polyline rect text title tspan"
_TAGS = frozenset(_TEXT.split()) | frozenset(_PICTURE.split())
_PAINT = "class fill fill-opacity opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity"
_PAINT += " stroke-width transform"
_SHAPE = "cx cy d dx dy font-size font-weight height points r rx ry text-anchor width x x1 x2 y y1 y2"
_ROOT = "aria-label aria-labelledby height preserveaspectratio preserveAspectRatio role viewbox viewBox width xmlns"
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir"},
    "a": {"href"},
    "details": {"open"},
    "ol": {"start"},
    "time": {"datetime"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    **{name: set(f"{_PAINT} {_SHAPE}".split()) for name in _PICTURE.split()},
}
_ATTRIBUTES["svg"] |= set(_ROOT.split())
_NOT_IN_NAME = re.compile(r"[^\w\s-]")
_BLANKS = re.compile(r"[-\s]+")

# Without the indented form of code: no page prints code, and an indented line is the rest of a list item.
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("code")


def parse_markdown(text: str) -> Element:
    """The page's text as one ``div``, with the anchors that the site's headings have.

    The fence stands here, too, so that what follows works on a well-formed tree of known elements.
    """
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
            token.attrs["align"] = str(style).removeprefix("text-align:")
    made = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    root = html.fragment_fromstring(_clean(made), create_parent="div")
    taken = {element.get("id") for element in root.iter() if element.get("id")}
    for heading in root.iter("h2", "h3", "h4", "h5", "h6"):
        if not heading.get("id") and not heading.xpath(".//a[@id]"):
            heading.set("id", _anchor(heading.text_content(), taken))
    return root


def safe_html(element: Element, *, inner: bool = True) -> str:
    """The element (or, where ``inner``, what is in it) as HTML that is safe in any shell."""
    if not inner:
        return _clean(html.tostring(element, encoding="unicode", with_tail=False))
    parts = [html.tostring(child, encoding="unicode") for child in element]
    return _clean(_escape(element.text or "") + "".join(parts)).strip()


def _clean(text: str) -> str:
    return nh3.clean(
        text,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_keep_attribute,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "textarea", "select"},
        url_schemes={"http", "https"},
        link_rel=None,
    )


def _keep_attribute(element: str, attribute: str, value: str) -> str | None:
    """The value; None where it names a resource outside (a paint may be an address)."""
    return None if attribute not in ("href", "xmlns") and "url(" in value.casefold() else value


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _anchor(words: str, taken: set[str]) -> str:
    """The id of a heading as Python-Markdown's ``toc`` makes it, which the pages' own links name."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    base = _BLANKS.sub("-", _NOT_IN_NAME.sub("", plain).strip().lower())
    name, number = base, 0
    while name in taken or not name:
        number += 1
        name = f"{base}_{number}"
    taken.add(name)
    return name
