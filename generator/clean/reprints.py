"""Which article is another's copy, and which of two was first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..records import Article, Reprint, SharedPassage
from .shared import find_shared_passages

# Of the shorter article's words, how much must stand in the other: see benchmarks/score_reprints.py for the figures.
MIN_SHARE = 0.3
TOLD = ("headline", "standfirst", "paragraph")


def find_reprints(
    articles: Mapping[str, Article], shared: Iterable[SharedPassage] | None = None
) -> tuple[Reprint, ...]:
    """The pairs of articles of which the one is for a good part the other's words, sorted.

    Measured on the shorter one, so that a cut or a brief counts. First is who is no customer of an agency (the
    agency itself, then one without its credit), then who is dated first, then who has the smaller seed. ``shared``
    are their passages where they are known already.
    """
    shared = find_shared_passages(articles) if shared is None else shared
    spans: dict[tuple[str, str], list[SharedPassage]] = defaultdict(list)
    for passage in shared:
        if passage.first.article in articles and passage.second.article in articles:
            spans[(passage.first.article, passage.second.article)].append(passage)
    found = []
    for (first, second), passages in spans.items():
        share = measure_share(articles[first], articles[second], passages)
        if share >= MIN_SHARE:
            original, copy, reason = _order(articles[first], articles[second])
            found.append(Reprint(copy.id, original.id, round(share, 3), reason))
    return tuple(sorted(found, key=lambda one: (one.article, one.original)))


def measure_share(first: Article, second: Article, passages: Iterable[SharedPassage]) -> float:
    """How much of the shorter of two articles stands in the other, in characters of what is told (0 to 1)."""
    covered = [
        _count_covered([(span.start, span.end) for span in spans])
        for article, spans in zip((first, second), zip(*((one.first, one.second) for one in passages)))
    ]
    lengths = [_count_told(first), _count_told(second)]
    shorter = lengths.index(min(lengths))
    return min(1.0, covered[shorter] / max(1, lengths[shorter]))


def _order(first: Article, second: Article) -> tuple[Article, Article, str]:
    """The original, the copy, and what tells them apart."""
    for reason, key in (
        ("credit", _is_customer),
        ("date", lambda article: _day_of(article) if _day_of(first) and _day_of(second) else ""),
        ("order", lambda article: (article.seed, article.id)),
    ):
        if key(first) != key(second):
            return (*sorted((first, second), key=key), reason)  # type: ignore[return-value]
    return first, second, "order"


def _is_customer(article: Article) -> int:
    """0 for an agency's own copy, 1 for who credits none, 2 for who credits an agency with more than a paragraph."""
    if article.source and article.source.kind == "agency":
        return 0
    blocks = [block for block in article.blocks if block.kind in TOLD]
    carried = any(
        credit.agency and sum(credit.start < block.end and block.start < credit.end for block in blocks) > 1
        for credit in article.credits
    )
    return 2 if carried else 1


def _day_of(article: Article) -> str:
    return (article.published or "")[:10]


def _count_told(article: Article) -> int:
    return sum(block.end - block.start for block in article.blocks if block.kind in TOLD)


def _count_covered(spans: list[tuple[int, int]]) -> int:
    total = position = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, position))
        position = max(position, end)
    return total
