"""Versions of one page: the newest is kept, the older ones are listed with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from ..records import Article, SharedPassage, Version
from .reprints import measure_share
from .shared import find_shared_passages

# Of the shorter text, how much must stand in the other. One address prints one story, unless it is a page of many.
MIN_SAME_ADDRESS = 0.3
# Two articles of one outlet: an update keeps most of what it updates, a follow-up some of its background.
MIN_SAME_OUTLET = 0.7
MAX_DAYS = 3  # later than this it is told as news again
_TRACKING = ("utm_", "fbclid", "gclid", "ref", "cmp", "mc_", "ito", "ns_", "at_", "ocid", "smid", "share", "source")


def find_versions(
    articles: Iterable[Article], *, shared: Sequence[SharedPassage] | None = None
) -> tuple[Article, ...]:
    """The articles, each page once (its newest version, with the others as its ``versions``), sorted by seed.

    ``shared`` are the passages that they share (``find_shared_passages``), where they are known.

    Two articles are versions where they have one address and share a good part of their words, or one outlet, nearly
    the same words and dates that do not lie apart. Newest is the last changed or published, then the longest, then
    the last by seed.
    """
    articles = sorted(articles, key=lambda article: (article.seed, article.id))
    groups: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        if article.url:
            groups[("address", page_of(article.url))].append(article)
        if article.source:
            groups[("outlet", article.source.id)].append(article)
    candidates = {article.id: article for group in groups.values() if len(group) > 1 for article in group}
    if not candidates:
        return tuple(articles)
    passages = defaultdict(list)
    for passage in find_shared_passages(candidates) if shared is None else shared:
        if passage.first.article in candidates and passage.second.article in candidates:
            passages[(passage.first.article, passage.second.article)].append(passage)
    root = {article.id: article.id for article in articles}
    for (first, second), found in passages.items():
        one, other = candidates[first], candidates[second]
        if _are_versions(one, other, measure_share(one, other, found)):
            kept, gone = sorted((_find_root(root, first), _find_root(root, second)))
            root[gone] = kept
    pages: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        pages[_find_root(root, article.id)].append(article)
    return tuple(sorted(map(_merge, pages.values()), key=lambda article: (article.seed, article.id)))


def page_of(url: str) -> str:
    """An address without scheme, "www.", tracking parameters, fragment and trailing slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = [(key, value) for key, value in parse_qsl(parts.query) if not key.lower().startswith(_TRACKING)]
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = parts.path.rstrip("/").removesuffix("/amp")
    return f"{host}{path}" + (f"?{urlencode(query)}" if query else "")


def _are_versions(one: Article, other: Article, share: float) -> bool:
    if one.url and other.url and page_of(one.url) == page_of(other.url):
        return share >= MIN_SAME_ADDRESS
    if one.source is None or other.source is None or one.source.id != other.source.id:
        return False
    return share >= MIN_SAME_OUTLET and _days_apart(one, other) <= MAX_DAYS


def _days_apart(one: Article, other: Article) -> int:
    """Days between two dates of publication; 0 where one is unknown."""
    try:
        days = [date.fromisoformat((article.published or "")[:10]) for article in (one, other)]
    except ValueError:
        return 0
    return abs((days[0] - days[1]).days)


def _find_root(root: dict[str, str], key: str) -> str:
    while root[key] != key:
        key = root[key]
    return key


def _merge(versions: list[Article]) -> Article:
    if len(versions) == 1:
        return versions[0]
    ordered = sorted(
        versions,
        key=lambda article: (
            max((article.modified or "")[:16], (article.published or "")[:16]),
            len(article.text),
            article.seed,
        ),
    )
    older = tuple(
        Version(article.seed, article.headline, article.published, article.modified, article.seed_digest)
        for article in reversed(ordered[:-1])
    )
    return replace(ordered[-1], versions=older)
