"""Text of a web page to a tree of elements, within limits."""

from __future__ import annotations

import re

from lxml.etree import ElementDefaultClassLookup, HTMLParser, LxmlError, XPath
from lxml.html import HtmlElement, document_fromstring, fragment_fromstring

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
# What XML cannot hold; bytes, for that is several times as quick as a pattern over the text.
_CONTROLS = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
# Pictures within the page: megabytes that no one reads here.
_DATA = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=%\s]{200,}", re.IGNORECASE)
# An element html that closes itself hides the page from libxml2.
_CLOSED_HTML = re.compile(r"(<html\b[^<>]{0,1000}?)\s{0,20}/>", re.IGNORECASE)
HEAD_CHARS = 4_096
_PARSER_OPTIONS = {"collect_ids": False, "remove_comments": True, "remove_pis": True, "encoding": "utf-8"}
# Every element is of one class. lxml.html's own parser asks a Python function for the class of each element each time
# it is touched (forms and inputs have theirs), which is a tenth of the time that extraction takes.
_CLASSES = ElementDefaultClassLookup(element=HtmlElement)


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
        tree = fragment_fromstring(_clean(text).decode("utf-8"), create_parent="div", parser=_make_parser())
    except (LxmlError, ValueError, TypeError, AssertionError):
        return None
    return None if _DEEP(tree) or int(_ELEMENTS(tree)) > MAX_ELEMENTS else tree


def _parse(text: str) -> HtmlElement | None:
    try:
        return document_fromstring(_clean(text), parser=_make_parser())
    except (LxmlError, ValueError, TypeError, AssertionError):
        return None


def _make_parser() -> HTMLParser:
    """A parser for one page: one that is shared keeps the errors of the pages before."""
    parser = HTMLParser(**_PARSER_OPTIONS)
    parser.set_element_class_lookup(_CLASSES)
    return parser


def _clean(text: str) -> bytes:
    """The text in UTF-8, without what no tree can hold and without pictures."""
    if ";base64," in text:
        text = _DATA.sub("data:,", text)
    head, rest = text[:HEAD_CHARS], text[HEAD_CHARS:]
    text = _CLOSED_HTML.sub(r"\1>", head, count=1) + rest
    data = text.encode("utf-8", errors="ignore").translate(None, _CONTROLS)  # ignored are halves of surrogate pairs
    for unused in _NO_CHARACTERS:
        data = data.replace(unused, b"")
    return data
