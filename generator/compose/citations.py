"""Citations: printed spans with their source's id and the digest of their article's text."""

from __future__ import annotations

from collections.abc import Mapping

from ..records import Article, Citation, Span, Statement
from ..text import digest_text, slugify


class Citing:
    """Cites spans of the articles; the digest of each text is taken once."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._digests: dict[str, str] = {}

    def digest(self, article: str) -> str:
        """The SHA-256 of an article's text."""
        if article not in self._digests:
            self._digests[article] = digest_text(self._articles[article].text)
        return self._digests[article]

    def cite(self, span: Span) -> Citation:
        """The Citation of a span."""
        return Citation(
            span.article, name_source(self._articles[span.article]), span.start, span.end, self.digest(span.article)
        )

    def state(self, span: Span, *others: Span, origins: tuple[str, ...] = ()) -> Statement:
        """The Statement of a span, word for word, with the citations of ``others`` that say the same after its own."""
        text = self._articles[span.article].text[span.start : span.end]
        return Statement(text, tuple(self.cite(one) for one in (span, *others)), origins)


def name_source(article: Article) -> str:
    """The id of an article's source; an unnamed outlet's is its own, made from the seed's name."""
    if article.source is not None:
        return article.source.id
    return "unknown-" + slugify(_stem(article.seed))


def label_source(article: Article) -> str:
    """The name of an article's outlet, or a readable stand-in for one that is not named."""
    return article.source.name if article.source is not None else f"Unnamed outlet ({article.seed.rsplit('/', 1)[-1]})"


def _stem(seed: str) -> str:
    name = seed.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name
