"""What kind of article it is: a report, a running account, a digest of several stories, an opinion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from ..text import fold
from .datelines import MAX_CHARS, find_dateline
from .layout import Layout
from .outlets import OutletTable

REPORT = "report"
TABLE = "genres.tsv"
MIN_STAMPS = 4  # paragraphs that open with a time of day: two are a timetable in a report, four a running account
MIN_DATELINES = 3  # datelines of different places in one text: a report has one, a digest one a story
_TYPES = {  # schema.org and what platforms write
    "liveblogposting": "live",
    "liveblog": "live",
    "live": "live",
    "opinionnewsarticle": "opinion",
    "opinion": "opinion",
    "editorial": "opinion",
    "column": "opinion",
    "digest": "digest",
    "newsletter": "digest",
    "roundup": "digest",
}
_STAMP = re.compile(
    r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)(?: ?(?:gmt|bst|et|est|edt|cet|utc|ist|pt))?(?=\W|\Z)",
    re.IGNORECASE,
)


@cache
def load_rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The rules of the table: kind, where it is looked for, pattern."""
    lines = files(__package__).joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((kind, where, re.compile(pattern)) for kind, where, pattern in rows)


def find_kind(
    stated: Mapping[str, str],
    page: Mapping[str, str],
    url: str | None,
    headline: str | None,
    text: str,
    layout: Layout,
    *,
    outlets: OutletTable,
) -> tuple[str, str | None]:
    """The kind and how it is known (metadata, page, address, title, text); ("report", None) where nothing tells."""
    if kind := stated.get("kind"):
        named = _TYPES.get(fold(kind), fold(kind))
        if named in (REPORT, *_TYPES.values()):
            return named, "metadata"
    if kind := _TYPES.get(fold(page.get("kind", ""))) or _TYPES.get(fold(page.get("section", ""))):
        return kind, "page"
    path = fold(urlsplit(url).path) + "/" if url and "//" in url else ""
    title = fold(headline or "")
    for kind, where, pattern in load_rules():
        if where == "title" and pattern.match(title) or where == "address" and pattern.search(path):
            return kind, where
    told = [block for block in layout.blocks if block.kind in ("paragraph", "heading")]
    if sum(bool(_STAMP.match(text, block.start, block.end)) for block in told) >= MIN_STAMPS:
        return "live", "text"
    lines = [find_dateline(text[block.start : block.start + MAX_CHARS], outlets=outlets) for block in told]
    places = {line.place for line in (*layout.datelines, *lines) if line and line.place}
    if len(places) >= MIN_DATELINES:
        return "digest", "text"
    return REPORT, None
