"""The same article in two seeds."""

from __future__ import annotations

from collections.abc import Iterable

from ..records import Article, Problem
from ..text import digest_text, fold


def find_duplicates(articles: Iterable[Article]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles, each text of an outlet once (the first seed's), sorted by seed, and a Problem for each left out.

    Two articles are the same where their outlet and their words are the same, white space, case and the
    shape of quotation marks aside. Where the outlet is unknown, two addresses count as two outlets:
    a reprint is not a duplicate.
    """
    kept: dict[tuple[str, str], Article] = {}
    ids: dict[str, Article] = {}
    problems = []
    for article in sorted(articles, key=lambda article: (article.seed, article.id)):
        outlet = f"outlet {article.source.id}" if article.source else f"address {article.url or ''}"
        key = (outlet, digest_text(fold(article.text)))
        first = kept.get(key) or ids.get(article.id)
        if first is None:
            kept[key] = ids[article.id] = article
        else:
            where = "the same outlet" if article.source else "the same, unknown outlet"
            message = f"holds the same text as {first.seed}, from {where}; it was left out"
            problems.append(
                Problem("clean", article.seed, message, "remove one of them, or name its outlet in a sidecar")
            )
    return tuple(kept.values()), tuple(problems)
