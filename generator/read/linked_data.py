"""JSON-LD of a page: the article that it describes (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .wording import tidy_value

MAX_CHARS = 3_000_000  # with the whole text of a live blog in it; more is not read
MAX_DEPTH = 8
MAX_NODES = 5_000
# The types that are an article, the best first: what a page says it is itself before what it embeds.
ARTICLE_TYPES = (
    "reportagenewsarticle",
    "liveblogposting",
    "opinionnewsarticle",
    "analysisnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "askpublicnewsarticle",
    "advertisercontentarticle",
    "satiricalarticle",
    "newsarticle",
    "report",
    "article",
    "blogposting",
    "scholarlyarticle",
    "techarticle",
    "socialmediaposting",
)
LIST_TYPES = frozenset({"collectionpage", "searchresultspage", "itemlist", "profilepage"})
_PLAIN_TYPES = frozenset({"article", "newsarticle", "blogposting"})  # these say nothing more than that it is one
_COMMA = re.compile(r",(?=\s{0,50}[}\]])")
_OPENINGS = ("//", "<!--", "<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */")  # what hides a script from old browsers
_CLOSINGS = (";", "-->", "]]>", "//", "/*]]>*/", "/* ]]> */")


def find_nodes(scripts: list[str]) -> list[dict[str, Any]]:
    """Every JSON-LD node that has a type, in document order; what does not parse is passed over."""
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        if len(script) <= MAX_CHARS and (value := _parse(script)) is not None:
            for node in _walk(value, 0):
                nodes.append(node)
                if len(nodes) >= MAX_NODES:
                    return nodes
    return nodes


def find_article(nodes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The node of the article that the page is, None where it states none.

    Of several, the one of the best type, then one that has a headline and a date, then the first.
    """
    ranked = [
        (ARTICLE_TYPES.index(kind), not (node.get("headline") or node.get("name")), "datePublished" not in node, place)
        for place, node in enumerate(nodes)
        if (kind := find_type(node)) is not None
    ]
    return nodes[min(ranked)[3]] if ranked else None


def find_type(node: dict[str, Any]) -> str | None:
    """The node's type where it is one of an article, in lower case; None for any other."""
    kinds = [kind for kind in list_types(node) if kind in ARTICLE_TYPES]
    return min(kinds, key=ARTICLE_TYPES.index) if kinds else None


def list_types(node: dict[str, Any]) -> list[str]:
    """The types of a node in lower case, without the vocabulary's address."""
    stated = node.get("@type")
    kinds = stated if isinstance(stated, list) else [stated]
    return [kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1].strip().lower() for kind in kinds if isinstance(kind, str)]


def describe_type(node: dict[str, Any]) -> str | None:
    """The article's type as schema.org writes it, None where it says no more than that it is an article."""
    stated = node.get("@type")
    kinds = [kind.rsplit("/", 1)[-1].strip() for kind in (stated if isinstance(stated, list) else [stated]) if kind]
    kinds = [kind for kind in kinds if isinstance(kind, str) and kind.lower() not in _PLAIN_TYPES]
    return next((kind[:40] for kind in kinds if kind.lower() in ARTICLE_TYPES), None)


def list_names(value: Any) -> list[str]:
    """The names in a value that is a text, a thing with a name, or a list of these."""
    names = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value")
            item = item[0] if isinstance(item, list) and item else item
        if isinstance(item, str) and (name := tidy_value(item)):
            names.append(name)
    return names


def first_text(value: Any) -> str | None:
    """The first text in a value that is a text or a list of texts."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("@value") or item.get("@id")
        if isinstance(item, str) and item.strip():
            return item.strip()
    return None


def _parse(script: str) -> Any:
    text = script.strip()
    for _ in range(4):
        for mark in _OPENINGS:
            text = text.removeprefix(mark).strip()
        for mark in _CLOSINGS:
            text = text.removesuffix(mark).strip()
    for attempt in (text, _COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:MAX_NODES]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"):
            if isinstance(value.get(key), (dict, list)):
                yield from _walk(value[key], depth + 1)
