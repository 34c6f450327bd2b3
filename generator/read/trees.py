"""Text of a web page to a tree of elements, within limits."""

from __future__ import annotations

import re

from lxml.etree import LxmlError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fragment_fromstring

from ..errors import ReadError

# libxml2 stops at 255 levels and loses the rest; pages of news sites have about forty.
MAX_DEPTH = 240
# Extraction takes about 50 microseconds an element: three seconds for so many. Long live blogs have twenty thousand.
MAX_ELEMENTS = 60_000
MAX_CHARS = 1_000_000  # the longest features have a tenth of that, comments and all around them included
_DEEP = XPath("boolean(/" + "/".join(["*"] * MAX_DEPTH) + ")")
_ELEMENTS = XPath("count(//*)")
# Elements that a page opens and never closes by mistake, one within the other.
_INLINE = re.compile(r"</?(?:font|b|i|u|em|strong|span|center|small|big|a|label)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# Pictures within the page: megabytes that no one reads here.
_DATA = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=%\s]{200,}", re.IGNORECASE)
# An element html that closes itself hides the page from libxml2.
_CLOSED_HTML = re.compile(r"(<html\b[^<>]{0,1000}?)\s{0,20}/>", re.IGNORECASE)
HEAD_CHARS = 4_096
_PARSER_OPTIONS = {"collect_ids": False, "remove_comments": True, "remove_pis": True, "encoding": "utf-8"}


def parse_page(text: str, *, seed: str) -> HtmlElement:
    """The root element of a page. Raises ReadError where there is none, or it is too large or too deep to be one."""
    tree = _parse(text)
    if tree is not None and _DEEP(tree):
        tree = _parse(_INLINE.sub(" ", text))
        if tree is not None and _DEEP(tree):
            raise ReadError("is nested too deeply", subject=seed, hint="save the article's text instead")
    if tree is None:
        raise ReadError("holds no page", subject=seed, hint="save the page again, or its text")
    words = len(tree.text_content()) - sum(len(one.text or "") for one in tree.iter("script", "style"))
    if words > MAX_CHARS:
        message = f"holds {words:,} characters of text, more than a page with one article ({MAX_CHARS:,})"
        raise ReadError(message, subject=seed, hint="save the article's own page, or its text")
    if (count := int(_ELEMENTS(tree))) > MAX_ELEMENTS:
        message = f"has {count:,} elements, more than a page with one article ({MAX_ELEMENTS:,})"
        raise ReadError(message, subject=seed, hint="save the article's own page, or its text")
    return tree


def parse_fragment(text: str) -> HtmlElement | None:
    """An element that holds a piece of HTML, None where nothing can be made of it."""
    try:
        tree = fragment_fromstring(_clean(text), create_parent="div", parser=HTMLParser(**_PARSER_OPTIONS))
    except (LxmlError, ValueError, TypeError, AssertionError):
        return None
    return None if _DEEP(tree) or int(_ELEMENTS(tree)) > MAX_ELEMENTS else tree


def _parse(text: str) -> HtmlElement | None:
    # A parser of its own for each page: one that is shared keeps the errors of the pages before.
    try:
        return document_fromstring(_clean(text).encode("utf-8"), parser=HTMLParser(**_PARSER_OPTIONS))
    except (LxmlError, ValueError, TypeError, AssertionError):
        return None


def _clean(text: str) -> str:
    text = _INVALID.sub("", text)
    if ";base64," in text:
        text = _DATA.sub("data:,", text)
    head, rest = text[:HEAD_CHARS], text[HEAD_CHARS:]
    return _CLOSED_HTML.sub(r"\1>", head, count=1) + rest
