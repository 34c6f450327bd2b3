"""The same article in two seeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from ..records import Article, Problem
from ..shelves import put_on_shelves
from ..store import Make, make_anew
from ..text import digest_text, fold


def find_duplicates(
    articles: Iterable[Article], *, digests: Mapping[str, str] | None = None, make: Make = make_anew
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles, each text of an outlet once (the first seed's), sorted by seed, and a Problem for each left out.

    Two articles are the same where their outlet and their words are the same, white space, case and the
    shape of quotation marks aside. Where the outlet is unknown, two addresses count as two outlets:
    a reprint is not a duplicate. With ``digests`` of the articles, by seed, ``make`` may give what was read of the same
    articles before.
    """
    kept: dict[tuple[str, str], Article] = {}
    ids: dict[str, Article] = {}
    problems = []
    articles = sorted(articles, key=lambda article: (article.seed, article.id))
    for article, words in zip(articles, _digest_words(articles, digests, make)):
        outlet = f"outlet {article.source.id}" if article.source else f"address {article.url or ''}"
        key = (outlet, words)
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


def _digest_words(articles: Sequence[Article], digests: Mapping[str, str] | None, make: Make) -> list[str]:
    """For each article a digest of its words as they are compared."""
    found = [""] * len(articles)
    for own in put_on_shelves([article.seed for article in articles]):
        parts = ("words", *(digests[articles[place].seed] for place in own)) if digests is not None else ()
        texts = [articles[place].text for place in own]
        for place, digest in zip(own, make(parts, tuple[str, ...], partial(_digest_all, texts)).value):
            found[place] = digest
    return found


def _digest_all(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(digest_text(fold(text)) for text in texts)
