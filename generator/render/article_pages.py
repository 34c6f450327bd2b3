"""Pages of articles: what stories cite of each, in its order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..records import Article, StoryArticle
from .addresses import article_path
from .edition import Edition, render_page
from .escape import Markdown, link_address
from .passages import SHOWN_USES, Passage, fill_gaps, find_texts, find_uses, link_passage, list_passages


def render_articles(edition: Edition, articles: Mapping[str, Article]) -> dict[str, str]:
    """A page for each article of a story; ``articles`` give the words of what is cited."""
    uses = find_uses(edition.stories, edition.storylines)
    texts = find_texts(edition.stories, articles, edition.storylines)
    shown = edition.settings.article_text
    files = {}
    for key in sorted(edition.listed):
        path = article_path(key)
        record, article = articles.get(key), edition.listed[key][0][0]
        passages = list_passages(key, uses.get(key, {}), {} if shown == "places" else texts)
        files[path] = render_page(
            edition,
            "article.md",
            path,
            article=article,
            passages=fill_gaps(passages, record) if shown == "whole" and record else passages,
            in_original=partial(_link_original, article, record),
            used_by=tuple(story for _, story in edition.listed[key]),
            shown_uses=SHOWN_USES,
        )
    return files


def _link_original(article: StoryArticle, record: Article | None, passage: Passage) -> Markdown | None:
    """Where a browser shows the passage in the original page; None where there is no address or no text."""
    if not article.url or record is None or link_address(article.url) is None:
        return None
    return link_address(link_passage(article.url, record.text[passage.start : passage.end]))
