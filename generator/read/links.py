"""Paragraphs that lead to other articles and tell nothing of this one."""

from __future__ import annotations

import re

from lxml.etree import XPath
from lxml.html import HtmlElement

from ..text import collapse_space

MIN_RUN = 3  # so many links in a row are a list of articles
MIN_CHARS, MAX_CHARS = 15, 300  # the words of a headline; shorter links are names and terms in the story
_LINKS = XPath("//a[@href][string-length(normalize-space(.)) >= 15]")
_LABEL = re.compile(
    r"(?:you (?:may|might) also like|(?:more|also) (?:on|from|in) [^\n:]{2,40}|also read|don['’]t miss"
    r"|(?:read|see|watch) (?:more|also|next|this)|further reading|keep reading|in case you missed it"
    r"|related(?: (?:stories|articles|content|posts|news|coverage|links|topics|reading))?"
    r"|more (?:stories|news|coverage|reading)|recommended(?: (?:for you|stories|reading))?"
    r"|most (?:read|popular)|trending(?: now)?|latest (?:news|stories)|top stories|from [A-Z][\w .]{2,30})"
    r"\s{0,3}[:|–—-]?\s{0,3}",
    re.IGNORECASE,
)


def list_links(tree: HtmlElement) -> frozenset[str]:
    """The words of every link of a page that could be a headline."""
    texts = (collapse_space(link.text_content()) for link in _LINKS(tree))
    return frozenset(text for text in texts if MIN_CHARS <= len(text) <= MAX_CHARS)


def drop_links(paragraphs: list[str], links: frozenset[str]) -> list[str]:
    """The paragraphs without those that only lead to other articles.

    Such a paragraph is the words of a link and nothing else, and no sentence (``links`` are all of the page), with a
    label ("Read more:") before it or on a line above it, or at the end of the text, or one of three and more in a
    row: a link alone may be the story's own.
    """
    kept: list[str] = []
    at = 0
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and _is_link(paragraphs[end], links):
            end += 1
        if end == at:
            label = _LABEL.match(paragraphs[at])
            if not label or not _is_link(paragraphs[at][label.end() :].strip(" :|-–—»›"), links):
                kept.append(paragraphs[at])
            at += 1
            continue
        labelled = bool(kept and _LABEL.fullmatch(kept[-1]))
        if labelled:
            kept.pop()
        elif end < len(paragraphs) and end - at < MIN_RUN:
            kept.extend(paragraphs[at:end])
        at = end
    return kept


def _is_link(words: str, links: frozenset[str]) -> bool:
    return collapse_space(words) in links and not words.endswith((".", "”", '"'))
